"""Where server and client draw a line: addresses, ports, readers that do not read, and numbers."""

import asyncio
import errno
import os
import socket
import tracemalloc

import pytest

from linebench.wire.stream import StreamClient, StreamServer, WireError
from tests.wire.stream.rig import LINK, Both, HandClock, LineSide, Peer, message, run


def test_a_port_in_use_is_one_clear_error():
    """It names link and address and says what to do."""
    async def main():
        both = await Both().serve()
        second = Both()
        with pytest.raises(WireError) as caught:
            await second.serve(port=both.server.port)
        assert str(caught.value) == (
            f"{LINK}: 127.0.0.1:{both.server.port} cannot be served ({os.strerror(errno.EADDRINUSE)}); "
            "stop what uses it, or choose another port, or 0 for a free one")
        await both.stop()

    run(main())


def test_a_privileged_port_is_one_clear_error(monkeypatch):
    """Told apart from a port in use."""
    def refuse(*_):
        raise PermissionError(errno.EACCES, "denied")

    async def main():
        monkeypatch.setattr(socket.socket, "bind", refuse)
        with pytest.raises(WireError, match=r"l2-printer: 127\.0\.0\.1:102 may not .* above 1023"):
            await Both().serve(port=102)

    run(main())


@pytest.mark.parametrize(("address", "words"), [
    ("192.0.2.1:4000", "not on this machine"), ("0.0.0.0:4000", "not on this machine"),
    ("printer.example:4000", "not on this machine"), ("127.0.0.1:70000", "no such port"),
    ("127.0.0.1", "no address"), ("127.0.0.1:x", "no address"), (":4000", "no address"),
])
def test_an_address_that_may_not_be_dialled_is_one_clear_error(address, words):
    """Nothing leaves this machine unless the bench was told so."""
    async def main():
        with pytest.raises(WireError, match=f"{LINK}: .*{words}"):
            StreamClient(LineSide(), LINK, HandClock(), print, print, address=address)

    run(main())


def test_serving_other_machines_needs_to_be_told():
    """An address outside this machine is refused; with ``real`` it is taken."""
    async def main():
        with pytest.raises(WireError, match="not on this machine"):
            StreamServer(LineSide(), LINK, HandClock(), print, print, host="0.0.0.0")
        StreamServer(LineSide(), LINK, HandClock(), print, print, host="0.0.0.0", real=True)
        StreamClient(LineSide(), LINK, HandClock(), print, print, address="192.0.2.1:1", real=True)
        for local in ("localhost:1", "[::1]:1", "127.8.8.8:1"):
            StreamClient(LineSide(), LINK, HandClock(), print, print, address=local)

    run(main())


def test_a_client_that_never_reads_is_ended():
    """When more waits for it than may, it is reset and noted; others are served all the while."""
    async def main():
        both = await Both().serve(max_buffer=100_000)
        with socket.create_connection(("127.0.0.1", both.server.port)) as lazy:
            await both.until(both.server.counts)
            peer = await Peer.dial(both.server)
            await both.until(lambda: len(both.server.counts()) == 2)
            chunk = b"x" * 65_536
            while lazy.getsockname()[1] in both.server.counts():
                both.server.write(1, chunk)
                both.server.write(2, b".")
                await asyncio.sleep(0)
            both.server.write(2, b"!")
            await peer.until(lambda: peer.data.endswith(b"!"))
            assert set(peer.data) == set(b".!")
        assert both.notes[2:4] == [("slow client", "client 1: more than 100000 bytes wait to be read"),
                                   ("disconnected", "client 1: slow client")]
        assert len(both.server.counts()) == 1
        await both.stop()

    run(main())


def test_a_client_that_never_reads_costs_little_memory():
    """Whatever is said to it, no more than the buffer is kept."""
    async def main():
        both = await Both().serve(max_buffer=200_000)
        with socket.create_connection(("127.0.0.1", both.server.port)):
            await both.until(both.server.counts)
            tracemalloc.start()
            for _ in range(2_000):
                both.server.write(1, bytes(65_536))
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            await both.until(lambda: not both.server.counts())
        assert peak < 2_000_000
        await both.stop()

    run(main())


class Met:
    """A connection that has just been made."""

    port, server_port = 5_000, 5_000

    def __init__(self):
        self.ends = []

    def reset(self, why):
        self.ends.append(why)


def test_a_client_that_met_itself_is_not_connected():
    """A dialler whose own port is the one it dials has reached nobody."""
    async def main():
        client, met = StreamClient(LineSide(), LINK, HandClock(), print, print, address="127.0.0.1:5000"), Met()
        client.made(met)
        assert (met.ends, client.counts(), client.connected) == (["met itself"], {}, False)

    run(main())


def test_a_client_that_came_in_as_the_port_was_shut_is_turned_away():
    """Accepted by the system a moment before, it is reset."""
    async def main():
        both, met = await Both().serve(), Met()
        both.server._listener.shut()
        both.server.made(met)
        assert (met.ends, both.server.counts(), both.device.log) == (["refused"], {}, [])
        await both.stop()

    run(main())


def test_both_ends_send_at_once():
    """Nagle's algorithm is off: a short answer is not kept back for a longer one."""
    async def main():
        both = await (await Both().serve()).dial()
        await both.quiet()
        sockets = [connection._transport.get_extra_info("socket")
                   for end in (both.server, both.client) for connection in end._open]
        assert [each.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) > 0 for each in sockets] == [True, True]
        await both.stop()

    run(main())


def test_a_reader_that_stopped_does_not_stop_the_end(monkeypatch):
    """Stopping waits a while for what was said to be read, then ends the connection."""
    monkeypatch.setattr("linebench.wire.stream.connection._FAREWELL_S", 0.05)

    async def main():
        both = await Both().serve(max_buffer=1 << 30)
        with socket.create_connection(("127.0.0.1", both.server.port)):
            await both.until(both.server.counts)
            while not both.server.busy:
                both.server.write(1, bytes(1_000_000))
            await both.stop()
            assert both.server.counts() == {}

    run(main())


def test_a_server_is_busy_until_its_client_has_read():
    """Bytes that wait to be sent are seen as under way; when the last has left, a waiter hears of it."""
    async def main():
        both = await Both().serve(max_buffer=1 << 30)
        peer = await Peer.dial(both.server)
        await both.until(both.server.counts)
        peer.transport.pause_reading()
        while not both.server.busy:
            both.server.write(1, b"x" * 10_000)
        peer.transport.resume_reading()
        await both.until(lambda: not both.server.busy)
        await both.stop()

    run(main())


def test_a_thousand_connections_leave_sixty_four():
    """Those over the limit are turned away at once, with few notes; those inside it go on."""
    async def main():
        both = await Both().serve(max_clients=64)
        peers = [await Peer.dial(both.server) for _ in range(1_000)]
        for peer in peers[64:]:
            await peer.ends()
        assert len(both.server.counts()) == 64
        assert [peer.ended for peer in peers[:64]] == [None] * 64
        assert len(both.notes) <= 64 + 2 * 51
        both.server.tell(message(5))
        for peer in peers[:64]:
            await peer.reads(2)
        for peer in peers:
            peer.transport.close()
        await both.until(lambda: not both.server.counts())
        await both.stop()
        assert [what for what, _ in both.notes].count("refused") <= 2 * 51

    run(main())


def test_a_flood_is_not_gathered_without_end():
    """A connection that brings more than a megabyte before anyone takes it is ended."""
    async def main():
        both = await Both().serve(gather=True)
        peer = await Peer.dial(both.server)
        peer.say(b"x" * 3_000_000)
        await peer.ends()
        await both.until(lambda: not both.server.counts())
        assert both.notes == [("connected", "client 1"), ("overfull", "client 1: more is held back than may be"),
                              ("disconnected", "client 1: overfull")]
        await both.stop()

    run(main())


def test_stopping_leaves_nothing_behind():
    """No connection, no task, no timer, and the port is free at once."""
    async def main():
        both = await (await Both().serve()).dial()
        await both.quiet()
        port = both.server.port
        await both.stop()
        assert not both.client.busy
        assert asyncio.all_tasks() == {asyncio.current_task()}
        again = await Both().serve(port=port)
        await again.stop()

    run(main())
