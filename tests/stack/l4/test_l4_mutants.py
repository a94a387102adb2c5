"""The planted defects of the enterprise repository: each does what it says, and the right one does not."""

import pytest

from linebench.ports.l4 import Found
from linebench.stack.l4.decisions import L4Decisions
from linebench.stack.l4.mutants import MUTANTS
from tests.stack.l4.goods import CASE, OTHER, PACK, SECOND, Enterprise, born, declared, ended, packed, said

ALL = born(PACK, OTHER, CASE, SECOND)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mutant_replaces_a_decision(mutant):
    """One that there is, with another one; its name has its level."""
    assert mutant.level == "l4"
    assert mutant.name.startswith("l4-")
    assert mutant.summary.endswith(".")
    assert mutant.replacement is not getattr(L4Decisions, mutant.decision)


def stored(site, *captures, proceed=False):
    """How many events of each kind of step are stored after captures, and what was answered."""
    answers = [site.capture(number, *events, proceed=proceed)[:2] for number, events in captures]
    return [each.biz_step for each in site.store.replay()], answers


SIGHT, PACKING = said("inspecting", PACK), packed(CASE, PACK)
REPEAT = ((1, (ALL, SIGHT)), (2, (SIGHT,)), (2, (SIGHT,)))
TWICE_PACKED = ((1, (ALL, PACKING)), (2, (packed(SECOND, PACK),)))
AFTER_END = ((1, (ALL, ended(PACK))), (2, (said("inspecting", PACK, at=4),)))
WHOLE = ((1, (ALL, PACKING, SIGHT)),)
HALF = ((1, (ALL,)), (2, (SIGHT, born(PACK))))
UNDONE = ((1, (ALL, ended(PACK, event_id="urn:x:1"))),
          (2, (declared(ended(PACK, event_id="urn:x:1")), said("inspecting", PACK, at=4))))
ONE, TWO, THREE = "commissioning", "packing", "inspecting"


@pytest.mark.parametrize(("name", "captures", "right", "wrong"), [
    ("stores-repeat", REPEAT,
     ([ONE, THREE, THREE], [(True, 2), (True, 1), (True, 1)]),
     ([ONE, THREE, THREE, THREE], [(True, 2), (True, 1), (True, 1)])),
    ("accepts-two-parents", TWICE_PACKED,
     ([ONE, TWO], [(True, 2), (False, 0)]), ([ONE, TWO, TWO], [(True, 2), (True, 1)])),
    ("accepts-after-end", AFTER_END,
     ([ONE, "decommissioning"], [(True, 2), (False, 0)]),
     ([ONE, "decommissioning", THREE], [(True, 2), (True, 1)])),
    ("drops-aggregation", WHOLE, ([ONE, TWO, THREE], [(True, 3)]), ([ONE, THREE], [(True, 3)])),
    ("loses-last-event", WHOLE, ([ONE, TWO, THREE], [(True, 3)]), ([ONE, TWO], [(True, 3)])),
    ("reorders", WHOLE, ([ONE, TWO, THREE], [(True, 3)]), ([THREE, TWO, ONE], [(True, 3)])),
    ("acknowledges-without-storing", WHOLE, ([ONE, TWO, THREE], [(True, 3)]), ([], [(True, 3)])),
    ("always-succeeds", HALF, ([ONE], [(True, 1), (False, 0)]), ([ONE], [(True, 1), (True, 0)])),
    ("ignores-rollback", HALF, ([ONE], [(True, 1), (False, 0)]), ([ONE, THREE], [(True, 1), (False, 1)])),
    ("ignores-error-declaration", UNDONE,
     ([ONE, "decommissioning", "decommissioning", THREE], [(True, 2), (True, 2)]),
     ([ONE, "decommissioning"], [(True, 2), (False, 0)])),
])
def test_what_a_mutant_does(name, captures, right, wrong):
    """What is stored and answered after the same captures."""
    assert stored(Enterprise(), *captures) == right
    assert stored(Enterprise(None, f"l4-{name}"), *captures) == wrong


def test_a_mutant_that_forgets_pages():
    """The rest of an answer is never found."""
    pages = []
    for mutants in ((), ("l4-forgets-next-page",)):
        site = Enterprise(None, *mutants)
        site.capture(1, ALL, SIGHT)
        found = site.ask(per_page=1)
        assert type(found) is Found
        pages.append(bool(found.page))
    assert pages == [True, False]


def test_every_mutant_is_seen_above():
    """None without a test of what it does."""
    (cases,) = [mark.args[1] for mark in test_what_a_mutant_does.pytestmark]
    assert sorted([*(f"l4-{case[0]}" for case in cases), "l4-forgets-next-page"]) == sorted(
        mutant.name for mutant in MUTANTS)
