"""Rules about the reject rate and about tamper seals: each with a planted defect."""

import pytest

from linebench.records import truth
from tests.oracle.story import CAMERA, Story, scenario

RATE = scenario(reject_rate=3, reject_rate_of=10)


def story_with(bad):
    """Packs of which these are rejected."""
    story = Story(packs=30, stack=RATE)
    for number in bad:
        story.pack(number).bad(reading="no_read", readable=False)
    return story


@pytest.mark.parametrize("bad", [(2, 4), (2, 6, 12, 22), (2, 8, 13)])
def test_fewer_rejects_among_the_latest_need_no_stop(findings, bad):
    """Two alone, and three that are further apart than ten packs."""
    assert findings(story_with(bad)) == {}


def test_a_line_that_runs_on_at_the_rate_is_found(findings):
    """The third reject among ten packs: no alarm and no stop."""
    said = findings(story_with((2, 4, 11)))
    assert set(said) == {"line-ran-on", "alarm-missing"}
    assert "the limit of rejects among the latest packs was reached" in said["line-ran-on"][0]
    assert said["alarm-missing"][0].endswith("no latched alarm 'reject rate' followed")


@pytest.mark.parametrize(("present", "reason"), [
    (False, "its tamper seal is missing"), (True, "its tamper seal was not seen")])
def test_a_pack_without_a_seen_seal_must_not_pass(findings, present, reason):
    """The pack passes all the same: false accept, with the reason in words."""
    story = Story(packs=8)
    story.add(truth.SealChecked(story.at(4, CAMERA) + 1_000, 4, "seal-1", present, False))
    assert findings(story)["false-accept"][0].endswith(reason)
