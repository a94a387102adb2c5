"""The device's end of a printer's dialect but for the dialect: clients, what the simulated printer says."""

from collections.abc import Sequence
from typing import TypeVar

from linebench.ports import Message
from linebench.ports.printer import PrintDone, PrinterState, ToHost
from linebench.wire.device import DeviceBase
from linebench.wire.printers.core import PrinterCore
from linebench.wire.printers.door import Door
from linebench.wire.printers.options import PrinterProfile
from linebench.wire.side import Effect, Noted, Setting

__all__ = ["DeviceSide"]

SessionT = TypeVar("SessionT")


class DeviceSide(DeviceBase[SessionT]):
    """A ``Side``. A client whom the dialect hung up on holds its place until its connection is gone.

    Attributes:
        core: the printer.

    """

    def __init__(self, profile: PrinterProfile, setting: Setting) -> None:
        super().__init__()
        self.core = PrinterCore(profile, setting)
        self._door = Door(profile.clients)

    def told(self, message: ToHost, out: list[Effect]) -> None:  # noqa: ARG002  # for dialects that announce
        """The simulated printer says this: it is kept, and announced to clients that are to know at once."""
        self.core.tell(message)

    def lost(self) -> Sequence[Effect]:
        """The last connection is gone."""
        return self.core.lost()

    def admit(self, client: int) -> Sequence[Effect]:
        """See ``DeviceBase``."""
        return self._door.enter(client)

    def closed(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        super().closed(client)
        return self.lost() if self._door.leave(client) else ()

    def tell(self, message: Message) -> Sequence[Effect]:
        """See ``Side``."""
        if not isinstance(message, PrintDone | PrinterState):
            return (Noted("unsaid", f"{type(message).__name__}: nothing a printer says"),)
        out: list[Effect] = []
        self.told(message, out)
        return out
