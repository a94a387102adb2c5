"""WSI packets in pieces of any size, with wrong checksums, garbage and no end."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from linebench.wire.wsi.codec import (
    BadSum,
    Check,
    Oversized,
    Packet,
    PacketStream,
    Stray,
    WsiError,
    checksum,
    encode_packet,
)
from tests.wire.vision.splitting import pieces

_CUTS = st.lists(st.integers(0, 2000), max_size=40)
_DATA = st.text(st.characters(max_codepoint=255, exclude_characters="\x02\x03"), max_size=20)
_PACKETS = st.builds(Packet, st.sampled_from("MCTPDULBJKHEZQOGR"), _DATA)
_STREAM = st.lists(st.binary(max_size=12) | _PACKETS.map(encode_packet) | st.sampled_from(
    [b"\x02", b"\x03", b"\x02U", b"\x06A7", b"\x02G\x03", b"x" * 50]), max_size=20).map(b"".join)


def read(data, cuts=(), longest=4096, *, checks=False):
    stream = PacketStream(longest, checks=checks)
    return [item for piece in pieces(data, cuts) for item in stream.feed(piece)]


@pytest.mark.parametrize(("packet", "data"), [
    (Packet("G"), b"\x02G\x034A"),  # 47 + 03
    (Packet("U", "04A1"), b"\x02U04A1\x032E"),  # 55 + 30 + 34 + 41 + 31 + 03 = 12E
    (Packet("M", "BEANS"), b"\x02MBEANS\x03B9"),
])
def test_packets_as_bytes(packet, data):
    """The sum runs from the type through ETX, modulo 256, in upper-case digits."""
    assert encode_packet(packet) == data
    assert read(data) == [packet]


@given(st.lists(_PACKETS, max_size=5), _CUTS)
def test_packets_survive_the_wire(packets, cuts):
    """Whatever the pieces, what is encoded reads to the same values."""
    assert read(b"".join(map(encode_packet, packets)), cuts) == packets


@given(data=_STREAM, cuts=_CUTS, checks=st.booleans())
@example(data=b"\x02" + b"0" * 12 + b"\x02M" + b"0" * 16 + b"\x0350", cuts=[14], checks=False)
def test_anything_reads_alike_however_it_is_split(data, cuts, checks):
    """Garbage and broken packets give the same items in whatever pieces they arrive, and no exception."""
    assert read(data, cuts, 30, checks=checks) == read(data, (), 30, checks=checks)


def test_wrong_checksum_is_told_with_the_right_one():
    """The packet behind it is read."""
    assert read(b"\x02G\x034B\x02G\x034a\x02G\x034A") == [
        BadSum("G", "4B", "4A"), BadSum("G", "4a", "4A"), Packet("G")]


def test_check_sequences_stand_between_packets():
    """A host takes three characters outside of a packet for an answer."""
    assert read(b"\x064A\x02G00000007\x03D1\x15A7", checks=True) == [
        Check("\x064A"), Packet("G", "00000007"), Check("\x15A7")]


def test_garbage_is_told():
    """Bytes before STX, a packet broken off by the next, and one without a type."""
    assert read(b"hello\x02Uxy\x02G\x034A\x02\x0303" + b"z" * 64) == [
        Stray(b"hello"), Stray(b"\x02Uxy"), Packet("G"), Stray(b"\x02\x0303"), Stray(b"z" * 64)]


def test_packet_without_end_is_dropped():
    """It is told once, held never, and the next packet is read."""
    stream = PacketStream(100)
    items = [item for _ in range(1000) for item in stream.feed(b"\x02U" if not _ else b"y" * 100)]
    assert (items, len(stream._rest)) == ([Oversized("U")], 0)
    assert stream.feed(b"\x02G\x034A") == [Packet("G")]


@pytest.mark.parametrize("packet", [Packet("U", "a\x03"), Packet("U", "\x02"), Packet("", ""), Packet("UU"),
                                    Packet("U", "\u20ac")])
def test_what_no_packet_can_carry_is_refused(packet):
    """STX, ETX and wide characters would break the frame."""
    with pytest.raises(WsiError, match=r"expected one type character|more than one byte"):
        encode_packet(packet)


@given(_PACKETS)
def test_a_checksum_is_two_digits(packet):
    """Always upper case."""
    assert len(checksum(packet)) == 2
    assert set(checksum(packet)) <= set("0123456789ABCDEF")
