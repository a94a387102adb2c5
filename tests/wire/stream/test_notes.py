"""Notes are few, whatever a peer does; time is that of the loop where the wall clock is meant."""

import asyncio

from linebench.wire.stream.notes import Notes
from tests.wire.loopclock import LoopClock
from tests.wire.stream.rig import HandClock, run


def test_the_first_of_a_kind_pass_and_the_rest_are_counted():
    """Two in a second here; at the end of the second one note tells how many more; then all begins anew."""
    clock, told = HandClock(), []
    notes = Notes(lambda *note: told.append((clock.t, *note)), clock, most=2)
    for number in range(5):
        notes("garbage", str(number))
    notes("refused", "x")
    clock.move(1_000_000)
    notes("garbage", "later")
    clock.move(5_000_000)
    assert told == [(0, "garbage", "0"), (0, "garbage", "1"), (0, "refused", "x"),
                    (1_000_000, "garbage", "and 3 more within 1 s"), (1_000_000, "garbage", "later")]
    assert clock.calls == []


def test_what_was_counted_is_told_at_the_end():
    """Closing says what is left to say, and leaves no timer."""
    clock, told = HandClock(), []
    notes = Notes(lambda *note: told.append(note), clock, most=1)
    for _ in range(3):
        notes("garbage", "x")
    notes.close()
    notes.close()
    assert (told, clock.calls) == ([("garbage", "x"), ("garbage", "and 2 more within 1 s")], [])


def test_long_and_manifold_notes_stay_bounded():
    """A detail ends after 500 characters; after 64 kinds the rest are of the kind ``others``."""
    told = []
    notes = Notes(lambda *note: told.append(note), HandClock(), most=3)
    for number in range(1_000):
        notes(f"kind {number}", "x" * 10_000)
    assert len(told) == 64 + 3
    assert told[-1][0] == "others"
    notes("kind 0", "y")
    assert told.pop() == ("kind 0", "y")
    assert {len(detail) for _, detail in told} == {503}


def test_the_clock_of_a_loop():
    """Microseconds since its origin; calls come in their order at their time, and cancelled ones never."""
    async def main():
        loop, called, done = asyncio.get_running_loop(), [], asyncio.Event()
        clock = LoopClock(loop, loop.time() - 5)
        began = clock.now()
        clock.later(2_000, lambda: (called.append("second"), done.set()))
        cancel = clock.later(1_500, lambda: called.append("never"))
        clock.later(1_000, lambda: called.append("first"))
        cancel()
        await done.wait()
        cancel()
        assert called == ["first", "second"]
        assert (5_000_000 <= began < 6_000_000, clock.now() - began >= 2_000) == (True, True)
        assert 0 <= LoopClock(loop).now() < 1_000_000

    run(main())
