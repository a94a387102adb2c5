"""A whole line built from its plan: belts, drive, encoder, terminals and devices."""

from collections.abc import Callable, Mapping
from random import Random

from linebench.kernel.engine import Engine
from linebench.line.belt import Belt, Passing
from linebench.line.drive import Drive
from linebench.line.encoder import Encoder
from linebench.line.faults import ActiveFault, FaultBook
from linebench.line.field import Field
from linebench.line.fitting import Device, Fitting
from linebench.line.folder_faults import FOLDER
from linebench.line.kinds import BELT, BUILDERS, HANDHELD, KINDS, LINK, OUTSIDE
from linebench.line.outside.unit import Unit
from linebench.line.pack import Pack
from linebench.line.pool_faults import POOL
from linebench.line.store_faults import STORE
from linebench.line.world import World
from linebench.records import AnyRecord
from linebench.records.truth import BatchBegan, LineCleared, PackRemoved
from linebench.scenario.kinds import LINKS, FaultKind
from linebench.scenario.model import Batch, LinePlan, Product, Scenario

__all__ = ["Line", "fault_book", "fault_kinds", "speed_of"]

SAFETY = ("estop", "guard")
"""Conditions whose contacts stand in the drive's supply."""


def speed_of(plan: LinePlan, rate: str) -> int:
    """Belt speed in micrometres per second at the plan's ``minimum``, ``nominal`` or ``maximum`` rate."""
    per_hour = {"minimum": plan.minimum, "nominal": plan.nominal, "maximum": plan.maximum}[rate]
    return int(per_hour) * int(plan.pitch) // 3600


class Line:
    """The physical line. Everything that happens on it is in the journal before anyone is told.

    Attributes:
        world: what the devices share.
        devices: by station id, in the order of the plan.
        belts: by id; the first carries the encoder that L1 tracks by.
        field: the terminals of L1.

    """

    def __init__(self, plan: LinePlan, world: World) -> None:
        self.plan = plan
        self.world = world
        self.field = Field(self.world)
        self.belts = {belt.id: Belt(belt.id, world.engine, world.write, self.field.edges) for belt in plan.belts}
        first = next(iter(self.belts.values()))
        self.field.encoder = Encoder(first, int(plan.encoder_pitch), self.field.reached)
        self.drive = Drive(world.engine, tuple(self.belts.values()), int(plan.belts[0].ramp))
        self.field.actors["motor"] = lambda t, on: self.drive.output(t, on=on)
        world.faults.listen(first.name, self._pulses_lost, self._pulses_back)
        self.devices: dict[str, Device] = {}
        self._build()

    def set_rate(self, rate: str) -> None:
        """Run at the plan's ``minimum``, ``nominal`` or ``maximum`` rate from the next start on."""
        self.drive.set_speed(speed_of(self.plan, rate))

    def begin_batch(self, t: int, batch: Batch, product: Product) -> None:
        """Put another order's material on the line."""
        self.world.batch = (batch, product)
        self.world.write(BatchBegan(t, batch.order, product.name, product.gtin, batch.lot, batch.expiry,
                                    batch.quantity))

    def condition(self, t: int, name: str, *, value: bool) -> None:
        """Change a condition of the world; safety contacts act on the drive as well."""
        if name in SAFETY:
            self.drive.contact(t, name, opened=value)
        self.field.condition(t, name, value=value)

    def clear(self, t: int) -> tuple[int, ...]:
        """Take everything off the line, as a person does at line clearance; returns the packs' numbers."""
        left = [pack for belt in self.belts.values() for pack in list(belt.packs.values())]
        for pack in left:
            assert pack.belt is not None
            pack.belt.take(pack)
            self.world.write(PackRemoved(t, pack.number, "line", "clearance"))
        numbers = [pack.number for pack in left]
        for device in self.devices.values():
            numbers.extend(device.clear(t))
        self.world.write(LineCleared(t, tuple(numbers)))
        return tuple(numbers)

    def events(self) -> int:
        """Engine entries that physics took so far: what came due on the belts, and what devices booked."""
        return sum(belt.fired for belt in self.belts.values()) + self.world.booked

    def is_empty(self) -> bool:
        """Whether no pack lies on a belt."""
        return not any(belt.packs for belt in self.belts.values())

    def station(self, kind: str) -> str:
        """The id of the first station of a kind.

        Raises:
            KeyError: the line has none.

        """
        for station in self.plan.stations:
            if station.kind == kind:
                return station.id
        raise KeyError(kind)

    def units(self) -> dict[str, Unit]:
        """What stands for devices that are real, by seat."""
        return {device.seat: device for device in self.devices.values() if isinstance(device, Unit)}

    def _build(self) -> None:
        points: dict[str, list[tuple[int, Passing]]] = {belt: [] for belt in self.belts}
        for station in self.plan.stations:
            belt = self.belts[station.belt]
            builders = OUTSIDE if station.kind in self.world.units else BUILDERS
            device = builders[station.kind](
                Fitting(self.world, self.field, self.plan, station, belt, self.field.encoder, self.devices))
            self.devices[station.id] = device
            if device.arrive is not None:
                points[station.belt].append((int(station.at), device.arrive))
        self._join(points)

    def _join(self, points: Mapping[str, list[tuple[int, Passing]]]) -> None:
        """Put the points on the belts in order; a belt that is not the last hands its packs to the next."""
        belts = list(self.belts.values())
        for belt, after in zip(belts, [*belts[1:], None], strict=True):
            for at, passing in sorted(points[belt.name], key=lambda point: point[0]):
                belt.add_point(at, passing)
            if after is not None:
                length = next(int(plan.length) for plan in self.plan.belts if plan.id == belt.name)
                belt.add_point(length, _handing(belt, after))

    def _pulses_lost(self, t: int, fault: ActiveFault) -> None:  # noqa: ARG002  # a belt has one fault kind
        self.field.encoder.lose(t)

    def _pulses_back(self, t: int, fault: ActiveFault) -> None:  # noqa: ARG002  # as above
        self.field.encoder.regain(t)


def _handing(belt: Belt, after: Belt) -> Passing:
    def hand_over(t: int, pack: Pack) -> None:
        belt.take(pack)
        after.put(t, pack)

    return hand_over


def fault_kinds(plan: LinePlan) -> dict[str, tuple[FaultKind, ...]]:
    """Every target on this line and the faults it can have."""
    stations = {station.id: KINDS[station.kind].faults for station in plan.stations}
    belts = {belt.id: BELT.faults for belt in plan.belts[:1]}
    return stations | belts | dict.fromkeys(LINKS, LINK.faults) | {
        kind.name: kind.faults for kind in (HANDHELD, POOL, FOLDER, STORE)}


def fault_book(engine: Engine, write: Callable[[AnyRecord], None], stream: Callable[[str], Random],
               scenario: Scenario) -> FaultBook:
    """The faults of a world: those of its line, of which what is real has none."""
    real = [station.id for station in scenario.line.stations if station.kind in scenario.stack.devices]
    return FaultBook(engine, write, stream, fault_kinds(scenario.line), {*real, *scenario.stack.foreign})
