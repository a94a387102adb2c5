"""A line on a test stand: no stack; outputs are set by the test and everything said is kept."""

from collections.abc import Mapping
from types import MappingProxyType

from linebench.imaging.shot import Seen, Shot
from linebench.kernel.engine import Engine
from linebench.kernel.streams import Streams
from linebench.line.faults import FaultBook
from linebench.line.kinds import KINDS
from linebench.line.line import Line, fault_kinds
from linebench.line.world import World
from linebench.ports.io import Output
from linebench.ports.printer import PrintJob, PrintOrders
from linebench.scenario.kinds import LINKS
from linebench.scenario.model import Batch, BeltPlan, FaultPlan, LinePlan, Product, StationPlan
from linebench.scenario.stack import SeatPlan
from linebench.units import Duration, Length, Mass, Rate

GTIN = "09501101530003"

PRODUCT = Product(
    name="product A", gtin=GTIN, mass=Mass.parse("20 g"), mass_spread=Mass(0), mass_low=Mass.parse("19 g"),
    mass_high=Mass.parse("21 g"), case_size=3, pallet_size=2,
)
BATCH = Batch(order="order 1", product="product A", lot="L1", expiry="271231", quantity=100)


class ClearSight:
    """A camera's eye that reads whatever is printed."""

    grades = False

    def inspect(self, shot: Shot) -> Seen:
        if not shot.content or shot.print_faults or shot.camera_faults:
            return Seen("no_read", "", "", "", False)
        return Seen("read", shot.content, shot.text, "]d2", True)


def station(ident: str, kind: str, at: str, **settings: object) -> StationPlan:
    return StationPlan(id=ident, kind=kind, belt="main", at=Length.parse(at),
                       settings=KINDS[kind].settings(**settings))


def carton_line() -> LinePlan:
    return LinePlan(
        id="stand", title="a line on a stand", pitch=Length.parse("150 mm"), pack_length=Length.parse("100 mm"),
        encoder_pitch=Length.parse("1 mm"), minimum=Rate.parse("100/min"), nominal=Rate.parse("400/min"),
        maximum=Rate.parse("500/min"),
        belts=(BeltPlan(id="main", length=Length.parse("6 m"), ramp=Duration(120_000)),),
        stations=(
            station("infeed-1", "infeed", "0 mm"), station("printer-1", "printer", "0.6 m"),
            station("camera-1", "camera", "1 m"), station("scale-1", "checkweigher", "1.6 m"),
            station("gate-1", "gate", "2.4 m"), station("exit-1", "exit", "3 m"),
            station("packer-1", "packer", "4 m"), station("palletizer-1", "palletizer", "5 m"),
        ),
    )


class Stand:
    """The line, its clock, its records and what its devices said: (t, link, message)."""

    def __init__(self, seed: int = 1, units: Mapping[str, SeatPlan] = MappingProxyType({})) -> None:
        self.engine = Engine()
        self.records: list[object] = []
        self.said: list[tuple[int, str, object]] = []
        streams = Streams(seed)
        plan = carton_line()
        real = [each.id for each in plan.stations if each.kind in units]
        self.faults = FaultBook(self.engine, self.records.append, streams.stream, fault_kinds(plan), real)
        say = {name: self._mouth(name) for name in LINKS}
        self.line = Line(plan, World(
            self.engine, self.records.append, streams.stream, self.faults, ClearSight(), say, units))
        for device in self.line.devices.values():
            name = {"scale": "scale>l1"}.get(device.seat, f"{device.seat}>l2")
            if name in say:
                device.connect(say[name])
        self.line.set_rate("nominal")

    def _mouth(self, name):
        def say(t, message, later=0):
            self.said.append((t + later, name, message))
        return say

    @property
    def now(self) -> int:
        return int(self.engine.now)

    @property
    def belt(self):
        return self.line.belts["main"]

    def begin(self, records: int = 50) -> None:
        """Start a batch with queued records and switch everything on."""
        self.line.begin_batch(self.now, BATCH, PRODUCT)
        printer = self.line.devices["printer-1"]
        printer.receive(self.now, PrintJob("carton", GTIN, "L1", "271231"))
        serials = tuple(f"SERIAL{number:04d}" for number in range(1, min(records, 32) + 1))
        printer.receive(self.now, PrintOrders(1, serials))
        self.output("motor", True)
        self.output("feed", True)

    def output(self, signal: str, on: bool) -> None:
        self.line.field.receive(self.now, Output(signal, on))

    def run(self, microseconds: int) -> None:
        self.engine.run_to(self.now + microseconds)

    def fault(self, target: str, kind: str, packs: int | None = None, **params: str) -> int:
        return self.faults.begin(self.now, FaultPlan(target=target, kind=kind, params=params, packs=packs))

    def of(self, kind: type) -> list:
        return [record for record in self.records if type(record) is kind]

    def heard(self, link: str) -> list[tuple[int, object]]:
        return [(t, message) for t, name, message in self.said if name == link]
