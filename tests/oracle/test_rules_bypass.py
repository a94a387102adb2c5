"""The rule about bypassed sensors, and what a bypass excuses: each with a planted defect."""

import pytest

from linebench.oracle.bypasses import alarm_of
from linebench.ports import operator
from linebench.records import claim, truth
from linebench.records.requirement import Limit, Requirement, decode_requirements, encode_requirements
from tests.oracle.story import Story, acknowledged, alarm, requirements, stands

LIMITS = encode_requirements((*decode_requirements(requirements()), Requirement(
    "URS-BYP-001", "1", "Bypass", "", "URS", critical=True, classes=("bypass",),
    limit=Limit("max. 5 s", "us", None, 5_000_000))))


def bypass(story, t, lasts, who="engineer", *, alarmed=True):
    """Somebody is granted a bypass of the bin's sensor for so long (0: it does not end)."""
    story.say(t, "hmi>l2", operator.Request("bypass_bin_full", "dirt", who))
    story.add(claim.AnswerClaimed(t + 100_000, "l2", "bypass_bin_full", True, ""))
    if alarmed:
        story.add(claim.AlarmClaimed(t + 90_000, "l1", alarm_of("bin_full"), True, False))
    if lasts:
        story.add(claim.AlarmClaimed(t + 90_000 + lasts, "l1", alarm_of("bin_full"), False, False))


def test_a_bypass_in_its_bounds_excuses_what_it_hides(findings):
    """The bin is full meanwhile and the line runs on; it has room again before the bypass ends."""
    story = Story(packs=4, limits=LIMITS)
    bypass(story, story.tail, 5_000_000)
    story.add(truth.ConditionChanged(story.tail + 1_000_000, "bin_full", True),
              truth.ConditionChanged(story.tail + 3_000_000, "bin_full", False),
              truth.BinEmptied(story.tail + 9_000_000, "gate-1", ()))
    assert findings(story) == {}


@pytest.mark.parametrize(("lasts", "who", "alarmed", "message"), [
    (5_000_001, "engineer", True, "bin_full was bypassed for 5 s, allowed are 5 s"),
    (0, "engineer", True, "allowed are 5 s"),
    (2_000_000, "operator 1", True, "a bypass of bin_full was granted to 'operator 1'"),
    (0, "engineer", False, "bin_full was bypassed; no alarm 'bypass of bin full' came with it"),
])
def test_a_bypass_out_of_its_bounds_is_found(findings, lasts, who, alarmed, message):
    """Too long, without end, for somebody else, without an alarm."""
    story = Story(packs=4, limits=LIMITS)
    bypass(story, story.tail, lasts, who, alarmed=alarmed)
    story.add(truth.BinEmptied(story.tail + 9_000_000, "gate-1", ()))
    said = findings(story)
    assert list(said) == ["bypass-outlived"]
    assert said["bypass-outlived"][0].endswith(message)


@pytest.mark.parametrize(("after", "rules"), [(400_000, []), (700_000, ["line-ran-on"])])
def test_what_lasts_when_a_bypass_ends_has_to_stop_the_line(findings, after, rules):
    """From the end of the bypass the time of a stop counts."""
    story = Story(packs=4, limits=LIMITS)
    t = story.tail
    bypass(story, t, 4_000_000)
    end = t + 4_090_000
    story.add(truth.ConditionChanged(t + 1_000_000, "bin_full", True), alarm(end + 1, "bin full"),
              *stands(end + after, until=end + 9_000_000),
              truth.ConditionChanged(end + 5_000_000, "bin_full", False),
              *acknowledged(end + 6_000_000, "bin full"))
    assert list(findings(story)) == rules
