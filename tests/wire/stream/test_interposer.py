"""What each fault makes of chunks, on a clock that is moved by hand and without a socket."""

from random import Random

import pytest

from tests.wire.stream.lines import Line, Rig


def test_without_a_fault_everything_passes_at_once():
    """Both ways, chunk by chunk, and nothing is recorded."""
    rig = Rig()
    rig.say(b"one", b"two")
    rig.channel.to_device(b"three")
    assert rig.line.log == [(0, "out", b"one"), (0, "out", b"two"), (0, "in", b"three")]
    assert (rig.struck, rig.channel.holding, rig.clock.calls) == ([], False, [])


def test_silent_loses_one_direction():
    """What is said meanwhile is lost for good; the other direction passes."""
    rig = Rig()
    rig.faults.begin(7, "silent", {}, "to_host")
    rig.say(b"lost")
    rig.channel.to_device(b"heard")
    rig.faults.end(7)
    rig.say(b"said")
    assert rig.line.log == [(0, "in", b"heard"), (0, "out", b"said")]
    assert rig.struck == [(7, "client 1, to host: 4 bytes lost")]


def test_split_sends_byte_by_byte():
    """Each byte is a write of its own, a gap after the one before; what follows waits its turn."""
    rig = Rig()
    rig.faults.begin(1, "split", {"gap": "2 ms"}, "to_host")
    rig.say(b"abc")
    rig.faults.end(1)
    rig.say(b"de", at=1_000)
    rig.clock.move(100_000)
    assert rig.out == [(0, b"a"), (2_000, b"b"), (4_000, b"c"), (6_000, b"de")]


def test_split_without_gap_needs_no_time():
    """With a gap of nothing the bytes still are writes of their own."""
    rig = Rig()
    rig.faults.begin(1, "split", {"gap": 0}, "to_host")
    rig.say(b"abc")
    assert (rig.out, rig.clock.calls) == ([(0, b"a"), (0, b"b"), (0, b"c")], [])


def test_glued_joins_two_chunks():
    """The first waits for the second; both go out as one."""
    rig = Rig()
    rig.faults.begin(1, "glued", {"time": "50 ms"}, "to_host")
    rig.say(b"one")
    assert (rig.out, rig.channel.holding) == ([], True)
    rig.say(b"two", b"three", at=49_999)
    rig.clock.move(1_000_000)
    assert rig.out == [(49_999, b"onetwo"), (99_999, b"three")]
    assert rig.struck == [(1, "client 1, to host: 3 bytes wait for the next"),
                          (1, "client 1, to host: 5 bytes wait for the next")]


def test_reordered_swaps_two_chunks():
    """The first goes out behind the second, or alone when its time is over."""
    rig = Rig()
    rig.faults.begin(1, "reordered", {"time": "200 ms"}, "to_host")
    rig.say(b"one", b"two", b"three")
    rig.clock.move(1_000_000)
    assert rig.out == [(0, b"two"), (0, b"one"), (200_000, b"three")]


def test_a_chunk_that_waits_goes_out_though_the_fault_has_ended():
    """Nothing is lost by the end of a fault that only held back."""
    for kind in ("glued", "reordered"):
        rig = Rig()
        rig.faults.begin(1, kind, {"time": 30}, "to_host")
        rig.say(b"one")
        rig.faults.end(1)
        rig.clock.move(100)
        assert (rig.out, rig.channel.holding) == ([(30, b"one")], False)


def test_late_bytes_hold_back_those_behind_them():
    """One late chunk is late by its time; the next comes right behind it, not before."""
    rig = Rig(strikes=lambda _number: not rig.struck)
    rig.faults.begin(1, "late", {"time": "500 ms"}, "to_host")
    rig.say(b"one", b"two")
    rig.say(b"three", at=600_000)
    assert rig.out == [(500_000, b"one"), (500_000, b"two"), (600_000, b"three")]


def test_duplicated_says_it_twice():
    """Two writes of the same bytes."""
    rig = Rig()
    rig.faults.begin(1, "duplicated", {}, "to_device")
    rig.channel.to_device(b"go")
    assert rig.line.log == [(0, "in", b"go"), (0, "in", b"go")]


def test_garbage_is_seeded_and_comes_before():
    """``count`` bytes of the seeded chance, then what was said."""
    rig = Rig()
    rig.faults.begin(1, "garbage", {"count": "4"}, "to_host")
    rig.say(b"one", b"two")
    chance = Random(1)
    assert rig.out == [(0, chance.randbytes(4) + b"one"), (0, chance.randbytes(4) + b"two")]


@pytest.mark.parametrize(("rate", "size", "microseconds"), [
    (1, 3, 2_000_000), (100, 10, 90_000), (999, 5, 4_008), (1_000, 5, 4_000), (64_000, 6_400, 99_000),
])
def test_slow_drain_keeps_its_rate(rate, size, microseconds):
    """Never more than ``rate`` bytes a second, the first at once, all of them in the end."""
    rig = Rig()
    rig.faults.begin(1, "slow_drain", {"rate": rate}, "to_host")
    rig.say(b"x" * size)
    rig.clock.move(10_000_000)
    assert b"".join(data for _, data in rig.out) == b"x" * size
    assert rig.out[-1][0] == microseconds


def test_what_a_drain_slowed_down_leaves_at_once_when_it_ends():
    """The end of a slow line frees what is in it; split bytes of another fault keep their gaps."""
    rig = Rig()
    rig.faults.begin(1, "slow_drain", {"rate": 10}, "to_host")
    rig.say(b"abcd")
    rig.clock.move(100_000)
    rig.faults.end(1)
    assert rig.out == [(0, b"a"), (100_000, b"b"), (100_000, b"cd")]
    rig.faults.begin(2, "split", {"gap": 10}, "to_host")
    rig.say(b"ef")
    rig.faults.begin(3, "late", {}, "to_host")
    rig.faults.end(3)
    rig.clock.move(200_000)
    assert rig.out[3:] == [(100_000, b"e"), (100_010, b"f")]


def test_drop_before_ack_resets_before_the_device_sees_anything():
    """The host's bytes are lost with the connection, whichever of the two links the fault was planned on."""
    for direction in ("to_host", "to_device"):
        rig = Rig()
        rig.faults.begin(1, "drop_before_ack", {}, direction)
        rig.say(b"said")
        rig.channel.to_device(b"order")
        assert rig.line.log == [(0, "out", b"said"), (0, "reset")]
        assert rig.struck == [(1, "client 1, to device: 5 bytes lost, connection reset")]


def test_drop_after_ack_resets_after_the_answer():
    """The device sees the bytes; the connection is told to end with what is written next."""
    rig = Rig()
    rig.faults.begin(1, "drop_after_ack", {}, "to_device")
    rig.channel.to_device(b"order")
    assert rig.line.log == [(0, "reset_after_answer"), (0, "in", b"order")]


def test_refused_shuts_the_port_until_the_last_one_ends():
    """Connections are reset at the beginning; two that overlap open the port together."""
    rig = Rig()
    rig.faults.begin(1, "refused", {})
    rig.faults.begin(2, "refused", {})
    rig.faults.end(1)
    assert rig.gate.log == ["shut", "shut"]
    rig.faults.end(2)
    assert rig.gate.log == ["shut", "shut", "reopen"]
    assert rig.line.log == [(0, "reset"), (0, "reset")]
    assert rig.struck[0] == (1, "port shut, 1 connections reset")


def test_half_open_forgets_and_resets_in_the_end():
    """Connections that stand are forgotten; those made meanwhile are none of its business."""
    rig = Rig()
    rig.faults.begin(1, "half_open", {})
    later = Line(rig.clock)
    rig.faults.join(later)
    rig.clock.move(5)
    rig.faults.end(1)
    assert (rig.line.log, later.log) == ([(0, "forget"), (5, "reset")], [])
    assert rig.struck == [(1, "1 connections forgotten")]
