"""The line controller and the camera as an inspection position: counters, reset, series stop and jobs."""

import pytest

from linebench.ports.camera import AskCounters, CameraCounters, CameraJob, CameraState, ResetCounters
from linebench.ports.operator import Answer, Request, Shown
from linebench.stack.machine import Arm, Cancel, Send
from tests.stack.plant import GTIN, MS, ORDER, Plant

COUNTERS = CameraCounters("camera-1", GTIN, 80, 78, 2, 0, 2)


def controller(plant):
    return plant.seats["l2"].level


def ask(plant, by="operator 1"):
    return controller(plant).receive("hmi", Request("reset_camera", "", by), plant.t)


def answers(effects):
    return [effect.message for effect in effects if type(effect) is Send and type(effect.message) is Answer]


@pytest.mark.parametrize(("mutants", "counts"), [
    ((), "total=80, detections=78, rejects=2"),
    (("l2-counts-triggers-as-detections",), "total=80, detections=80, rejects=0"),
])
def test_the_counters_are_shown_as_the_camera_told_them(mutants, counts):
    """People see what the camera counted; the mutant shows every trigger as a good read."""
    plant = Plant(mutants=mutants)
    assert controller(plant).receive("camera", COUNTERS, 0) == [
        Send("hmi", Shown("counters:camera-1", f"{counts}, series=0, longest=2, job={GTIN}"))]


def test_at_the_end_of_a_batch_the_camera_is_asked_what_it_counted():
    """Once, when the batch is closed."""
    plant = Plant()
    plant.begin()
    plant.ask("stop_line")
    plant.run(100)
    assert plant.said("l2", "camera", AskCounters) == []
    assert plant.ask("force_end_batch", "end of order", "supervisor") == ""
    plant.run(5)
    assert plant.said("l2", "camera", AskCounters) == [AskCounters()]


def test_a_reset_is_answered_when_the_camera_is_reset():
    """The camera's state without the series is the answer; one that still has it is none."""
    plant = Plant()
    effects = ask(plant)
    assert effects[:2] == [Send("camera", ResetCounters()), Arm("camera", 2_000 * MS)]
    assert answers(effects) == []
    full = controller(plant).receive("camera", CameraState("camera-1", GTIN, True, True), 1)
    assert full == [Send("hmi", Shown("camera", "series stop"))]
    reset = controller(plant).receive("camera", CameraState("camera-1", GTIN, True), 2)
    assert reset == [Send("hmi", Shown("camera", "ready")), Cancel("camera"),
                     Send("hmi", Answer("reset_camera", True, ""))]
    assert controller(plant).receive("camera", CameraState("camera-1", GTIN, True), 3) == []


def test_a_camera_that_somebody_took_offline_is_shown_so():
    """Offline is shown as such, whatever else the camera says of itself."""
    plant = Plant()
    for series in (False, True):
        said = controller(plant).receive("camera", CameraState("camera-1", GTIN, False, series), 1)
        assert Send("hmi", Shown("camera", "offline")) in said or series
    assert controller(plant).receive("camera", CameraState("camera-1", GTIN, True), 2)[0] == Send(
        "hmi", Shown("camera", "ready"))


def test_a_reset_that_the_camera_does_not_answer_is_refused():
    """The person is told so after the time that a device may take."""
    plant = Plant()
    assert plant.ask("reset_camera") == "the camera does not answer"


def test_nobody_unknown_resets_the_camera():
    """The role matrix holds for the reset as for everything else."""
    plant = Plant()
    assert answers(ask(plant, "stranger")) == [Answer("reset_camera", False, "unknown user 'stranger'")]


def test_a_series_stop_is_no_wrong_job():
    """A camera that stops the line for faults in a row has the right job: no alarm of L2 and no abort."""
    plant = Plant()
    plant.begin()
    assert controller(plant).receive("camera", CameraState("camera-1", GTIN, True, True), plant.t) == [
        Send("hmi", Shown("camera", "series stop"))]


def test_a_job_that_the_camera_refuses_refuses_the_batch():
    """The camera names no job: alarm, refusal with the reason, and a new attempt is possible."""
    plant = Plant()
    plant.quirks["job"] = ""
    assert plant.ask("confirm_clearance") == ""
    assert plant.ask("start_batch", ORDER.order) == f"camera job wrong: '' instead of '{GTIN}'"
    assert plant.shown("alarm:camera job wrong") == "latched"
    assert plant.said("l2", "camera", CameraJob) == [CameraJob(GTIN)]
    del plant.quirks["job"]
    assert plant.ask("acknowledge") == ""
    assert plant.ask("start_batch", ORDER.order) == ""
