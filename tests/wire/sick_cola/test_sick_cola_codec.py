import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.wire.sick_cola.codec import KINDS, ColaError, Telegram, decode, encode, failure

NAME = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=12)
DATA = st.binary(max_size=40)


@pytest.mark.parametrize(("telegram", "frame"), [
    (Telegram("sMN", "mTCgateon"), b"\x02sMN mTCgateon\x03"),
    (Telegram("sAN", "mTCgateon", b"1"), b"\x02sAN mTCgateon 1\x03"),
    (Telegram("sSN", "result", b"]d2 01\x1d21"), b"\x02sSN result ]d2 01\x1d21\x03"),
    (failure(2), b"\x02sFA 2\x03"), (failure(12), b"\x02sFA C\x03"),
])
def test_golden_telegrams(telegram, frame):
    """Kind, name and data with one space between; an error has no name."""
    assert encode(telegram) == frame
    assert decode(frame[1:-1]) == telegram


@given(kind=st.sampled_from(sorted(KINDS - {"sFA"})), name=NAME, data=DATA)
def test_a_telegram_survives(kind, name, data):
    """Whatever its data hold, spaces at their ends as well."""
    assert decode(encode(Telegram(kind, name, data))[1:-1]) == Telegram(kind, name, data)


@given(number=st.integers(0, 255))
def test_an_error_survives(number):
    """Its number is hexadecimal."""
    assert int(decode(encode(failure(number))[1:-1]).data, 16) == number


@pytest.mark.parametrize("body", [b"", b"sXX a", b"sRN", b"sRN ", b"sRN \xff", b"hello", b"\x00", b"sRN a\tb c"])
def test_what_is_no_telegram_is_refused(body):
    """An unknown kind, no name, a name that is no printable ASCII."""
    with pytest.raises(ColaError):
        decode(body)


@given(body=st.binary(max_size=60))
def test_any_bytes_are_a_telegram_or_refused(body):
    """There is no third, and fields are always text."""
    try:
        telegram = decode(body)
    except ColaError:
        return
    assert all(isinstance(each, str) for each in telegram.fields())
