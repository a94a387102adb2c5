"""TCP put together again, whatever the network and the capture did to it; scapy writes the packets."""

import io
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scapy.all import raw
from scapy.layers.inet import IP, TCP, UDP
from scapy.layers.inet6 import IPv6, IPv6ExtHdrHopByHop
from scapy.layers.l2 import CookedLinux, CookedLinuxV2, Dot1Q, Ether, Loopback
from scapy.utils import PcapWriter

from linebench.wire.captured.packets import CaptureError, Packet
from linebench.wire.captured.segments import LINKS, segment
from linebench.wire.captured.streams import read

HOST, DEVICE, PORTS = "10.0.0.1", "10.0.0.2", (50_000, 7000)


def ip(*, back=False, version=4):
    kind, ends = (IP, (HOST, DEVICE)) if version == 4 else (IPv6, ("fd00::1", "fd00::2"))
    source, target = ends[::-1] if back else ends
    return kind(src=source, dst=target)


def tcp(flags, seq, data=b"", *, ack=0, back=False, ports=PORTS):
    source, target = ports[::-1] if back else ports
    return ip(back=back) / TCP(sport=source, dport=target, flags=flags, seq=seq, ack=ack) / data


def recording(found, link=101):
    """A capture of packets, 10 ms apart from 1 s on."""
    file = io.BytesIO()
    writer = PcapWriter(file, linktype=link)
    for number, each in enumerate(found):
        each.time = 1 + number / 100
        writer.write(each)
    writer.flush()
    return read(file.getvalue())


def said(found):
    """What was said on the one connection: by whom, the bytes, and what is missing before them."""
    connection, = found.connections
    return [(each.by_client, each.data, each.missing) for each in connection.said]


def open_(first=1000, back_first=9000):
    return [tcp("S", first), tcp("SA", back_first, ack=first + 1, back=True),
            tcp("A", first + 1, ack=back_first + 1)]


LAYERS = {
    1: lambda packet: Ether() / packet, 101: lambda packet: packet, 12: lambda packet: packet,
    113: lambda packet: CookedLinux(proto=0x0800 if packet.version == 4 else 0x86DD) / packet,
    276: lambda packet: CookedLinuxV2(proto=0x0800 if packet.version == 4 else 0x86DD) / packet,
    0: lambda packet: Loopback(type=2 if packet.version == 4 else 30) / packet,
}


@pytest.mark.parametrize("version", [4, 6])
@pytest.mark.parametrize("link", LAYERS)
def test_every_link_gives_the_same_segment(link, version):
    """Ethernet, Linux cooked 1 and 2, raw IP and loopback, with IPv4 and IPv6; padding is no data."""
    packet = ip(version=version) / TCP(sport=50_000, dport=7000, flags="PA", seq=5, ack=6) / b"hello"
    data = raw(LAYERS[link](packet))
    found = segment(Packet(3, 17, link, data + bytes(6), len(data) + 6))
    ends = ("10.0.0.1:50000", "10.0.0.2:7000") if version == 4 else ("[fd00::1]:50000", "[fd00::2]:7000")
    assert (found.number, found.t, (str(found.source), str(found.target)), found.sequence, found.acknowledged,
            found.flags, found.data) == (3, 17, ends, 5, 6, 0x18, b"hello")


def test_tags_and_extension_headers_are_passed_over():
    """Two tags of virtual networks; a header of IPv6 with options."""
    for packet in (Ether() / Dot1Q() / Dot1Q() / ip() / TCP() / b"x",
                   Ether() / ip(version=6) / IPv6ExtHdrHopByHop() / TCP() / b"x"):
        assert segment(Packet(1, 0, 1, raw(packet), len(raw(packet)))).data == b"x"


def test_a_dialogue_is_told_in_its_order():
    """Who dialled is the client, whatever the ports; the end of the connection is told."""
    found = recording([*open_(), tcp("PA", 1001, b"A?", ack=9001), tcp("PA", 9001, b"A3", ack=1003, back=True),
                       tcp("FA", 1003, ack=9003), tcp("FA", 9003, ack=1004, back=True)])
    connection, = found.connections
    assert (str(connection.client), str(connection.server), connection.dialled, connection.ended) == (
        "10.0.0.1:50000", "10.0.0.2:7000", True, 1_060_000)
    assert [(each.t, each.number) for each in connection.said] == [(1_030_000, 4), (1_040_000, 5)]
    assert said(found) == [(True, b"A?", 0), (False, b"A3", 0)]


def test_segments_out_of_order_twice_and_overlapping_give_each_byte_once():
    """Also where sequence numbers wrap; bytes come with the packet that closed the hole before them."""
    first = 2**32 - 4
    parts = [tcp("PA", (first + 1 + at) % 2**32, b"abcdefghij"[at:at + size], ack=9001)
             for at, size in ((4, 3), (0, 2), (0, 2), (1, 5), (5, 5), (9, 1))]
    found = recording([*open_(first), *parts])
    assert b"".join(each.data for each in found.connections[0].said) == b"abcdefghij"
    assert said(found)[0] == (True, b"ab", 0)
    assert found.connections[0].missing == 0


def test_bytes_that_the_capture_lacks_are_told_as_missing():
    """They were acknowledged, so they were said; what follows them is not lost."""
    found = recording([*open_(), tcp("PA", 1001, b"ab", ack=9001), tcp("PA", 1006, b"fg", ack=9001),
                       tcp("A", 9001, ack=1008, back=True), tcp("PA", 1008, b"hi", ack=9001)])
    assert said(found) == [(True, b"ab", 0), (True, b"fg", 3), (True, b"hi", 0)]
    assert found.connections[0].missing == 3


def test_a_hole_that_nobody_acknowledged_waits_for_a_late_segment():
    """Nothing is missing when the segment comes again."""
    found = recording([*open_(), tcp("PA", 1003, b"cd"), tcp("A", 9001, ack=1001, back=True),
                       tcp("PA", 1001, b"ab"), tcp("A", 9001, ack=1005, back=True)])
    assert said(found) == [(True, b"ab", 0), (True, b"cd", 0)]


def test_packets_that_the_capture_cut_are_told_as_missing():
    """tcpdump -s keeps the first bytes of each packet."""
    packet = raw(tcp("PA", 1001, b"abcdef"))
    file = io.BytesIO()
    writer = PcapWriter(file, linktype=101)
    for each in open_():
        writer.write(each)
    writer.write_packet(packet[:-4], sec=5, usec=0, caplen=len(packet) - 4, wirelen=len(packet))
    writer.flush()
    assert said(read(file.getvalue())) == [(True, b"ab", 0), (True, b"", 4)]


def test_a_recording_that_begins_in_the_middle_takes_the_lower_port_for_the_server():
    """Nobody saw who dialled."""
    found = recording([tcp("PA", 77, b"A3", ack=5, back=True), tcp("PA", 5, b"A?", ack=79)])
    connection, = found.connections
    assert (connection.dialled, connection.server.port, said(found)) == (
        False, 7000, [(False, b"A3", 0), (True, b"A?", 0)])


def test_the_same_ports_can_be_used_again():
    """A new number in a SYN is a new connection; the same SYN again is not."""
    found = recording([*open_(), tcp("S", 1000), tcp("PA", 1001, b"one", ack=9001), tcp("R", 1004),
                       *open_(500_000), tcp("PA", 500_001, b"two", ack=9001)])
    assert [(each.said[0].data, each.reset) for each in found.connections] == [(b"one", True), (b"two", False)]


def test_what_is_no_tcp_is_counted():
    """It is passed over, and told by its reason."""
    found = recording([ip() / UDP() / b"x", tcp("PA", 5, b"y"), IP(frag=5) / b"z"])
    assert (said(found), found.notes) == (
        [(True, b"y", 0)], ("1 packets passed over: fragment", "1 packets passed over: not TCP"))


def test_a_link_that_nobody_knows_is_an_error():
    """The message names the packet and what is known."""
    with pytest.raises(CaptureError, match=r"^packet 4: found link type 195; expected one of 0, 1, 12"):
        segment(Packet(4, 0, 195, b"", 0))


@given(st.integers(0, 2**32), st.data())
def test_any_order_of_segments_gives_what_was_said(seed, data):
    """Pieces of any size, each once or twice, in any order: the same bytes, nothing missing."""
    chance = random.Random(seed)
    text = bytes(range(60))
    cuts = sorted(data.draw(st.sets(st.integers(1, 59), max_size=8)))
    spans = list(zip([0, *cuts], [*cuts, 60], strict=True))
    spans += chance.sample(spans, len(spans) // 2)
    chance.shuffle(spans)
    found = recording([*open_(), *(tcp("PA", 1001 + start, text[start:end]) for start, end in spans)])
    assert b"".join(each.data for each in found.connections[0].said) == text
    assert found.connections[0].missing == 0


@given(st.sampled_from(sorted(LINKS)), st.binary(max_size=120))
def test_any_packet_is_a_segment_or_skipped(link, data):
    """Nothing is raised on what a packet holds."""
    found = segment(Packet(1, 0, link, data, len(data)))
    assert not hasattr(found, "data") or len(found.data) <= found.length
