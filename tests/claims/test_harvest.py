"""Claims are what is said on the reporting links, word for word."""

from linebench.claims.harvest import harvest
from linebench.ports.l3 import AggregationEvent, BatchReport, ObjectEvent, Report
from linebench.ports.operator import Answer, Shown
from linebench.ports.plc import Alarm, MachineState, TrackResults
from linebench.records import claim


def test_events_of_a_report_become_claims_in_their_order():
    """Commissioning, packing and unpacking keep epcs, times and parent."""
    report = Report(1, "order 1", (
        ObjectEvent("ADD", "commissioning", "active", ("01a", "01b"), (5, 6)),
        AggregationEvent("ADD", "00x", ("01a",), 7),
        AggregationEvent("DELETE", "00x", ("01a",), 8),
        ObjectEvent("DELETE", "decommissioning", "inactive", ("01b",), (9,), "verdict"),
    ))
    assert harvest("l3>l4")(10, report) == [
        claim.SerialsClaimed(10, "l3", "commissioned", ("01a", "01b"), (5, 6), ""),
        claim.PackedClaimed(10, "l3", "00x", ("01a",), 7),
        claim.UnpackedClaimed(10, "l3", "00x", ("01a",), 8),
        claim.SerialsClaimed(10, "l3", "rejected", ("01b",), (9,), "verdict"),
    ]


def test_the_line_controllers_screen_is_a_claim():
    """Alarms on the screen are alarms, everything else a value."""
    read = harvest("l2>hmi")
    assert read(1, Shown("alarm:camera down", "on")) == [claim.AlarmClaimed(1, "l2", "camera down", True, False)]
    assert read(2, Shown("good", "17")) == [claim.ValueClaimed(2, "l2", "good", "17")]
    assert read(3, Answer("start_line", False, "alarm")) == [
        claim.AnswerClaimed(3, "l2", "start_line", False, "alarm")]


def test_the_plc_claims_fates_states_and_alarms():
    """What L1 tells L2 is claimed by L1."""
    read = harvest("l1>l2")
    assert read(1, TrackResults(((1, "passed", ""),))) == [claim.TracksClaimed(1, "l1", ((1, "passed", ""),))]
    assert read(2, MachineState(6, "")) == [claim.StateClaimed(2, "l1", 6, "")]
    assert read(3, Alarm("bin full", True, True)) == [claim.AlarmClaimed(3, "l1", "bin full", True, True)]


def test_the_reconciliation_is_claimed_by_name():
    """A batch report's counts arrive as name and value."""
    report = BatchReport("order 1", 100, 90, 4, 1, 2, 3, 0, 9, 3)
    assert harvest("l2>l3")(5, report) == [claim.BatchClaimed(5, "l2", "order 1", (
        ("allocated", 100), ("commissioned", 90), ("rejected", 4), ("sampled", 1), ("destroyed", 2),
        ("returned", 3), ("open", 0), ("cases", 9), ("pallets", 3)))]


def test_the_counters_of_a_camera_on_the_screen_are_a_claim():
    """Their numbers are read from the text; a text of another form is a value like any other."""
    read = harvest("l2>hmi")
    assert read is not None
    text = "total=80, detections=78, rejects=2, series=0, longest=2, job=carton, 30"
    assert read(6, Shown("counters:camera-1", text)) == [
        claim.CountersClaimed(6, "l2", "camera-1", "carton, 30", 80, 78, 2, 0, 2)]
    assert read(7, Shown("counters:camera-1", "80 of 80")) == [
        claim.ValueClaimed(7, "l2", "counters:camera-1", "80 of 80")]


def test_device_links_claim_nothing():
    """What a device tells its host is not a claim of the stack."""
    assert harvest("camera>l2") is None
