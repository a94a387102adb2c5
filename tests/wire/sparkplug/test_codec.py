"""Payloads as bytes: both ways, against the protobuf library, and bytes that are none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linebench.wire.sparkplug import values as of
from linebench.wire.sparkplug.codec import PayloadError, decode, encode
from tests.wire.sparkplug.payloads import FOREIGN, as_ours, payloads


@settings(max_examples=60, deadline=None)
@given(payloads)
def test_what_is_written_is_read_again(payload):
    """Every payload comes back as it was."""
    assert decode(encode(payload)) == payload


@settings(max_examples=60, deadline=None)
@given(payloads)
def test_the_protobuf_library_reads_what_we_write(payload):
    """An independent reader finds the same values in our bytes, and nothing else."""
    foreign = FOREIGN()
    assert foreign.ParseFromString(encode(payload)) == len(encode(payload))
    assert as_ours(foreign) == payload


@settings(max_examples=60, deadline=None)
@given(payloads)
def test_we_read_what_the_protobuf_library_writes(payload):
    """The bytes that an independent writer makes of a payload mean the same here."""
    foreign = FOREIGN()
    foreign.ParseFromString(encode(payload))
    assert decode(foreign.SerializeToString()) == payload


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=40))
def test_any_bytes_are_a_payload_or_are_refused(data):
    """No bytes break the reader; what it takes the protobuf library takes too."""
    try:
        decode(data)
    except PayloadError:
        return
    FOREIGN().ParseFromString(data)


@pytest.mark.parametrize(("data", "message"), [
    (b"\x08", "byte 1: found the end within a number; the payload ends early"),
    (b"\x2a\x05ab", "byte 2: found 2 bytes; expected 5: the payload ends early"),
    (b"\x0b", "byte 0: found field 1 of form 3; expected a field of form 0, 1, 2 or 5"),
    (b"\x00\x01", "byte 0: found field 0 of form 0; expected a field of form 0, 1, 2 or 5"),
    (b"\x22\x02\xff\xfe", "found a text with byte 0xFF, which is not UTF-8"),
    (b"\x0a\x00", "timestamp: found a field of form 2; expected form 0"),
    (b"\x18" + b"\xff" * 11, "byte 1: found a number of more than 10 bytes; expected at most so many"),
])
def test_what_is_wrong_is_said(data, message):
    """The message tells the place, what was found and what was expected."""
    with pytest.raises(PayloadError) as refused:
        decode(data)
    assert str(refused.value) == message


def test_messages_in_each_other_have_an_end():
    """A template in a template in a template: a reader that followed for ever could be brought down."""
    deep = b""
    for _ in range(40):
        template = b"\x12" + _size(deep) + deep
        deep = b"\x92\x01" + _size(template) + template
    with pytest.raises(PayloadError, match="deeper than 16; expected fewer"):
        decode(b"\x12" + _size(deep) + deep)


def _size(data):
    return bytes([len(data)]) if len(data) < 128 else bytes([len(data) & 127 | 128, len(data) >> 7])


def test_numbers_may_stand_close_together_and_extensions_are_passed_over():
    """Column types packed into one field, as newer writers have them, and fields of others."""
    dataset = b"\x1a\x03\x04\x8c\x01"
    metric = b"\x8a\x01" + _size(dataset) + dataset + b"\xd2\x09\x01x"
    payload = decode(b"\x12" + _size(metric) + metric + b"\x98\x06\x01")
    assert payload == of.Payload(metrics=(of.Metric(value=of.Held("dataset", of.DataSet(types=(4, 140)))),))


def test_a_birth_byte_by_byte():
    """The bytes of the form as the specification numbers its fields."""
    one = of.Payload(timestamp=1, seq=0, metrics=(of.Metric(name="bdSeq", timestamp=2, datatype=4,
                                                            value=of.Held("long", 7)),))
    assert encode(one) == bytes.fromhex("0801" "120d" "0a056264536571" "1802" "2004" "5807" "1800")
