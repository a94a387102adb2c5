"""Single values as a project's files write them: numbers, dates, times, yes and no."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from linebench.wire.folders.b2mml_names import STATES
from linebench.wire.folders.file_map import FileMap

__all__ = ["ValueForms"]

_GS1, _ISO = "gs1", "iso"
_FLAGS = {"true": True, "false": False}
_CENTURY = range(2000, 2100)
_US = timedelta(microseconds=1)


class ValueForms:
    """Reads and writes values; ``epoch``: UTC of t = 0, which times are counted from.

    Each ``read_…`` raises ``ValueError`` whose text is what was expected, each ``write_…`` one that says why the
    form cannot hold the value.
    """

    def __init__(self, file_map: FileMap, epoch: str) -> None:
        self._map, self._epoch = file_map, datetime.fromisoformat(epoch)
        decimal, thousands = re.escape(file_map.decimal), re.escape(file_map.thousands)
        grouped = rf"|\d{{1,3}}(?:{thousands}\d{{3}})+" if thousands else ""
        self._number = re.compile(rf"([+-]?(?:\d+{grouped}))(?:{decimal}0*)?", re.ASCII)

    def read(self, form: str, text: str) -> str | int | bool | None:
        """A value of any form; an empty number or time is ``None``."""
        if form in ("number", "time") and not text:
            return None
        readers: Mapping[str, Callable[[str], str | int | bool]] = {
            "text": str, "number": self.read_number, "date": self.read_date, "time": self.read_time,
            "flag": self.read_flag, "state": self.read_state}
        return readers[form](text)

    def write(self, form: str, value: Any) -> str:  # noqa: ANN401  # of the form
        """The text of a value of any form."""
        if value is None:
            return ""
        writers: Mapping[str, Callable[[Any], str]] = {
            "text": str, "number": str, "date": self.write_date, "time": self.write_time, "flag": self.write_flag,
            "state": self.read_state}
        return writers[form](value)

    def read_number(self, text: str) -> int:
        """A whole number; a fraction of nothing but zeros is none."""
        found = self._number.fullmatch(text)
        if found is None:
            raise ValueError(f"a whole number with {self._map.decimal!r} as decimal sign" + (
                f" and {self._map.thousands!r} between thousands" if self._map.thousands else ""))
        return int(found[1].replace(self._map.thousands, "") if self._map.thousands else found[1])

    def read_date(self, text: str) -> str:
        """A day as YYMMDD. What GS1 writes is taken as it is: whether there is such a day, the site says."""
        form = self._map.dates
        if form == _GS1:
            return text
        try:
            day = datetime.strptime(text, form)  # noqa: DTZ007  # a day has no zone
        except ValueError:
            raise ValueError(f"a date of the form {form}") from None
        if day.year not in _CENTURY:
            raise ValueError("a year from 2000 to 2099")
        return day.strftime("%y%m%d" if "%d" in form else "%y%m00")

    def write_date(self, yymmdd: str) -> str:
        """A day as the files have it. A form with days has none for day 00, and one without has none but that."""
        form = self._map.dates
        if form == _GS1:
            return yymmdd
        try:
            year, month, day = 2000 + int(yymmdd[:2]), int(yymmdd[2:4]), int(yymmdd[4:])
            there = datetime(year, month, day or 1, tzinfo=UTC)
        except ValueError:
            raise ValueError(f"{yymmdd!r} is no day, and the form {form} has nothing else") from None
        if bool(day) != ("%d" in form):
            raise ValueError(f"the form {form} cannot say {yymmdd!r}")
        return there.strftime(form)

    def read_time(self, text: str) -> int:
        """Microseconds since t = 0."""
        form = self._map.times
        try:
            then = datetime.fromisoformat(text) if form == _ISO else datetime.strptime(text, form)  # noqa: DTZ007
        except ValueError:
            expected = "such as 2026-01-05T06:00:00Z" if form == _ISO else f"of the form {form}"
            raise ValueError(f"a time {expected}") from None
        return ((then if then.tzinfo else then.replace(tzinfo=UTC)) - self._epoch) // _US

    def write_time(self, t: int) -> str:
        """A moment in UTC."""
        then, form = self._epoch + timedelta(microseconds=t), self._map.times
        return then.isoformat().replace("+00:00", "Z") if form == _ISO else then.strftime(form)

    def read_flag(self, text: str) -> bool:
        """Yes or no, in our words."""
        if text not in _FLAGS:
            raise ValueError("true or false, in words if need be")
        return _FLAGS[text]

    def read_state(self, text: str) -> str:
        """What a job is in, in our words."""
        if text not in STATES:
            raise ValueError(f"one of {', '.join(STATES)}, in words if need be")
        return text

    def write_flag(self, value: bool) -> str:
        """Yes or no, in our words."""
        return "true" if value else "false"
