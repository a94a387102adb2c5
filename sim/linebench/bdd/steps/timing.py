"""Times: how long things may take. The limits are those of the requirements that the steps cite."""

from linebench.bdd.actual import CLAIM, TRUTH, expect, expect_within
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.flow import SETTLE, settled
from linebench.bdd.phrase import then
from linebench.bdd.seen import belt_stands, each, pusher_order, reading, trigger
from linebench.bdd.steps.truth import that_pack
from linebench.ports.plc import Verdict
from linebench.records.claim import SerialsClaimed
from linebench.records.truth import BeltMoved, PackExited
from linebench.records.wire import Delivered


def _stand(attempt: Attempt, since: int) -> int | None:
    known = belt_stands(attempt.records, since)
    if known is None:
        known = attempt.wait(lambda record: isinstance(record, BeltMoved) and not record.speed, 4 * int(SETTLE),
                             since=since)
    return known


@then("the belt stands within the limit of {limit:requirement}")
def stands_within(attempt: Attempt, limit: str) -> None:
    """Truth: from what the latest stimulus did to the belt's stand, no more time passes than the limit allows."""
    _stands(attempt, limit, attempt.cursor, attempt.moment_us, "belt stands after")


@then("the belt stands within the limit of {limit:requirement} after the reject order")
def stands_after_order(attempt: Attempt, limit: str) -> None:
    """Truth: from the order to the pusher to the belt's stand, no more time passes than the limit allows."""
    order = pusher_order(attempt.records, attempt.cursor)
    if order is None:
        order = attempt.wait(lambda record: pusher_order([record], 0) == 0, 4 * int(SETTLE))
    if order is None:
        expect(attempt, TRUTH, "an order to the pusher", "none came", met=False)
        return
    _stands(attempt, limit, order, attempt.records[order].t, "belt stands after the reject order by")


def _stands(attempt: Attempt, limit: str, since: int, moment_us: int, what: str) -> None:
    at = _stand(attempt, since)
    if at is None:
        expect(attempt, TRUTH, "the belt stands", "the belt does not stand", met=False)
        return
    expect_within(attempt, TRUTH, what, attempt.records[at].t - moment_us, limit, at=[at])


@then("the belt stands")
def stands(attempt: Attempt) -> None:
    """Truth: the belt has come to a stand since the latest stimulus, or does so soon."""
    at = _stand(attempt, attempt.cursor)
    expect(attempt, TRUTH, "the belt stands", "the belt runs" if at is None else "the belt stands",
           met=at is not None, at=[] if at is None else [at])


@then("the decision on that pack comes within the limit of {limit:requirement}")
def decided_within(attempt: Attempt, limit: str) -> None:
    """Claim: from the camera's answer reaching L2 to the verdict reaching L1, no more time than the limit."""
    number = trigger(attempt.records, that_pack(attempt))
    settled(attempt, that_pack(attempt))
    answer = reading(attempt.records, number)
    if answer is None:
        raise BenchError("the camera gave no answer for that pack, so there is no decision to time")
    verdict = next((at for at, said in each(attempt.records, Delivered, answer)
                    if isinstance(said.message, Verdict) and said.message.trigger == number), None)
    if verdict is None:
        expect(attempt, CLAIM, "a decision", "none came", met=False, at=[answer])
        return
    expect_within(attempt, CLAIM, "decision after", attempt.records[verdict].t - attempt.records[answer].t, limit,
                  at=(answer, verdict))


@then("the packs that passed are reported within the limit of {limit:requirement}")
def reported_within(attempt: Attempt, limit: str) -> None:
    """Claim: from the first pack passing since the latest stimulus to its report, no more time than the limit."""
    passed = next(((at, gone) for at, gone in each(attempt.records, PackExited, attempt.cursor)), None)
    if passed is None:
        raise BenchError("no pack has passed since the latest stimulus")
    at = attempt.wait(lambda record: isinstance(record, SerialsClaimed) and record.source == "l2"
                      and record.status == "commissioned", 120_000_000, since=passed[0])
    if at is None:
        expect(attempt, CLAIM, "a report", "none came in two minutes", met=False)
        return
    expect_within(attempt, CLAIM, "reported after", attempt.records[at].t - passed[1].t, limit, at=(passed[0], at))
