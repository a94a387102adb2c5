"""Faults on bytes as the peer's socket sees them, over loopback."""

import asyncio
import socket
import struct
import sys
from random import Random

import pytest

from tests.wire.stream.faulty import Faulty, sent
from tests.wire.stream.rig import message, run

RESET = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)


def test_silent_towards_the_host():
    """The device hears and answers, the peer reads nothing, and nothing counts as sent; the socket stays."""
    async def main():
        both = await Faulty().serve()
        peer = await both.peer()
        both.faults.begin(1, "silent", {}, "to_host")
        peer.say(b"1\n")
        await both.read(2)
        assert (both.heard, sent(both), both.struck) == ([message(1)], 0, [1])
        both.faults.end(1)
        peer.say(b"2\n")
        await peer.reads(2)
        assert (peer.data, peer.ended) == (b"2\n", None)
        await both.stop()

    run(main())


def test_silent_towards_the_device():
    """Bytes of the host are read, and counted as received, but the device never hears them."""
    async def main():
        both = await (await Faulty().serve()).dial()
        await both.quiet()
        both.faults.begin(1, "silent", {}, "to_device")
        both.client.tell(message(1))
        await both.quiet()
        assert (both.heard, [*both.server.counts().values()]) == ([], [(0, 2)])
        await both.stop()

    run(main())


def test_split():
    """The peer's socket reads byte by byte."""
    async def main():
        both = await Faulty().serve()
        peer = await both.peer()
        both.faults.begin(1, "split", {"gap": "1 ms"}, "to_host")
        both.server.tell(message(123))
        for number in range(1, 5):
            await peer.reads(number)
            assert sent(both) == number
            both.clock.move(number * 1_000)
        assert peer.pieces == [b"1", b"2", b"3", b"\n"]
        await both.stop()

    run(main())


def test_glued():
    """Two answers come in one read."""
    async def main():
        both = await Faulty().serve()
        peer = await both.peer()
        both.faults.begin(1, "glued", {}, "to_host")
        both.server.tell(message(1))
        assert (sent(both), both.server.busy) == (0, False)
        both.server.tell(message(2))
        await peer.reads(4)
        assert peer.pieces == [b"1\n2\n"]
        await both.stop()

    run(main())


def test_late_bytes_count_when_they_are_sent():
    """Until their time nothing is under way: both ends agree, and time may go on."""
    async def main():
        both = await (await Faulty().serve()).dial()
        await both.quiet()
        both.faults.begin(1, "late", {"time": "500 ms"}, "to_host")
        both.server.tell(message(1))
        assert both.is_quiet()
        both.clock.move(499_999)
        assert both.is_quiet()
        both.clock.move(500_000)
        assert not both.is_quiet()
        await both.quiet()
        assert both.answers == [message(1)]
        await both.stop()

    run(main())


def test_duplicated_reordered_and_garbage():
    """What the peer reads is what the faults made of it."""
    async def main():
        both = await Faulty().serve()
        peer = await both.peer()
        both.faults.begin(1, "duplicated", {}, "to_host")
        both.server.tell(message(1))
        both.faults.end(1)
        both.faults.begin(2, "reordered", {}, "to_host")
        both.server.tell(message(2))
        both.server.tell(message(3))
        both.faults.end(2)
        both.faults.begin(3, "garbage", {"count": 5}, "to_host")
        both.server.tell(message(4))
        noise = Random(1).randbytes(5)
        await peer.reads(15)
        assert peer.data == b"1\n1\n3\n2\n" + noise + b"4\n"
        await both.stop()

    run(main())


def test_slow_drain():
    """Ten bytes a second reach the peer, and the rest at once when the line is free again."""
    async def main():
        both = await Faulty().serve()
        peer = await both.peer()
        both.faults.begin(1, "slow_drain", {"rate": 10}, "to_host")
        both.server.tell(message(123456789))
        both.clock.move(200_000)
        await peer.reads(3)
        assert (peer.data, sent(both)) == (b"123", 3)
        both.faults.end(1)
        await peer.reads(10)
        assert peer.data == b"123456789\n"
        await both.stop()

    run(main())


@pytest.mark.parametrize(("resets", "heard"), [(False, [message(1)]), (True, [])])
def test_what_was_under_way_when_the_host_left(resets, heard):
    """Behind a goodbye late bytes still reach the device, before the end; a reset takes them along."""
    async def main():
        both = await Faulty().serve()
        peer = await both.peer()
        both.faults.begin(1, "late", {}, "to_device")
        peer.say(b"1\n")
        await both.read(2)
        if resets:
            peer.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        peer.transport.close()
        await both.until(lambda: not both.server.counts())
        assert both.heard == heard
        assert both.device.log == [("opened", 1), *([(1, b"1\n")] if heard else []), ("closed", 1)]
        assert both.notes[-1] == ("disconnected", f"client 1: {'reset' if resets else 'closed'} by the other end")
        await both.stop()

    run(main())


def test_a_server_with_held_bytes_stops_cleanly():
    """Bytes that a fault holds go nowhere after the stop, and their timers are gone."""
    async def main():
        both = await Faulty().serve()
        peer = await both.peer()
        both.faults.begin(1, "late", {}, "to_host")
        both.server.tell(message(1))
        await both.stop()
        await peer.ends()
        both.clock.move(10_000_000)
        assert (peer.data, peer.ended, both.clock.calls) == (b"", "closed", [])
        assert asyncio.all_tasks() == {asyncio.current_task()}

    run(main())
