"""The infeed: puts blank packs on the belt, one each pitch of travel, while the control lets it."""

from collections.abc import Callable

from linebench.kernel.streams import NORMAL, NORMAL_BITS
from linebench.line.belt import PM_PER_UM
from linebench.line.faults import ActiveFault
from linebench.line.fitting import Device, Fitting
from linebench.line.pack import Pack
from linebench.records.truth import PackFed
from linebench.scenario.kinds import DeviceKind, FaultKind, Parameter, Settings
from linebench.units import Length, Mass

__all__ = ["KIND", "Infeed", "build"]

_MASS = Parameter("mass", Mass, 1, 1_000_000, "3 g", "how much")

KIND = DeviceKind(
    name="infeed",
    settings=Settings,
    faults=(
        FaultKind("underweight", "physical", "A pack is lighter, as with a missing blister or leaflet.", (_MASS,)),
        FaultKind("overweight", "physical", "A pack is heavier, as with a second leaflet.", (_MASS,)),
        FaultKind("exact_mass", "physical", "A pack has exactly this mass.", (
            Parameter("mass", Mass, 1, 1_000_000, "24 g", "what it weighs"),
        )),
        FaultKind("double_feed", "physical", "A pack follows the one before it with hardly a gap.", (
            Parameter("gap", Length, 1_000, 100_000, "5 mm", "free belt between the two packs"),
        )),
        FaultKind("gap", "physical", "A place on the belt stays empty."),
    ),
    summary="puts blank packs on the belt while the output feed is on",
)


class Infeed(Device):
    """Feeds blank packs at the belt's pace."""

    def __init__(self, fitting: Fitting) -> None:
        self._world = fitting.world
        self._belt = fitting.belt
        self._at = int(fitting.plan.at)
        self._pitch = int(fitting.line.pitch) * PM_PER_UM
        self._length = int(fitting.line.pack_length)
        self._faults = fitting.world.faults.on(fitting.plan.id)
        self._draw = fitting.world.stream(f"{fitting.plan.id}.mass").getrandbits
        self._write = fitting.world.write
        self._on = False
        self._masses: tuple[int, ...] = ()  # equally likely ones of the product's packs
        self._skips: list[Callable[[int, int], None]] = []
        fitting.field.actors["feed"] = self._switch
        fitting.belt.due(0, self._pitch, self._tick, None)

    def skip(self, then: Callable[[int, int], None]) -> None:
        """Leave the next place empty; ``then(t, front)`` is told the place as a belt travel in picometres."""
        self._skips.append(then)

    def _switch(self, t: int, on: bool) -> None:  # noqa: ARG002  # every actor is told the time
        self._on = on and self._world.batch is not None
        if self._on:
            product = self._world.batch[1]  # type: ignore[index]  # checked in the line before
            typical, spread = int(product.mass), int(product.mass_spread)
            self._masses = tuple(typical + spread * quantile // 1000 for quantile in NORMAL)

    def _tick(self, t: int, _: None) -> int:
        belt = self._belt
        here, pitch = belt.here, self._pitch
        if self._skips:
            self._skips.pop(0)(t, here - self._at * PM_PER_UM)
        elif self._on and not (self._faults and self._faulty(t)):
            world = self._world
            world.packs = number = world.packs + 1
            mg = self._masses[self._draw(NORMAL_BITS)]
            self._write(PackFed(t, number, mg))
            belt.put(t, Pack(number, mg), self._at)
        return here // pitch * pitch + pitch

    def _faulty(self, t: int) -> bool:
        mg, places = self._masses[self._draw(NORMAL_BITS)], [self._at]
        for fault in [f for f in self._faults if self._world.faults.strikes(f, t, self._world.packs + 1)]:
            mg, places = self._apply(fault, mg, places)
        for place in places:
            pack = self._world.new_pack(mg)
            self._write(PackFed(t, pack.number, mg))
            self._belt.put(t, pack, place)
        return True

    def _apply(self, fault: ActiveFault, mg: int, places: list[int]) -> tuple[int, list[int]]:
        if fault.kind == "underweight":
            return mg - fault.number_of("mass"), places
        if fault.kind == "overweight":
            return mg + fault.number_of("mass"), places
        if fault.kind == "exact_mass":
            return fault.number_of("mass"), places
        if fault.kind == "gap":
            return mg, []
        # the pack comes pushed against the one before it, which lies a pitch ahead
        return mg, [max(self._at, self._at + self._pitch // PM_PER_UM - self._length - fault.number_of("gap"))]


def build(fitting: Fitting) -> Infeed:
    """Build the infeed of a station."""
    return Infeed(fitting)
