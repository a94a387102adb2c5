"""What the goods do not bear is reported as it was measured, and nothing else is."""

from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import NamedTuple

from linebench.oracle.book import Book
from linebench.oracle.facts import clock
from linebench.oracle.rule import Rule
from linebench.ports.condition import Conditions
from linebench.records.claim import ConditionClaimed
from linebench.records.truth import ConditionsMeasured

__all__ = ["RULE"]

_WORDS = MappingProxyType({"temperature": ("Temperature", "CEL", 1_000),
                           "humidity": ("RelativeHumidity", "P1", 10_000), "shock": ("Acceleration", "MSK", 1_000)})
"""Of each quantity its word, its unit, and how many of the bench's are one of these."""
_CLOSE_US = 2_000_000
"""A reading is known again when the claimed time is no farther from it."""
_LINKS = ("l3>l4", "l4>l3")
_PATIENCE_US = 60_000_000
"""How long a report may take, where no requirement says it."""


class _Due(NamedTuple):
    """A reading that is beyond its limits, and what was shown of it."""

    logger: str
    number: int
    quantity: str
    value: int
    t: int
    at: int


class RULE(Rule):
    """Opportunities: readings beyond what the goods bear, and everything that is claimed of surroundings.

    Judged is what a logger has shown, which differs from the truth where it is stuck or loses a reading. In time:
    within the limit of URS-CND-002, where there is one; once the enterprise has said all it has, for it too.
    """

    id = "condition-reported"
    title = "What was measured beyond the limits of the goods is reported as it was, and nothing is invented."
    classes = ("condition",)

    def __init__(self, book: Book) -> None:
        super().__init__(book)
        self._limits = {station.id: station.settings or {} for station in book.world.line.stations
                        if station.kind == "logger"}
        self._due: dict[str, list[_Due]] = {"l3": [], "l4": []}
        self._shown: dict[str, list[tuple[int, dict[str, int]]]] = {}

    def on_measured(self, measured: ConditionsMeasured, at: int) -> None:
        """Note what has to be claimed."""
        if not measured.shown:
            return
        shown = dict(measured.shown)
        self._shown.setdefault(measured.logger, []).append((measured.t, shown))
        for quantity, value in shown.items():
            if self._is_beyond(measured.logger, quantity, value):
                self.opportunities += 1
                due = _Due(measured.logger, measured.number, quantity, value, measured.t, at)
                for waiting in self._due.values():
                    waiting.append(due)

    def on_unheard(self, lost: Conditions) -> None:
        """What nobody heard cannot be reported."""
        for source, waiting in self._due.items():
            self._due[source] = [due for due in waiting if (due.logger, due.number) != (lost.logger, lost.number)]

    def on_condition(self, said: ConditionClaimed, at: int) -> None:
        """Compare one claim with what was measured there and then."""
        if said.source not in self._due:
            return
        self.opportunities += 1
        logger = next((name for name in self._limits if said.place.endswith(f"-{name}")), None)
        quantity = next((name for name, (word, _, _) in _WORDS.items() if word == said.measured), None)
        if logger is None or quantity is None:
            self.find(f"{said.source} reported {said.measured} at {said.place}, where nothing measures it", said.t,
                      at=(at,))
        elif said.unit != _WORDS[quantity][1]:
            self.find(f"{said.source} reported {said.measured} of {logger} in {said.unit}; right is "
                      f"{_WORDS[quantity][1]}", said.t, at=(at,))
        else:
            self._compare(said, logger, quantity, at)

    def finish(self) -> None:
        """Find what was not claimed in time, or not at all."""
        for due in self._due["l3"]:
            if self.book.t - due.t > self._patience() and not self._is_disturbed(due):
                self._missing("l3", due)
        if "l4" in self.book.told_all:
            until = self.book.told_all["l4"][0] - self._patience()
            for due in self._due["l4"]:
                if due.t < until and not self._is_disturbed(due):
                    self._missing("l4", due)

    def _compare(self, said: ConditionClaimed, logger: str, quantity: str, at: int) -> None:
        values = [value for t, shown in self._shown.get(logger, ())
                  if said.from_us - _CLOSE_US <= t <= said.until_us + _CLOSE_US
                  for name, value in shown.items() if name == quantity]
        low, high = _scaled(said.low, quantity), _scaled(said.high, quantity)
        if low is None or high is None or not values or low < min(values) or high > max(values):
            self.find(f"{said.source} reported {said.measured} of {logger} as {said.low} to {said.high} at "
                      f"{clock(said.from_us)}, and nothing like it was measured", said.t, at=(at,))
        elif said.alarm:
            self._settle(said, logger, quantity, int(high))

    def _settle(self, said: ConditionClaimed, logger: str, quantity: str, value: int) -> None:
        """Take what is claimed off the list, if it was due."""
        waiting = self._due[said.source]
        due = next((each for each in waiting if abs(each.t - said.from_us) <= _CLOSE_US
                    and (each.logger, each.quantity, each.value) == (logger, quantity, value)), None)
        if due is None:
            return
        waiting.remove(due)
        took = said.t - due.t
        if said.source == "l3" and took > self._patience() and not self._is_disturbed(due):
            self.find(f"{due.quantity} of {logger} beyond its limits was reported after {took / 1e6:.1f} s", said.t,
                      at=(due.at,), over=took - self._patience())

    def _missing(self, source: str, due: _Due) -> None:
        word, unit, size = _WORDS[due.quantity]
        self.find(f"{source} never reported {word} of {due.logger} beyond its limits, "
                  f"{Decimal(due.value) / size} {unit}", due.t, at=(due.at,))

    def _is_beyond(self, logger: str, quantity: str, value: int) -> bool:
        limits = self._limits.get(logger, {})
        low, high = limits.get(f"{quantity}_low"), limits.get(f"{quantity}_high")
        return (low is not None and value < low) or (high is not None and value > high)

    def _is_disturbed(self, due: _Due) -> bool:
        """Whether a link or a level that it had to pass was out of order on purpose."""
        return self.book.faulty_links.show(_LINKS, due.t) or not self.book.powered["l3"]

    def _patience(self) -> int:
        limit = self.book.world.limit("URS-CND-002")
        return limit.high if limit is not None and limit.high is not None else _PATIENCE_US


def _scaled(text: str, quantity: str) -> Decimal | None:
    """A claimed number in the bench's unit; ``None``: it is none."""
    try:
        return Decimal(text) * _WORDS[quantity][2]
    except InvalidOperation:
        return None
