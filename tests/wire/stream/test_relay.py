"""A relay in front of a server that owns its sockets: the same faults, counts and captures."""

import asyncio
import io
from random import Random

import pytest

from linebench.wire.stream import Capture, Interposer, Relay, WireError
from tests.wire.stream.pcapng import packets, segment
from tests.wire.stream.rig import LINK, Both, HandClock, LineSide, Peer, message, run


class Relayed:
    """A server, a relay before it with faults in its way, and waits for both."""

    def __init__(self):
        self.clock, self.notes, self._moved = HandClock(), [], asyncio.Event()
        self.faults = Interposer(LINK, Random(1), self.clock)

    async def serve(self, *, inner=None, **options):
        self.inner = await Both(clock=self.clock, device=LineSide(echo=True)).serve()
        self.inner.server.changed = self._moved.set
        self.relay = Relay(LINK, self.clock, lambda *note: self.notes.append(note),
                           inner=inner or self.inner.server.address, interposer=self.faults, **options)
        self.relay.changed = self._moved.set
        await self.relay.start()
        return self

    async def peer(self):
        """A host that has reached the server behind."""
        known = len(self.inner.server.counts())
        peer = await Peer.dial(self.relay)
        await self.until(lambda: len(self.inner.server.counts()) > known and not self.relay.busy)
        return peer

    async def until(self, holds):
        while not holds():
            self._moved.clear()
            await self._moved.wait()

    async def stop(self):
        await self.relay.stop()
        await self.inner.stop()
        assert asyncio.all_tasks() == {asyncio.current_task()}
        assert (self.relay.counts(), self.relay.inner_counts(), self.clock.calls) == ({}, {}, [])


def test_bytes_pass_both_ways_and_are_counted_on_both_legs():
    """What the host sent is what the server behind read, and back; goodbye passes as goodbye."""
    async def main():
        rig = await Relayed().serve()
        peer = await rig.peer()
        peer.say(b"1\n22\n")
        await peer.reads(5)
        port = peer.transport.get_extra_info("sockname")[1]
        assert (rig.inner.heard, peer.data) == ([message(1), message(22)], b"1\n22\n")
        assert rig.relay.counts() == {port: (5, 5)}
        assert rig.relay.inner_counts() == rig.inner.server.counts()
        peer.transport.close()
        await rig.until(lambda: not rig.inner.server.counts())
        assert rig.notes == [("connected", "client 1"), ("disconnected", "client 1: closed by the other end")]
        await rig.stop()

    run(main())


def test_what_is_said_before_the_server_behind_is_reached_is_not_lost():
    """Bytes that come while the relay still dials arrive first, even when the host has gone."""
    async def main():
        rig = await Relayed().serve()
        peer = await Peer.dial(rig.relay)
        peer.say(b"1\n")
        peer.transport.close()
        await rig.until(lambda: rig.inner.heard == [message(1)])
        await rig.until(lambda: not rig.relay.counts() and not rig.inner.server.counts())
        await rig.stop()

    run(main())


def test_what_is_read_waits_where_it_is_gathered():
    """Bytes of the host, and those of the server behind, go on when released, each in one piece and not before."""
    async def main():
        rig = await Relayed().serve(gather=True)
        peer = await rig.peer()
        port = peer.transport.get_extra_info("sockname")[1]
        peer.say(b"1\n")
        peer.say(b"22\n")
        await rig.until(lambda: rig.relay.counts() == {port: (0, 5)})
        assert (rig.relay.gathered, rig.inner.heard) == (True, [])
        rig.relay.release()
        await rig.until(lambda: rig.relay.gathered)
        assert (rig.inner.heard, rig.relay.counts()) == ([message(1), message(22)], {port: (0, 5)})
        rig.relay.release()
        await peer.reads(5)
        assert (peer.data, rig.relay.gathered) == (b"1\n22\n", False)
        peer.transport.close()
        await rig.until(lambda: rig.relay.gathered)
        assert (rig.relay.counts(), len(rig.inner.server.counts())) == ({}, 1)
        rig.relay.release()
        await rig.until(lambda: not rig.inner.server.counts())
        await rig.stop()

    run(main())


def test_the_server_behind_hangs_up():
    """Its last words arrive, then the end."""
    async def main():
        rig = await Relayed().serve()
        peer = await rig.peer()
        peer.say(b"bye\n")
        await peer.ends()
        assert (peer.data, peer.ended) == (b"bye\n", "closed")
        await rig.stop()

    run(main())


def test_the_server_behind_resets():
    """A reset passes as a reset."""
    async def main():
        rig = await Relayed().serve()
        peer = await rig.peer()
        for connection in rig.inner.server._open:
            connection.reset("power cut")
        await peer.ends()
        assert peer.ended == "reset"
        await rig.stop()

    run(main())


def test_nobody_behind():
    """The host is reset, and a note says why."""
    async def main():
        rig = Relayed()
        spare = await Both(clock=rig.clock).serve()
        address = spare.server.address
        await spare.stop()
        await rig.serve(inner=address)
        peer = await Peer.dial(rig.relay)
        await peer.ends()
        assert peer.ended == "reset"
        assert rig.notes[1] == ("unreachable", "ConnectionRefusedError: the server behind did not take client 1")
        await rig.stop()

    run(main())


def test_faults_act_on_bytes_both_ways():
    """Late towards the host, garbage towards the device, as with a server of one's own."""
    async def main():
        rig = await Relayed().serve()
        peer = await rig.peer()
        rig.faults.begin(1, "garbage", {"count": 3}, "to_device")
        rig.faults.begin(2, "late", {"time": 100}, "to_host")
        peer.say(b"\n7\n")
        await rig.until(lambda: rig.inner.heard == [message(7)])
        noise = Random(1).randbytes(3)
        assert rig.inner.device.log == [("opened", 1), (1, noise + b"\n7\n")]
        port = peer.transport.get_extra_info("sockname")[1]
        inner = rig.relay.inner_counts
        await rig.until(lambda: all(received == 2 for _, received in inner().values()))
        assert rig.relay.counts() == {port: (0, 3)}
        rig.clock.move(100)
        await peer.reads(2)
        assert peer.data == b"7\n"
        await rig.stop()

    run(main())


def test_refused():
    """Hosts are reset and turned away; the server behind sees its clients go; afterwards all is well."""
    async def main():
        rig = await Relayed().serve()
        peer = await rig.peer()
        rig.faults.begin(1, "refused", {})
        await peer.ends()
        await rig.until(lambda: not rig.inner.server.counts())
        with pytest.raises(ConnectionRefusedError):
            await Peer.dial(rig.relay)
        rig.faults.end(1)
        second = await rig.peer()
        second.say(b"1\n")
        await second.reads(2)
        assert (peer.ended, second.data) == ("reset", b"1\n")
        await rig.stop()

    run(main())


def test_half_open():
    """The server behind sees its client go while the host still believes; the end resets the host."""
    async def main():
        rig = await Relayed().serve()
        peer = await rig.peer()
        rig.faults.begin(1, "half_open", {})
        await rig.until(lambda: not rig.inner.server.counts())
        peer.say(b"1\n")
        await rig.until(lambda: [*rig.relay.counts().values()] == [(0, 2)])
        assert (peer.ended, rig.inner.heard) == (None, [])
        rig.faults.end(1)
        await peer.ends()
        assert (peer.data, peer.ended) == (b"", "reset")
        await rig.stop()

    run(main())


def test_drop_after_ack():
    """The host reads the answer, then sees a reset."""
    async def main():
        rig = await Relayed().serve()
        peer = await rig.peer()
        rig.faults.begin(1, "drop_after_ack", {}, "to_device")
        peer.say(b"1\n")
        await peer.ends()
        assert (peer.data, peer.ended) == (b"1\n", "reset")
        await rig.stop()

    run(main())


def test_limits_hold():
    """Too many hosts are refused; one that does not read is ended, and its connection behind with it."""
    async def main():
        rig = await Relayed().serve(max_clients=1, max_buffer=50_000)
        peer = await rig.peer()
        second = await Peer.dial(rig.relay)
        await second.ends()
        peer.transport.pause_reading()
        while rig.relay.counts() and rig.inner.server.counts():
            rig.inner.server.write(1, b"x" * 50_000)
            await asyncio.sleep(0)
        await rig.until(lambda: not rig.relay.counts())
        assert rig.notes[1:3] == [("refused", "more than 1 clients at a time"),
                                  ("slow client", "client 1: more than 50000 bytes wait to be read")]
        await rig.stop()

    run(main())


def test_the_dialogue_with_the_host_is_captured():
    """Ports and bytes of the outer leg."""
    async def main():
        file = io.BytesIO()
        rig = await Relayed().serve(capture=Capture(file, "2026-01-05T06:00:00Z"))
        peer = await rig.peer()
        peer.say(b"1\n")
        await peer.reads(2)
        port = rig.relay.port
        await rig.stop()
        seen = [(target == port, flags, said) for _, target, flags, _, _, said in
                (segment(frame) for _, frame in packets(file.getvalue()))]
        assert seen[3:5] == [(True, "PA", b"1\n"), (False, "PA", b"1\n")]
        assert seen[5:] == [(False, "FA", b""), (True, "FA", b""), (False, "A", b"")]

    run(main())


def test_the_server_behind_must_be_on_this_machine():
    """A relay is for servers of the bench."""
    async def main():
        with pytest.raises(WireError, match=r"192\.0\.2\.1:1 is not on this machine"):
            Relay(LINK, HandClock(), print, inner="192.0.2.1:1", real=True)

    run(main())
