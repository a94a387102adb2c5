"""The order of the plan is kept, reviewers and quality assurance are independent of execution."""

import pytest

from linebench.evidence.closing import Signed
from linebench.evidence.controlled import Person, SignatureRole
from linebench.evidence.people.order import may_sign, next_role

PLAN = (SignatureRole(role="executor", meaning="Performed"), SignatureRole(role="reviewer", meaning="Review"),
        SignatureRole(role="qa", meaning="Approval"))
EVE = Person(id="eve", name="Eve", roles=("executor", "reviewer", "qa"))
ROB = Person(id="rob", name="Rob", roles=("reviewer",))
QUE = Person(id="que", name="Que", roles=("qa", "reviewer"))


def signed(*people: tuple[Person, str]) -> tuple[Signed, ...]:
    return tuple(Signed(role=role, user_id=person.id, printed_name=person.name, meaning="", at="", method="pades",
                        record_sha256="") for person, role in people)


BEGUN = signed((EVE, "executor"))
REVIEWED = signed((EVE, "executor"), (ROB, "reviewer"))


def test_three_people_may_sign_in_order() -> None:
    """Executor, reviewer and QA, each after the other, and then nobody more."""
    steps = ((EVE, "executor", ()), (ROB, "reviewer", BEGUN), (QUE, "qa", REVIEWED))
    assert [may_sign(PLAN, before, person, role, {"eve"}) for person, role, before in steps] == ["", "", ""]
    done = (*REVIEWED, *signed((QUE, "qa")))
    assert next_role(PLAN, done) is None
    assert may_sign(PLAN, done, QUE, "qa", {"eve"}) == "everybody has signed"


@pytest.mark.parametrize(("person", "role", "before", "reason"), [
    (QUE, "qa", BEGUN, "out of order: next signs reviewer (plan: executor, reviewer, qa; signed: executor)"),
    (ROB, "reviewer", (), "out of order: next signs executor (plan: executor, reviewer, qa; signed: nobody)"),
    (QUE, "owner", (), "the plan asks for no signature as owner; it asks for executor, reviewer, qa"),
    (ROB, "qa", REVIEWED, "has not this role; roles in the users file: reviewer"),
    (EVE, "reviewer", BEGUN, "executed the tests; somebody else has to"),
    (EVE, "qa", REVIEWED, "executed the tests; somebody else has to"),
    (Person(id="ci", name="ci", roles=("system account",)), "executor", (),
     "is a system account, and those sign nothing"),
])
def test_what_is_out_of_order_is_refused(person: Person, role: str, before: tuple[Signed, ...],
                                         reason: str) -> None:
    """Each rule names what stands against the signature."""
    assert may_sign(PLAN, before, person, role, {"eve"}) == reason


def test_nobody_signs_twice_unless_the_plan_allows() -> None:
    """The same person as reviewer and as QA is refused; a plan may say otherwise."""
    before = signed((EVE, "executor"), (QUE, "reviewer"))
    assert may_sign(PLAN, before, QUE, "qa", {"eve"}) == (
        "has signed already, as reviewer; the plan asks for another person")
    allowed = (*PLAN[:2], SignatureRole(role="qa", meaning="Approval", again=True))
    assert may_sign(allowed, before, QUE, "qa", {"eve"}) == ""
