"""Times as documents have them."""

import pytest

from linebench.epcis.times import is_offset, is_time, micros, offset_at, utc_text


@pytest.mark.parametrize("text", [
    "2026-01-31T12:00:00Z", "2026-01-31t12:00:00.123456789+14:00", "2024-02-29T23:59:59-00:00",
    "2016-12-31T23:59:60Z"])
def test_what_is_a_time(text):
    """With an offset, a leap day in a leap year, a leap second at the end of a day."""
    assert is_time(text)


@pytest.mark.parametrize("text", [
    "2026-01-31", "2026-01-31T12:00:00", "2026-02-29T00:00:00Z", "2026-01-31T24:00:00Z", "2026-01-31T12:00Z",
    "2026-01-31T12:60:00Z", "2026-01-31T12:00:00+24:00", "2026-01-31T12:00:00.Z", " 2026-01-31T12:00:00Z", 5, None])
def test_what_is_none(text):
    """A day alone, no offset, a day, hour or minute there is not, and what is no text."""
    assert not is_time(text)


@pytest.mark.parametrize(("text", "right"), [
    ("+00:00", True), ("-14:00", True), ("+13:59", True), ("+14:01", False), ("14:00", False), ("+1:00", False),
    ("Z", False), (60, False)])
def test_offsets(text, right):
    """Two digits each, with a sign, up to fourteen hours."""
    assert is_offset(text) is right


@pytest.mark.parametrize(("text", "said"), [
    ("2020-03-04T11:00:30+01:00", "2020-03-04T10:00:30.000Z"),
    ("2023-01-18T11:04:03.1415Z", "2023-01-18T11:04:03.142Z"),
    ("2026-12-31T23:59:59.9996Z", "2027-01-01T00:00:00.000Z"),
    ("2022-02-16T08:40:21.3144999Z", "2022-02-16T08:40:21.314Z"),
])
def test_the_hash_writes_milliseconds_in_utc(text, said):
    """Rounded half up, into the next year if need be."""
    assert utc_text(text) == said


def test_micros():
    """Since 1970, before it too; finer than a microsecond is cut off."""
    assert (micros("1970-01-01T00:00:01.0000019Z"), micros("1969-12-31T23:59:59Z")) == (1_000_001, -1_000_000)
    with pytest.raises(ValueError, match="expected the form"):
        micros("yesterday")


@pytest.mark.parametrize(("text", "known"), [
    ("9999-12-31T23:59:60Z", False), ("9999-12-31T23:59:59.9999Z", False), ("9999-12-31T23:59:57.9999Z", True),
    ("9999-12-31T22:00:00-05:00", False), ("0001-01-01T00:00:00+01:00", False),
    ("0001-01-01T01:00:00+01:00", True)])
def test_the_ends_of_the_calendar(text, known):
    """A time that is none in UTC is no time; each of the others can be written."""
    assert is_time(text) is known
    if known:
        assert utc_text(text)[:4] == text[:4]
        assert micros(utc_text(text)) - micros(text) in range(-500, 501)
    else:
        with pytest.raises(ValueError, match="outside of the years 1 to 9999"):
            micros(text)


@pytest.mark.parametrize(("zone", "time", "offset"), [
    ("UTC", "2026-10-25T00:59:59.999Z", "+00:00"), ("Europe/Berlin", "2026-10-25T00:59:59.999Z", "+02:00"),
    ("Europe/Berlin", "2026-10-25T01:00:00.000Z", "+01:00"), ("America/New_York", "2026-11-01T05:59:59Z", "-04:00"),
    ("America/New_York", "2026-11-01T06:00:00Z", "-05:00"), ("Asia/Kathmandu", "2026-01-01T00:00:00Z", "+05:45"),
    ("Australia/Lord_Howe", "2026-04-04T15:00:00Z", "+10:30"),
])
def test_offsets_follow_the_rules_of_the_zone(zone, time, offset):
    """To the microsecond at which clocks are changed, in zones of whole, half and quarter hours."""
    assert offset_at(micros(time), zone) == offset
