"""When a subscription is due: times at which every field of its schedule fits.

A field is a list with commas of numbers and of ranges ``[0-10]``; one that is missing fits always. Times are UTC;
days of the week count from Monday, 1. Source: GS1 EPCIS 2.0, 8.2.5.3.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import msgspec

__all__ = ["SCHEDULED", "Schedule", "ScheduleError", "schedule_of"]

_RANGES: Mapping[str, tuple[int, int]] = MappingProxyType({
    "second": (0, 59), "minute": (0, 59), "hour": (0, 23), "dayOfMonth": (1, 31), "month": (1, 12),
    "dayOfWeek": (1, 7)})
SCHEDULED = tuple(_RANGES)
"""Fields of a schedule."""
_PART = re.compile(r"(\d{1,2})|\[(\d{1,2})-(\d{1,2})\]")
_DECEMBER = 12
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FARTHEST = timedelta(days=366 * 40)
"""Whatever fits at all fits once in 40 years: the 29th of February on each day of the week."""


class ScheduleError(ValueError):
    """A schedule that is none. The message says which field, what was found and what was expected."""


class Schedule(msgspec.Struct, frozen=True):
    """Values of each field that fit."""

    second: frozenset[int]
    minute: frozenset[int]
    hour: frozenset[int]
    days: frozenset[int]
    month: frozenset[int]
    weekdays: frozenset[int]

    def after(self, moment_us: int) -> int | None:
        """The first time behind a moment, both in microseconds since 1970; ``None``: there is none."""
        begin = (_EPOCH + timedelta(microseconds=moment_us)).replace(microsecond=0) + timedelta(seconds=1)
        at = begin
        while at - begin < _FARTHEST:
            following = self._next_try(at)
            if following is None:
                return (at - _EPOCH) // timedelta(microseconds=1)
            at = following
        return None

    def _next_try(self, at: datetime) -> datetime | None:
        """The next time worth a look; ``None``: this one fits."""
        midnight = at.replace(hour=0, minute=0, second=0)
        if at.month not in self.month:
            return midnight.replace(year=at.year + at.month // _DECEMBER, month=at.month % _DECEMBER + 1, day=1)
        if at.day not in self.days or at.isoweekday() not in self.weekdays:
            return midnight + timedelta(days=1)
        if at.hour not in self.hour:
            return at.replace(minute=0, second=0) + timedelta(hours=1)
        if at.minute not in self.minute:
            return at.replace(second=0) + timedelta(minutes=1)
        return None if at.second in self.second else at + timedelta(seconds=1)


def schedule_of(found: object) -> Schedule:
    """The schedule of a subscription in JSON.

    Raises:
        ScheduleError: it is none.

    """
    if not isinstance(found, Mapping) or not found:
        raise ScheduleError(f"schedule: found none, expected an object with some of {', '.join(_RANGES)}")
    unknown = sorted(str(name) for name in found if name not in _RANGES)
    if unknown:
        raise ScheduleError(f"schedule.{unknown[0]}: found this name, expected one of {', '.join(_RANGES)}")
    return Schedule(*(_field(name, found.get(name)) for name in _RANGES))


def _field(name: str, found: object) -> frozenset[int]:
    least, most = _RANGES[name]
    if found is None:
        return frozenset(range(least, most + 1))
    text = str(found) if isinstance(found, int) and not isinstance(found, bool) else found
    values = _values(text) if isinstance(text, str) else frozenset()
    if not values or min(values) < least or max(values) > most:
        raise ScheduleError(f"schedule.{name}: found {found!r}, expected numbers and ranges from {least} to "
                            f"{most}, such as {least},[{least}-{most}]")
    return values


def _values(text: str) -> frozenset[int]:
    """The values of a field; empty: it is none."""
    found: set[int] = set()
    for part in text.split(","):
        match = _PART.fullmatch(part.strip())
        if match is None:
            return frozenset()
        first, last = int(match[1] or match[2]), int(match[1] or match[3])
        if first > last:
            return frozenset()
        found.update(range(first, last + 1))
    return frozenset(found)
