"""Challenges: many packs that have to be rejected, each another one, so that their number says something.

What is wrong with each, and how many good packs go before it, is drawn from the attempt's own chance: another
seed of the run draws others.
"""

from typing import NamedTuple

from linebench.bdd.actual import CLAIM, TRUTH, expect, expect_none
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.flow import SETTLE, act, demand, inject, note, patience, running, settled, speed, standing
from linebench.bdd.phrase import then, when
from linebench.bdd.seen import codes_on, diverted, each, exited, first_claims, product, station
from linebench.oracle.sampling import challenges_for
from linebench.records import AnyRecord
from linebench.records.requirement import Limit
from linebench.records.truth import BeltMoved, FaultStruck, PackFed, PackPrinted, PackViewed, PackWeighed
from linebench.scenario.model import Scenario
from linebench.units import Duration, Mass, Share

_MOST_BETWEEN = 5
"""Good packs before a challenge: from one, so that the run of rejects is broken, to so many."""
_A_STOP_EVERY = 40
"""Challenges from one stop of the line to the next, on average: the belt's ramps are among what is tried."""


class _Defect(NamedTuple):
    """What can be wrong with a pack: the station where it happens, and the fault."""

    kind: str
    fault: str


_DEFECTS = (
    *(_Defect("printer", fault) for fault in (
        "gtin_wrong", "lot_wrong", "expiry_wrong", "stale_field", "serial_not_issued", "serial_duplicate",
        "hri_mismatch", "fnc1_missing", "blank")),
    *(_Defect("camera", fault) for fault in ("no_read", "silent", "late")),
    *(_Defect("infeed", fault) for fault in ("underweight", "overweight")),
    _Defect("checkweigher", "silent"),
)
_EMPTIED_EVERY = 20
"""Challenges after which the reject bin is emptied: before it is full."""
_PASSES = {"infeed": PackFed, "printer": PackPrinted, "camera": PackViewed, "checkweigher": PackWeighed}
"""By station, the record which says that a pack went by it."""


@when("as many packs as {limit:requirement} asks for are made bad at random")
def challenged(attempt: Attempt, limit: str) -> None:
    """Spoil one pack after the other, each in a way of its own and behind some good ones; now and then the line is
    stopped and started again. "Those packs" are all that were spoiled.
    """
    wanted = _size(attempt, limit)
    chance = attempt.bench.rng("challenges")
    defects = _known(attempt.scenario)
    since, late, struck = len(attempt.records), 0, [_last_fed(attempt)]
    for number in range(1, wanted + 1):
        defect, between = chance.choice(defects), chance.randint(1, _MOST_BETWEEN)
        struck.append(_spoil(attempt, defect, struck[-1] + between))
        late = struck[-1] if defect.fault == "late" else late
        if chance.random() * _A_STOP_EVERY < 1:
            settled(attempt, late or struck[1])  # while the belt stands a late answer would come in time
            _stop_and_start(attempt)
        if not number % _EMPTIED_EVERY:
            act(attempt, "empty_bin")
    attempt.cursor = since
    note(attempt, tuple(struck[1:]), attempt.bench.now, since=since)


@then("each of those packs is rejected, as many as {limit:requirement} asks for")
def all_rejected(attempt: Attempt, limit: str) -> None:
    """Truth: none of the packs passes; so many without a failure show the limit's share and confidence."""
    wanted = _size(attempt, limit)
    settled(attempt, attempt.packs[-1])  # they keep their order on the belt
    gone = exited(attempt.records, attempt.fate_since)
    through = [pack for pack in attempt.packs if pack in gone]
    done = len(set(attempt.packs))
    claim = f"at most {_claim(attempt.requirement(limit).limit)}"
    expect(attempt, TRUTH, f"{wanted} or more different challenges, 0 wrongly accepted: {claim}",
           f"{done} challenges, {len(through)} wrongly accepted: {claim if not through else 'no such claim'}",
           met=not through and done >= wanted, at=[gone[pack] for pack in through])


@then("no other pack has been rejected since")
def no_other(attempt: Attempt) -> None:
    """Truth: since the packs were made bad none but those has fallen into the reject bin."""
    attempt.bench.advance(None, int(SETTLE))
    known = frozenset(attempt.packs)
    others = [at for pack, at in diverted(attempt.records, attempt.fate_since).items() if pack not in known]
    expect_none(attempt, TRUTH, "no other pack in the reject bin", others)


@then("no code of a pack that was made bad is reported as commissioned, unless a good pack carries it")
def none_commissioned(attempt: Attempt) -> None:
    """Claim: what is printed on those packs stands in no report of L2 as commissioned; L2 gets time to report."""
    attempt.bench.advance(None, 2 * int(attempt.scenario.stack.report_every) + int(SETTLE))
    codes, claims = codes_on(attempt.records), first_claims(attempt.records, "l2", "commissioned")
    good = {codes.get(pack, "") for pack in exited(attempt.records) if pack not in attempt.packs}
    found = [claims[code] for pack in attempt.packs if (code := codes.get(pack, "")) in claims and code not in good]
    expect_none(attempt, CLAIM, f"none of {len(attempt.packs)} packs commissioned", found)


def _size(attempt: Attempt, name: str) -> int:
    wanted = challenges_for(attempt.requirement(name).limit)
    if wanted is None:
        raise BenchError(f'{name} asks for no sample; give it a limit like {{ max = "1 %", confidence = "95 %" }}')
    return wanted


def _claim(limit: Limit | None) -> str:
    if limit is None or limit.high is None or limit.confidence is None:
        return "nothing"
    return f"{Share(limit.high)} with {Share(limit.confidence)} confidence"


def _known(scenario: Scenario) -> tuple[_Defect, ...]:
    """The defects that there are on this line: one without a scale weighs nothing."""
    kinds = {plan.kind for plan in scenario.line.stations}
    return tuple(defect for defect in _DEFECTS
                 if defect.kind in kinds and (defect.kind != "infeed" or "checkweigher" in kinds))


def _spoil(attempt: Attempt, defect: _Defect, behind: int) -> int:
    """Let one pack be bad, behind the pack ``behind``; returns its number."""
    passing = _PASSES[defect.kind]

    def is_by(record: AnyRecord) -> bool:
        return isinstance(record, passing) and record.pack >= behind

    since = attempt.cursor
    if attempt.wait(is_by, patience(attempt, 2 * _MOST_BETWEEN), since=since) is None:
        raise BenchError(f"no pack behind pack {behind} came to the {defect.kind}; the order is too small")
    number = inject(attempt, defect.kind, defect.fault, 1, **_params(attempt, defect.fault))
    at = attempt.wait(lambda record: isinstance(record, FaultStruck) and record.fault == number, patience(attempt))
    record = None if at is None else attempt.records[at]
    if not isinstance(record, FaultStruck):
        raise BenchError(f"the fault {defect.fault} struck no pack; the order is too small")
    return record.pack


def _params(attempt: Attempt, fault: str) -> dict[str, str]:
    scenario = attempt.scenario
    if fault == "late":
        way = int(station(scenario, "gate").at) - int(station(scenario, "camera").at)
        return {"delay": str(Duration(way * 1_000_000 // speed(scenario) + 100_000))}
    if fault not in ("underweight", "overweight"):
        return {}
    made = product(scenario, running(attempt).product)
    beyond = made.mass_low if fault == "underweight" else made.mass_high
    # beyond the limit although good packs differ: seven standard deviations
    return {"mass": str(Mass(abs(int(beyond) - int(made.mass)) + 7 * int(made.mass_spread)))}


def _stop_and_start(attempt: Attempt) -> None:
    """Stop the line in full flow and start it again, as a person does."""
    demand(attempt, "stop_line")
    if not standing(attempt):
        attempt.wait(lambda record: isinstance(record, BeltMoved) and not record.speed, int(SETTLE))
    demand(attempt, "acknowledge")
    demand(attempt, "start_line")


def _last_fed(attempt: Attempt) -> int:
    return max((fed.pack for _, fed in each(attempt.records, PackFed)), default=0)
