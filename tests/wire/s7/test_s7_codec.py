"""Packets, units and items, against frames as real clients send them and against any bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.wire.s7.codec import (
    CONFIRM,
    REQUEST,
    Broken,
    Connect,
    Disconnect,
    MessageDecoder,
    encode_connect,
    encode_disconnect,
    encode_message,
)
from linebench.wire.s7.items import (
    BIT,
    BYTE,
    DB,
    DONE,
    WIDTHS,
    Datum,
    Item,
    encode_data,
    encode_items,
    parse_data,
    parse_items,
)
from linebench.wire.s7.pdu import (
    ANSWER,
    JOB,
    READ,
    USERDATA,
    WRITE,
    Pdu,
    S7Error,
    Setup,
    encode_pdu,
    encode_setup,
    parse_pdu,
    parse_setup,
)
from tests.wire.vision.splitting import pieces

WORD, OCTET = st.integers(0, 0xFFFF), st.integers(0, 0xFF)
LONGEST = 1000
MESSAGES = st.lists(st.binary(min_size=1, max_size=LONGEST), max_size=5)
CONNECTS = st.builds(Connect, st.sampled_from((REQUEST, CONFIRM)), WORD, WORD, st.integers(7, 13),
                     st.binary(max_size=16), st.binary(max_size=16))
ITEMS = st.lists(st.builds(Item, st.integers(1, 255), WORD, st.integers(0, 0xFFFFFF), OCTET, WORD), max_size=20)
DATA = st.lists(st.one_of(
    st.builds(Datum, OCTET, st.just(BYTE), st.binary(min_size=1, max_size=60)),
    st.builds(Datum, OCTET, st.just(BIT), st.sampled_from((b"\0", b"\1"))), st.builds(Datum, OCTET)), max_size=12)

CONNECT = "0300 0016 11E0 0000 0001 00 C0010A C1020100 C2020102"
"""A connection request of an engineering tool to rack 0, slot 2, as open clients send it."""
SETUP = "0300 0019 02F080 32 01 0000 0000 0008 0000 F000 0001 0001 01E0"
READ_ONE = "0300 001F 02F080 32 01 0000 0005 000E 0000 04 01 12 0A 10 02 0004 0001 84 000000"


def decoded(text, longest=LONGEST):
    return MessageDecoder(longest).feed(bytes.fromhex(text))


def test_a_connection_request():
    """Both TSAPs and the size of packets are found, and written again as the same bytes."""
    connect = Connect(REQUEST, 0, 1, 10, b"\1\0", b"\1\2")
    assert decoded(CONNECT) == [connect]
    assert encode_connect(connect) == bytes.fromhex(CONNECT)


def test_the_agreement():
    """One request each way and 480 bytes."""
    message = decoded(SETUP)[0]
    assert parse_pdu(message) == Pdu(JOB, 0, encode_setup(Setup(1, 1, 480)))
    assert parse_setup(parse_pdu(message).parameters) == Setup(1, 1, 480)
    assert encode_message(message) == bytes.fromhex(SETUP)


def test_a_read():
    """Four bytes of DB1 from its beginning."""
    pdu = parse_pdu(decoded(READ_ONE)[0])
    items = [Item(DB, 1, 0, BYTE, 4)]
    assert (pdu.kind, pdu.reference, pdu.parameters[0], parse_items(pdu.parameters)) == (JOB, 5, READ, items)
    assert encode_message(encode_pdu(Pdu(JOB, 5, encode_items(READ, items)))) == bytes.fromhex(READ_ONE)


def test_data_of_items():
    """A bit has its own transport size, an odd length is filled up before the next item and not behind the last."""
    data = [Datum(DONE, BYTE, b"abc"), Datum(DONE, BIT, b"\1"), Datum(0x0A), Datum(DONE, 8, b"\x41\xac\0\0"),
            Datum(DONE, 5, b"\0\7"), Datum(DONE, BYTE, b"x")]
    text = "FF04 0018 616263 00 FF03 0001 01 00 0A00 0000 FF07 0004 41AC0000 FF05 0010 0007 FF04 0008 78"
    assert encode_data(data) == bytes.fromhex(text)
    assert [datum.data for datum in parse_data(bytes.fromhex(text), 6)] == [datum.data for datum in data]
    assert parse_data(bytes.fromhex(text + "00"), 6) == parse_data(bytes.fromhex(text), 6), "filled up at the end"


def test_an_answer_carries_an_error_and_others_do_not():
    """The two bytes of the error stand in answers only."""
    assert encode_pdu(Pdu(ANSWER, 3, b"", error=0x8104)) == bytes.fromhex("32 03 0000 0003 0000 0000 8104")
    assert parse_pdu(bytes.fromhex("32 03 0000 0003 0000 0000 8104")) == Pdu(ANSWER, 3, b"", error=0x8104)
    assert encode_pdu(Pdu(USERDATA, 3, b"ab", b"c")) == bytes.fromhex("32 07 0000 0003 0002 0001") + b"abc"


def test_a_message_in_fragments():
    """Packets without the end mark are collected, in as few packets as fit."""
    message = bytes(range(256)) * 3
    packets = encode_message(message, 7)
    assert [packets[at:at + 7].hex() for at in (0, 132)] == ["0300008402f000", "0300008402f000"]
    assert len(packets) == len(message) + 7 * 7
    assert MessageDecoder(LONGEST).feed(packets) == [message]


@pytest.mark.parametrize(("text", "found"), [
    ("0400 0007 02F080", Broken("garbage", "packet of version 4 and 7 bytes; expected 3, and 7 or more")),
    ("0300 0006 02F0", Broken("garbage", "packet of version 3 and 6 bytes; expected 3, and 7 or more")),
    ("0300 FFFF", Broken("oversized", "packet of 65535 bytes; expected 1007 at most")),
    ("0300 0007 02F080", Broken("garbage", "a message without content")),
    ("0300 0008 02200000", Broken("garbage", "transport packet of kind 20")),
    ("0300 0007 09F080", Broken("garbage", "transport head of 9 bytes in a packet of 3")),
    ("0300 0008 03E00000", Broken("garbage", "connection request of 3 bytes")),
    ("0300 000B 06800001000203", Disconnect(3)),
])
def test_packets_that_end_a_connection(text, found):
    """What cannot be right is told, and nothing behind it is read."""
    assert decoded(text + (READ_ONE if isinstance(found, Broken) else "")) == [found]


def test_a_message_that_never_ends():
    """Fragments beyond the longest message are oversized, however small each is."""
    decoder = MessageDecoder(LONGEST)
    fragment = bytes.fromhex("0300 0107 02F000") + bytes(256)
    assert decoder.feed(fragment * 3) == []
    assert decoder.feed(fragment * 3) == [Broken("oversized", "message of more than 1000 bytes")]


@given(CONNECTS)
def test_a_connection_packet_is_read_as_it_was_written(connect):
    """Encode, then decode: the same."""
    assert MessageDecoder(LONGEST).feed(encode_connect(connect)) == [connect]


@given(MESSAGES, st.integers(7, 10), st.lists(st.integers(0, 5000), max_size=12))
def test_any_chunking_gives_the_same_messages(messages, size, cuts):
    """Split, glued and fragmented messages are those that were written."""
    decoder = MessageDecoder(LONGEST)
    data = b"".join(encode_message(message, size) for message in messages) + encode_disconnect(1, 2, 3)
    found = [item for piece in pieces(data, cuts) for item in decoder.feed(piece)]
    assert found == [*messages, Disconnect(3)]


@given(st.one_of(st.binary(max_size=300), st.binary(max_size=300).map(lambda b: bytes.fromhex("0300002F") + b)),
       st.lists(st.integers(0, 300), max_size=6))
def test_any_bytes_are_packets_or_broken(data, cuts):
    """Nothing raises, and chunking changes nothing."""
    decoder = MessageDecoder(LONGEST)
    found = [item for piece in pieces(data, cuts) for item in decoder.feed(piece)]
    assert found == MessageDecoder(LONGEST).feed(data)
    assert not any(isinstance(item, Broken) for item in found[:-1])
    assert len(decoder._rest) + len(decoder._message) <= 2 * LONGEST


@given(ITEMS)
def test_items_are_read_as_they_were_written(items):
    """Encode, then parse: the same."""
    assert parse_items(encode_items(WRITE, items)) == items


@given(DATA)
def test_data_is_read_as_it_was_written(data):
    """Encode, then parse: the same, for any mix of odd lengths, bits and errors."""
    assert parse_data(encode_data(data), len(data)) == data


@given(st.binary(max_size=60), st.integers(0, 5))
def test_any_bytes_are_something_or_an_error(data, count):
    """Only its own error comes out of any parser."""
    for parse in (parse_pdu, parse_items, parse_setup, lambda found: parse_data(found, count)):
        try:
            parse(data)
        except S7Error:
            continue


def test_widths():
    """Bytes of each element, as the letters B, W and D of addresses say."""
    assert [WIDTHS[size] for size in range(1, 9)] == [1, 1, 1, 2, 2, 4, 4, 4]
    assert Item(DB, 1, 0, 0x7F, 3).width == 0
