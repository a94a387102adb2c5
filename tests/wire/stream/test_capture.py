"""A capture is a file that others can read, and its dialogue is the one that took place."""

import io
import struct
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.wire.stream import Capture, Interposer
from tests.wire.stream.pcapng import blocks, options, packets, segment
from tests.wire.stream.rig import LINK, Both, HandClock, LineSide, Peer, message, run

EPOCH = "2026-01-05T06:00:00Z"
ZERO_US = int(datetime(2026, 1, 5, 6, tzinfo=UTC).timestamp()) * 1_000_000


class Disk(io.RawIOBase):
    """A file that takes so many bytes and no more."""

    def __init__(self, room):
        self.room = room

    def writable(self):
        return True

    def write(self, data):
        if len(data) > self.room:
            raise OSError(28, "No space left on device")
        self.room -= len(data)
        return len(data)


def dialogue(data):
    """Microseconds of the attempt, client's or server's word, flags, data."""
    seen = []
    for t, frame in packets(data):
        source, _, flags, *_, said = segment(frame)
        seen.append((t - ZERO_US, "server" if source == 4000 else "client", flags, said))
    return seen


def captured(*steps, **options):
    file = io.BytesIO()
    capture = Capture(file, EPOCH, **options)
    for step in steps:
        step(capture)
    capture.close()
    return file.getvalue(), capture


def test_the_file_says_what_it_is():
    """A section, one Ethernet interface with its name, times in microseconds; nothing else."""
    data, _ = captured(name="l2-printer")
    (kind, section), (second, interface) = blocks(data)
    assert (kind, second) == (0x0A0D0D0A, 1)
    assert struct.unpack("<IHHq", section) == (0x1A2B3C4D, 1, 0, -1)
    assert struct.unpack_from("<HHI", interface) == (1, 0, 0)
    assert options(interface[8:]) == {2: b"l2-printer", 9: b"\x06"}


def test_a_connection_is_opened_used_and_closed():
    """Handshake, data both ways, goodbye; each at its simulated time."""
    data, _ = captured(
        lambda c: c.opened(5, 50_000, 4000),
        lambda c: c.data(1_000_000, 50_000, b"order", from_client=True),
        lambda c: c.data(1_000_001, 50_000, b"ack", from_client=False),
        lambda c: c.closed(2_000_000, 50_000, by_client=False))
    assert dialogue(data) == [
        (5, "client", "S", b""), (5, "server", "SA", b""), (5, "client", "A", b""),
        (1_000_000, "client", "PA", b"order"), (1_000_001, "server", "PA", b"ack"),
        (2_000_000, "server", "FA", b""), (2_000_000, "client", "FA", b""), (2_000_000, "server", "A", b"")]


def test_a_reset_is_a_reset():
    """One segment, of the end that did it."""
    data, _ = captured(lambda c: c.opened(0, 50_000, 4000),
                       lambda c: c.closed(9, 50_000, by_client=True, reset=True))
    assert dialogue(data)[3:] == [(9, "client", "RA", b"")]


@given(st.lists(st.tuples(st.booleans(), st.binary(min_size=1, max_size=4_000)), max_size=8),
       st.integers(1, 65_535).filter(lambda port: port != 4000))
def test_sequence_numbers_follow_the_bytes(words, port):
    """Every segment begins where the one before ended and acknowledges all that came; no byte is missing."""
    data, _ = captured(lambda c: c.opened(0, port, 4000), *(
        lambda c, client=client, said=said: c.data(1, port, said, from_client=client) for client, said in words),
        lambda c: c.closed(2, port, by_client=True))
    segments = [segment(frame) for _, frame in packets(data)]
    due = {True: segments[0][3], False: segments[1][3]}
    streams = {True: b"", False: b""}
    for source, target, flags, number, acknowledged, said in segments:
        client = (source, target) == (port, 4000)
        assert number == due[client]
        assert "A" not in flags or acknowledged == due[not client]
        assert len(said) <= 1_460
        due[client] = (due[client] + len(said) + ("S" in flags) + ("F" in flags)) % (1 << 32)
        streams[client] += said
    assert streams == {way: b"".join(said for client, said in words if client == way) for way in (True, False)}


def test_a_file_that_is_full_ends_with_the_number_of_what_is_missing():
    """No holes: after the first packet that does not fit nothing more is written but how many there were."""
    data, capture = captured(lambda c: c.opened(0, 50_000, 4000),
                             lambda c: c.data(1, 50_000, b"x" * 1_000, from_client=True),
                             lambda c: c.data(2, 50_000, b"y", from_client=True), most=1_000)
    kind, body = blocks(data)[-1]
    assert (len(packets(data)), capture.left_out, len(data) < 1_100) == (3, 2, True)
    assert (kind, options(body[12:])) == (5, {5: struct.pack("<Q", 2)})


def test_a_full_disk_ends_the_capture_and_nothing_else():
    """The reason is kept; what follows is counted."""
    capture = Capture(Disk(500), EPOCH)
    capture.opened(0, 50_000, 4000)
    capture.data(1, 50_000, b"x" * 100, from_client=True)
    capture.data(1, 50_000, b"x" * 100, from_client=True)
    assert (capture.problem, capture.left_out) == ("the capture ends early: No space left on device", 2)
    capture.close()
    capture.close()


def test_what_is_said_on_an_unknown_connection_is_not_written():
    """Neither data nor an end without a beginning."""
    data, _ = captured(lambda c: c.data(1, 50_000, b"x", from_client=True),
                       lambda c: c.closed(2, 50_000, by_client=True))
    assert packets(data) == []


@pytest.mark.parametrize("epoch", ["2026-01-05T06:00:00", "yesterday"])
def test_an_epoch_without_offset_is_an_error(epoch):
    """Otherwise the file would depend on where the machine stands."""
    with pytest.raises(ValueError, match=r"offset|isoformat"):
        Capture(io.BytesIO(), epoch)


def test_a_server_captures_what_its_sockets_saw(tmp_path):
    """After faults outwards and before them inwards, with the real port numbers, at simulated time."""
    ports = []

    async def main():
        clock = HandClock()
        faults, capture = Interposer(LINK, Random(1), clock), Capture(tmp_path / "l2-printer.pcapng", EPOCH)
        both = await Both(clock=clock, device=LineSide(echo=True)).serve(interposer=faults, capture=capture)
        peer = await Peer.dial(both.server)
        await both.until(both.server.counts)
        faults.begin(1, "silent", {}, "to_device")
        clock.move(7)
        peer.say(b"1\n")
        await both.until(lambda: (0, 2) in both.server.counts().values())
        faults.end(1)
        faults.begin(2, "late", {"time": 50}, "to_host")
        clock.move(10)
        both.server.tell(message(2))
        clock.move(100)
        await peer.reads(2)
        peer.transport.close()
        await both.until(lambda: not both.server.counts())
        await both.stop()
        capture.close()
        ports.append(both.server.port)

    run(main())
    data = (tmp_path / "l2-printer.pcapng").read_bytes()
    seen = [(t - ZERO_US, source == ports[0], flags, said)
            for t, (source, _, flags, _, _, said) in ((t, segment(frame)) for t, frame in packets(data))]
    assert seen == [(0, False, "S", b""), (0, True, "SA", b""), (0, False, "A", b""),
                    (7, False, "PA", b"1\n"), (60, True, "PA", b"2\n"),
                    (100, False, "FA", b""), (100, True, "FA", b""), (100, False, "A", b"")]


def test_a_client_captures_the_same_dialogue(tmp_path):
    """Whichever end keeps the file, the one who dialled is the client in it."""
    async def main():
        captures = [Capture(tmp_path / f"{name}.pcapng", EPOCH) for name in ("server", "client")]
        both = Both(clock=HandClock(), device=LineSide(echo=True))
        await (await both.serve(capture=captures[0])).dial(capture=captures[1])
        await both.quiet()
        both.client.tell(message(5))
        await both.quiet()
        both.server.hang(1, "maintenance")
        await both.until(lambda: not both.client.counts() and not both.server.counts())
        await both.stop()
        for capture in captures:
            capture.close()

    run(main())
    assert (tmp_path / "server.pcapng").read_bytes() == (tmp_path / "client.pcapng").read_bytes()


def test_what_is_said_after_hanging_up_is_not_in_the_file():
    """The file holds what went over the wire."""
    file = io.BytesIO()

    async def main():
        both = await Both(clock=HandClock()).serve(capture=Capture(file, EPOCH))
        peer = await Peer.dial(both.server)
        peer.say(b"bye\n")
        await peer.ends()
        await both.until(lambda: not both.server.counts())
        await both.stop()

    run(main())
    segments = [segment(frame) for _, frame in packets(file.getvalue())]
    assert [said for *_, said in segments if said] == [b"bye\n", b"bye\n"]
