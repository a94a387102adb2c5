"""What steps about the store share: who works there, how a procedure is led to its end, and what is compared."""

from collections.abc import Callable

from linebench.bdd.attempt import Attempt, BenchError
from linebench.oracle.resolved import Held
from linebench.ports.desk import Done, Refused
from linebench.records import AnyRecord
from linebench.records.claim import PackedClaimed, SerialsClaimed, UnpackedClaimed, WithdrawnClaimed
from linebench.records.wire import Delivered
from linebench.site.clerk import Job
from linebench.site.unit import Unit

__all__ = ["CLERK", "SOMEBODY", "begin", "case_of", "differences", "end", "held", "noted", "resolve", "units",
           "until"]

CLERK = "warehouse clerk"
SOMEBODY = "somebody"
"""Who does what nobody was asked to do."""
_LIMIT = 120_000_000
"""So long a person stays at the desk: a step takes some seconds, and no procedure has twenty."""
_ENDS = {"sample": {"sampled"}, "destroyed": {"destroyed", "rejected"}, "lost": {"rejected"}}
"""Why a thing is away for good, and how the enterprise may have it."""


def noted(attempt: Attempt, name: str) -> Unit:
    """Return what an earlier step has noted under a name.

    Raises:
        BenchError: none has.

    """
    unit = attempt.notes.get(name)
    if not isinstance(unit, Unit):
        raise BenchError(f"no earlier step says which {name} is meant")
    return unit


def resolve(attempt: Attempt, job: Job) -> None:
    """Begin a procedure and do what the desk asks for, to the end."""
    begin(attempt, job)
    end(attempt)


def begin(attempt: Attempt, job: Job) -> None:
    """Begin a procedure at the desk."""
    attempt.stimulus("desk", procedure=job.procedure, who=job.who, subject=job.hand.subject.epc)
    attempt.notes["task"] = attempt.bench.in_store(lambda t, _, clerk: clerk.begin(t, job))


def end(attempt: Attempt) -> None:
    """Run until the desk says how it has ended, and keep the photos that were taken."""
    until(attempt, lambda record: isinstance(record, Delivered) and isinstance(record.message, Done | Refused)
           and record.message.task == attempt.notes["task"])
    for name, picture in attempt.bench.clerk.photos.items():
        attempt.foreign.keeper.put(name, picture)


def until(attempt: Attempt, wanted: Callable[[AnyRecord], bool]) -> None:
    """Run until a record satisfies, at most as long as a person stays."""
    attempt.wait(wanted, _LIMIT)


def held(attempt: Attempt, source: str = "l4") -> Held:
    """What a level has, from what it said: the enterprise by its answers, a line or a site by its reports."""
    found = Held()
    for record in attempt.records:
        if getattr(record, "source", "") == source:
            _fold(found, record)
    return found


def _fold(found: Held, record: AnyRecord) -> None:
    if isinstance(record, SerialsClaimed):
        for epc in record.epcs:
            found.status(epc, record.status)
    elif isinstance(record, PackedClaimed):
        for epc in record.children:
            found.pack(epc, record.parent)
    elif isinstance(record, UnpackedClaimed):
        for epc in record.children:
            found.unpack(epc)
    elif isinstance(record, WithdrawnClaimed):
        found.take_back(record.what, record.parent, record.epcs)


def units(attempt: Attempt) -> list[Unit]:
    """Everything that was ever in the store."""
    store = attempt.bench.store
    return [*store.pallets, *store.cases, *store.packs]


def differences(unit: Unit, said: Held) -> list[str]:
    """Return in words where what is said of a thing differs from what it is."""
    state = said.ended.get(unit.epc, "") if unit.epc in said.living else "unknown"
    if state not in _ENDS.get(unit.away, {""}):
        return [f"{unit.kind} {unit.number} is {unit.away or 'there'}, said {state or 'in use'}"]
    if unit.away in _ENDS:
        return []
    where, told = unit.box.epc if unit.box else "nothing", said.parent.get(unit.epc, "nothing")
    found = [f"{unit.kind} {unit.number} is in {where}, said {told}"] if where != told else []
    gone = _shipped(unit)
    if gone != said.has_left(unit.epc):
        found.append(f"{unit.kind} {unit.number} is {'' if gone else 'not '}shipped, said the opposite")
    return found


def _shipped(unit: Unit) -> bool:
    above: Unit | None = unit
    while above is not None and above.away != "shipped":
        above = above.box
    return above is not None


def case_of(attempt: Attempt, index: int) -> Unit:
    """Return one of the cases that stand in the store.

    Raises:
        BenchError: there are not so many.

    """
    cases = [case for case in attempt.bench.store.cases if not case.away]
    if len(cases) <= index:
        raise BenchError(f"{len(cases)} cases stand in the store; let more pallets come")
    return cases[index]
