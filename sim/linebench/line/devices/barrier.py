"""A light barrier behind the reject zone: what passes it is a good pack as far as the line knows."""


from linebench.line.belt import Passing
from linebench.line.fitting import Device, Fitting
from linebench.line.pack import Pack
from linebench.records.truth import PackExited
from linebench.scenario.kinds import DeviceKind, FaultKind, Settings

__all__ = ["KIND", "Barrier", "build"]

KIND = DeviceKind(
    name="exit",
    settings=Settings,
    faults=(FaultKind("blind", "physical", "The light barrier does not see the pack."),),
    summary="light barrier at the end of the reject zone",
)


class Barrier(Device):
    """One light barrier wired to L1's input ``barrier_exit``."""

    def __init__(self, fitting: Fitting) -> None:
        self.name = fitting.plan.id
        self.arrive: Passing | None = self._arrive
        self._world = fitting.world
        self._write = fitting.world.write
        self._edges = fitting.belt.edges
        self._faults = fitting.world.faults.on(self.name)

    def _arrive(self, t: int, pack: Pack) -> None:
        self._write(PackExited(t, pack.number))
        if self._faults and self._world.faults.struck(self.name, "blind", t, pack.number):
            return
        self._edges.append("barrier_exit")


def build(fitting: Fitting) -> Barrier:
    """Build the exit barrier of a station."""
    return Barrier(fitting)
