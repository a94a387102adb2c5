"""Rules about inspection, rejects and tracking: each with a planted defect."""

from linebench.oracle.judge import judge
from linebench.ports import io, plc
from linebench.records import claim, truth, wire
from tests.oracle.story import CAMERA, EXPIRY, GATE, GTIN, LOT, PUSHER, Story, code, requirements


def test_a_bad_pack_that_leaves_as_good_is_a_false_accept(findings):
    """Whatever is wrong with a pack, leaving the line as good is found with its reason."""
    wrongs = {
        "its code cannot be read": {"readable": False, "reading": "no_read"},
        "blank: nothing is printed on it": {"content": "", "reading": "no_read"},
        "wrong lot": {"content": code(4, lot="OLD")},
        "wrong expiry": {"content": code(4, expiry="271200")},
        "its text differs from its code": {"text": "(10)OLD"},
        "unknown serial: not allocated to the order": {"content": code(900)},
        "its weight is outside the limits": {"mg": 18_990, "shown": 18_990},
        "not weighed: no weight reached L1 before the gate": {"weight": False},
        "not verified: the camera took no picture of it": {"shot": False, "reading": None, "good": None},
        "not verified: no verdict reached L1 before the gate": {"good": None},
        "not verified: no reading of what is printed on it reached L2 before the gate": {"late": 700_000},
    }
    for reason, changes in wrongs.items():
        story = Story()
        for name, value in changes.items():
            setattr(story.pack(4), name, value)
        said = findings(story)["false-accept"]
        assert len(said) == 1
        assert f"left the line as good although it had to be rejected: {reason}" in said[0]


def test_a_serial_of_a_pool_of_its_own_is_known_by_its_print_order(findings):
    """Where the site gives none, what L2 ordered at the printer may be printed, and nothing else."""
    story = Story(own_pool=True, ended=False)
    assert findings(story) == {}
    story.pack(4).content = code(900)
    reason = "it had to be rejected: unknown serial: not allocated to the order"
    assert [reason in said for said in findings(story)["false-accept"]] == [True]
    story.pack(4).bad()
    assert findings(story) == {}


def test_bad_packs_that_are_rejected_are_no_findings(findings):
    """Rejected bad packs leave every rule without a finding."""
    story = Story()
    story.pack(4).bad(readable=False, reading="no_read")
    story.pack(5).bad(content=code(5, lot="OLD"))
    story.pack(9).bad(shown=22_000, mg=22_000, good=True)
    assert findings(story) == {}


def test_weights_at_the_limits_are_good(findings):
    """Packs that weigh exactly a limit must be accepted: rejecting one is found, keeping one is not."""
    story = Story()
    story.pack(4).mg = story.pack(4).shown = 19_000
    story.pack(5).mg = story.pack(5).shown = 21_000
    story.pack(5).out = True
    assert list(findings(story)) == ["false-reject"]


def test_a_register_that_is_off_by_one_is_found_on_both_packs(findings):
    """The pack behind a bad one is pushed out in its place: one false accept, one false reject."""
    story = Story()
    story.pack(7).good, story.pack(7).readable, story.pack(7).reading = False, False, "no_read"
    story.pack(8).out = True
    said = findings(story)
    assert said["false-accept"] == [
        ("0:00:03.850 pack 7 (serial S000000007) left the line as good although it had to be rejected: "
        "its code cannot be read")]
    assert said["false-reject"] == [
        "0:00:03.630 pack 8 (serial S000000008) was rejected although it is good and its verdict was good"]


def test_wrong_inspections_are_found_beyond_the_allowed_share(findings):
    """One good pack in a hundred may be judged bad; two in a hundred are findings."""
    story = Story(packs=100, stack=None)
    story.pack(40).bad()
    assert findings(story) == {}
    story.pack(60).bad()
    assert len(findings(story)["false-reject"]) == 2


def test_without_the_requirement_no_wrong_inspection_is_allowed(findings):
    """Where URS-REJ-002 is absent, a single good pack judged bad is a finding."""
    story = Story(packs=100, limits=requirements("URS-REJ-002"))
    story.pack(40).bad()
    assert list(findings(story)) == ["false-reject"]


def test_a_second_pack_with_a_serial_must_go(findings):
    """A duplicate that leaves as good is a false accept and a duplicate serial."""
    story = Story()
    story.pack(6).content, story.pack(6).record = code(5), 5
    story.pack(6).claimed = "-"
    said = findings(story)
    assert said["duplicate-serial"] == [
        "0:00:03.700 pack 6 (serial S000000005) left the line as good with the serial of pack 5"]
    assert "duplicate serial: it was read on another pack before" in said["false-accept"][0]


def test_packs_standing_in_the_zone_at_an_emergency_stop_must_go(findings):
    """A pack between camera and gate when the emergency stop is pressed is rejected, however good it is."""
    story = Story()
    t = story.stop(10 * 150_000 + 930_000, 5_000_000)
    story.add(truth.ConditionChanged(t - 1, "estop", True),
              claim.AlarmClaimed(t + 1, "l1", "emergency stop", True, True),
              truth.ConditionChanged(t + 1_000_000, "estop", False),
              wire.Delivered(t + 2_000_000, "l2>l1", t, plc.Command("acknowledge", "operator 1")),
              claim.AlarmClaimed(t + 2_010_000, "l1", "emergency stop", False, True))
    said = findings(story)["false-accept"]
    assert [line.split()[2] for line in said] == ["9", "10", "11", "12"]
    assert said[0].endswith("it stood in the tracked zone when tracking became invalid")
    for number in (9, 10, 11, 12):
        story.pack(number).out = True
    assert findings(story) == {}


def test_at_an_ordinary_stop_the_bench_does_not_guess(findings):
    """Packs that stand in the zone at an ordinary stop may pass or go."""
    story = Story()
    story.stop(10 * 150_000 + 930_000, 5_000_000)
    story.pack(10).out = True
    assert findings(story) == {}


def test_two_packs_too_close_must_both_go(findings):
    """With 5 mm between two packs none of them can be pushed alone: both have to be rejected."""
    story = Story()
    first, *rest, last = [_earlier(record, 9, 45_000) for record in story.records()]
    said = judge([first, *sorted(rest, key=lambda record: record.t), last])
    found = said.outcome("false-accept").findings
    assert [one.packs for one in found] == [(8,), (9,)]
    assert all("the gap to its neighbour is too small" in one.message for one in found)


def _earlier(record, pack, by):
    """The record as it would be had the pack been fed so much earlier."""
    same = getattr(record, "pack", None) == pack and isinstance(record, truth.PackGated)
    return type(record)(record.t - by, pack, record.gate) if same else record


def test_an_inserted_pack_must_not_leave_as_good(findings):
    """A pack that somebody puts on the belt before the gate and that gets through is a false accept."""
    story = Story()
    t = story.at(8, GATE)
    story.add(truth.PackReturned(t - 10, 99, "gate", "inserted"), truth.PackGated(t - 5, 99, "gate-1"),
              truth.PackExited(t + 600_000, 99))
    said = findings(story)["false-accept"]
    assert len(said) == 1
    assert "pack 99 (no serial)" in said[0]
    assert "untracked: it was put onto the line" in said[0]


def test_a_reject_that_is_not_confirmed_has_to_stop_the_line(findings):
    """The pusher strikes air and the belt runs on: found by the reject rule, the stop rule and the alarm rule."""
    story = Story()
    story.pack(5).bad(readable=False, reading="no_read", hit=False, taken=PUSHER + 100_000)
    said = findings(story)
    assert set(said) == {"reject-not-confirmed", "line-ran-on", "alarm-missing"}
    assert said["reject-not-confirmed"][0].startswith(
        "0:00:03.085 the pusher was ordered and hit no pack; the reject was not confirmed and the belt ran on for")


def test_a_confirmation_that_is_not_seen_has_to_stop_the_line_in_time(findings):
    """With the sensor dead the belt has to stand 600 ms after the order: 550 ms is right, 700 ms is not."""
    for pause, found in ((550_000, set()), (700_000, {"reject-not-confirmed", "line-ran-on"})):
        story = Story(packs=6)
        story.pack(6).bad(readable=False, reading="no_read", confirmed=False)
        order = story.at(6, PUSHER) - 15_000
        stop = story.stop(order + pause - 1_000_000, 3_000_000)
        story.add(claim.AlarmClaimed(order + 300_000, "l1", "reject not confirmed", True, True),
                  wire.Delivered(stop + 2_000_000, "l2>l1", 0, plc.Command("acknowledge", "operator 1")),
                  claim.AlarmClaimed(stop + 2_100_000, "l1", "reject not confirmed", False, True))
        assert set(findings(story)) == found


def test_a_good_pack_pushed_without_order_needs_an_alarm_and_is_no_false_reject(findings):
    """The pusher that strikes by itself is not L1's decision, but L1 has to notice."""
    story = Story()
    story.pack(5).unordered = True
    story.pack(5).track, story.pack(5).claimed = "missing", "-"
    assert set(findings(story)) == {"alarm-missing"}
    story.add(claim.AlarmClaimed(story.at(5, PUSHER) + 100_000, "l1", "good pack removed", True, True))
    assert findings(story) == {}


def test_a_pack_that_disappears_has_to_be_reported_as_missing(findings):
    """A lost pack that L1 reports as passed is found, and so is its commissioned serial."""
    story = Story()
    story.pack(5).taken = GATE - 50_000
    story.add(claim.AlarmClaimed(story.at(6, GATE), "l1", "missing pack", True, True))
    assert findings(story) == {}
    story.pack(5).track, story.pack(5).claimed = "passed", "commissioned"
    said = findings(story)
    assert said["lost-pack"] == [
        "0:00:03.750 l1 reported pack 5 (trigger 5) as passed, but it had disappeared from the line"]
    assert said["phantom-serial"] == [
        "0:00:04.050 l2 reported serial S000000005 as commissioned, but no good pack carries it"]


def test_a_lost_pack_without_an_alarm_is_found(findings):
    """The alarm for a missing pack is due once a later pack has left the line."""
    story = Story()
    story.pack(5).taken = GATE - 50_000
    assert set(findings(story)) == {"alarm-missing"}


def test_a_fate_that_is_never_reported_is_a_lost_pack(findings):
    """L1 reports later packs and forgets one."""
    story = Story()
    story.pack(5).track = None
    assert findings(story)["lost-pack"][0].endswith(
        "the fate of pack 5 (trigger 5) was never reported, those of later packs were")


def test_a_verdict_that_takes_too_long_is_found(findings):
    """100 ms from reading to verdict are allowed, 101 ms are not."""
    story = Story()
    story.pack(5).think = 100_000
    assert findings(story) == {}
    story.pack(5).think = 101_000
    assert findings(story) == {"decision-too-late": [
        "0:00:02.536 the verdict on pack 5 (serial S000000005) took 101.0 ms, allowed are 100.0 ms"]}


def test_a_reading_that_is_never_answered_is_found(findings):
    """L1 rejects the pack, which is right; that L2 never decided is found."""
    story = Story()
    story.pack(5).bad(good=None)
    story.pack(5).good = None
    assert findings(story) == {"decision-too-late": [
        "0:00:02.435 no verdict on pack 5 (serial S000000005) followed its reading"]}


def test_a_reading_that_the_camera_kept_to_itself_needs_no_answer(findings):
    """A camera that somebody took offline makes no reading of that pack; a later one is another matter."""
    for before, expected in ((0, set()), (1, {"decision-too-late"})):
        story = Story()
        story.pack(5).bad(good=None)
        story.pack(5).good = None
        kept = 2_435_000 - before
        story.add(wire.WireNoted(kept, "l2-camera", "device", "offline", "reading of trigger 5 is not made"))
        assert set(findings(story)) == expected


def test_what_a_fault_on_the_cameras_wire_held_back_is_not_held_against_l2(findings):
    """A verdict is excused that comes late by a fault on a wire from camera to L1, up to two seconds after it."""
    for link, ended, expected in (("camera>l2", 0, set()), ("camera>l2", -2_000_000, {"decision-too-late"}),
                                  ("l1>l2", 0, set()), ("printer>l2", 0, {"decision-too-late"})):
        story = Story()
        story.pack(9).think = 101_000
        read_t = story.at(9, CAMERA)
        story.add(truth.FaultBegan(100_000, 1, link, "late", "{}"), truth.FaultEnded(read_t + ended, 1))
        assert set(findings(story)) == expected


def test_a_delayed_link_is_not_held_against_l2(findings):
    """While the link is disturbed on purpose, late verdicts are not L2's fault; the pack is a blind one."""
    story = Story()
    story.add(truth.FaultBegan(story.at(5, 0), 1, "l2>l1", "delay", "{}"))
    story.pack(5).bad(think=900_000, good=True)
    story.pack(5).good = True
    assert findings(story) == {}


def test_a_print_job_of_another_order_is_found(findings):
    """L2 selects a job with the lot before: the job itself is found."""
    story = Story()
    story.job = type(story.job)("carton", GTIN, "OLD", EXPIRY)
    assert findings(story) == {"stale-field-printed": [
        "0:00:00.305 L2 selected a print job with lot 'OLD', which is not the order's"]}


def test_a_pack_with_a_stale_lot_that_passes_is_found(findings):
    """A pack with the wrong lot that leaves as good is a stale field besides a false accept."""
    story = Story()
    story.pack(5).content = code(5, lot="OLD")
    said = findings(story)
    assert set(said) == {"false-accept", "stale-field-printed"}
    assert "left the line as good with wrong lot" in said["stale-field-printed"][0]
    assert LOT not in said["stale-field-printed"][0]


def test_a_pusher_order_while_the_belt_stands_asks_for_no_stop(findings):
    """An order that L1 gives at standstill needs no further stop."""
    story = Story(packs=4)
    t = story.tail
    story.add(truth.BeltMoved(t, "main", 0, 10), wire.Delivered(t + 1000, "l1>io", t, io.Output("pusher", True)))
    assert findings(story) == {}
