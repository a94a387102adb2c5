"""The rule about challenges: with a planted defect."""

import pytest

from linebench.records import truth
from tests.oracle.story import Story, scenario


def story(rejected, passed=0, wanted=3):
    """A batch before whose first pack so many packs put down by hand were rejected, and then some passed."""
    made = Story(packs=4, stack=scenario(challenge_packs=wanted))
    for number in range(rejected + passed):
        pack, t = 1_001 + number, 500_000 + 1_000 * number
        made.add(truth.PackReturned(t, pack, "camera", "inserted"))
        made.add(truth.PackGated(t + 200, pack, "gate-1"))
        made.add(truth.PackDiverted(t + 500, pack, "gate-1") if number < rejected
                 else truth.PackExited(t + 500, pack))
    return made


def said(findings, made):
    return findings(made).get("started-unchallenged", [])


@pytest.mark.parametrize(("rejected", "passed"), [(3, 0), (4, 0)])
def test_a_challenge_before_the_first_pack_is_right(findings, rejected, passed):
    """As many as asked for, or more."""
    assert said(findings, story(rejected, passed)) == []


@pytest.mark.parametrize(("rejected", "passed", "counted"), [(0, 0, 0), (2, 0, 2), (3, 1, 0)])
def test_production_without_a_passed_challenge_is_found(findings, rejected, passed, counted):
    """None, too few, and one that passed behind those that were rejected."""
    found, = said(findings, story(rejected, passed))
    assert found.endswith(f"pack 1 was fed when {counted} of 3 known bad packs had been rejected")


def test_a_world_without_challenges_asks_for_none(findings):
    """The rule has nothing to look at."""
    assert said(findings, story(0, wanted=0)) == []
