"""A light barrier behind the reject zone: what passes it is a good pack as far as the line knows."""

from collections.abc import Callable

from linebench.line.belt import Passing
from linebench.line.fitting import Fitting
from linebench.line.pack import Pack
from linebench.ports import Message
from linebench.records.truth import PackExited
from linebench.scenario.kinds import DeviceKind, FaultKind, Settings

__all__ = ["KIND", "Barrier", "build"]

KIND = DeviceKind(
    name="exit",
    settings=Settings,
    faults=(FaultKind("blind", "physical", "The light barrier does not see the pack."),),
    summary="light barrier at the end of the reject zone",
)


class Barrier:
    """One light barrier wired to L1's input ``barrier_exit``."""

    seat = ""

    def __init__(self, fitting: Fitting) -> None:
        self.name = fitting.plan.id
        self.arrive: Passing | None = self._arrive
        self._world = fitting.world
        self._write = fitting.world.write
        self._edges = fitting.belt.edges
        self._faults = fitting.world.faults.on(self.name)

    def connect(self, say: Callable[..., None]) -> None:
        """Say nothing: a light barrier hangs on L1's terminals."""

    def receive(self, t: int, message: Message) -> None:
        """Take nothing: a light barrier only reports."""

    def clear(self, t: int) -> tuple[int, ...]:  # noqa: ARG002  # packs only pass it
        """Nothing lies in it."""
        return ()

    def _arrive(self, t: int, pack: Pack) -> None:
        self._write(PackExited(t, pack.number))
        if self._faults and self._world.faults.struck(self.name, "blind", t, pack.number):
            return
        self._edges.append("barrier_exit")


def build(fitting: Fitting) -> Barrier:
    """Build the exit barrier of a station."""
    return Barrier(fitting)
