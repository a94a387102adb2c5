"""The controller's end: it takes commands and answers each."""

from collections.abc import Sequence

from linebench.ports import Message
from linebench.wire.packer_station.commands import Commands
from linebench.wire.packer_station.profile import ControlProfile
from linebench.wire.readers.framing import Bad, Frames
from linebench.wire.readers.template import TemplateError
from linebench.wire.side import Effect, Hang, Heard, Noted, Setting, Write

__all__ = ["ControlDevice"]


class ControlDevice:
    """A ``Side``. The controller says nothing by itself."""

    def __init__(self, profile: ControlProfile, setting: Setting) -> None:  # noqa: ARG002  # sides are made alike
        self._profile = profile
        self._commands = Commands(profile)
        self._clients: dict[int, Frames] = {}

    def opened(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        most = self._profile.max_clients
        if len(self._clients) >= most:
            return (Noted("refused", f"client {client}: {most} connected already"), Hang(client, "no room"))
        self._clients[client] = self._commands.frames()
        return ()

    def received(self, client: int, data: bytes) -> Sequence[Effect]:
        """See ``Side``."""
        frames = self._clients.get(client)
        out: list[Effect] = []
        for found in frames.feed(data) if frames is not None else ():
            self._take(client, found, out)
        return out

    def closed(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        self._clients.pop(client, None)
        return ()

    def tell(self, message: Message) -> Sequence[Effect]:  # noqa: ARG002  # whatever it is
        """See ``Side``."""
        return ()

    def expired(self, name: str) -> Sequence[Effect]:  # noqa: ARG002  # it arms no timer
        """See ``Side``."""
        return ()

    def poll(self) -> Sequence[Effect]:
        """See ``Side``."""
        return ()

    def _take(self, client: int, found: bytes | Bad, out: list[Effect]) -> None:
        answer = self._profile.done
        if isinstance(found, Bad):
            out.append(Noted(found.what, f"client {client}: {found.detail}"))
            answer = self._profile.refusal
        else:
            try:
                out.append(Heard(self._commands.decode(found)))
            except TemplateError as fault:
                out.append(Noted("garbage", f"client {client}: {fault}"))
                answer = self._profile.refusal
        if answer:
            out.append(Write(client, self._commands.terminated(answer)))
