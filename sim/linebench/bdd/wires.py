"""Wires as protocols speak of them: which there are in a world, what disturbs them, and what was noted there."""

from collections.abc import Iterable, Mapping, Sequence

from linebench.bdd.actual import NotApplicable
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.seen import each
from linebench.records import AnyRecord
from linebench.records.claim import ValueClaimed
from linebench.records.truth import FaultEnded
from linebench.records.wire import WireNoted
from linebench.scenario.model import FaultPlan
from linebench.scenario.stack import WirePlan

__all__ = ["Disturbance", "begin", "end", "ended", "links", "noted", "on_wire", "plan_of", "shown", "struck"]

Disturbance = tuple[str, Mapping[str, str]]
"""A fault on bytes and its parameters."""
_LOST = "not reached"
"""How L2 shows a peer that it cannot reach."""


def on_wire(attempt: Attempt, seat: str) -> str:
    """Return the pair of seats that L2's wire to a peer joins, as stack files write it.

    Raises:
        NotApplicable: in this world L2 has no wires.

    """
    if "l2" not in attempt.scenario.stack.remote:
        raise NotApplicable(f"L2 speaks to {seat} without a wire in the world {attempt.scenario.id!r} "
                            f"with the stack {attempt.scenario.stack.id!r}")
    return f"l2-{seat}"


def plan_of(attempt: Attempt, seat: str) -> WirePlan:
    """Return how L2's wire to a peer is spoken; raises as ``on_wire``."""
    pair = on_wire(attempt, seat)
    return next((wire for wire in attempt.scenario.stack.wires if wire.id == pair), WirePlan(id=pair))


def links(seat: str, direction: str = "both") -> tuple[str, ...]:
    """Return the links of a wire. ``direction``: ``to_l2``, ``from_l2`` or ``both``."""
    both = {"to_l2": f"{seat}>l2", "from_l2": f"l2>{seat}"}
    return tuple(both.values()) if direction == "both" else (both[direction],)


def begin(attempt: Attempt, seat: str, disturbance: Disturbance, direction: str = "both",
          messages: int | None = None) -> tuple[int, ...]:
    """Disturb L2's wire to a peer from now on, as one stimulus; returns the numbers of the faults.

    ``messages``: how many pieces of bytes it strikes at most; ``None``: all.
    """
    on_wire(attempt, seat)
    kind, params = disturbance
    at_once = kind in _WHOLE  # such a fault acts on the connection, whichever link it is put on
    targets = links(seat, "from_l2" if at_once else direction)
    attempt.stimulus("wire", wire=seat, kind=kind, direction=direction, **params)
    return tuple(attempt.bench.inject(FaultPlan(target=link, kind=kind, params=dict(params), packs=messages))
                 for link in targets)


def end(attempt: Attempt, faults: Iterable[int]) -> None:
    """End faults that are still active.

    Raises:
        BenchError: none of them ever struck, so the protocol was about nothing.

    """
    numbers = tuple(faults)
    for number in numbers:
        attempt.bench.heal(number)
    if not any(struck(attempt.records, number) for number in numbers):
        raise BenchError("the wire was disturbed and nothing was said there meanwhile: nothing was put to the test")


def struck(records: Sequence[AnyRecord], number: int) -> int | None:
    """Return where a fault first acted on a wire."""
    return next((at for at, note in each(records, WireNoted) if note.what == f"fault {number}"), None)


def ended(records: Sequence[AnyRecord], numbers: Iterable[int]) -> int | None:
    """Return when the last of some faults ended, in simulated microseconds; ``None``: one is active."""
    over = {record.fault: record.t for _, record in each(records, FaultEnded)}
    wanted = tuple(numbers)
    return max(over[number] for number in wanted) if wanted and set(wanted) <= over.keys() else None


def noted(records: Sequence[AnyRecord], pair: str, what: str, since: int) -> int | None:
    """Return where the end of a wire noted something of a kind."""
    return next((at for at, note in each(records, WireNoted, since)
                 if (note.link, note.what) == (pair, what)), None)


def shown(record: AnyRecord, seat: str, *, here: bool) -> bool:
    """Whether a record says that L2 shows a peer as reached, or as not reached."""
    if not isinstance(record, ValueClaimed) or (record.source, record.item) != ("l2", seat):
        return False
    return record.value == "reached" if here else record.value.startswith(_LOST)


_WHOLE = frozenset({"refused", "half_open", "drop_before_ack", "drop_after_ack"})
