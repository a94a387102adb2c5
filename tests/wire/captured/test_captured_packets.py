"""Capture files of others, and bytes that are none."""

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scapy.layers.inet import IP, TCP
from scapy.layers.l2 import Ether
from scapy.utils import PcapNgWriter, PcapWriter

from linebench.wire.captured.packets import CaptureError, packets

PACKET = Ether() / IP(src="10.0.0.1", dst="10.0.0.2") / TCP(sport=50_000, dport=7000) / b"hello"


def classic(order, magic, fraction):
    """A pcap file with one packet of four bytes, of which six were on the line, at 5.25 s."""
    head = struct.pack(order + "LHHLLLL", magic, 2, 4, 0, 0, 65_535, 101)
    return head + struct.pack(order + "LLLL", 5, fraction, 4, 6) + b"abcd"


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize(("magic", "fraction"), [(0xA1B2C3D4, 250_000), (0xA1B23C4D, 250_000_000)])
def test_every_form_of_pcap_is_read(order, magic, fraction):
    """Both byte orders, in microseconds and nanoseconds."""
    found, = packets(classic(order, magic, fraction)).packets
    assert (found.number, found.t, found.link, found.data, found.length) == (1, 5_250_000, 101, b"abcd", 6)


def test_what_scapy_writes_is_read(tmp_path):
    """Both formats give the same packet at the same time."""
    PACKET.time = 1_767_592_800.000125
    found = []
    for writer, name in ((PcapWriter, "a.pcap"), (PcapNgWriter, "a.pcapng")):
        with writer(str(tmp_path / name)) as file:
            file.write(PACKET)
        each, = packets((tmp_path / name).read_bytes()).packets
        found.append((each.t, each.link, each.data, each.length))
    assert found == [(1_767_592_800_000_125, 1, bytes(PACKET), len(PACKET))] * 2


def block(order, kind, body):
    body += b"\0" * (-len(body) % 4)
    length = struct.pack(order + "L", len(body) + 12)
    return struct.pack(order + "L", kind) + length + body + length


def section(order):
    return block(order, 0x0A0D0D0A, struct.pack(order + "LHHq", 0x1A2B3C4D, 1, 0, -1))


def interface(order, resolution):
    options = struct.pack(order + "HHB3x", 9, 1, resolution) + struct.pack(order + "HHq", 14, 8, 100)
    return block(order, 1, struct.pack(order + "HHL", 101, 0, 3) + options + struct.pack(order + "HH", 0, 0))


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize(("resolution", "parts"), [(3, 1000), (9, 10**9), (0x8A, 1024)])
def test_a_pcapng_interface_says_its_resolution_and_offset(order, resolution, parts):
    """Times are parts of ten or of two, after the offset in seconds; older and simple blocks are read as well."""
    stamp = struct.pack(order + "LL", 0, parts // 4 * 10)
    data = section(order) + interface(order, resolution) + block(
        order, 6, struct.pack(order + "L", 0) + stamp + struct.pack(order + "LL", 3, 9) + b"abc") + block(
        order, 2, struct.pack(order + "HH", 0, 0) + stamp + struct.pack(order + "LL", 2, 2) + b"de") + block(
        order, 3, struct.pack(order + "L", 5) + b"xyz") + block(order, 99, b"unknown")
    found = packets(data).packets
    assert [(each.t, each.data, each.length) for each in found] == [
        (102_500_000, b"abc", 9), (102_500_000, b"de", 2), (102_500_000, b"xyz", 5)]


def test_a_file_that_ends_in_a_packet_gives_what_is_whole():
    """A capture that was killed is still of use; that it is cut is told."""
    whole = classic("<", 0xA1B2C3D4, 0)
    cut = packets(whole + whole[24:-2])
    assert ([each.data for each in cut.packets], cut.notes) == (
        [b"abcd"], (f"byte {len(whole)}: the file ends within a packet",))


@pytest.mark.parametrize(("data", "says"), [
    (b"", "byte 0: found nothing; expected the beginning of a pcap or pcapng file"),
    (b"GIF89a", "byte 0: found 47 49 46 38"),
    (classic("<", 0xA1B2C3D4, 0)[:20], "byte 20: the file ends in its header"),
    (section("<")[:8] + b"\1\2\3\4" + section("<")[12:], "byte 8: found 01 02 03 04"),
    (section("<") + block("<", 6, bytes(20)), "byte 28: found a packet of interface 0; expected one of 0"),
    (section("<") + interface("<", 6) + block("<", 6, struct.pack("<LLLLL", 0, 2**31, 0, 0, 0)),
     "packet 1: found a time of 9223372036954 s; expected one from 1970 to 2300"),
    (section("<") + struct.pack("<LL", 1, 13) + bytes(12), "byte 28: found a block of 13 bytes"),
])
def test_what_is_no_capture_is_told_with_its_place(data, says):
    """The message names the byte, what was found and what was expected."""
    with pytest.raises(CaptureError, match=f"^{says}"):
        packets(data)


@given(st.binary(max_size=400), st.sampled_from([b"", b"\n\r\r\n", classic("<", 0xA1B2C3D4, 0), section("<"),
                                               section(">") + interface(">", 6)]))
def test_any_bytes_give_packets_or_the_own_error(data, head):
    """Nothing else comes out, and no packet has more bytes than there were on the line."""
    try:
        found = packets(head + data)
    except CaptureError:
        return
    assert all(len(each.data) <= each.length for each in found.packets)


def test_an_own_capture_is_read_with_simulated_times():
    """What the bench writes is read back to the microsecond."""
    from linebench.wire.stream import Capture  # noqa: PLC0415  # the only test that needs it

    file = io.BytesIO()
    capture = Capture(file, "2026-01-05T06:00:00Z")
    capture.opened(7, 50_000, 7000)
    capture.close()
    assert [each.t - 1_767_592_800_000_000 for each in packets(file.getvalue()).packets] == [7, 7, 7]
