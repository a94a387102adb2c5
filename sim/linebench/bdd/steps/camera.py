"""The camera as an inspection position: its limit of faults in a row, its reset, its jobs and its counters."""

from collections.abc import Sequence
from itertools import groupby

from linebench.bdd.actual import CLAIM, Blocked, expect_equal
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.flow import SETTLE, act, ask, strike
from linebench.bdd.phrase import given, then, when
from linebench.bdd.seen import each, product, station
from linebench.line.devices.camera import CameraSettings
from linebench.ports.camera import CameraCounters
from linebench.records import AnyRecord
from linebench.records.claim import CountersClaimed
from linebench.records.truth import CountingBegan, PackViewed
from linebench.records.wire import Delivered


@given("the camera stops the line after {faults:count} faults in a row")
def series_limit(attempt: Attempt, faults: int) -> None:
    """Set the number of packs in a row that are no good read at which the camera's output stops the line."""
    _set(attempt, "series", str(faults))


@given('the camera has no inspection job for "{name:name}"')
def no_job(attempt: Attempt, name: str) -> None:
    """Leave the camera with the jobs of the scenario's other products."""
    missing = product(attempt.scenario, name).gtin
    others = [each_one.gtin for each_one in attempt.scenario.products if each_one.gtin != missing]
    if not others:
        raise BenchError(f"{name!r} is the scenario's only product, so the camera would have no job at all")
    _set(attempt, "jobs", " ".join(others))


@when("the camera cannot read one pack fewer than its limit of faults in a row")
def below_series(attempt: Attempt) -> None:
    """Hide the codes of as many packs in a row as the camera lets go by without a stop."""
    strike(attempt, "camera", "no_read", _limit(attempt) - 1)


@when("the camera cannot read as many packs as its limit of faults in a row")
def at_series(attempt: Attempt) -> None:
    """Hide the codes of as many packs in a row as make the camera stop the line."""
    strike(attempt, "camera", "no_read", _limit(attempt))


@when("the operator resets the camera")
def resets(attempt: Attempt) -> None:
    """Reset the camera at the camera itself; nothing else."""
    act(attempt, "reset_camera")


@when("the operator resets the camera at the HMI")
def resets_at_hmi(attempt: Attempt) -> None:
    """Ask L2 to reset the camera; nothing else."""
    ask(attempt, "reset_camera")


@then("the camera and L2 tell the counters of the packs that came before the camera")
def counters_true(attempt: Attempt) -> None:
    """Claim: what both told last of triggers, detections, rejects and the longest series is physically true."""
    attempt.bench.advance(None, int(SETTLE))
    records = attempt.records
    said = [at for at, heard in each(records, Delivered) if isinstance(heard.message, CameraCounters)]
    shown = [at for at, claim in each(records, CountersClaimed) if claim.source == "l2"]
    for who, places in (("the camera", said), ("L2", shown)):
        at = places[-1] if places else None
        true = _counted(records, len(records) if at is None else at)
        expect_equal(attempt, CLAIM, f"counters told by {who}", true, _told(records, at),
                     at=[] if at is None else [at])


def _told(records: Sequence[AnyRecord], at: int | None) -> str:
    record = None if at is None else records[at]
    told = record.message if isinstance(record, Delivered) else record
    if not isinstance(told, (CameraCounters, CountersClaimed)):
        return "nothing"
    return _words(told.total, told.detections, told.rejects, told.longest)


def _counted(records: Sequence[AnyRecord], upto: int) -> str:
    """Count the pictures from when the camera's counters last began anew."""
    since = max((at for at, _ in each(records, CountingBegan) if at < upto), default=0)
    reads = [view.readable for at, view in each(records, PackViewed, since) if at < upto and view.shot]
    runs = [len(list(run)) for readable, run in groupby(reads) if not readable]
    return _words(len(reads), sum(reads), len(reads) - sum(reads), max(runs, default=0))


def _words(total: int, detections: int, rejects: int, longest: int) -> str:
    return f"{total} triggers, {detections} detections, {rejects} rejects, at most {longest} in a row"


def _limit(attempt: Attempt) -> int:
    settings = station(attempt.scenario, "camera").settings
    if not isinstance(settings, CameraSettings) or not settings.series:
        raise BenchError("the camera has no limit of faults in a row; set one with a Given")
    return settings.series


def _set(attempt: Attempt, setting: str, value: str) -> None:
    if "camera" in attempt.scenario.stack.devices:
        raise Blocked(f"{station(attempt.scenario, 'camera').id} is real: the bench cannot set it up")
    attempt.change(f"line.station.{station(attempt.scenario, 'camera').id}.settings.{setting}", value)
