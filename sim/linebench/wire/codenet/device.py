"""The device side of Codenet: a continuous ink jet printer."""

from collections.abc import Sequence

from linebench.ports import Message
from linebench.ports.printer import PrintDone, PrinterState
from linebench.wire.codenet.codec import (
    Ack,
    CommandDecoder,
    Frame,
    Garbage,
    Nak,
    encode_ack,
    encode_frame,
    encode_nak,
)
from linebench.wire.codenet.commands import Commands
from linebench.wire.codenet.memory import Memory
from linebench.wire.codenet.profile import CodenetProfile
from linebench.wire.printers.core import PrinterCore
from linebench.wire.printers.door import Door
from linebench.wire.side import Effect, Noted, Setting, Write

__all__ = ["CodenetDevice"]


class CodenetDevice:
    """A ``Side``. Commands are carried out in the order they arrive; each is answered, queries by a frame."""

    def __init__(self, profile: CodenetProfile, setting: Setting) -> None:
        self._profile = profile
        self.core = PrinterCore(profile, setting)
        self._memory = Memory(profile, self.core)
        self._commands = Commands(profile, self.core, self._memory)
        self._door = Door(profile.clients)
        self._decoders: dict[int, CommandDecoder] = {}

    def opened(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        refused = self._door.enter(client)
        if not refused:
            self._decoders[client] = CommandDecoder(self._profile.max_frame)
        return refused

    def received(self, client: int, data: bytes) -> Sequence[Effect]:
        """See ``Side``."""
        if client not in self._decoders:
            return ()
        out: list[Effect] = []
        for item in self._decoders[client].feed(data):
            if isinstance(item, Garbage):
                self._lost(item, client, out)
            else:
                self._run(item.text, client, out)
        return out

    def closed(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        self._decoders.pop(client, None)
        self._memory.characters.pop(client, None)
        return self.core.lost() if self._door.leave(client) else ()

    def tell(self, message: Message) -> Sequence[Effect]:
        """See ``Side``."""
        if not isinstance(message, PrintDone | PrinterState):
            return (Noted("unsaid", f"{type(message).__name__}: nothing a printer says"),)
        change = self.core.tell(message)
        if change.state:
            self._memory.keep_report()
        return self._announce(change.prints) if change.prints else ()

    def expired(self, name: str) -> Sequence[Effect]:  # noqa: ARG002  # it arms no timer
        """See ``Side``."""
        return ()

    def poll(self) -> Sequence[Effect]:
        """See ``Side``."""
        return ()

    def _announce(self, prints: int) -> list[Effect]:
        stray = self._profile.stray
        return [Write(client, (character + stray).encode("latin-1") * prints)
                for client, character in self._memory.characters.items()]

    def _run(self, text: str, client: int, out: list[Effect]) -> None:
        reply, effects = self._commands.run(text, client)
        if self._profile.respond == "received" and not isinstance(reply, Frame):
            reply = Ack()
        if isinstance(reply, Nak):
            out.append(Noted("refused", f"{text[:40]!r}: {reply.code}"))
        out.append(Write(client, self._encoded(reply)))
        out.extend(effects)

    def _lost(self, garbage: Garbage, client: int, out: list[Effect]) -> None:
        """Bytes outside a frame are passed over in silence; a frame too long is refused."""
        out.append(Noted(garbage.what, garbage.detail))
        if garbage.what == "oversized":
            out.append(Write(client, encode_nak(self._profile.reply, "011")))

    def _encoded(self, reply: Ack | Nak | Frame) -> bytes:
        if isinstance(reply, Frame):
            return encode_frame(reply.text)
        form = self._profile.reply
        return encode_ack(form) if isinstance(reply, Ack) else encode_nak(form, reply.code)
