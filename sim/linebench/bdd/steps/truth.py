"""Truth: what must physically have happened. Nothing here believes anything the stack says."""

from linebench.bdd.actual import TRUTH, expect, expect_equal, expect_none
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.flow import SETTLE, let_pass, settled
from linebench.bdd.phrase import then
from linebench.bdd.seen import diverted, each, exited, fate, neighbours
from linebench.records import AnyRecord
from linebench.records.truth import BeltMoved, PackDiverted, PackExited, PackGated, PackPrinted

PASSED, REJECTED, TAKEN = "it passed as a good pack", "it fell into the reject bin", "it was taken off the line"


def that_pack(attempt: Attempt) -> int:
    """Return the pack the protocol talks about.

    Raises:
        BenchError: no step made it one pack.

    """
    if len(attempt.packs) != 1:
        raise BenchError(f'"that pack" is {len(attempt.packs)} packs here; an earlier step must single one out')
    return attempt.packs[0]


def _ended(record: AnyRecord) -> str:
    if isinstance(record, PackExited):
        return PASSED
    return REJECTED if isinstance(record, PackDiverted) else TAKEN


def _must_end(attempt: Attempt, pack: int, wanted: str) -> None:
    at = settled(attempt, pack)
    found = "it is still on the belt" if at is None else _ended(attempt.records[at])
    expect(attempt, TRUTH, f"pack {pack}: {wanted}", f"pack {pack}: {found}", met=found == wanted,
           at=[] if at is None else [at])


def _none_passed(attempt: Attempt) -> None:
    for pack in attempt.packs:
        settled(attempt, pack)
    gone = exited(attempt.records, attempt.fate_since)
    through = [pack for pack in attempt.packs if pack in gone]
    expect(attempt, TRUTH, f"none of {len(attempt.packs)} packs passes", f"{len(through)} passed",
           met=not through, at=[gone[pack] for pack in through])


@then("that pack is rejected")
def that_rejected(attempt: Attempt) -> None:
    """The pack falls into the reject bin."""
    _must_end(attempt, that_pack(attempt), REJECTED)


@then("that pack passes")
def that_passes(attempt: Attempt) -> None:
    """The pack goes through the reject zone and past its end."""
    _must_end(attempt, that_pack(attempt), PASSED)


@then("those packs are rejected")
def those_rejected(attempt: Attempt) -> None:
    """Every one of the packs falls into the reject bin."""
    for pack in attempt.packs:
        _must_end(attempt, pack, REJECTED)


@then("the first of those packs is rejected")
def first_rejected(attempt: Attempt) -> None:
    """The earliest of the packs falls into the reject bin."""
    if not attempt.packs:
        raise BenchError('"those packs" are none here; an earlier step must name some')
    _must_end(attempt, attempt.packs[0], REJECTED)


@then("no two packs that passed carry the same code")
def unique_passed(attempt: Attempt) -> None:
    """Of all packs that passed the exit during the test case, each carries a code of its own."""
    let_pass(attempt, len(exited(attempt.records, attempt.cursor)) + len(attempt.packs))
    gone = exited(attempt.records)
    first: dict[str, int] = {}
    codes = {done.pack: done.content for _, done in each(attempt.records, PackPrinted)}
    twice = [at for pack, at in gone.items() if first.setdefault(codes.get(pack, ""), pack) != pack]
    expect(attempt, TRUTH, f"{len(gone)} different codes on {len(gone)} packs",
           f"{len(gone) - len(twice)} different codes on {len(gone)} packs", met=not twice, at=twice)


@then("none of those packs passes")
def none_passes(attempt: Attempt) -> None:
    """None of the packs goes past the end of the reject zone, neither at once nor when the line runs on."""
    _none_passed(attempt)


@then("the packs before and behind it pass")
def neighbours_pass(attempt: Attempt) -> None:
    """The neighbours of that pack, in the order the camera saw them, go through as good packs."""
    pack = that_pack(attempt)
    before, behind = neighbours(attempt.records, pack)
    if behind is None:
        let_pass(attempt, len(exited(attempt.records, attempt.cursor)) + 1)
        before, behind = neighbours(attempt.records, pack)
    if before is None or behind is None:
        raise BenchError(f"pack {pack} has no neighbours on both sides; the batch is too short for this step")
    _must_end(attempt, before, PASSED)
    _must_end(attempt, behind, PASSED)


@then("nothing else is rejected")
def nothing_else(attempt: Attempt) -> None:
    """No pack other than "that pack" or "those packs" has fallen into the bin during the whole test case."""
    attempt.bench.advance(None, int(SETTLE))
    others = {pack: at for pack, at in diverted(attempt.records).items() if pack not in attempt.packs}
    expect(attempt, TRUTH, "no other pack in the reject bin", f"{len(others)} others: {sorted(others)}"
           if others else "none", met=not others, at=others.values())


@then("exactly {count:count} packs have been rejected")
def exactly_rejected(attempt: Attempt, count: int) -> None:
    """So many packs, counted over the whole test case, have fallen into the reject bin."""
    attempt.bench.advance(None, int(SETTLE))
    found = diverted(attempt.records)
    expect_equal(attempt, TRUTH, "packs in the reject bin", count, len(found), at=found.values())


@then("at most {count:count} packs pass before the belt stands")
def few_pass(attempt: Attempt, count: int) -> None:
    """Truth: from the latest stimulus to the belt's stand no more packs pass the exit."""
    stands = attempt.wait(lambda record: isinstance(record, BeltMoved) and not record.speed, 4 * int(SETTLE))
    gone = [at for at in exited(attempt.records, attempt.cursor).values() if stands is None or at < stands]
    expect(attempt, TRUTH, f"the belt stands after {count} packs or fewer",
           f"{len(gone)} packs passed, {'the belt runs' if stands is None else 'then the belt stood'}",
           met=stands is not None and len(gone) <= count, at=gone[-1:])


@then("no pack passes after that")
def none_after(attempt: Attempt) -> None:
    """From the stand of the belt on, no pack goes past the end of the reject zone."""
    stands = next((at for at, moved in each(attempt.records, BeltMoved, attempt.cursor) if not moved.speed), None)
    if stands is None:
        raise BenchError("the belt has not come to a stand; ask for that in the step before")
    attempt.bench.advance(None, int(SETTLE))
    expect_none(attempt, TRUTH, "no pack passes the exit after the stand",
                exited(attempt.records, stands).values())


@then("that pack is still inside the reject zone when the belt stands")
def inside_zone(attempt: Attempt) -> None:
    """When the belt comes to a stand, the pack is behind the barrier at the gate and before the exit."""
    pack = that_pack(attempt)
    stands = attempt.wait(lambda record: isinstance(record, BeltMoved) and not record.speed, int(SETTLE) * 4)
    gated = next((at for at, seen in each(attempt.records, PackGated) if seen.pack == pack), None)
    left = fate(attempt.records, pack)
    if stands is None:
        found = "the belt does not stand"
    elif left is not None and left < stands:
        found = f"before the stand {_ended(attempt.records[left])}"
    else:
        found = "in the reject zone" if gated is not None and gated < stands else "not yet in the reject zone"
    expect(attempt, TRUTH, f"pack {pack} at the stand: in the reject zone", f"pack {pack} at the stand: {found}",
           met=found == "in the reject zone", at=[at for at in (gated, stands) if at is not None])


@then("no serial number is printed on two packs")
def unique_prints(attempt: Attempt) -> None:
    """Over the whole test case every printed code differs from all others."""
    first: dict[str, int] = {}
    twice = [at for at, done in each(attempt.records, PackPrinted)
             if done.content and first.setdefault(done.content, at) != at]
    expect_none(attempt, TRUTH, "no code printed twice", twice)


@then("no pack without a code passes")
def no_blank_passes(attempt: Attempt) -> None:
    """Every pack that passed the exit had a code printed on it."""
    coded = {done.pack for _, done in each(attempt.records, PackPrinted) if done.content}
    blank = [at for pack, at in exited(attempt.records).items() if pack not in coded]
    expect_none(attempt, TRUTH, "no pack without a code past the exit", blank)

