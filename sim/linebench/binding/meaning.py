"""What a statement of the system means: its own names and words as messages of our ports."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from linebench.binding.clock import moment
from linebench.binding.deed import BindingError
from linebench.binding.eye import Exhibit, Row, Seen, Trouble
from linebench.binding.whose import Stated
from linebench.ports import Message
from linebench.ports.l3 import AggregationEvent, BatchReport, ObjectEvent, Report
from linebench.ports.operator import Shown
from linebench.scenario.stack import ClaimPlan

__all__ = ["GIVES", "Meaning", "MeaningError"]

_STEPS = {"commissioned": ("ADD", "commissioning", "active"), "rejected": ("DELETE", "decommissioning", "inactive"),
          "sampled": ("DELETE", "sampling", "inactive"), "destroyed": ("DELETE", "destroying", "destroyed")}
_COUNTS = ("allocated", "commissioned", "rejected", "sampled", "destroyed", "returned", "open", "cases", "pallets")
GIVES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = MappingProxyType({
    "serials": (("gtin", "serial", "status"), ("time", "reason", "order")),
    "packed": (("parent", "child"), ("time", "order")),
    "batch": (("order",), _COUNTS),
    "alarm": (("alarm",), ("latched",)),
    "state": (("state",), ()),
    "value": (("item", "value"), ()),
    "audit": (("who", "what"), ("time", "detail")),
    "events": ((), ()),
    "file": ((), ()),
})
"""What a statement can be, with the fields that it must and may have."""


class MeaningError(ValueError):
    """A statement that says nothing that could be meant. The message says what was found and expected."""


class Meaning:
    """Reads the rows of one eye.

    ``skew_us``: how far the system's clock is ahead of the bench's; ``epoch``: UTC of time 0.

    Raises:
        BindingError: a field that is missing or unknown.

    """

    def __init__(self, plan: ClaimPlan, where: str, epoch: str) -> None:
        must, may = GIVES[plan.gives]
        for name in plan.fields:
            if name not in (*must, *may):
                raise BindingError(f"{where}.fields: found {name!r}; {plan.gives} has {', '.join((*must, *may))}")
        missing = [name for name in must if name not in plan.fields]
        if missing:
            raise BindingError(f"{where}.fields: {', '.join(missing)} missing; name the column of each, or =text")
        self._plan, self._epoch = plan, datetime.fromisoformat(epoch)
        self._read: Callable[[Row, int], Message] = {
            "serials": self._serial, "packed": self._packed, "batch": self._batch, "alarm": self._alarm,
            "state": self._state, "value": self._value, "audit": self._audit, "events": self._event,
            "file": self._nothing}[plan.gives]
        self.skew_us = 0

    def gathered(self, seen: Sequence[Seen]) -> list[tuple[Row, ...] | Exhibit | Trouble]:
        """Rows that are one statement: of a list of contents, those of the same container behind each other."""
        found: list[tuple[Row, ...] | Exhibit | Trouble] = []
        for each in seen:
            last = found[-1] if found else ()
            if not isinstance(each, Row):
                found.append(each)
            elif isinstance(last, tuple) and last and self._continues(last[0], each):
                found[-1] = (*last, each)
            else:
                found.append((each,))
        return found

    def _continues(self, first: Row, row: Row) -> bool:
        if self._plan.gives != "packed":
            return False
        columns = [self._plan.fields.get(name, "=") for name in ("parent", "order")]
        return all(first.values.get(each) == row.values.get(each) for each in columns)

    def read(self, row: Row, sequence: int, *more: Row) -> Message:
        """The message of a row. ``sequence``: the number of a report; ``more``: rows that belong to it.

        Raises:
            MeaningError: a column that is not there, or a value that is none of the words.

        """
        try:
            return self._read(row, sequence) if not more else self._packed(row, sequence, *more)
        except MeaningError as error:
            raise MeaningError(f"{row.place}: {error}") from None

    @property
    def timed(self) -> bool:
        """Whether its statements have times, for which the system's clock has to be known."""
        return self._plan.gives == "events" or "time" in self._plan.fields

    def stated(self, row: Row, *, dated: bool) -> Stated:
        """Where a row says that it belongs. ``dated``: whether the clock is known by which it states its time.

        Raises:
            MeaningError: as ``read``.

        """
        if self._plan.gives == "events":
            return Stated(t=self._moment(row.values["time"], "iso") if dated and "time" in row.values else None)
        order = self._of(row, "order")
        return Stated(order, (self._time(row) or None) if dated and not order else None)

    def _of(self, row: Row, name: str) -> str:
        """A field in our words: the column that holds it, or a constant behind an equals sign."""
        column = self._plan.fields.get(name, "=")
        if column.startswith("="):
            return column[1:]
        if column not in row.values:
            raise MeaningError(f"no {column!r} for {name}; there are {', '.join(row.values)}")
        text = row.values[column]
        return self._plan.words.get(f"{name}.{text}", text)

    def _serial(self, row: Row, sequence: int) -> Message:
        status = self._of(row, "status")
        if status not in _STEPS:
            raise MeaningError(f"status {status!r}; expected one of {', '.join(_STEPS)}, in words if need be")
        action, step, disposition = _STEPS[status]
        epc = f"01{self._of(row, 'gtin')}21{self._of(row, 'serial')}"
        times = (self._time(row),) if self._of(row, "time") else ()
        event = ObjectEvent(action, step, disposition, (epc,), times, self._of(row, "reason"))
        return Report(sequence, self._of(row, "order"), (event,))

    def _packed(self, row: Row, sequence: int, *more: Row) -> Message:
        children = tuple(self._of(each, "child") for each in (row, *more))
        event = AggregationEvent("ADD", self._of(row, "parent"), children, self._time(row))
        return Report(sequence, self._of(row, "order"), (event,))

    def _batch(self, row: Row, sequence: int) -> Message:
        counts = {name: self._number(row, name) for name in _COUNTS}
        return BatchReport(self._of(row, "order"), **counts, sequence=sequence)

    def _alarm(self, row: Row, sequence: int) -> Message:  # noqa: ARG002  # all alike
        latched = self._of(row, "latched").casefold() in {"true", "yes", "1", "latched"}
        return Shown(f"alarm:{self._of(row, 'alarm')}", "off" if row.gone else "latched" if latched else "on")

    def _state(self, row: Row, sequence: int) -> Message:  # noqa: ARG002  # all alike
        return Shown("state", self._of(row, "state"))

    def _value(self, row: Row, sequence: int) -> Message:  # noqa: ARG002  # all alike
        return Shown(self._of(row, "item"), "" if row.gone else self._of(row, "value"))

    def _audit(self, row: Row, sequence: int) -> Message:  # noqa: ARG002  # all alike
        self._time(row)  # an entry without a time that can be read is none
        return Shown("audit", f"{self._of(row, 'who')}: {self._of(row, 'what')} {self._of(row, 'detail')}".rstrip())

    def _event(self, row: Row, sequence: int) -> Message:
        """An event of EPCIS, which is in the bench's own words already."""
        said, epcs = row.values, tuple(row.values.get("epcs", "").split())
        if "type" not in said:
            raise MeaningError("no event; events come from eyes such as epcis")
        time = self._moment(said["time"], "iso")
        if said["type"] == "AggregationEvent":
            return Report(sequence, "", (AggregationEvent(said["action"], said["parent"], epcs, time),))
        return Report(sequence, "", (ObjectEvent(
            said["action"], said["step"], said["disposition"], epcs, (time,) * len(epcs)),))

    def _nothing(self, row: Row, sequence: int) -> Message:  # noqa: ARG002  # all alike
        raise MeaningError("files that are kept state nothing; expected gives to say what is meant")

    def _number(self, row: Row, name: str) -> int:
        text = self._of(row, name) or "0"
        if not text.isascii() or not text.isdecimal():
            raise MeaningError(f"{name} {text!r}; expected a number")
        return int(text)

    def _time(self, row: Row) -> int:
        """Microseconds of the attempt, by the bench's clock; 0 where the system states none."""
        text = self._of(row, "time")
        return self._moment(text, self._plan.times) if text else 0

    def _moment(self, text: str, form: str) -> int:
        try:
            then = moment(text, form)
        except ValueError as error:
            raise MeaningError(f"time {text!r}; expected the form {form}") from error
        return round((then - self._epoch).total_seconds() * 1_000_000) - self.skew_us
