"""The engine runs what is booked, in order, and knows when to stop."""

import pytest

from linebench.kernel.engine import Engine


def test_order_is_time_then_sequence():
    """Equal times run in the order of booking."""
    engine, seen = Engine(), []
    for t, word in ((20, "c"), (10, "a"), (10, "b"), (30, "d")):
        engine.at(t, lambda t, word, _: seen.append((t, word)), word)
    engine.run_to(25)
    assert (seen, engine.now, engine.events) == ([(10, "a"), (10, "b"), (20, "c")], 25, 3)


def test_processes_and_plain_bookings_share_one_clock():
    """A SimPy process and a plain booking interleave by time."""
    engine, seen = Engine(), []

    def person():
        yield engine.timeout(5)
        seen.append(("person", engine.now))
        yield engine.timeout(10)
        seen.append(("person", engine.now))

    engine.process(person())
    engine.at(10, lambda t, *_: seen.append(("pack", t)))
    engine.run_to(100)
    assert seen == [("person", 5), ("pack", 10), ("person", 15)]


def test_the_clock_stays_where_the_condition_held():
    """``run_to`` with a condition stops at the entry that met it."""
    engine, seen = Engine(), []
    for t in (10, 20, 30):
        engine.at(t, lambda t, *_: seen.append(t))
    assert engine.run_to(100, lambda: len(seen) == 2) is True
    assert (engine.now, seen) == (20, [10, 20])


def test_a_failed_process_is_heard():
    """An exception in a process reaches whoever runs the engine."""
    engine = Engine()

    def person():
        yield engine.timeout(5)
        raise RuntimeError("stumbled")

    engine.process(person())
    with pytest.raises(RuntimeError, match="stumbled"):
        engine.run_to(10)
