"""Print quality: the grade that each print deserves by construction, and what it foretells."""

from linebench.bdd.actual import TRUTH, Blocked, expect, expect_within
from linebench.bdd.attempt import Attempt
from linebench.bdd.flow import note, patience, running
from linebench.bdd.phrase import then, when
from linebench.bdd.seen import each
from linebench.bdd.steps.truth import that_pack
from linebench.records.truth import CodeGraded, PackDiverted


@when("the print gets worse until a pack is rejected")
def until_rejected(attempt: Attempt) -> None:
    """Let the line run while its faults drift; "that pack" is the first that falls into the bin.

    Raises:
        Blocked: the whole order was made and no pack was rejected.

    """
    attempt.stimulus("watch", until="the first reject")
    at = attempt.wait(lambda record: isinstance(record, PackDiverted), patience(attempt, running(attempt).quantity))
    if at is None:
        raise Blocked("no pack was rejected before the order was made")
    record = attempt.records[at]
    assert isinstance(record, PackDiverted)
    note(attempt, (record.pack,), record.t)


@then("the print falls below grade {grade:grade} before a pack is rejected, by the limit of {limit:requirement}")
def falls_before(attempt: Attempt, grade: float, limit: str) -> None:
    """Truth: counted in packs, from the first graded print below that grade to the first rejected pack."""
    rejected = that_pack(attempt)
    poor = [(at, graded) for at, graded in each(attempt.records, CodeGraded)
            if graded.grade < grade and graded.pack < rejected]
    if not poor:
        expect(attempt, TRUTH, f"a grade below {grade:g} before pack {rejected}", "there was none", met=False)
        return
    at, first = poor[0]
    what = f"packs from a print of grade {first.grade:g} ({', '.join(first.worst)}) to the first reject:"
    expect_within(attempt, TRUTH, what, rejected - first.pack, limit, at=[at])
