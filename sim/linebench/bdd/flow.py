"""What steps do with a world: ask people's questions, inject faults, wait as long as the line needs."""

from linebench.bdd.actual import Blocked
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.planning import heard
from linebench.bdd.seen import closes, each, exited, fate, product, station
from linebench.binding.deed import NOT_DONE
from linebench.line.faults import RealTargetError
from linebench.line.pool_faults import POOL as POOL_KIND
from linebench.line.store_faults import STORE
from linebench.records import AnyRecord
from linebench.records.claim import AnswerClaimed
from linebench.records.truth import BeltMoved, FaultEnded, FaultStruck, PackExited
from linebench.records.wire import WireNoted
from linebench.scenario.model import Batch, FaultPlan, Scenario
from linebench.units import Duration

__all__ = ["ANSWER", "OPERATOR", "SETTLE", "act", "answered", "ask", "batch_of", "demand", "granted", "heal",
           "inject", "let_pass", "note", "patience", "refuse_unbound", "report_time", "running", "settled", "speed",
           "standing", "start_batch", "strike", "transit"]

OPERATOR = "operator 1"
"""The person who works at the line in protocols that name nobody else."""
ANSWER = Duration(10_000_000)
"""How long a person waits for an answer on the HMI: far beyond any link latency, short enough to fail quickly."""
SETTLE = Duration(5_000_000)
"""How long the line is watched for something that must not happen, or must come after a stop: an emulated
level reacts within a scan and a few link latencies, a real one within seconds."""


def speed(scenario: Scenario) -> int:
    """Return the belt speed of the scenario's rate in micrometres per second."""
    rate = {"minimum": scenario.line.minimum, "nominal": scenario.line.nominal, "maximum": scenario.line.maximum}
    return int(scenario.line.pitch) * int(rate[scenario.rate]) // 3600


def transit(scenario: Scenario, length_um: int | None = None) -> int:
    """Return how long a pack rides a length of belt, the whole longest belt by default, in microseconds."""
    longest = max(int(belt.length) for belt in scenario.line.belts)
    return (longest if length_um is None else length_um) * 1_000_000 // speed(scenario)


def patience(attempt: Attempt, packs: int = 1) -> int:
    """Return how long to wait for packs that come from the infeed: twice the ride, and the time to settle."""
    pitches = packs * int(attempt.scenario.line.pitch)
    return 2 * (transit(attempt.scenario) + transit(attempt.scenario, pitches)) + int(SETTLE)


def report_time(attempt: Attempt) -> int:
    """Return how long a report may take to come: the limit of URS-REP-003 where there is one, else a minute."""
    limits = [each_one.limit for each_one in attempt.library.requirements if each_one.id == "URS-REP-003"]
    high = limits[0].high if limits and limits[0] else None
    return 60_000_000 if high is None else high


def batch_of(attempt: Attempt, name: str) -> Batch:
    """Return the scenario's first order for a product."""
    wanted = product(attempt.scenario, name)
    for batch in attempt.scenario.batches:
        if batch.product == wanted.name:
            return batch
    raise LookupError(f"scenario {attempt.scenario.id!r} has no order for {name!r}")


def running(attempt: Attempt) -> Batch:
    """Return the order the protocol runs.

    Raises:
        BenchError: no step has chosen one.

    """
    if attempt.batch is None:
        raise BenchError("no batch: an earlier step must say which product is run")
    return attempt.batch


def ask(attempt: Attempt, action: str, subject: str = "", by: str = OPERATOR) -> int | None:
    """Ask something at the HMI as a stimulus and return where the answer is, ``None`` if none comes.

    Raises:
        Blocked: the stack file binds it to nothing.

    """
    refuse_unbound(attempt, action)
    attempt.stimulus("ask", action=action, subject=subject, by=by)
    attempt.notes["asked"] = action
    attempt.bench.ask(action, subject, by)
    return answered(attempt, action)


def refuse_unbound(attempt: Attempt, action: str) -> None:
    """Let a step go no further about something that cannot be asked of this system.

    Raises:
        Blocked: the stack file binds it to nothing.

    """
    why = attempt.unbound(action)
    if why:
        raise Blocked(why)


def answered(attempt: Attempt, action: str) -> int | None:
    """Return where L2 answers the latest request of this kind.

    Raises:
        Blocked: it could not be asked, which says nothing about it.

    """
    at = attempt.wait(lambda record: _answers(record, action), attempt.answer_time(action, int(ANSWER)))
    record = None if at is None else attempt.records[at]
    if isinstance(record, WireNoted):
        raise Blocked(f"could not be done: {record.detail}")
    return at


def _answers(record: AnyRecord, action: str) -> bool:
    if isinstance(record, WireNoted):
        return record.what == NOT_DONE and record.detail.startswith(f"{action}: ")
    return isinstance(record, AnswerClaimed) and record.action == action


def granted(attempt: Attempt, at: int | None) -> bool:
    """Whether the answer at a position is yes."""
    answer = None if at is None else attempt.records[at]
    return isinstance(answer, AnswerClaimed) and answer.accepted


def demand(attempt: Attempt, action: str, subject: str = "", by: str = OPERATOR) -> None:
    """Ask something that has to be granted for the protocol to go on.

    Raises:
        Blocked: it is refused, or not answered.

    """
    at = ask(attempt, action, subject, by)
    answer = None if at is None else attempt.records[at]
    if not isinstance(answer, AnswerClaimed) or not answer.accepted:
        reason = f"refused: {answer.reason}" if isinstance(answer, AnswerClaimed) else "not answered"
        raise Blocked(f"{action} was {reason}")


def start_batch(attempt: Attempt, name: str) -> None:
    """Clear the line, start the order for a product and the line, and wait until the first pack has passed.

    Raises:
        Blocked: the stack does not take one of the requests, or no pack comes.

    """
    batch = attempt.batch = batch_of(attempt, name)
    demand(attempt, "confirm_clearance")
    heard(attempt)
    demand(attempt, "start_batch", batch.order)
    demand(attempt, "start_line")
    if attempt.wait(lambda record: isinstance(record, PackExited), patience(attempt)) is None:
        raise Blocked("the line was started and no pack passed the exit")
    attempt.stimulus("running", order=batch.order, speed=attempt.scenario.rate)


def act(attempt: Attempt, name: str, **args: str) -> None:
    """Do something physical as a stimulus."""
    attempt.stimulus("act", act=name, **args)
    attempt.bench.hand(name, **args)


def inject(attempt: Attempt, kind: str, fault: str, packs: int | None = None, **params: str) -> int:
    """Make a fault active on the line's station of a kind, a link or the pool, as a stimulus; returns its number.

    Raises:
        Blocked: something real sits there.

    """
    target = kind if ">" in kind or kind in (POOL_KIND.name, STORE.name) else _target(attempt, kind)
    attempt.stimulus("fault", target=target, kind=fault, packs=packs or 0, **params)
    try:
        return attempt.bench.inject(FaultPlan(target=target, kind=fault, params=params, packs=packs))
    except RealTargetError as error:
        raise Blocked(str(error)) from error


def _target(attempt: Attempt, kind: str) -> str:
    return attempt.scenario.line.belts[0].id if kind == "belt" else station(attempt.scenario, kind).id


def strike(attempt: Attempt, kind: str, fault: str, packs: int = 1, **params: str) -> None:
    """Inject a fault and wait until it has struck; the packs it struck become "that pack" or "those packs".

    Raises:
        BenchError: it did not strike, so there is nothing the protocol could be about.

    """
    number = inject(attempt, kind, fault, packs, **params)
    if attempt.wait(lambda record: isinstance(record, FaultEnded) and record.fault == number,
                    patience(attempt, packs)) is None:
        raise BenchError(f"the fault {fault} did not strike {packs} packs: none came by")
    struck = [(at, hit) for at, hit in each(attempt.records, FaultStruck, attempt.cursor) if hit.fault == number]
    note(attempt, tuple(hit.pack for _, hit in struck), attempt.records[struck[-1][0]].t)


def note(attempt: Attempt, packs: tuple[int, ...], moment_us: int, *, since: int = 0) -> None:
    """Remember which packs the protocol talks about from here on, and since when.

    ``since``: position from which their fate counts, for packs that had another one before.
    """
    attempt.packs, attempt.moment_us, attempt.fate_since = packs, moment_us, since


def heal(attempt: Attempt, name: str) -> None:
    """End a fault that an earlier step began under this name, as a stimulus."""
    number = attempt.faults.pop(name, None)
    if number is None:
        raise BenchError(f"nothing to put right: no earlier step began {name!r}")
    attempt.stimulus("heal", fault=number)
    attempt.bench.heal(number)


def let_pass(attempt: Attempt, count: int) -> int:
    """Run until that many packs have passed the exit since the latest stimulus; return how many have."""
    seen = len(exited(attempt.records, attempt.cursor))

    def enough(record: AnyRecord) -> bool:
        nonlocal seen
        seen += isinstance(record, PackExited)
        return seen >= count

    if seen < count:
        attempt.wait(enough, patience(attempt, count), since=len(attempt.records))
    return len(exited(attempt.records, attempt.cursor))


def settled(attempt: Attempt, pack: int) -> int | None:
    """Run until a pack's fate is known and return where, ``None`` when it stays open."""
    known = fate(attempt.records, pack, attempt.fate_since if pack in attempt.packs else 0)
    if known is None:
        known = attempt.wait(lambda record: closes(record, pack), patience(attempt), since=len(attempt.records))
    return known


def standing(attempt: Attempt) -> bool:
    """Whether the belts stand now."""
    moves = [moved for _, moved in each(attempt.records, BeltMoved)]
    return not moves or not moves[-1].speed
