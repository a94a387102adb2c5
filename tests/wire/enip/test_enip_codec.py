"""Frames, items, paths, requests and replies, against frames as real clients send them and against any bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.wire.enip.cip import (
    CipError,
    Reply,
    Request,
    encode_reply,
    encode_request,
    join,
    parse_reply,
    parse_request,
    split,
)
from linebench.wire.enip.codec import HEAD, REGISTER, SEND_RR, Frame, FrameDecoder, Oversized, encode_frame
from linebench.wire.enip.connection import (
    LARGE_OPEN,
    Opening,
    Triad,
    open_request,
    parse_close,
    parse_opening,
    parse_send,
    send_request,
)
from linebench.wire.enip.items import ItemError, Message, encode_message, parse_message
from linebench.wire.enip.path import PathError, Port, Step, encode_path, parse_path, parse_route, spoken
from tests.wire.vision.splitting import pieces

BYTE, WORD, DOUBLE = st.integers(0, 0xFF), st.integers(0, 0xFFFF), st.integers(0, 0xFFFFFFFF)
LONGEST = 1000
FRAMES = st.lists(st.builds(Frame, WORD, DOUBLE, st.binary(max_size=LONGEST), DOUBLE,
                            st.binary(min_size=8, max_size=8), DOUBLE), max_size=5)
CUTS = st.lists(st.integers(0, 10**5), max_size=8)
NAMES = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=40)
STEPS = st.one_of(st.builds(Step, st.sampled_from(("class", "instance", "element", "point", "attribute")), DOUBLE),
                  st.builds(Step, st.just("symbol"), NAMES))
PATHS = st.lists(STEPS, max_size=6)
PORTS = st.builds(Port, st.integers(1, 0xFFFF), st.binary(min_size=1, max_size=20))
MESSAGES = st.one_of(st.builds(Message, st.binary(max_size=80)),
                     st.builds(Message, st.binary(max_size=80), DOUBLE, WORD))
REGISTERED = "6500 0400 00000000 00000000 5F7079636F6D6D5F 00000000 0100 0000"
"""A session asked for, as a public client does."""
READ_ONE = "4C 05 91 08 5365745F436F6465 0100"
"""One element of the tag Set_Code."""
OPENED = ("5B 02 20 06 24 01 0A 05 00000000 27041971 2704 0910 09101971 07 000000 01402000 A00F0042"
          " 01402000 A00F0042 A3 03 0100 2002 2401")
"""A large connection of 4,000 bytes to the Message Router behind the backplane, slot 0, as a public client asks."""


def outcome(kind, read):
    """What is read, or why it is not; any exception but that kind is a failure."""
    try:
        return read()
    except kind as error:
        return str(error)


def fed(found, parts):
    return [item for part in parts for item in found.feed(part)]


def test_a_frame_as_it_is_sent():
    """The head's fields stand where they belong."""
    data = bytes.fromhex(REGISTERED)
    frame = Frame(REGISTER, 0, b"\1\0\0\0", 0, b"_pycomm_")
    assert FrameDecoder(LONGEST).feed(data) == [frame]
    assert encode_frame(frame) == data


@given(FRAMES, CUTS)
def test_frames_in_any_pieces(frames, cuts):
    """Whatever was sent arrives, however the bytes are cut or glued."""
    whole = b"".join(map(encode_frame, frames))
    assert fed(FrameDecoder(LONGEST), pieces(whole, cuts)) == frames


@given(FRAMES, st.integers(LONGEST + 1, 0xFFFF), CUTS)
def test_what_is_too_long_is_passed_over(frames, length, cuts):
    """Its head is told, nothing of it is kept, and what follows is read again."""
    head = Frame(SEND_RR, 7)
    whole = encode_frame(head)[:2] + length.to_bytes(2, "little") + encode_frame(head)[4:] + bytes(length)
    decoder = FrameDecoder(LONGEST)
    found, most = [], 0
    for part in pieces(whole + b"".join(map(encode_frame, frames)), cuts):
        found += decoder.feed(part)
        most = max(most, len(decoder._rest))
    assert found == [Oversized(head, length), *frames]
    assert most < LONGEST + HEAD


@given(st.binary(max_size=200), CUTS)
def test_any_bytes_are_cut_somehow(noise, cuts):
    """No exception, and the same in any pieces."""
    assert fed(FrameDecoder(LONGEST), pieces(noise, cuts)) == FrameDecoder(LONGEST).feed(noise)


@given(MESSAGES)
def test_messages_return(message):
    """Connected ones with their number and count."""
    assert parse_message(encode_message(message), connected=message.connection is not None) == message


@given(st.binary(max_size=60), st.booleans())
def test_any_items_are_a_message_or_an_error(noise, connected):
    """Nothing else is raised."""
    for data in (noise, encode_message(Message(b"xy", 1, 2))[:len(noise)], bytes(6) + noise):
        assert outcome(ItemError, lambda data=data: parse_message(data, connected=connected))


def test_a_message_of_the_other_kind_is_none():
    """A connected message is none without a connection, and the other way round."""
    for message in (Message(b"x"), Message(b"x", 1, 2)):
        with pytest.raises(ItemError, match="items"):
            parse_message(encode_message(message), connected=message.connection is None)


@given(PATHS, st.lists(PORTS, max_size=2))
def test_paths_return(steps, ports):
    """Classes, instances, elements, names and ports, each in as few bytes as it needs, padded to words."""
    data = encode_path((*ports, *steps))
    assert len(data) % 2 == 0
    assert parse_path(data) == [*ports, *steps]


@given(st.binary(max_size=40))
def test_any_bytes_are_a_path_or_an_error(noise):
    """Nothing else is raised."""
    assert outcome(PathError, lambda: [spoken(parse_path(noise))])


def test_paths_in_words():
    """As people write them."""
    path = parse_path(bytes.fromhex("9106526573756C74 2803 910754726967676572 00"))
    assert (path, spoken(path)) == ([Step("symbol", "Result"), Step("element", 3), Step("symbol", "Trigger")],
                                    "Result[3].Trigger")
    assert spoken([Step("class", 107), Step("instance", 2)]) == "class 107 instance 2"
    assert parse_route("1,0") == (Port(1, b"\0"),)
    assert parse_route(" ") == ()
    with pytest.raises(PathError, match="pairs of numbers"):
        parse_route("1")


def test_a_request_as_it_is_sent():
    """Service, path and data."""
    data = bytes.fromhex(READ_ONE)
    assert parse_request(data) == Request(0x4C, (Step("symbol", "Set_Code"),), b"\1\0")
    assert encode_request(parse_request(data)) == data


def test_a_connection_as_it_is_asked_for():
    """Sizes, intervals and time-out of the public client, whose time-out is 512 intervals."""
    found = parse_opening(parse_request(bytes.fromhex(OPENED)))
    assert found == Opening(Triad(0x0427, 0x1009, 0x71191009), 0x71190427, (4000, 4000), (2_113_537, 2_113_537),
                            2_113_537 * 512, 0xA3, (Port(1, b"\0"), Step("class", 2), Step("instance", 1)))


@given(st.builds(Triad, WORD, WORD, DOUBLE), DOUBLE, st.integers(0, 511), st.integers(0, 0xFFFFFF), st.booleans())
def test_connections_return(triad, back, size, interval, large):
    """What is asked for is what is understood, in both forms."""
    asked = Opening(triad, back, (size, size), (interval, interval), interval * 512, 0xA3, (Port(1, b"\0"),))
    found = parse_opening(open_request(asked, large=large))
    assert found.route[:1] == asked.route
    assert (found.triad, found.back, found.sizes, found.intervals, found.timeout_us) == (
        triad, back, asked.sizes, asked.intervals, asked.timeout_us)


@given(st.binary(min_size=1, max_size=50), st.lists(PORTS, max_size=2))
def test_what_is_sent_on_returns(content, route):
    """The message inside and its way, also where it has an odd length."""
    assert parse_send(send_request(content, route)) == (content, tuple(route))


@given(st.integers(0, 127), st.binary(max_size=60))
def test_any_bytes_are_a_request_or_an_error(service, noise):
    """Nothing else is raised by any of what reads requests."""
    assert outcome(CipError, lambda: parse_request(bytes((service,)) + noise))
    for read in (parse_opening, parse_close, parse_send):
        for code in (service, LARGE_OPEN):
            assert outcome(CipError, lambda read=read, code=code: read(Request(code, (), noise)))


@given(st.builds(Reply, st.integers(0, 127), BYTE, st.lists(WORD, max_size=4).map(tuple), st.binary(max_size=30)))
def test_replies_return(reply):
    """With all words of their status."""
    assert parse_reply(encode_reply(reply)) == reply


@given(st.lists(st.binary(max_size=20), min_size=1, max_size=6), st.binary(max_size=40))
def test_several_in_one_return(parts, noise):
    """As they were joined; any other bytes are an error or parts of them."""
    assert split(join(parts)) == parts
    assert outcome(ValueError, lambda: split(noise))
