"""The rule about the camera's counters: each with a planted defect."""

import pytest

from linebench.oracle.judge import judge
from linebench.ports.camera import CameraCounters
from linebench.records import claim, truth
from tests.oracle.story import GTIN, Story, stands

RULE = "counters-equal-truth"


def counted(story: Story, *counts: int, after: int = 2_000_000, source: str = "l2") -> None:
    """The belt stands behind the last pack, and somebody tells total, detections, rejects, series and longest."""
    t = story.tail
    story.add(*stands(t))
    if source == "l2":
        story.add(claim.CountersClaimed(t + after, "l2", "camera-1", GTIN, *counts))
    else:
        story.say(t + after, "camera>l2", CameraCounters("camera-1", GTIN, *counts))


def spoilt() -> Story:
    """24 packs; 5, 6 and 20 are not read, and of 9 no picture is taken."""
    story = Story()
    for number in (5, 6, 20):
        story.pack(number).bad(readable=False, reading="no_read")
    story.pack(9).bad(shot=False, readable=False, reading=None, good=None)
    return story


@pytest.mark.parametrize("source", ["l2", "the camera"])
@pytest.mark.parametrize(("counts", "said"), [
    ((23, 20, 3, 0, 2), ""),
    ((24, 20, 4, 0, 2), "total = 24, physically there were 23 pictures"),
    ((23, 23, 0, 0, 2), "detections = 23 and rejects = 0, physically 3 of 23 pictures were not readable"),
    ((23, 20, 4, 0, 2), "detections = 20 and rejects = 4, physically 3 of 23 pictures were not readable"),
    ((23, 20, 3, 1, 2),
     "series = 1 and longest = 2, physically there were 0 in a row last and 2 at most"),
    ((23, 20, 3, 0, 3),
     "series = 0 and longest = 3, physically there were 0 in a row last and 2 at most"),
])
def test_counters_are_compared_with_the_pictures_that_were_taken(findings, source, counts, said):
    """Whoever tells them, every number has to be right; triggers without a picture do not count."""
    story = spoilt()
    counted(story, *counts, source=source)
    found = findings(story)
    assert [line.partition(" ")[2] for line in found.get(RULE, [])] == (
        [f"{source} told of camera-1 {said}"] if said else [])


def test_a_series_goes_on_over_a_trigger_without_a_picture(findings):
    """What the camera did not see does not part two faults."""
    story = Story()
    story.pack(5).bad(readable=False, reading="no_read")
    story.pack(6).bad(shot=False, readable=False, reading=None, good=None)
    story.pack(7).bad(readable=False, reading="no_read")
    counted(story, 23, 21, 2, 0, 2)
    assert RULE not in findings(story)


def test_nobody_is_held_to_a_code_that_was_read_wrong(findings):
    """A read that is not as printed is a detection to the camera; it may count it as either."""
    for counts, wrong in (((24, 24, 0, 0, 0), False), ((24, 23, 1, 0, 1), False), ((24, 22, 2, 0, 1), True)):
        story = Story()
        story.pack(5).bad(readable=False, reading="read")
        counted(story, *counts)
        assert (RULE in findings(story)) is wrong


def test_counting_begins_anew(findings):
    """After a reset only later packs count, and around it the ended count may be told as well."""
    for after, counts, wrong in ((500_000, (24, 24, 0, 0, 0), False), (500_000, (0, 0, 0, 0, 0), False),
                                 (500_000, (9, 9, 0, 0, 0), True), (2_500_000, (24, 24, 0, 0, 0), True),
                                 (2_500_000, (0, 0, 0, 0, 0), False)):
        story = Story()
        t = story.tail + 1_500_000
        story.add(*stands(t - 1_500_000), truth.CountingBegan(t, "camera-1", GTIN, 24),
                  claim.CountersClaimed(t + after, "l2", "camera-1", GTIN, *counts))
        assert (RULE in findings(story)) is wrong


def test_counters_told_while_packs_come_are_not_judged():
    """Between counting and telling another pack may come, so only a belt that stands is an opportunity."""
    story = Story()
    story.add(claim.CountersClaimed(story.at(12, 0), "l2", "camera-1", GTIN, 1, 2, 3, 4, 5))
    said = judge(story.records()).outcome(RULE)
    assert (said.result, said.opportunities) == ("not_exercised", 0)
