"""One wire fault on one wire of the carton line, from full flow to the end of the batch, and what came of it."""

from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

import msgspec

from linebench.bench import Bench
from linebench.content import Content, library
from linebench.line.kinds import KINDS
from linebench.oracle.judge import judge
from linebench.records import AnyRecord
from linebench.records.claim import AlarmClaimed, BatchClaimed
from linebench.records.truth import BeltMoved, PackDiverted, PackExited, PackViewed
from linebench.records.wire import WireNoted
from linebench.scenario.load import load
from linebench.scenario.model import FaultPlan, Scenario
from linebench.wire.composite import composites
from linebench.wire.dialect import dialects
from linebench.wire.stream.faults import FAULTS
from linebench.wire.tags.transport import transports
from tests.wiring.hand import Hand
from tests.wiring.worlds import stack_file

__all__ = ["MILD", "QUANTITY", "SEATS", "Outcome", "Trial", "all_trials", "directions", "profiles", "trial",
           "tried"]

QUANTITY = 80
_FLOW_US = 5_000_000
"""After the start of the line: packs are everywhere from infeed to packer by then."""
_WINDOW_US = 4_000_000
_ANSWER_US = 200_000
"""A picture that was taken this long before a fault has been answered."""
_LIBRARY = Content((library(),))
SEATS = MappingProxyType({
    "printer": ("codenet", *sorted(each.name for each in dialects().values()
                                   if "printer" in each.seats and each.name != "codenet")),
    "camera": ("dmcc", *sorted(each.name for each in dialects().values()
                               if "camera" in each.seats and each.name != "dmcc"), "opcua"),
    "l1": ("modbus", *sorted({*transports(), "opcua", "native"} - {"modbus"})),
    "packer": ("packer-station", "native"),
    "palletizer": ("packer-station", "native"),
})
"""The seats whose wire is disturbed, and what can be spoken on it; the first stands for all."""
_OF_ANOTHER_SEAT = frozenset({("printer", "case-label")})
"""Set-ups, by seat, that are for another one: a label printer's job is no pack's."""
MILD = ("split gap=0 us", "glued time=5 ms", "late time=20 ms", "slow_drain rate=200000")
"""What any wire does at times: within every time-out, and slower by less than a pack has time for."""


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """One combination. ``fault``: its kind, and behind a space a parameter that is not the default's.

    ``profile``: empty for the dialect's first; ``direction``: of the fault, ``to_host`` or ``to_device``.
    """

    seat: str
    dialect: str
    profile: str = ""
    fault: str
    direction: str = "to_host"

    def __str__(self) -> str:
        return f"{self.seat} {self.spoken}: {self.fault}, {self.direction.replace('_', ' ')}"

    @property
    def spoken(self) -> str:
        """Dialect and profile."""
        return f"{self.dialect}/{self.profile}" if self.profile else self.dialect

    @property
    def kind(self) -> str:
        """The kind of the fault."""
        return self.fault.partition(" ")[0]

    @property
    def plan(self) -> FaultPlan:
        """The fault as the schedule has it."""
        name, _, value = self.fault.partition(" ")[2].partition("=")
        return FaultPlan(target=self.target, kind=self.kind, params={name: value} if name else {})

    @property
    def target(self) -> str:
        """The link that has the fault."""
        return f"{self.seat}>l2" if self.direction == "to_host" else f"l2>{self.seat}"


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it.

    ``findings``: of any rule. ``alarms``: raised after the fault began. ``stopped``: the belt stood before the
    order was complete. ``lost``: packs that went into the bin. ``made``: packs that L2 reported as commissioned
    at the end of the batch, and ``passed`` those that left the line as good. ``recovered_us``: from the end of the
    fault to the next good pack; ``None``: there was none. ``struck``: how often the fault acted on bytes.
    ``noted``: what the device's end noted, by kind. ``slipped``: packs that left as good although they came before
    the camera while the fault was active. ``refused``: what L2 refused the operator.
    """

    findings: tuple[str, ...]
    alarms: frozenset[str]
    stopped: bool
    lost: int
    made: int
    passed: int
    completed: bool
    recovered_us: int | None
    struck: int
    slipped: int
    noted: frozenset[str]
    refused: tuple[str, ...]


def directions(fault: str) -> tuple[str, ...]:
    """The directions in which a fault is a different one."""
    return ("to_host", "to_device") if FAULTS[fault.partition(" ")[0]].acts == "direction" else ("to_host",)


def all_trials(seat: str, dialect: str, profile: str = "") -> list[Trial]:
    """Every fault on a wire, in every direction."""
    return [Trial(seat=seat, dialect=dialect, profile=profile, fault=fault, direction=direction)
            for fault in (*FAULTS, *MILD) for direction in directions(fault)]


def profiles(seat: str, dialect: str) -> tuple[str, ...]:
    """The named set-ups of a dialect for a seat; one without a name where it has none."""
    kinds = {**dialects(), **transports(), **composites()}
    named = tuple(kinds[dialect].profiles) if dialect in kinds else ("",)
    return tuple(name for name in named if (seat, name) not in _OF_ANOTHER_SEAT)


def trial(one: Trial, *, seed: int = 7) -> Outcome:
    """Run one combination."""
    return tried(one, seed=seed)[0]


def tried(one: Trial, *, seed: int = 7) -> tuple[Outcome, list[AnyRecord]]:
    """Run one combination; what came of it, and all that is on record."""
    with TemporaryDirectory() as folder:
        bench = Bench(world(one, Path(folder)), seed=seed, requirements=_LIBRARY.requirements())
        hand = Hand(bench)
        try:
            if not hand.begin(bench.scenario.batches[0].order):
                return _outcome(bench.records, bench.now, bench.now, hand, completed=False), bench.records
            bench.advance(None, _FLOW_US)
            began = bench.now
            fault = bench.inject(one.plan)
            bench.advance(None, _WINDOW_US)
            bench.heal(fault)
            healed = bench.now
            completed = hand.carry_through()
        finally:
            bench.close()
    return _outcome(bench.records, began, healed, hand, completed=completed), bench.records


def world(one: Trial, folder: Path) -> Scenario:
    """The carton line with a short order, L2 and L3 on wires, and one seat spoken to as the trial says."""
    stack = stack_file(folder, profiles={one.seat: one.profile}, **{one.seat: one.dialect})
    plan = load("carton-line", Content((library(),)), KINDS, stack=stack, settings={}).scenario
    return msgspec.structs.replace(plan, batches=(msgspec.structs.replace(plan.batches[0], quantity=QUANTITY),))


def _outcome(records: list[AnyRecord], began: int, healed: int, hand: Hand, *, completed: bool) -> Outcome:
    judgement = judge(records)
    after = [record for record in records if record.t >= began]
    exits = [record.t for record in records if isinstance(record, PackExited)]
    notes = [record for record in after if isinstance(record, WireNoted)]
    return Outcome(
        findings=tuple(f"{finding.rule}: {finding.message}" for outcome in judgement.outcomes
                       for finding in outcome.findings),
        alarms=frozenset(record.alarm for record in after if isinstance(record, AlarmClaimed) and record.on),
        stopped=any(isinstance(record, BeltMoved) and not record.speed and record.t < max(exits, default=0)
                    for record in after),
        lost=sum(isinstance(record, PackDiverted) for record in records),
        made=next((dict(record.counts).get("commissioned", 0) for record in records
                   if isinstance(record, BatchClaimed) and record.source == "l2"), 0),
        passed=len(exits), completed=completed,
        recovered_us=min((t - healed for t in exits if t >= healed), default=None),
        slipped=len(_viewed(records, began + _ANSWER_US, healed) & {
            record.pack for record in records if isinstance(record, PackExited)}),
        struck=sum(note.what.startswith("fault ") for note in notes),
        noted=frozenset(note.what for note in notes if not note.what.startswith("fault ")),
        refused=tuple(hand.said))


def _viewed(records: list[AnyRecord], since: int, until: int) -> set[int]:
    return {record.pack for record in records if isinstance(record, PackViewed) and since <= record.t < until}
