"""Time by the wall: nothing happens before its time, everything happens, and it is known how late."""

import asyncio
import time as wall

import pytest

from linebench.kernel.engine import Engine
from linebench.records.run import Uncertainty
from linebench.wiring.lateness import Lateness, Measured, Quantiles
from linebench.wiring.pace import RealTime


def test_nothing_happens_before_its_time_and_in_order():
    """Entries of one second, a thousand times as fast: each at or after its time, in the order of the engine."""
    async def scene():
        engine, seen = Engine(), []
        time = RealTime(engine, 1000)
        for n in range(100):
            engine.at(n * 10_000, lambda t, a, b: seen.append((t, time.now() >= t)))
        time.start()
        found = await time.run(1_000_000)
        await time.stop()
        return found, seen, int(engine.now), time.lateness.quantiles().count

    found, seen, now, count = asyncio.run(scene())
    assert not found
    assert seen == [(n * 10_000, True) for n in range(100)]
    assert now == 1_000_000
    assert count == 100


def test_lateness_counts_from_when_somebody_waits():
    """What was due while levels were still being started was late for a reason that is over."""
    async def scene():
        engine = Engine()
        time = RealTime(engine, 1000)
        engine.at(0, lambda t, a, b: None)
        time.start()
        await asyncio.sleep(0.01)
        before = time.lateness.quantiles().count
        due = time.now() + 1_000_000
        engine.at(due, lambda t, a, b: None)
        await time.run(due)
        await time.stop()
        return before, time.lateness.quantiles().count

    assert asyncio.run(scene()) == (0, 1)


def test_a_wait_ends_at_the_entry_that_satisfies_it():
    """The engine goes on living: entries after the awaited one are not lost."""
    async def scene():
        engine, seen = Engine(), []
        time = RealTime(engine, 10_000)
        for n in range(10):
            engine.at(n * 1_000_000, lambda t, a, b: seen.append(t))
        time.start()
        first = await time.run(9_000_000, lambda: bool(seen and seen[-1] == 3_000_000))
        second = await time.run(9_000_000)
        await time.stop()
        return first, second, seen

    first, second, seen = asyncio.run(scene())
    assert (first, second) == (True, False)
    assert seen == [n * 1_000_000 for n in range(10)]


def test_what_came_just_before_a_wait_ends_it():
    """Nothing is booked that would have it looked at: the wait still ends at once, not at its limit."""
    async def scene():
        time = RealTime(Engine(), 1)
        time.start()
        found = await asyncio.wait_for(time.run(3_600_000_000, lambda: True), 5)
        await time.stop()
        return found

    assert asyncio.run(scene())


def test_what_is_booked_from_outside_is_not_overslept():
    """Somebody books while the engine rests until far in the future, and stirs it."""
    async def scene():
        engine, seen = Engine(), []
        time = RealTime(engine, 1)
        engine.at(3_600_000_000, lambda t, a, b: seen.append("never"))
        time.start()

        def book():
            t = time.catch_up()
            engine.at(t, lambda t, a, b: seen.append("now"))
            time.stir()

        asyncio.get_running_loop().call_later(0.01, book)
        found = await asyncio.wait_for(time.run(60_000_000, lambda: bool(seen)), 10)
        await time.stop()
        return found, seen

    assert asyncio.run(scene()) == (True, ["now"])


def test_what_breaks_in_the_engine_reaches_who_waits():
    """A bench error is raised where the test waits, instead of hanging it."""
    def broken(t, a, b):
        raise ZeroDivisionError

    async def scene():
        engine = Engine()
        time = RealTime(engine, 1)
        engine.at(0, broken)
        time.start()
        try:
            await asyncio.wait_for(time.run(1_000_000), 10)
        finally:
            await time.stop()

    with pytest.raises(ZeroDivisionError):
        asyncio.run(scene())


def test_quantiles_are_those_of_all_events():
    """1 to 100: the median is 50, the 99th percentile 99, the worst 100; without events all are zero."""
    late = Lateness()
    assert late.quantiles() == Quantiles(0, 0, 0, 0)
    for each in range(100, 0, -1):
        late.add(each)
    assert late.quantiles() == Quantiles(100, 50, 99, 100)


def test_time_stands_still_until_it_begins():
    """What is booked before the start is not late when the start comes late."""
    async def scene():
        engine, seen = Engine(), []
        time = RealTime(engine, 1)
        engine.at(1_000, lambda t, a, b: seen.append(t))
        await asyncio.sleep(0.2)
        before = (time.now(), time.catch_up())
        time.start()
        await time.run(2_000)
        await time.stop()
        return before, seen, time.lateness.quantiles().worst

    before, seen, worst = asyncio.run(scene())
    assert (before, seen) == ((0, 0), [1_000])
    assert worst < 150_000


def test_a_blocked_loop_is_noticed_though_nothing_was_due():
    """Who arrives while the loop is busy is heard late: how late is measured."""
    async def scene():
        time = RealTime(Engine(), 4)
        time.start()
        await time.run(400_000)
        before = time.stall
        wall.sleep(0.2)  # noqa: ASYNC251  # this is what blocks the loop
        await time.run(1_600_000)
        await time.stop()
        return before, time.stall

    before, after = asyncio.run(scene())
    assert before < 600_000 <= after


def test_what_is_recorded_is_saved_every_second_and_at_the_end():
    """Two and a half seconds of the wall: saved after each second, and once more when time ends."""
    async def scene():
        saved, engine = [], Engine()

        async def save():
            saved.append(time.now())

        time = RealTime(engine, 1, save)
        time.start()
        await time.run(2_500_000)
        await time.stop()
        return [round(t / 1_000_000, 1) for t in saved]

    first, second, last = asyncio.run(scene())
    assert (1.0 <= first < second < last, last >= 2.5) == (True, True)


def test_a_disk_that_takes_nothing_more_ends_the_wait():
    """What a save raises reaches who waits: nothing is claimed to be recorded that is not."""
    async def save():
        raise OSError(28, "No space left on device")

    async def scene():
        time = RealTime(Engine(), 1, save)
        time.start()
        try:
            await asyncio.wait_for(time.run(60_000_000), 20)
        finally:
            await time.stop()

    with pytest.raises(OSError, match="No space left"):
        asyncio.run(scene())


def test_the_distribution_holds_every_event_in_narrow_bins():
    """Exact below 64 us, then no wider than 1/32 of where a bin begins."""
    late = Lateness()
    for us in (0, 1, 1, 63, 64, 65, 1_000, 1_010, 1_000_000):
        late.add(us)
    assert late.bins() == ((0, 1), (1, 2), (63, 1), (64, 2), (992, 1), (1_008, 1), (999_424, 1))


def test_the_uncertainty_is_the_worst_lateness_with_polling_and_clock():
    """The worst of all events, or the longest stall where that is longer; every part is told."""
    def uncertainty(stall):
        return Measured(lateness=Quantiles(10, 1, 5, 900), bins=(), stall=stall, polling=10_000,
                        clock=4).uncertainty(77)

    assert uncertainty(100) == Uncertainty(77, 10_904, (("lateness", 900), ("polling", 10_000), ("clock", 4)))
    assert uncertainty(2_000).us == 12_004


def test_what_levels_waited_for_a_processor_is_part_of_the_uncertainty():
    """Where it is known and was anything."""
    measured = Measured(lateness=Quantiles(10, 1, 5, 900), bins=(), stall=0, polling=0, clock=1, processor=30_000)
    assert measured.uncertainty(77) == Uncertainty(
        77, 30_901, (("lateness", 900), ("polling", 0), ("clock", 1), ("processor", 30_000)))
