"""Times of events: checked, as microseconds, and as the event hash writes them.

Source: RFC 3339 ``date-time``, which EPCIS 2.0 asks for; XML Schema ``dateTime`` of EPCIS 1.2 says the same with an
offset that may be missing, and is refused then.
"""

import functools
import re
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

__all__ = ["is_offset", "is_time", "micros", "offset_at", "text_of", "utc_micros", "utc_text"]

_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)")
_OFFSET = re.compile(r"[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00)")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO, _MILLI = 6, 1_000
_QUARTER_US = 15 * 60 * 1_000_000
_LEAP = "23:59:60"
_EDGES = ("0001", "9999")
"""Years at whose ends there is no other one."""


def is_offset(text: object) -> bool:
    """Whether it is a time zone's offset from -14:00 to +14:00, with its sign."""
    return isinstance(text, str) and _OFFSET.fullmatch(text) is not None


def is_time(text: object) -> bool:
    """Whether it is a date and time with an offset that there is."""
    if not isinstance(text, str) or not (match := _TIME.fullmatch(text)):
        return False
    try:
        _moment(match)
    except ValueError:
        return False
    return True


def micros(text: str) -> int:
    """Microseconds since 1970 UTC; what is finer is cut off.

    Raises:
        ValueError: it is no time.

    """
    match = _TIME.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is no time; expected the form 2026-01-31T12:00:00.000+01:00")
    moment = _moment(match) + timedelta(microseconds=int((match[3] or "")[:_MICRO].ljust(_MICRO, "0")))
    return (moment - _EPOCH) // timedelta(microseconds=1)


def utc_text(text: str) -> str:
    """The time in UTC with milliseconds, rounded half up. CBV 2.0, 8.9.2.

    Raises:
        ValueError: it is no time.

    """
    return text_of((micros(text) + _MILLI // 2) // _MILLI * _MILLI)


def text_of(at_us: int) -> str:
    """Microseconds since 1970 UTC as text, in UTC with milliseconds; what is finer is cut off."""
    moment = _EPOCH.replace(tzinfo=None) + timedelta(milliseconds=at_us // _MILLI)
    return moment.isoformat(timespec="milliseconds") + "Z"


def utc_micros(at_us: int) -> str:
    """Microseconds since 1970 UTC as text, all of them; a line says many in the same second."""
    seconds, rest = divmod(at_us, 1_000_000)
    return f"{_second(seconds)}.{rest:06}Z"


def offset_at(at_us: int, zone: str) -> str:
    """How far clocks of a zone of the IANA time zone database are from UTC, in microseconds since 1970 UTC.

    Raises:
        ZoneInfoNotFoundError: there is no such zone.

    """
    return _offset(at_us // _QUARTER_US, zone)


@functools.lru_cache(maxsize=1_024)
def _offset(quarter: int, zone: str) -> str:
    """The offset in a quarter of an hour since 1970: clocks are changed at the beginning of one."""
    text = (_EPOCH + timedelta(minutes=15 * quarter)).astimezone(ZoneInfo(zone)).isoformat()
    return text[-6:]


@functools.lru_cache(maxsize=1_024)
def _second(seconds: int) -> str:
    return f"{_EPOCH + timedelta(seconds=seconds):%Y-%m-%dT%H:%M:%S}"


def _moment(match: "re.Match[str]") -> datetime:
    clock = match[2].replace(_LEAP, "23:59:59")
    plain = datetime.fromisoformat(f"{match[1]}T{clock}")
    moment = plain.replace(tzinfo=_zone(match[4]))
    if match[1][:4] in _EDGES:
        _see_inside(moment)
    return moment + timedelta(seconds=1) if match[2] == _LEAP else moment


def _see_inside(moment: datetime) -> None:
    """See that a time can be one in UTC, rounded up or with a leap second.

    Raises:
        ValueError: it cannot.

    """
    try:
        (moment + timedelta(seconds=1)).astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"{moment} is outside of the years 1 to 9999") from error


def _zone(text: str) -> timezone:
    if text in "Zz":
        return UTC
    hours, minutes = int(text[1:3]), int(text[4:6])
    if hours > 23 or minutes > 59:  # noqa: PLR2004  # a day's hours, an hour's minutes
        raise ValueError(f"{text} is no offset")
    away = timedelta(hours=hours, minutes=minutes)
    return timezone(-away if text[0] == "-" else away)
