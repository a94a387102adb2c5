"""Signals between field and PLC: the I/O list, signal by signal."""

from linebench.bdd.actual import TRUTH, expect_rows
from linebench.bdd.attempt import Attempt
from linebench.bdd.installed import own
from linebench.bdd.phrase import then
from linebench.bdd.seen import station
from linebench.bdd.signals import signal_rows
from linebench.line.devices.camera import CameraSettings


@then("every input of the I/O list of the {seat:component} was seen and every output acted")
def signals(attempt: Attempt, seat: str) -> None:
    """Truth: over the whole test case each signal of the list crossed between field and PLC."""
    own(attempt, seat)
    expect_rows(attempt, TRUTH, signal_rows(attempt.records, _absent(attempt)))


def _absent(attempt: Attempt) -> tuple[str, ...]:
    """Signals that this line has not: the camera's where it counts nothing, the seal's where none is seen."""
    settings = station(attempt.scenario, "camera").settings
    counts = isinstance(settings, CameraSettings) and settings.series
    sealed = any(each.kind == "seal" for each in attempt.scenario.line.stations)
    return (*(() if counts else ("camera_series",)), *(() if sealed else ("seal_seen",)))
