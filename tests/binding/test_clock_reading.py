"""How well a foreign clock is known: half the way of the shortest question, and what its text leaves out."""

import asyncio
from datetime import UTC, datetime

import pytest

from linebench.binding.clock import ClockError, read_ahead, stated_times
from linebench.binding.deed import Outcome
from linebench.ports.l3 import AggregationEvent, ObjectEvent, Report
from linebench.ports.operator import Shown
from linebench.records.run import ClockMeasured

EPOCH = datetime(2026, 1, 5, 6, tzinfo=UTC)


def read(*answers, form="iso", trips=(1_000,)):
    """Read a clock that gives these answers, each after a trip of so many microseconds there and back."""
    said, now, left = iter(answers), [0], iter(trips)

    async def ask():
        now[0] += next(left)
        return next(said)

    return asyncio.run(read_ahead(ask, lambda: now[0], EPOCH, form, len(answers)))


def told(text):
    return Outcome(accepted=True, reason=text)


@pytest.mark.parametrize(("text", "form", "ahead", "off"), [
    ("2026-01-05T06:00:02.000500Z", "iso", 2_000_000, 501),
    ("2026-01-05T07:00:02.500+01:00", "iso", 2_499_500, 1_500),
    ("05.01.2026 05:59:58", "%d.%m.%Y %H:%M:%S", -2_000_500, 1_000_500),
    ("05.01.2026 06:00", "%d.%m.%Y %H:%M", -500, 60_000_500),
])
def test_a_clock_is_known_as_well_as_its_text_and_the_way_to_it(text, form, ahead, off):
    """A trip of 1 ms is off by half of it; a text in whole seconds by one more second."""
    reading = read(told(text), form=form)
    assert (reading.ahead_us, reading.off_us) == (ahead, off)


def test_the_shortest_way_counts():
    """Of several questions the one that took least says most."""
    texts = ("2026-01-05T06:00:00.100000Z", "2026-01-05T06:00:00.110000Z", "2026-01-05T06:00:00.200000Z")
    reading = read(*map(told, texts), trips=(100_000, 2_000, 50_000))
    assert reading.record(7, "l2", "start") == ClockMeasured(7, "l2", "start", 110_000 - 101_000, 1_001, 3)


@pytest.mark.parametrize(("answer", "says"), [
    (told("noon"), "read_clock: time 'noon'; expected the form iso"),
    (Outcome(accepted=False, able=False, reason="not reached"), "not reached")])
def test_a_clock_that_does_not_say_is_an_error(answer, says):
    """With the reason."""
    with pytest.raises(ClockError) as error:
        read(answer)
    assert str(error.value) == says


def test_the_times_of_a_statement_are_those_it_gives():
    """Of every event; what is shown to people has none."""
    report = Report(1, "", (ObjectEvent("ADD", "commissioning", "active", ("a", "b"), (5, 0)),
                            AggregationEvent("ADD", "p", ("a",), 9)))
    assert (stated_times(report), stated_times(Shown("state", "x"))) == ((5, 9), ())
