"""The device side of Codenet: a continuous ink jet printer."""

from collections.abc import Sequence

from linebench.ports.printer import ToHost
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
from linebench.wire.printers.device import DeviceSide
from linebench.wire.side import Effect, Noted, Setting, Write

__all__ = ["CodenetDevice"]


class CodenetDevice(DeviceSide[CommandDecoder]):
    """A ``Side``. Commands are carried out in the order they arrive; each is answered, queries by a frame."""

    def __init__(self, profile: CodenetProfile, setting: Setting) -> None:
        super().__init__(profile, setting)
        self._profile = profile
        self._memory = Memory(profile, self.core)
        self._commands = Commands(profile, self.core, self._memory)

    def session(self, client: int) -> CommandDecoder:  # noqa: ARG002  # all clients alike
        """See ``DeviceBase``."""
        return CommandDecoder(self._profile.max_frame)

    def heard(self, client: int, session: CommandDecoder, data: bytes, out: list[Effect]) -> None:
        """See ``DeviceBase``."""
        for item in session.feed(data):
            if isinstance(item, Garbage):
                self._lost(item, client, out)
            else:
                self._run(item.text, client, out)

    def closed(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        self._memory.characters.pop(client, None)
        return super().closed(client)

    def told(self, message: ToHost, out: list[Effect]) -> None:
        """See ``DeviceSide``."""
        change = self.core.tell(message)
        if change.state:
            self._memory.keep_report()
        if change.prints:
            self._announce(change.prints, out)

    def _announce(self, prints: int, out: list[Effect]) -> None:
        stray = self._profile.stray
        out.extend(Write(client, (character + stray).encode("latin-1") * prints)
                   for client, character in self._memory.characters.items())

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
