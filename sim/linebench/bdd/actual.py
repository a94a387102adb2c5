"""What a Then may say: it records what it saw beside what it expected, and only then decides.

Every comparison leaves an Expectation record with the actual value as observed, so the oracle and a reader can
judge it again. A Then that records nothing is an error of the protocol, never a pass.
"""

from collections.abc import Iterable
from typing import Protocol

from linebench.records import AnyRecord
from linebench.records.protocol import Expectation
from linebench.records.requirement import Limit, Requirement
from linebench.units import Duration, Length, Mass, Quantity, Share

__all__ = ["CLAIM", "TRUTH", "Blocked", "Mismatch", "NotApplicable", "Scribe", "expect", "expect_equal",
           "expect_found", "expect_none", "expect_rows", "expect_within", "quantity"]

TRUTH = "truth"
"""The plane of what physically happened."""
CLAIM = "claim"
"""The plane of what the system under test reports."""

_QUANTITIES: dict[str, type[Quantity]] = {"us": Duration, "um": Length, "mg": Mass, "ppm": Share}


class Mismatch(AssertionError):  # noqa: N818 - it is an outcome, not an error: the verdict is called fail
    """The system under test did not do what was expected. The only exception that means *fail*."""


class Blocked(Exception):  # noqa: N818 - it is no error: the verdict is called blocked
    """A precondition could not be reached, so the test case says nothing about its requirement."""


class NotApplicable(Exception):  # noqa: N818 - it is no error: the verdict is called na
    """The world lacks what the test case is about, so there is nothing to test in it. Never a pass."""


class Scribe(Protocol):
    """Where comparisons are written: the running attempt. ``n`` is the number of the running step."""

    n: int
    actuals: int

    @property
    def now(self) -> int:
        """Simulated time in microseconds."""

    def write(self, record: AnyRecord) -> int:
        """Append a record to the journal and return its position."""

    def requirement(self, name: str) -> Requirement:
        """Return a requirement by its id."""


def expect(scribe: Scribe, plane: str, expected: str, actual: str, *, met: bool, at: Iterable[int] = ()) -> None:
    """Record one comparison in words.

    Raises:
        Mismatch: ``met`` is false.

    """
    _write(scribe, plane, expected, actual, met=met, at=at)


def expect_equal(scribe: Scribe, plane: str, what: str, expected: object, actual: object, *,
                 at: Iterable[int] = ()) -> None:
    """Record that ``what`` should be one value and is another, or the same.

    Raises:
        Mismatch: the two differ.

    """
    _write(scribe, plane, f"{what}: {_words(expected)}", f"{what}: {_words(actual)}", met=expected == actual, at=at)


def expect_rows(scribe: Scribe, plane: str, rows: Iterable[tuple[str, str, str]]) -> None:
    """Record a list of comparisons, each as (what, expected, actual), all of them before any decides.

    Raises:
        Mismatch: some differ; the message has each of them.

    """
    wrong = []
    for what, expected, actual in rows:
        try:
            expect_equal(scribe, plane, what, expected, actual)
        except Mismatch as error:
            wrong.append(str(error))
    if wrong:
        raise Mismatch("; ".join(wrong))


def expect_found(scribe: Scribe, plane: str, expected: str, position: int | None, actual: str = "") -> None:
    """Record that something should have happened; ``position`` is where the journal shows it, ``None`` if nowhere.

    Raises:
        Mismatch: it did not happen.

    """
    seen = actual or (expected if position is not None else "it did not happen")
    _write(scribe, plane, expected, seen, met=position is not None, at=() if position is None else (position,))


def expect_none(scribe: Scribe, plane: str, expected: str, found: Iterable[int], actual: str = "") -> None:
    """Record that something should not have happened; ``found`` are the positions where it did.

    Raises:
        Mismatch: it happened.

    """
    at = tuple(found)
    _write(scribe, plane, expected, actual if at and actual else f"{len(at)} found", met=not at, at=at)


def expect_within(scribe: Scribe, plane: str, what: str, value: int, limit_of: str, *,
                  at: Iterable[int] = ()) -> None:
    """Record a measured number against the limit of a requirement. ``value``: in the limit's base unit.

    Raises:
        Mismatch: the value is outside the limit.
        LookupError: there is no such requirement, or it has no limit.

    """
    limit = scribe.requirement(limit_of).limit
    if limit is None:
        raise LookupError(f"requirement {limit_of} has no limit; give it one in fixtures/requirements.toml")
    met = (limit.low is None or value >= limit.low) and (limit.high is None or value <= limit.high)
    _write(scribe, plane, f"{what} {limit.text} ({limit_of})", f"{what} {quantity(value, limit.unit)}",
           met=met, at=at, source=limit_of, value=value, limit=limit)


def quantity(value: int, unit: str) -> str:
    """Write a number of base units as people write it."""
    kind = _QUANTITIES.get(unit)
    return str(kind(value)) if kind else f"{value} {unit}".removesuffix(" 1")


def _words(value: object) -> str:
    if isinstance(value, (tuple, list, set, frozenset)):
        return ", ".join(map(str, value)) or "none"
    return str(value)


def _write(scribe: Scribe, plane: str, expected: str, actual: str, *, met: bool, at: Iterable[int],
           source: str = "", value: int | None = None, limit: Limit | None = None) -> None:
    low, high, unit = (limit.low, limit.high, limit.unit) if limit else (None, None, "")
    scribe.actuals += 1
    scribe.write(Expectation(scribe.now, scribe.n, plane, expected, actual, met, source, value, low, high, unit,
                             tuple(at)))
    if not met:
        raise Mismatch(f"expected {expected}; found {actual}")
