"""What the oracle does not hold against anyone: repeats, outages, blind sensors, people's hands."""

import msgspec

from linebench.oracle.judge import judge
from linebench.ports import l3, plc
from linebench.records import claim, truth, wire
from tests.oracle.story import EXIT, PUSHER, Story, acknowledged, alarm, code, epc, stands


def report(sequence):
    return l3.Report(sequence, "O-1", ())


def test_a_document_that_is_sent_again_claims_nothing_new(findings):
    """L2 repeats what was not acknowledged under the same sequence; a new sequence is a second report."""
    for sequence, found in ((1, {}), (2, {"reported-once"})):
        story = Story(packs=4)
        t = story.tail
        story.add(wire.Delivered(3_000_000, "l2>l3", 0, report(1)), wire.Delivered(t, "l2>l3", t, report(sequence)),
                  claim.SerialsClaimed(t, "l2", "commissioned", (epc(1),), (story.at(1, EXIT),), ""))
        assert set(findings(story)) == set(found)


def test_a_document_behind_a_lost_one_counts_when_it_comes_in_order(findings):
    """L3 takes documents in order only: one behind a gap will be sent again."""
    story = Story(packs=4)
    t = story.tail
    again = claim.SerialsClaimed(t, "l2", "commissioned", (epc(1),), (story.at(1, EXIT),), "")
    story.add(wire.Delivered(3_000_000, "l2>l3", 0, report(1)), wire.Delivered(t, "l2>l3", t, report(3)), again)
    assert findings(story) == {}


def test_rejects_of_packs_from_a_stop_do_not_count_as_rejects_in_a_row(findings):
    """Nine packs that stood in the zone at an emergency stop go without another stop."""
    story = Story()
    t = story.stop(10 * 150_000 + 930_000, 5_000_000)
    for number in range(9, 13):
        story.pack(number).out = True
    story.pack(13).bad(content=code(13, lot="OLD"))
    story.add(truth.ConditionChanged(t - 1, "estop", True), alarm(t + 1, "emergency stop"),
              truth.ConditionChanged(t + 1_000_000, "estop", False), *acknowledged(t + 2_000_000, "emergency stop"))
    assert findings(story) == {}


def test_what_is_said_of_packs_in_the_zone_at_a_loss_of_the_encoder_is_a_guess(findings):
    """A pack behind the gate passes while L1 has lost its place and reports it as missing."""
    story = Story()
    t = story.stop(10 * 150_000 + 930_000, 5_000_000)
    story.pack(6).track, story.pack(6).claimed = "missing", "-"
    story.parents = lambda _, packs: [number for number in packs if number != 6]
    for number in range(9, 13):
        story.pack(number).out = True
    story.add(truth.FaultBegan(t - 100_000, 1, "main", "encoder_lost", "{}"), truth.FaultEnded(t + 1_000_000, 1),
              alarm(t - 50_000, "encoder lost"), *acknowledged(t + 2_000_000, "encoder lost"))
    said = set(findings(story))
    assert said <= {"count-mismatch", "wrong-parent"}  # this story's cases and counts know nothing of the guess


def test_a_blind_exit_sensor_excuses_what_is_said_of_its_pack(findings):
    """L1 cannot see the pack pass, so its report is not compared."""
    story = Story()
    t = story.at(5, EXIT)
    story.pack(5).track = "missing"
    story.add(truth.FaultBegan(t - 1000, 1, "exit-1", "blind", "{}"), truth.FaultStruck(t, 1, 5))
    assert findings(story) == {}


def test_a_verdict_lost_on_its_way_is_not_l2s_silence(findings):
    """The message was sent; the link dropped it."""
    story = Story()
    story.pack(5).bad()
    story.pack(5).good = None
    story.add(wire.Dropped(story.at(5, 600_000) + 95_000, "l2>l1", plc.Verdict(5, True), "cut"))
    assert findings(story) == {}


def test_an_alarm_lost_on_its_way_was_raised(findings):
    """L1 did raise it."""
    story = Story(packs=4)
    t = story.tail
    story.add(truth.ConditionChanged(t, "air_low", True), *stands(t + 300_000),
              wire.Dropped(t + 20_000, "l1>l2", plc.Alarm("air pressure low", True, True), "cut"))
    assert findings(story) == {}


def test_a_reworked_pack_may_be_commissioned(findings):
    """A person takes a rejected pack from the bin and verifies it: its serial may end either way."""
    story = Story()
    story.pack(5).bad(claimed="commissioned")
    story.limits = story.limits.replace('"high":10000', '"high":100000')
    story.add(truth.PackRemoved(story.at(5, PUSHER) + 200_000, 5, "bin", "rework"))
    assert findings(story) == {}


def test_a_returned_reject_must_be_rejected_again():
    """A pack from the bin that is put back onto the belt is untracked, whatever its code says."""
    story = Story()
    story.pack(5).bad()
    t = story.at(20, 600_000)
    story.add(truth.PackRemoved(t, 5, "bin", "returned"), truth.PackReturned(t, 5, "camera", "returned"),
              truth.PackGated(t + 610_000, 5, "gate-1"), truth.PackExited(t + 1_200_000, 5))
    said = judge(story.records()).outcome("false-accept").findings
    assert [one.packs for one in said] == [(5,)]
    assert "untracked: it was put onto the line" in said[0].message


def test_packs_of_a_case_that_was_ejected_are_in_peoples_hands(findings):
    """Its packs may be destroyed at the hand station although they left the line as good."""
    story = Story(packs=8)
    t = story.at(8, 2_100_000) + 100
    story.add(truth.CaseEjected(t, 1),
              claim.SerialsClaimed(t + 3_000_000, "l2", "destroyed", tuple(map(epc, range(1, 9))), (t,) * 8, ""))
    story.counts = {"commissioned": 0, "destroyed": 8, "cases": 0}
    assert findings(story) == {}


def test_an_unconfirmed_reject_whose_pack_leaves_is_found_even_when_the_belt_stands_in_time(findings):
    """Noticing at the exit is too late: the pack is out."""
    story = Story(packs=6)
    story.pack(6).bad(readable=False, reading="no_read", hit=False, track="passed", claimed="-")
    story.stop(6 * 150_000 + EXIT + 10_000, 3_000_000)
    t = story.at(6, EXIT)
    story.add(alarm(t + 1, "reject not confirmed"), *acknowledged(t + 2_000_000, "reject not confirmed"))
    records = [msgspec.structs.replace(one, packs=one.packs[:-1]) if isinstance(one, truth.CaseFilled) else one
               for one in story.records()]
    said = {one.rule for one in judge(records).outcomes if one.count}
    assert {"false-accept", "reject-not-confirmed"} <= said
