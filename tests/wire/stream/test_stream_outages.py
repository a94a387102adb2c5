"""Faults that end connections or pretend to keep them, as the peer's socket sees them."""

from tests.wire.stream.faulty import Faulty
from tests.wire.stream.rig import Peer, message, run


def test_refused():
    """Who is connected is reset, who dials is refused, and after the end the same port serves again."""
    async def main():
        both = await Faulty().serve()
        port, peer = both.server.port, await both.peer()
        both.faults.begin(1, "refused", {}, "to_host")
        await peer.ends()
        refused = []
        for _ in range(3):
            try:
                await Peer.dial(both.server)
            except ConnectionRefusedError:
                refused.append(True)
        both.faults.end(1)
        assert both.server.busy
        second = await both.peer()
        second.say(b"5\n")
        await second.reads(2)
        assert (peer.ended, refused, second.data) == ("reset", [True] * 3, b"5\n")
        assert (both.server.port, both.server.busy) == (port, False)
        assert both.device.log[:2] == [("opened", 1), ("closed", 1)]
        await both.stop()

    run(main())


def test_refused_again_before_the_port_is_open():
    """However quickly one outage follows another, the last word holds."""
    async def main():
        both = await Faulty().serve()
        for number in (1, 2, 3):
            both.faults.begin(number, "refused", {}, "to_host")
            if number < 3:
                both.faults.end(number)
        await both.until(lambda: not both.server.busy)
        try:
            peer = await Peer.dial(both.server)
            await peer.ends()
        except ConnectionError:
            peer = None
        assert peer is None or peer.ended == "reset"
        both.faults.end(3)
        peer = await both.peer()
        assert peer.ended is None
        await both.stop()

    run(main())


def test_refused_before_the_server_starts():
    """A port that begins its life shut is bound, refuses, and opens with the end of the fault."""
    async def main():
        both = Faulty()
        both.faults.begin(1, "refused", {}, "to_host")
        await both.serve()
        refused = False
        try:
            await Peer.dial(both.server)
        except ConnectionRefusedError:
            refused = both.server.port > 0
        both.faults.end(1)
        await both.peer()
        assert refused
        await both.stop()

    run(main())


def test_half_open():
    """The host's socket stays open and its bytes vanish; a new connection works; the end resets the old one."""
    async def main():
        both = await Faulty().serve()
        peer = await both.peer()
        both.faults.begin(1, "half_open", {}, "to_host")
        assert both.device.log == [("opened", 1), ("closed", 1)]
        peer.say(b"1\n")
        await both.read(2)
        second = await both.peer()
        second.say(b"2\n")
        await second.reads(2)
        both.server.tell(message(3))
        await second.reads(4)
        assert (peer.data, peer.ended, both.heard, len(both.server.counts())) == (b"", None, [message(2)], 2)
        both.faults.end(1)
        await peer.ends()
        assert (peer.ended, second.ended, second.data) == ("reset", None, b"2\n3\n")
        await both.stop()

    run(main())


def test_half_open_and_the_host_leaves_first():
    """A host that gives up on a forgotten connection leaves nothing behind."""
    async def main():
        both = await Faulty().serve()
        peer = await both.peer()
        both.faults.begin(1, "half_open", {}, "to_host")
        peer.transport.close()
        await both.until(lambda: not both.server.counts())
        both.faults.end(1)
        assert both.device.log == [("opened", 1), ("closed", 1)]
        await both.stop()

    run(main())


def test_drop_before_ack():
    """The peer sees a reset and no answer; the device never heard the order."""
    async def main():
        both = await Faulty().serve()
        peer = await both.peer()
        both.faults.begin(1, "drop_before_ack", {}, "to_device")
        peer.say(b"1\n")
        await peer.ends()
        await both.until(lambda: not both.server.counts())
        assert (peer.data, peer.ended, both.heard) == (b"", "reset", [])
        assert both.device.log == [("opened", 1), ("closed", 1)]
        await both.stop()

    run(main())


def test_drop_after_ack():
    """The peer reads the whole answer and then sees a reset; the device heard the order."""
    async def main():
        both = await Faulty().serve()
        peer = await both.peer()
        both.faults.begin(1, "drop_after_ack", {}, "to_device")
        busy = []
        both.server.changed = lambda: busy.append(both.server.busy)
        peer.say(b"1\n2\n")
        await peer.ends()
        assert busy[0]
        assert (peer.data, peer.ended, both.heard) == (b"1\n2\n", "reset", [message(1), message(2)])
        await both.stop()

    run(main())


def test_connections_that_are_gone_are_no_longer_struck():
    """A fault finds those that stand, and no memory of others."""
    async def main():
        both = await Faulty().serve()
        gone, peer = await both.peer(), await both.peer()
        gone.transport.close()
        await both.until(lambda: len(both.server.counts()) == 1)
        told = []
        both.faults.struck = lambda number, detail: told.append(detail)
        both.faults.begin(1, "refused", {}, "to_host")
        await peer.ends()
        assert told == ["port shut, 1 connections reset"]
        await both.stop()

    run(main())
