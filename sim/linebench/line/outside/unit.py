"""What stands on the line for every device that is not ours: it speaks with L2 here and with the unit out there."""

from abc import abstractmethod
from collections.abc import Callable

import msgspec

from linebench.line.fitting import Device, Fitting
from linebench.ports import Message
from linebench.ports.presence import Presence

__all__ = ["Unit"]


def _unheard(_: Message) -> None:
    """Stand for a unit to which no wire leads yet."""


class Unit(Device):
    """A device that is real, as the line has it.

    Attributes:
        name: its station.
        here: whether the unit can be reached; not so before its wire has said that it can.

    """

    def __init__(self, fitting: Fitting) -> None:
        self.name = fitting.plan.id
        self.here = False
        self._write = fitting.world.write
        self._belt, self._at = fitting.belt, int(fitting.plan.at)
        self._length = int(fitting.line.pack_length)
        self._tell: Callable[[Message], None] = _unheard

    def attach(self, tell: Callable[[Message], None]) -> None:
        """Give it the way to the unit."""
        self._tell = tell

    def heard(self, t: int, message: Message) -> None:
        """The unit, or the wire to it, said this; L2 hears of a loss and of its end as on any wire."""
        if isinstance(message, Presence):
            self.here = message.here
            self._say(t, msgspec.structs.replace(message, peer=self.seat))
            self._reached(t)
        else:
            self._said(t, message)

    @abstractmethod
    def _said(self, t: int, message: Message) -> None:
        """The unit said this."""

    @abstractmethod
    def _reached(self, t: int) -> None:
        """The unit was lost or is there again, which L2 has been told."""
