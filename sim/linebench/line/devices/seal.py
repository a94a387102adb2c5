"""The seal sensor: a light scanner that sees whether a pack carries its tamper seal, wired to L1."""

from linebench.line.belt import Passing
from linebench.line.fitting import Device, Fitting
from linebench.line.pack import Pack
from linebench.records.truth import SealChecked
from linebench.scenario.kinds import DeviceKind, FaultKind, Settings

__all__ = ["KIND", "SealSensor", "build"]

KIND = DeviceKind(
    name="seal",
    settings=Settings,
    faults=(
        FaultKind("missing", "physical", "A pack comes without its tamper seal."),
        FaultKind("blind", "physical", "The sensor sees no seal: dirt on it, or its output does not change."),
    ),
    summary="sees the tamper seal of each pack",
)


class SealSensor(Device):
    """One sensor, wired to L1's input ``seal_seen``: an edge for every seal, so that a dead sensor shows none."""

    def __init__(self, fitting: Fitting) -> None:
        self.name = fitting.plan.id
        self.arrive: Passing | None = self._arrive
        self._world = fitting.world
        self._write = fitting.world.write
        self._edges = fitting.belt.edges
        self._faults = fitting.world.faults.on(self.name)
        self._bare: set[int] = set()  # packs without a seal, which have none when they come again

    def _arrive(self, t: int, pack: Pack) -> None:
        if self._faults and self._world.faults.struck(self.name, "missing", t, pack.number):
            self._bare.add(pack.number)
        present = pack.number not in self._bare
        blind = self._faults and self._world.faults.struck(self.name, "blind", t, pack.number)
        shown = present and not blind
        self._write(SealChecked(t, pack.number, self.name, present, shown))
        if shown:
            self._edges.append("seal_seen")


def build(fitting: Fitting) -> SealSensor:
    """Build the seal sensor of a station."""
    return SealSensor(fitting)
