"""The clock of a server is compared with the host's own, and that it is wrong is told once."""

from datetime import datetime, timedelta

import pytest

from linebench.ports.presence import Presence
from linebench.units import Duration
from linebench.wire.opcua.clocks import ClockWatch
from linebench.wire.side import Heard, Setting

EPOCH = "2026-01-05T06:00:00Z"
MINUTE = Duration(60_000_000)


@pytest.mark.parametrize(("ahead_s", "words"), [
    (299.6, "clock 5 min ahead"), (-300.4, "clock 5 min behind"), (61, "clock 1 min ahead"),
    (86_400, "clock 24 h ahead"),
])
def test_a_wrong_clock_is_told_once_and_a_right_one_again(ahead_s, words):
    """Rounded to ten seconds, for a value is as old as its last change; that it is right again is told too."""
    now = 7_000_000
    watch = ClockWatch(Setting(name="plc", now=lambda: now, epoch=EPOCH), MINUTE)
    right = datetime.fromisoformat(EPOCH) + timedelta(microseconds=now)
    wrong = right + timedelta(seconds=ahead_s)
    assert [*watch.seen(wrong), *watch.seen(wrong)] == [Heard(Presence("plc", here=True, why=words))]
    assert [*watch.seen(right), *watch.seen(right)] == [Heard(Presence("plc", here=True, why="clock right"))]


@pytest.mark.parametrize("ahead_s", [0, 60, -60, -0.5])
def test_a_clock_that_is_right_is_nothing_to_tell(ahead_s):
    """Within the limit, and where a server gives no timestamps, nothing is said."""
    watch = ClockWatch(Setting(name="plc", now=lambda: 0, epoch=EPOCH), MINUTE)
    assert [*watch.seen(datetime.fromisoformat(EPOCH) + timedelta(seconds=ahead_s)), *watch.seen(None)] == []
