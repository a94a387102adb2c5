"""Rules about stops, alarms and restarts: each with a planted defect."""

import pytest

from linebench.oracle.judge import judge
from linebench.records import truth
from tests.oracle.story import GATE, Story, acknowledged, alarm, requirements, stands

CONDITIONS = {"estop": "emergency stop", "guard": "guard open", "air_low": "air pressure low",
              "bin_full": "bin full", "bin_door": "bin door open",
              "camera_series": "camera series stop"}


def stopped(story: Story, name: str, after: int, alarm_name: str = "", *, acknowledge: bool = True) -> None:
    """A condition comes at the tail, the belt stands ``after`` it, and starts again 10 s later."""
    t = story.tail
    story.add(truth.ConditionChanged(t, name, True), *stands(t + after, until=t + 10_000_000),
              truth.ConditionChanged(t + 5_000_000, name, False))
    if alarm_name:
        story.add(alarm(t + 50_000, alarm_name))
    if acknowledge and alarm_name:
        story.add(*acknowledged(t + 6_000_000, alarm_name))


@pytest.mark.parametrize(("name", "alarm_name"), CONDITIONS.items())
def test_the_belt_has_to_stand_in_time_after_each_condition(findings, name, alarm_name):
    """500 ms are allowed, 501 ms are not."""
    story = Story(packs=4)
    stopped(story, name, 500_000, alarm_name)
    assert findings(story) == {}
    story = Story(packs=4)
    stopped(story, name, 501_000, alarm_name)
    said = findings(story)
    assert list(said) == ["line-ran-on"]
    assert said["line-ran-on"][0].endswith("; the belt stood after 501 ms, URS-STP-001 allows 500 ms")


@pytest.mark.parametrize(("name", "alarm_name"), CONDITIONS.items())
def test_each_condition_has_to_raise_its_latched_alarm(findings, name, alarm_name):
    """No alarm, another alarm and an alarm that is not latched are all findings."""
    for wrong in (None, alarm(0, "another"), alarm(0, alarm_name, latched=False)):
        story = Story(packs=4)
        stopped(story, name, 300_000)
        if wrong is not None:
            story.add(type(wrong)(story.tail + 50_000, *list(_fields(wrong))[1:]))
        said = findings(story)
        assert "alarm-missing" in said
        assert said["alarm-missing"][0].endswith(f"; no latched alarm {alarm_name!r} followed")


def _fields(record):
    return (getattr(record, name) for name in record.__struct_fields__)


def test_a_belt_that_never_stands_is_found(findings):
    """The condition comes, the alarm is raised, the belt runs to the end."""
    story = Story(packs=4)
    story.add(truth.ConditionChanged(story.tail, "bin_full", True), alarm(story.tail + 1, "bin full"),
              truth.BinEmptied(story.tail + 4_000_000, "gate-1", ()))
    assert findings(story)["line-ran-on"][0].endswith(
        "the reject bin got full; the belt ran on to the end, URS-STP-001 allows 500 ms")


def test_a_start_while_the_condition_lasts_is_found(findings):
    """The bin's door is still open when the belt starts."""
    story = Story(packs=4)
    t = story.tail
    story.add(truth.ConditionChanged(t, "bin_door", True), *stands(t + 300_000, until=t + 10_000_000),
              alarm(t + 50_000, "bin door open"), *acknowledged(t + 6_000_000, "bin door open"))
    assert [line.partition(" ")[2] for line in findings(story)["line-ran-on"]] == [
        "the belt started although the reject bin's door was opened and that had not ended"]


def test_a_scale_that_reports_a_fault_has_to_stop_the_line(findings):
    """The belt stands in time and the alarm is latched, or both are findings; a start meanwhile is one as well."""
    story = Story(packs=4)
    t = story.tail
    fault = [truth.FaultBegan(t, 1, "checkweigher-1", "fault", "{}"), truth.FaultEnded(t + 5_000_000, 1)]
    story.add(*fault, *stands(t + 300_000, until=t + 10_000_000), alarm(t + 50_000, "scale fault"),
              *acknowledged(t + 6_000_000, "scale fault"))
    assert findings(story) == {}
    story = Story(packs=4)
    story.add(*fault, *stands(t + 600_000, until=t + 4_000_000))
    said = findings(story)
    assert [line.partition(" ")[2] for line in said["line-ran-on"]] == [
        "the belt started although the checkweigher reported a fault and that had not ended",
        "the checkweigher reported a fault; the belt stood after 600 ms, URS-STP-001 allows 500 ms"]
    assert said["alarm-missing"][0].endswith(
        "the checkweigher reported a fault; no latched alarm 'scale fault' followed")


def test_a_lost_encoder_has_to_stop_the_line(findings):
    """The fault of the encoder is a stop condition from when the belt moves without pulses."""
    story = Story(packs=4)
    t = story.tail
    story.add(truth.FaultBegan(t, 1, "main", "encoder_lost", "{}"), truth.FaultEnded(t + 4_000_000, 1))
    said = findings(story)
    assert set(said) == {"line-ran-on", "alarm-missing"}
    story.add(*stands(t + 400_000), alarm(t + 300_000, "encoder lost"))
    assert findings(story) == {}


def test_the_limit_of_rejects_in_a_row_has_to_stop_the_line(findings):
    """Five rejects in a row without a stop are found; four, a good one and four more are not."""
    story = Story()
    for number in (3, 4, 5, 6, 8, 9, 10, 11):
        story.pack(number).bad(readable=False, reading="no_read")
    assert findings(story) == {}
    story.pack(7).bad(readable=False, reading="no_read")
    story.pack(8).good, story.pack(8).out = True, False
    story.pack(8).readable, story.pack(8).reading = True, "read"
    assert set(findings(story)) == {"line-ran-on", "alarm-missing"}


def test_a_stop_at_the_limit_of_rejects_in_a_row_is_right(findings):
    """The alarm comes with the fifth reject and the belt stands in time."""
    story = Story(packs=6)
    for number in range(2, 7):
        story.pack(number).bad(readable=False, reading="no_read")
    t = story.at(6, GATE) + 230_000
    story.stop(t + 300_000 - 1_000_000, 4_000_000)
    story.add(alarm(t + 20_000, "consecutive rejects"), *acknowledged(t + 2_000_000, "consecutive rejects"))
    assert findings(story) == {}


def test_l1_may_count_before_the_last_reject_has_fallen(findings):
    """An alarm at the order of the fifth reject is a stop condition as well: the belt has to stand."""
    story = Story(packs=6)
    for number in range(2, 7):
        story.pack(number).bad(readable=False, reading="no_read")
    t = story.at(6, GATE) + 150_000
    story.add(alarm(t, "consecutive rejects"))
    assert list(findings(story)) == ["line-ran-on"]


def test_a_start_without_acknowledgement_is_found(findings):
    """The alarm is on and nobody has acknowledged it when the belt starts."""
    story = Story(packs=4)
    stopped(story, "air_low", 300_000, "air pressure low", acknowledge=False)
    assert list(findings(story)) == ["restart-unacknowledged"]


def test_an_alarm_that_goes_by_itself_is_no_acknowledgement(findings):
    """A latched alarm that clears itself before the start is found as well."""
    story = Story(packs=4)
    stopped(story, "air_low", 300_000, "air pressure low", acknowledge=False)
    story.add(alarm(story.tail + 6_000_000, "air pressure low", on=False))
    said = findings(story)["restart-unacknowledged"]
    assert said[0].endswith("had gone without being acknowledged")


def test_without_limits_stop_rules_are_not_knowable():
    """A rule whose requirement is absent says so and finds nothing."""
    story = Story(packs=4, limits=requirements("URS-STP-001", "URS-REJ-003", "URS-REJ-007", "URS-REP-003"))
    stopped(story, "air_low", 3_000_000, "air pressure low")
    said = {one.rule: (one.result, one.why) for one in judge(story.records()).outcomes}
    assert said["line-ran-on"] == ("not_knowable", "the limit of URS-STP-001 is not known")
    assert said["decision-too-late"] == ("not_knowable", "the limit of URS-REJ-003 is not known")
    assert said["reject-not-confirmed"] == ("not_knowable", "the limit of URS-REJ-007 is not known")
    assert said["late-report"] == ("not_knowable", "the limit of URS-REP-003 is not known")


def test_a_standing_belt_needs_neither_stop_nor_alarm(findings):
    """A guard opened at standstill is no stop condition."""
    story = Story(packs=4)
    t = story.tail
    story.add(*stands(t), truth.ConditionChanged(t + 1_000_000, "guard", True),
              truth.ConditionChanged(t + 2_000_000, "guard", False))
    assert findings(story) == {}


def test_an_l1_without_power_raises_no_alarm(findings):
    """Conditions that come while L1 is off ask nothing of it."""
    story = Story(packs=4)
    t = story.tail
    story.add(truth.PowerChanged(t, "l1", False), truth.ConditionChanged(t + 1000, "air_low", True),
              *stands(t + 90_000))
    assert findings(story) == {}
