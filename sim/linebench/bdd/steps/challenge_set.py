"""The challenge at the start of a batch: a set of known bad packs that people put onto the belt."""

import msgspec

from linebench.bdd.actual import CLAIM, TRUTH, expect_found, expect_none
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.flow import SETTLE, act, note, patience, running
from linebench.bdd.phrase import given, then, when
from linebench.bdd.seen import each, product
from linebench.product.pack_code import PackCode
from linebench.records.claim import ValueClaimed
from linebench.records.truth import PackFed, PackReturned


@given("each batch begins with a challenge of {packs:count} known bad packs")
def challenge(attempt: Attempt, packs: int) -> None:
    """Let L2 ask for a challenge with so many packs before it lets a batch be produced."""
    attempt.change("stack.challenge_packs", str(packs))


@given("the line is set to {rate:speed} speed")
def set_to(attempt: Attempt, rate: str) -> None:
    """Choose one of the speeds that the line is specified for; nothing is started."""
    attempt.change("rate", rate)


@when("the known bad packs are put onto the belt before the camera")
def put_set(attempt: Attempt) -> None:
    """Put a blank pack and some with a wrong GTIN, lot, expiry date and serial number there, one by one; as
    many as the challenge has are "those packs".
    """
    wanted = attempt.scenario.stack.challenge_packs
    if not wanted:
        raise BenchError("no challenge is asked for; say so in a Given")
    contents, since = _contents(attempt), len(attempt.records)
    packs = [_put(attempt, contents[number % len(contents)]) for number in range(wanted)]
    attempt.cursor = since
    note(attempt, tuple(packs), attempt.bench.now, since=since)


@when("a known bad pack is put onto the belt before the camera")
def put_one(attempt: Attempt) -> None:
    """Put one blank pack there; it is "that pack"."""
    since = len(attempt.records)
    pack = _put(attempt, "")
    attempt.cursor = since
    note(attempt, (pack,), attempt.bench.now, since=since)


@then("no pack is fed")
def none_fed(attempt: Attempt) -> None:
    """Truth: since the latest stimulus no blank pack comes onto the belt, in the time that a start takes."""
    attempt.bench.advance(None, int(SETTLE))
    expect_none(attempt, TRUTH, "no pack fed", [at for at, _ in each(attempt.records, PackFed, attempt.cursor)])


@then("the batch record says that {rejected:count} of {wanted:count} known bad packs were rejected")
def recorded(attempt: Attempt, rejected: int, wanted: int) -> None:
    """Claim: L2's record of the batch has the result of the challenge, with the number of the order."""
    text = f"challenge of batch {running(attempt).order} passed: {rejected} of {wanted} known bad packs rejected"
    found = [at for at, value in each(attempt.records, ValueClaimed)
             if value.item == "audit" and value.value.endswith(text)]
    expect_found(attempt, CLAIM, f"an entry {text!r}", found[-1] if found else None)


def _contents(attempt: Attempt) -> tuple[str, ...]:
    """What is on known bad packs: nothing, and codes of which one field is wrong."""
    order, made = running(attempt), product(attempt.scenario, running(attempt).product)
    form = attempt.scenario.form_of(made)
    right = PackCode(made.gtin, order.expiry, order.lot, "CHALLENGE001", form,
                     tuple((ai, "0") for ai in form.with_serial))
    wrong: tuple[dict[str, str], ...] = ({"gtin": "04012345678901"}, {"lot": "CHALLENGE"}, {"expiry": "200131"}, {})
    return ("", *(msgspec.structs.replace(right, **fields).content() for fields in wrong))


def _put(attempt: Attempt, content: str) -> int:
    act(attempt, "put_pack", place="camera", content=content)
    at = attempt.wait(lambda record: isinstance(record, PackReturned), patience(attempt))
    record = None if at is None else attempt.records[at]
    if not isinstance(record, PackReturned):
        raise BenchError("the belt does not move, so no pack can be put onto it")
    return record.pack
