"""The surroundings of goods: what happens to them, what the logger does wrong, and what is reported."""

from decimal import Decimal

from linebench.bdd.actual import CLAIM, expect, expect_none, expect_within
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.flow import heal, inject, report_time
from linebench.bdd.phrase import then, when
from linebench.bdd.seen import each
from linebench.records import AnyRecord
from linebench.records.claim import ConditionClaimed
from linebench.records.truth import ConditionsMeasured, FaultStruck

_STATION = "logger"
_NUMBER = "fault of the logger"
_PATIENCE_US = 600_000_000
"""How long a reading is waited for: some periods of any logger."""
_CLOSE_US = 2_000_000
"""A reading is known again when the reported time is no farther from it; loggers measure more seldom."""


@when("it is {excursion:excursion} for the next {readings:count} readings")
def excursion(attempt: Attempt, excursion: tuple[str, dict[str, str]], readings: int) -> None:
    """Let temperature or humidity leave what the goods bear for so many readings of the logger."""
    kind, params = excursion
    _strike(attempt, kind, readings, **params)


@when("the goods are hit")
def hit(attempt: Attempt) -> None:
    """Let the goods be hit once, harder than they bear, in the time up to the logger's next reading."""
    _strike(attempt, "shock", 1)


@when("the logger is stuck for {readings:count} readings")
def stuck(attempt: Attempt, readings: int) -> None:
    """Let the logger show what it showed before."""
    _strike(attempt, "stuck", readings)


@when("the logger loses {readings:count} readings")
def gap(attempt: Attempt, readings: int) -> None:
    """Let the logger lose so many readings."""
    _strike(attempt, "gap", readings)


@when("the logger's clock is an hour ahead")
def clock_off(attempt: Attempt) -> None:
    """Set the logger's clock wrong; "the logger's clock is right again" ends it."""
    attempt.faults["logger clock"] = inject(attempt, _STATION, "clock_off", time="1 h")


@when("the logger's clock is right again")
def clock_right(attempt: Attempt) -> None:
    """Set the logger's clock right."""
    heal(attempt, "logger clock")


@then("{source:level} reports each of these readings as an alarm, as it was measured")
def reported(attempt: Attempt, source: str) -> None:
    """Claim: for every reading that the latest fault struck, an alarm with its value, its time and its place."""
    struck = _struck(attempt)
    for reading in struck:
        attempt.wait(lambda record, at=reading.t: _is_alarm(record, source) and _near(record, at),  # type: ignore[misc]
                     report_time(attempt), since=_since(attempt))
    alarms = [(at, said) for at, said in each(attempt.records, ConditionClaimed, _since(attempt))
              if _is_alarm(said, source)]
    wanted = [(reading.logger, reading.t, _told(reading)) for reading in struck]
    met = [any(_near(said, t) and said.place.endswith(logger) and (said.measured, said.low) in values
               for _, said in alarms) for logger, t, values in wanted]
    words = "{} of {} readings reported, {} alarms besides"
    besides = sum(not any(_near(said, t) for _, t, _ in wanted) for _, said in alarms)
    expect(attempt, CLAIM, words.format(len(wanted), len(wanted), 0), words.format(sum(met), len(wanted), besides),
           met=all(met) and not besides, at=[at for at, _ in alarms])


@then("the first of these readings is reported within the limit of {limit:requirement}")
def reported_within(attempt: Attempt, limit: str) -> None:
    """Claim: from the reading to the alarm at the enterprise, no more time than the limit."""
    reading = _struck(attempt)[0]
    at = attempt.wait(lambda record: _is_alarm(record, "l3") and _near(record, reading.t), _PATIENCE_US,
                      since=_since(attempt))
    if at is None:
        expect(attempt, CLAIM, "an alarm", "none came", met=False)
        return
    expect_within(attempt, CLAIM, "reported after", attempt.records[at].t - reading.t, limit, at=[at])


@then("{source:level} reports no alarm of surroundings")
def no_alarm(attempt: Attempt, source: str) -> None:
    """Claim: since the latest stimulus, nothing is said to be beyond what the goods bear."""
    expect_none(attempt, CLAIM, "no alarm", attempt.found(lambda record: _is_alarm(record, source)))


def _strike(attempt: Attempt, kind: str, readings: int, **params: str) -> None:
    """Inject a fault of the logger and wait until it has struck so many readings."""
    number = inject(attempt, _STATION, kind, readings, **params)
    attempt.notes[_NUMBER] = number, attempt.cursor
    for _ in range(readings):
        seen = len(_hits(attempt))
        if attempt.wait(lambda _, seen=seen: len(_hits(attempt)) > seen, _PATIENCE_US) is None:  # type: ignore[misc]
            raise BenchError(f"the fault {kind} struck {seen} of {readings} readings: too few were taken")


def _hits(attempt: Attempt) -> list[int]:
    """Positions at which the latest fault struck a reading."""
    number, since = attempt.notes[_NUMBER]
    return [at for at, hit in each(attempt.records, FaultStruck, since) if hit.fault == number]


def _struck(attempt: Attempt) -> list[ConditionsMeasured]:
    """The readings that the latest fault struck."""
    times = {attempt.records[at].t for at in _hits(attempt)}
    return [record for _, record in each(attempt.records, ConditionsMeasured, _since(attempt)) if record.t in times]


def _since(attempt: Attempt) -> int:
    """Where the latest fault of the logger began."""
    since: int = attempt.notes[_NUMBER][1]
    return since


def _told(reading: ConditionsMeasured) -> set[tuple[str, str]]:
    """What a right report says of a reading: word and number."""
    words = {"temperature": ("Temperature", 1_000), "humidity": ("RelativeHumidity", 10_000),
             "shock": ("Acceleration", 1_000)}
    return {(words[name][0], str(Decimal(value) / words[name][1])) for name, value in reading.shown}


def _is_alarm(record: AnyRecord, source: str) -> bool:
    return isinstance(record, ConditionClaimed) and record.source == source and record.alarm


def _near(record: AnyRecord, t: int) -> bool:
    return isinstance(record, ConditionClaimed) and abs(record.from_us - t) <= _CLOSE_US
