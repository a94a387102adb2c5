"""The ends of further lines: each reports what it makes, at the rate of a real line, without the line itself.

What such an end reports is what was made there: nothing else is known of these packs.
"""

from collections.abc import Callable
from dataclasses import dataclass

from linebench.ports.l3 import AggregationEvent, Event, ObjectEvent
from linebench.ports.lines import LineReport
from linebench.product.keys import container_epc, epc, sscc

__all__ = ["LineEnds", "LineWork"]

_HOUR_US = 3_600_000_000
_PREFIX = slice(1, 8)
_EXTENSION = 8
_REFERENCES = 1_000_000
"""SSCCs that each end may use."""


@dataclass(frozen=True, slots=True)
class LineWork:
    """What each end makes. ``rate``: packs in an hour; ``every_us``: between two reports; ``until_us``: its end."""

    order: str
    gtin: str
    case_size: int
    rate: int
    every_us: int
    until_us: int


class LineEnds:
    """All of them. ``say``: to the site server; ``at``: books a call."""

    def __init__(self, say: Callable[..., None], at: Callable[..., None]) -> None:
        self._say, self._at = say, at
        self._made: dict[int, int] = {}

    def begin(self, t: int, lines: int, work: LineWork) -> None:
        """Let so many further lines run from now on; they report one shortly after the other."""
        for line in range(1, lines + 1):
            self._made.setdefault(line, 0)
            self._at(t + work.every_us + work.every_us * line // lines, self._report, line, (work, 1))

    def _report(self, t: int, line: int, what: tuple[LineWork, int]) -> None:
        work, sequence = what
        first = self._made[line]
        self._made[line] = last = work.rate * work.every_us * sequence // _HOUR_US
        self._say(t, LineReport(_name(line), sequence, work.order, _events(t, line, range(first, last), work)))
        if t + work.every_us <= work.until_us:
            self._at(t + work.every_us, self._report, line, (work, sequence + 1))


def _name(line: int) -> str:
    return f"L{line + 1}"


def _events(t: int, line: int, numbers: range, work: LineWork) -> tuple[Event, ...]:
    """The packs of one report, and the cases that were filled by them."""
    packs = tuple(_pack(line, number, work) for number in numbers)
    step = work.every_us // max(1, len(packs))
    times = tuple(t - work.every_us + step * n for n in range(len(packs)))
    found: list[Event] = [ObjectEvent("ADD", "commissioning", "active", packs, times)]
    for case in range(-(-numbers.start // work.case_size), numbers.stop // work.case_size):
        label = container_epc(sscc(work.gtin[_PREFIX], line * _REFERENCES + case, extension=_EXTENSION))
        inside = tuple(_pack(line, number, work)
                       for number in range(case * work.case_size, (case + 1) * work.case_size))
        if inside[-1] in packs:
            found += [ObjectEvent("ADD", "commissioning", "active", (label,), (t,)),
                      AggregationEvent("ADD", label, inside, t)]
    return tuple(found)


def _pack(line: int, number: int, work: LineWork) -> str:
    return epc(work.gtin, f"{_name(line)}N{number:09}")
