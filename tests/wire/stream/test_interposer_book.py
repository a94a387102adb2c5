"""How faults begin, strike, combine and end, and what they may hold back."""

from random import Random

import pytest

from linebench.wire.stream import FAULTS, WireError
from tests.wire.stream.lines import Rig
from tests.wire.stream.rig import LINK


def test_faults_can_be_combined():
    """Garbage, twice, byte by byte, all of it late."""
    rig = Rig()
    for number, (kind, params) in enumerate([("late", {"time": 100}), ("split", {"gap": 1}), ("duplicated", {}),
                                             ("garbage", {"count": 1})], 1):
        rig.faults.begin(number, kind, params, "to_host")
    rig.say(b"a")
    rig.clock.move(1_000)
    noise = Random(1).randbytes(1)
    assert rig.out == [(100, noise), (101, b"a"), (102, noise), (103, b"a")]


def test_whoever_counts_strikes_decides_and_may_end_the_fault():
    """The hook is asked once a chunk; ended from within, the fault still acts on this one."""
    asked = []

    def strikes(number):
        asked.append(number)
        rig.faults.end(number)
        return True

    rig = Rig(strikes=strikes)
    rig.faults.begin(4, "slow_drain", {"rate": 10}, "to_host")
    rig.say(b"ab", b"cd")
    rig.clock.move(1_000_000)
    assert (rig.out, asked) == ([(0, b"a"), (100_000, b"b"), (200_000, b"cd")], [4])


def test_a_parameter_that_drifts_is_looked_at_anew():
    """Values may change while the fault is active, and stop at the end of their range."""
    rig, params = Rig(), {"count": 1.0}
    rig.faults.begin(1, "garbage", params, "to_host")
    for count in (2.7, -5.0):
        rig.say(b"")
        params["count"] = count
        rig.say(b"x")
    assert [len(data) for _, data in rig.out] == [3, 2]


def test_more_than_may_be_held_ends_the_connection():
    """A fault cannot fill the memory."""
    rig = Rig(most_held=10)
    rig.faults.begin(1, "late", {}, "to_host")
    rig.say(b"12345", b"67890")
    assert rig.line.log == []
    rig.say(b"x")
    assert (rig.line.log, rig.channel.holding, rig.clock.calls) == ([(0, "overfull")], False, [])


def test_hanging_up_waits_for_what_is_held():
    """The device's last words still arrive, at their time, and then the end; nothing the host says is heard."""
    rig = Rig()
    rig.faults.begin(1, "late", {"time": 50}, "to_host")
    rig.faults.begin(2, "glued", {"time": 30}, "to_host")
    rig.say(b"bye")
    rig.channel.hang()
    rig.say(b"more")
    rig.channel.to_device(b"what?")
    rig.clock.move(1_000)
    assert rig.line.log == [(50, "out", b"bye"), (50, "hang")]


def test_what_the_host_said_before_its_goodbye_reaches_the_device():
    """Held bytes come before the end of the connection, in order; with a reset they are lost."""
    for flush in (True, False):
        rig = Rig()
        rig.faults.begin(1, "late", {}, "to_device")
        rig.channel.to_device(b"one")
        rig.faults.begin(2, "reordered", {}, "to_device")
        rig.channel.to_device(b"two")
        rig.say(b"answer")
        rig.channel.close(flush=flush)
        rig.channel.to_device(b"three")
        assert rig.line.log == [(0, "out", b"answer"), *([(0, "in", b"one"), (0, "in", b"two")] if flush else [])]
        assert rig.clock.calls == []


@pytest.mark.parametrize(("kind", "params", "words"), [
    ("jam", {}, "no fault 'jam' on bytes; there are silent"),
    ("late", {"tim": "1 s"}, "no parameter 'tim'; it has time"),
    ("silent", {"time": "1 s"}, "no parameter 'time'; it has none"),
    ("late", {"time": "2 h"}, "time '2 h' is out of range"),
    ("late", {"time": "fast"}, "'fast' is no time"), ("garbage", {"count": "nan"}, "count 'nan' is out of range"),
    ("garbage", {"count": 0}, "count 0 is out of range; expected 1 to 65536"),
    ("garbage", {"count": "x"}, "count 'x' is no number"),
])
def test_a_fault_that_cannot_be_is_one_clear_error(kind, params, words):
    """It names the link, the fault and what there is; nothing becomes active."""
    rig = Rig()
    with pytest.raises(WireError, match=f"{LINK}: .*{words}"):
        rig.faults.begin(1, kind, params)
    assert rig.faults.active == {}


def test_what_was_begun_is_finished_by_a_goodbye():
    """Of bytes that go one by one, those that have not gone yet follow at once when the host leaves."""
    rig = Rig()
    rig.faults.begin(1, "split", {}, "to_device")
    rig.channel.to_device(b"abcd")
    rig.clock.move(1_000)
    rig.channel.close(flush=True)
    assert rig.line.log == [(0, "in", b"a"), (1_000, "in", b"b"), (1_000, "in", b"cd")]


def test_many_bytes_are_split_in_bounded_time():
    """The work is one write for each byte, not one copy of all that is left."""
    rig = Rig()
    rig.faults.begin(1, "split", {"gap": 0}, "to_host")
    rig.say(b"x" * 200_000)
    assert len(rig.out) == 200_000


def test_a_number_stands_for_one_fault():
    """Beginning it a second time is an error; ending what is not active does nothing."""
    rig = Rig()
    rig.faults.begin(1, "late", {})
    with pytest.raises(WireError, match="fault 1 is active already"):
        rig.faults.begin(1, "late", {})
    rig.faults.end(9)
    assert list(rig.faults.active) == [1]


def test_every_default_is_in_its_range():
    """What holds where a scenario says nothing can be read."""
    for fault in FAULTS.values():
        for parameter in fault.parameters:
            assert parameter.low <= parameter.read(None) <= parameter.high
