"""Time in a level's process: what is told the bench of timers, and what a level that is gone leaves behind."""

import asyncio

from linebench.wiring.control import Forget, Wake
from linebench.wiring.station_clock import GrantedClock, WallClock


def test_a_cancelled_timer_is_not_granted():
    """The bench hears of each timer, and of its end where somebody cancelled it first; once each."""
    clock, rung = GrantedClock(), []
    cancel = clock.later(500, lambda: rung.append("answer"))
    clock.at(300, lambda t, a, b: rung.append((t, a)), "level")
    assert clock.take() == (Wake(1, 500), Wake(2, 300))
    clock.t = 200
    cancel()
    cancel()
    assert clock.take() == (Forget(1),)
    clock.t = 300
    clock.fire(2)
    clock.fire(1)
    assert (rung, clock.take()) == ([(300, "level")], ())


def test_a_timer_that_ran_out_cannot_be_forgotten():
    """Cancelling it afterwards tells the bench nothing."""
    clock, rung = GrantedClock(), []
    cancel = clock.later(500, lambda: rung.append("late"))
    clock.take()
    clock.fire(1)
    cancel()
    assert (rung, clock.take()) == (["late"], ())


def test_nothing_of_a_level_happens_after_its_end():
    """Timers by the wall that were booked before ``stop`` do not run out in the level that follows it."""
    async def scene():
        first, second, rung = WallClock(0, 1000), WallClock(0, 1000), []
        first.at(1_000, lambda t, a, b: rung.append("first"))
        first.later(1_000, lambda: rung.append("first too"))
        second.at(2_000, lambda t, a, b: rung.append("second"))
        done = asyncio.Event()
        second.later(20_000_000, done.set)
        first.stop()
        await done.wait()
        return rung

    assert asyncio.run(scene()) == ["second"]
