"""The camera as an inspection position: what it counts, when its output stops the line, and its jobs."""

import msgspec
import pytest

from linebench.line.camera_count import CameraCount
from linebench.line.devices.camera import CameraSettings
from linebench.line.hands import Hands
from linebench.ports.camera import AskCounters, CameraCounters, CameraJob, CameraState, Reading, ResetCounters
from linebench.ports.io import Input
from linebench.records import truth
from tests.line import stand as bench
from tests.line.stand import GTIN, Stand

BEAT = 150_000
"""Time from pack to pack at nominal speed."""


def stand_with(monkeypatch: pytest.MonkeyPatch, **settings: object) -> Stand:
    """A stand whose camera is set up so."""
    plan = bench.carton_line()
    stations = tuple(msgspec.structs.replace(each, settings=CameraSettings(**settings))
                     if each.kind == "camera" else each for each in plan.stations)
    monkeypatch.setattr(bench, "carton_line", lambda: msgspec.structs.replace(plan, stations=stations))
    return Stand()


def camera(stand: Stand):
    return stand.line.devices["camera-1"]


def counters(stand: Stand) -> CameraCounters:
    """What the camera answers now."""
    camera(stand).receive(stand.now, AskCounters())
    return stand.heard("camera>l2")[-1][1]


def outputs(stand: Stand) -> list[tuple[int, bool]]:
    return [(t, m.on) for t, m in stand.heard("io>l1") if isinstance(m, Input) and m.signal == "camera_series"]


def viewed(stand: Stand, packs: int) -> None:
    """Run until so many packs have been before the camera."""
    while len(stand.of(truth.PackViewed)) < packs:
        stand.run(10_000)


def test_good_and_bad_pictures_are_counted(stand):
    """Five packs, the second and third unreadable: two in a row at most, none in a row at the end."""
    camera(stand).receive(0, CameraJob(GTIN))
    stand.begin()
    viewed(stand, 1)
    stand.fault("camera-1", "no_read", packs=2)
    viewed(stand, 5)
    assert counters(stand) == CameraCounters("camera-1", GTIN, 5, 3, 2, 0, 2)


def test_a_blank_pack_is_a_reject(stand):
    """Nothing to read is no good read, and it is the series that runs."""
    stand.begin(records=3)
    viewed(stand, 5)
    assert counters(stand) == CameraCounters("camera-1", "", 5, 3, 2, 2, 2)


def test_without_a_picture_nothing_is_counted(stand):
    """A camera whose cable is pulled counts neither trigger nor fault, and a series goes on behind the gap."""
    stand.begin()
    stand.fault("camera-1", "no_read", packs=1)
    viewed(stand, 1)
    stand.fault("camera-1", "silent", packs=1)
    viewed(stand, 2)
    stand.fault("camera-1", "no_read", packs=1)
    viewed(stand, 4)
    assert counters(stand) == CameraCounters("camera-1", "", 3, 1, 2, 0, 2)


def test_a_blind_barrier_triggers_nothing(stand):
    """A pack that the barrier does not see is not counted."""
    stand.begin()
    stand.fault("camera-1", "blind", packs=1)
    viewed(stand, 3)
    assert counters(stand) == CameraCounters("camera-1", "", 2, 2, 0, 0, 0)


def test_a_false_read_is_a_detection_to_the_camera(stand):
    """The camera counts what it believes, not what is true."""
    stand.begin(records=2)
    viewed(stand, 2)
    stand.fault("camera-1", "false_read", packs=1)
    viewed(stand, 3)
    assert counters(stand) == CameraCounters("camera-1", "", 3, 3, 0, 0, 0)


def test_a_silent_camera_tells_nothing_and_is_not_reset_by_its_host(stand):
    """Neither request reaches it."""
    stand.begin(records=1)
    viewed(stand, 3)
    fault = stand.fault("camera-1", "silent")
    said = len(stand.heard("camera>l2"))
    camera(stand).receive(stand.now, AskCounters())
    camera(stand).receive(stand.now, ResetCounters())
    assert len(stand.heard("camera>l2")) == said
    stand.faults.end(stand.now, fault)
    assert counters(stand) == CameraCounters("camera-1", "", 3, 1, 2, 2, 2)


def test_another_job_tells_what_the_job_before_counted(stand):
    """The counters of the job that ends come before the state; then counting begins anew."""
    camera(stand).receive(0, CameraJob(GTIN))
    stand.begin()
    viewed(stand, 2)
    stand.output("motor", False)
    stand.run(1_000_000)
    before = len(stand.heard("camera>l2"))
    camera(stand).receive(stand.now, CameraJob("next"))
    seen = len(stand.of(truth.PackViewed))
    assert [message for _, message in stand.heard("camera>l2")][before:] == [
        CameraCounters("camera-1", GTIN, seen, seen, 0, 0, 0), CameraState("camera-1", "next", True)]
    assert [(began.job, began.trigger) for began in stand.of(truth.CountingBegan)] == [(GTIN, 0), ("next", 0)]
    assert counters(stand) == CameraCounters("camera-1", "next", 0, 0, 0, 0, 0)


def test_the_output_comes_with_the_result_of_the_last_fault_in_a_row(monkeypatch):
    """Two faults and a good pack do nothing; at the third in a row the output comes 80 ms behind its trigger."""
    stand = stand_with(monkeypatch, series=3)
    stand.begin()
    stand.fault("camera-1", "no_read", packs=2)
    viewed(stand, 3)
    stand.fault("camera-1", "no_read", packs=3)
    viewed(stand, 8)
    sixth = stand.of(truth.PackViewed)[5]
    assert outputs(stand) == [(sixth.t + 80_000, True)]
    assert [(c.t, c.name, c.value) for c in stand.of(truth.ConditionChanged)] == [
        (sixth.t + 80_000, "camera_series", True)]
    full = [(t, m) for t, m in stand.heard("camera>l2") if isinstance(m, CameraState) and m.series]
    assert full == [(sixth.t + 80_000, CameraState("camera-1", "", True, True))]


def test_a_late_answer_brings_a_late_output(monkeypatch):
    """The output belongs to the result, not to the trigger."""
    stand = stand_with(monkeypatch, series=1)
    stand.begin(records=1)
    viewed(stand, 1)
    stand.fault("camera-1", "late", packs=1, delay="300 ms")
    viewed(stand, 2)
    stand.run(1_000_000)
    assert outputs(stand)[0][0] == stand.of(truth.PackViewed)[1].t + 380_000


@pytest.mark.parametrize("by_host", [True, False])
def test_only_a_reset_lets_the_output_fall(monkeypatch, by_host):
    """Good packs and another job leave it on; a reset by hand or by the host ends it, and counting begins anew."""
    stand = stand_with(monkeypatch, series=2)
    stand.begin()
    stand.fault("camera-1", "no_read", packs=2)
    viewed(stand, 4)
    camera(stand).receive(stand.now, CameraJob(GTIN))
    viewed(stand, 5)
    assert [on for _, on in outputs(stand)] == [True]
    if by_host:
        camera(stand).receive(stand.now, ResetCounters())
    else:
        Hands(stand.line, lambda *_: None).do(stand.now, "reset_camera")
    assert [on for _, on in outputs(stand)] == [True, False]
    assert [message for _, message in stand.heard("camera>l2") if not isinstance(message, Reading)][-2:] == [
        CameraCounters("camera-1", GTIN, 1, 1, 0, 0, 0), CameraState("camera-1", GTIN, True)]
    stand.fault("camera-1", "no_read", packs=1)
    viewed(stand, 7)
    assert counters(stand) == CameraCounters("camera-1", GTIN, 2, 1, 1, 0, 1)
    assert [on for _, on in outputs(stand)] == [True, False]


def test_a_reset_before_the_result_keeps_the_output_off(monkeypatch):
    """The fault that would have made the series full is forgotten with the others."""
    stand = stand_with(monkeypatch, series=1)
    stand.begin()
    stand.fault("camera-1", "no_read", packs=1)
    viewed(stand, 1)
    camera(stand).receive(stand.now, ResetCounters())
    stand.run(1_000_000)
    assert outputs(stand) == []


def test_without_a_limit_the_output_never_comes(stand):
    """The limit is off unless a scenario sets one."""
    stand.begin(records=1)
    viewed(stand, 30)
    assert outputs(stand) == []


def test_a_job_that_the_camera_lacks_leaves_it_without_one(monkeypatch):
    """It names no job, finds no code, and works again with a job that it has."""
    stand = stand_with(monkeypatch, jobs=f"other {GTIN}")
    camera(stand).receive(0, CameraJob("unknown"))
    stand.begin()
    viewed(stand, 2)
    camera(stand).receive(stand.now, CameraJob(GTIN))
    viewed(stand, 4)
    stand.run(BEAT)
    assert [message for _, message in stand.heard("camera>l2") if isinstance(message, CameraState)] == [
        CameraState("camera-1", "", True), CameraState("camera-1", GTIN, True)]
    read = [m.outcome for _, m in stand.heard("camera>l2") if isinstance(m, Reading)]
    assert read[:4] == ["no_read", "no_read", "read", "read"]
    assert [view.readable for view in stand.of(truth.PackViewed)][:4] == [False, False, True, True]


def test_detections_and_rejects_are_all_there_is():
    """However triggers, faults and gaps follow each other, the counters are those of counting one by one."""
    count, reads = CameraCount(), []
    for trigger, what in enumerate("r..rrr.s.rsrr", start=1):
        if what == "s":
            count.skip()
            continue
        reads.append(what == ".")
        if what == "r":
            count.reject(trigger)
    assert count.told("c", "j", 13) == CameraCounters("c", "j", len(reads), sum(reads), 7, 3, 3)
