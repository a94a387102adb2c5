"""Faults on bytes of OPC UA in granted time: they are what they are on any other wire, and runs repeat."""

from functools import cache

import pytest

from linebench.records.claim import AlarmClaimed
from linebench.records.wire import WireNoted
from tests.wiring.matrix import Trial, tried

ASKED_US = 500_000
"""How long the client waits for an answer."""


@cache
def records(fault, direction="to_host"):
    """All that is on record of a disturbed run."""
    return tuple(tried(Trial(seat="l1", dialect="opcua", fault=fault, direction=direction))[1])


def notes(fault):
    """When what was noted of the wire to the PLC from the fault's first strike on, faults but once."""
    found = [(note.t, note.what) for note in records(fault)
             if isinstance(note, WireNoted) and note.link == "l2-l1"]
    first = next(n for n, (_, what) in enumerate(found) if what.startswith("fault "))
    return [found[first], *(each for each in found[first + 1:] if not each[1].startswith("fault "))]


@pytest.mark.parametrize("fault", ["late time=20 ms", "late time=2 s", "garbage"])
def test_a_disturbed_run_repeats(fault):
    """Processes, ports, nonces and the wall's time differ; what is on record, strikes on bytes too, does not."""
    before = records(fault)
    records.cache_clear()
    assert records(fault) == before


@pytest.mark.parametrize("fault", ["late time=20 ms", "glued time=5 ms", "split gap=0 us"])
def test_what_is_a_little_late_or_cut_is_not_lost(fault):
    """It costs no connection: nobody notes anything but the strikes of the fault."""
    assert [what[:6] for _, what in notes(fault)] == ["fault "]


def test_an_answer_beyond_its_time_ends_the_connection_at_that_time():
    """Bytes come 2 s late: half a second of granted time after it asked, the client hangs up."""
    (struck, _), (ended, what), *_ = notes("late time=2 s")
    assert (ended - struck, what) == (ASKED_US, "disconnected")


def test_a_lost_controller_is_shown_as_on_any_wire():
    """Without answers L2 shows that the PLC is gone, and the PLC that its line controller is."""
    found = {record.alarm for record in records("late time=2 s") if isinstance(record, AlarmClaimed) and record.on}
    assert {"PLC lost", "line controller lost"} <= found
