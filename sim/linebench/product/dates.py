"""Six-digit dates of GS1 element strings, YYMMDD, where day 00 stands for the end of the month."""

import calendar
import datetime as dt

from linebench.product.keys import is_digits

__all__ = ["DateError", "date_of", "is_date", "last_day"]

_CENTURY = 100
_PIVOT = 50
_DECEMBER = 12


class DateError(ValueError):
    """Text that is no YYMMDD date. The message says what was found and what was expected."""


def is_date(yymmdd: str) -> bool:
    """Whether ``yymmdd`` names a day, or with day 00 a month, of any century it could stand for.

    29 February counts in every fourth year: which century is meant depends on when the code is read, and
    the next year ending in 00 that has no such day is 2100.
    """
    if len(yymmdd) != len("YYMMDD") or not is_digits(yymmdd):
        return False
    year, month, day = int(yymmdd[:2]), int(yymmdd[2:4]), int(yymmdd[4:])
    return 1 <= month <= _DECEMBER and day <= calendar.monthrange(2000 + year, month)[1]


def date_of(yymmdd: str, *, year: int) -> dt.date:
    """The day meant by ``yymmdd`` when it is read in ``year``; day 00 gives the last day of the month.

    GS1 General Specifications 7.12: a year 51 to 99 ahead is of the last century, one 50 to 99 behind of
    the next, every other of the current one.

    Raises:
        DateError: no such day.

    """
    if not is_date(yymmdd):
        raise DateError(f"{yymmdd!r} is no date; expected YYMMDD, month 01 to 12, day 00 to the last")
    full = _full_year(int(yymmdd[:2]), year)
    month, day = int(yymmdd[2:4]), int(yymmdd[4:])
    return dt.date(full, month, day or calendar.monthrange(full, month)[1])


def last_day(yymmdd: str) -> dt.date:
    """The day of an expiry of this century; day 00 gives the last day of the month.

    Raises:
        DateError: no such day.

    """
    return date_of(yymmdd, year=2000 + int(yymmdd[:2]) if is_date(yymmdd) else 0)


def _full_year(short: int, now: int) -> int:
    ahead = short - now % _CENTURY
    full = now - now % _CENTURY + short
    if ahead > _PIVOT:
        return full - _CENTURY
    return full + _CENTURY if ahead <= -_PIVOT else full
