"""What a device is given when it is put on a line, and what it is to the line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from linebench.line.belt import Belt, Passing
from linebench.line.encoder import Encoder
from linebench.line.field import Field
from linebench.line.world import World
from linebench.ports import Message
from linebench.scenario.model import LinePlan, StationPlan

__all__ = ["Device", "Fitting"]


@dataclass(frozen=True, slots=True)
class Fitting:
    """A device's surroundings. ``devices``: those already built, by station id (upstream ones)."""

    world: World
    field: Field
    line: LinePlan
    plan: StationPlan
    belt: Belt
    encoder: Encoder
    devices: Mapping[str, "Device"]

    def settings(self) -> Any:  # noqa: ANN401  # the kind's own settings class, which only the device's file knows
        """Return the station's settings."""
        return self.plan.settings


def _mute(*_: object) -> None:
    """Stand for the host of a device that is not connected to one."""


class Device:
    """One device on the line. As it stands here it has no host, and nothing lies in it.

    Attributes:
        seat: the seat it takes towards the stack (``printer``, ``camera``, …), ``""`` for none.
        arrive: what happens when a pack's front reaches it; ``None`` when packs do not concern it.

    """

    seat: str = ""
    arrive: Passing | None = None
    _say: Callable[..., None] = staticmethod(_mute)

    def connect(self, say: Callable[..., None]) -> None:
        """Give the device its way to its host; called only for devices that take a seat."""
        self._say = say

    def receive(self, t: int, message: Message) -> None:
        """Take a message from the seat's host; a device that only reports takes none."""

    def clear(self, t: int) -> tuple[int, ...]:  # noqa: ARG002  # at a device that packs only pass
        """Give up everything that lies in the device (line clearance); returns the packs' numbers."""
        return ()


Build = Callable[[Fitting], Device]
