"""The controller's end: it takes commands and answers each."""

from collections.abc import Sequence

from linebench.ports import Message
from linebench.wire.device import DeviceBase
from linebench.wire.packer_station.commands import Commands
from linebench.wire.packer_station.profile import ControlProfile
from linebench.wire.readers.framing import Bad, Frames
from linebench.wire.readers.template import TemplateError
from linebench.wire.side import Effect, Heard, Noted, Setting, Write

__all__ = ["ControlDevice"]


class ControlDevice(DeviceBase[Frames]):
    """A ``Side``. The controller says nothing by itself."""

    def __init__(self, profile: ControlProfile, setting: Setting) -> None:  # noqa: ARG002  # sides are made alike
        super().__init__(profile.max_clients)
        self._profile = profile
        self._commands = Commands(profile)

    def session(self, client: int) -> Frames:  # noqa: ARG002  # all clients alike
        """See ``DeviceBase``."""
        return self._commands.frames()

    def heard(self, client: int, session: Frames, data: bytes, out: list[Effect]) -> None:
        """See ``DeviceBase``."""
        for found in session.feed(data):
            self._take(client, found, out)

    def tell(self, message: Message) -> Sequence[Effect]:  # noqa: ARG002  # whatever it is
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
