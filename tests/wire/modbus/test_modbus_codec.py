"""Frames and what stands in them, against the examples of the specification and against any bytes."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.wire.modbus.codec import Broken, Frame, FrameDecoder, encode_frame
from linebench.wire.modbus.pdu import (
    Exchange,
    Identify,
    MalformedError,
    MaskWrite,
    ReadBits,
    ReadRegisters,
    Refused,
    WriteBits,
    WriteOneBit,
    WriteOneRegister,
    WriteRegisters,
    bits_answer,
    parse_answer,
    parse_request,
    refused_answer,
    registers_answer,
    written_answer,
)
from tests.wire.vision.splitting import pieces

WORD = st.integers(0, 0xFFFF)
REQUESTS = st.one_of(
    st.builds(ReadBits, st.sampled_from((1, 2)), WORD, st.integers(1, 2000)),
    st.builds(ReadRegisters, st.sampled_from((3, 4)), WORD, st.integers(1, 125)),
    st.builds(WriteOneBit, WORD, st.booleans()),
    st.builds(WriteOneRegister, WORD, WORD),
    st.builds(WriteBits, WORD, st.lists(st.booleans(), min_size=1, max_size=1968).map(tuple)),
    st.builds(WriteRegisters, WORD, st.lists(WORD, min_size=1, max_size=123).map(tuple)),
    st.builds(MaskWrite, WORD, WORD, WORD),
    st.builds(Exchange, WORD, st.integers(1, 125), WORD, st.lists(WORD, min_size=1, max_size=121).map(tuple)),
    st.builds(Identify, st.integers(1, 4), st.integers(0, 255)),
)
FRAMES = st.lists(st.builds(Frame, WORD, st.integers(0, 255), st.binary(min_size=1, max_size=253)), max_size=6)

SPECIFIED = [  # Modbus Application Protocol V1.1b3, the examples of section 6
    ("01 0013 0013", ReadBits(1, 0x13, 19)), ("02 00C4 0016", ReadBits(2, 0xC4, 22)),
    ("03 006B 0003", ReadRegisters(3, 0x6B, 3)), ("04 0008 0001", ReadRegisters(4, 8, 1)),
    ("05 00AC FF00", WriteOneBit(0xAC, on=True)), ("06 0001 0003", WriteOneRegister(1, 3)),
    ("0F 0013 000A 02 CD01", WriteBits(0x13, (*(bit == "1" for bit in "1011001110"),))),
    ("10 0001 0002 04 000A 0102", WriteRegisters(1, (10, 0x102))), ("16 0004 00F2 0025", MaskWrite(4, 0xF2, 0x25)),
    ("17 0003 0006 000E 0003 06 00FF 00FF 00FF", Exchange(3, 6, 14, (255, 255, 255))),
    ("2B 0E 01 00", Identify(1, 0)),
]


@pytest.mark.parametrize(("text", "request_"), SPECIFIED)
def test_the_requests_of_the_specification(text, request_):
    """Each example is read and written as it stands."""
    assert parse_request(bytes.fromhex(text)) == request_
    assert request_.encode() == bytes.fromhex(text)


def test_the_answers_of_the_specification():
    """Bits with the first in the lowest place, registers high byte first, echoes of writes, exceptions."""
    bits = [bit == "1" for bit in "1011001111010110101"]
    assert bits_answer(1, bits) == bytes.fromhex("01 03 CD6B05")
    assert parse_answer(ReadBits(1, 0x13, 19), bytes.fromhex("01 03 CD6B05")) == tuple(bits)
    assert registers_answer(3, (0x22B, 0, 0x64)) == bytes.fromhex("03 06 022B 0000 0064")
    assert parse_answer(ReadRegisters(3, 0x6B, 3), bytes.fromhex("03 06 022B 0000 0064")) == (0x22B, 0, 0x64)
    assert written_answer(WriteBits(0x13, (True,) * 10)) == bytes.fromhex("0F 0013 000A")
    assert written_answer(WriteRegisters(1, (10, 0x102))) == bytes.fromhex("10 0001 0002")
    assert written_answer(MaskWrite(4, 0xF2, 0x25)) == bytes.fromhex("16 0004 00F2 0025")
    assert refused_answer(Refused(1, 2)) == bytes.fromhex("81 02")


@pytest.mark.parametrize(("text", "refused"), [
    ("01 0000 0000", Refused(1, 3)), ("01 0000 07D1", Refused(1, 3)), ("02 0000", Refused(2, 3)),
    ("03 0000 0000", Refused(3, 3)), ("03 0000 007E", Refused(3, 3)), ("03 0000 0001 00", Refused(3, 3)),
    ("05 0000 1234", Refused(5, 3)), ("05 0000 00FF", Refused(5, 3)), ("06 0000", Refused(6, 3)),
    ("0F 0000 0009 01 FF", Refused(15, 3)), ("0F 0000 07B1 F7" + "00" * 247, Refused(15, 3)),
    ("10 0000 0002 02 0001", Refused(16, 3)), ("10 0000 0000 00", Refused(16, 3)),
    ("10 0000 007C F8" + "00" * 248, Refused(16, 3)), ("16 0000 0000", Refused(22, 3)),
    ("17 0000 007E 0000 0001 02 0000", Refused(23, 3)), ("17 0000 0001 0000 007A F4" + "00" * 244, Refused(23, 3)),
    ("2B 0E 05 00", Refused(43, 3)), ("2B 0D 00", Refused(43, 1)), ("2B", Refused(43, 3)),
    ("07", Refused(7, 1)), ("08 0000 0000", Refused(8, 1)), ("00", Refused(0, 1)), ("41 01", Refused(0x41, 1)),
    ("83 02", Refused(3, 1)),
])
def test_what_is_refused(text, refused):
    """An unknown function with 1, a count or length against the specification with 3."""
    assert parse_request(bytes.fromhex(text)) == refused


@given(REQUESTS)
def test_a_request_is_read_as_it_was_written(request_):
    """Encode, then parse: the same request."""
    assert parse_request(request_.encode()) == request_
    assert len(request_.encode()) <= 253


@given(st.binary(min_size=1, max_size=253))
def test_any_bytes_are_a_request_or_refused(pdu):
    """Nothing raises, and what is understood is written again as the same bytes, padding bits aside."""
    found = parse_request(pdu)
    if isinstance(found, Refused):
        assert found.code in (1, 3)
    elif not isinstance(found, WriteBits):
        assert found.encode() == pdu


@given(REQUESTS, st.binary(max_size=253))
def test_any_bytes_are_an_answer_or_malformed(request_, pdu):
    """Only its own error comes out."""
    try:
        parse_answer(request_, pdu)
    except MalformedError:
        return


@given(FRAMES, st.lists(st.integers(0, 2000), max_size=12))
def test_any_chunking_gives_the_same_frames(frames, cuts):
    """Frames split and glued are the frames that were written."""
    decoder = FrameDecoder()
    found = [item for piece in pieces(b"".join(map(encode_frame, frames)), cuts) for item in decoder.feed(piece)]
    assert found == frames


@given(st.binary(max_size=600), st.lists(st.integers(0, 600), max_size=8))
def test_any_bytes_are_frames_or_broken(data, cuts):
    """Nothing raises, nothing follows what is broken, and no more than one frame is ever held."""
    decoder = FrameDecoder()
    found = [item for piece in pieces(data, cuts) for item in decoder.feed(piece)]
    assert not any(isinstance(item, Broken) for item in found[:-1])
    assert len(decoder._rest) < 260
    assert found == FrameDecoder().feed(data)


@pytest.mark.parametrize(("header", "why"), [
    (struct.pack(">HHHB", 1, 5, 6, 1), "protocol id 5 instead of 0"),
    (struct.pack(">HHHB", 1, 0, 1, 1), "length 1; expected 2 to 254"),
    (struct.pack(">HHHB", 1, 0, 255, 1), "length 255; expected 2 to 254"),
])
def test_a_header_that_cannot_be_right(header, why):
    """Frames before it are found, nothing behind it."""
    good = Frame(7, 1, b"\x03\0\0\0\1")
    decoder = FrameDecoder()
    assert decoder.feed(encode_frame(good) + header + encode_frame(good)) == [good, Broken(why)]
    assert decoder.feed(encode_frame(good)) == []
