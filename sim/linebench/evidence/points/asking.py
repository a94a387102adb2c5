"""Asks every point of an execution."""

from collections import Counter
from collections.abc import Iterator, Sequence

from linebench.evidence.files import PackageError
from linebench.evidence.people.errors import PeopleError
from linebench.evidence.points import (
    attempts,
    cases,
    deviating,
    document,
    durability,
    installation,
    integrity,
    tracing,
)
from linebench.evidence.points.point import Asked, Kind, Point, State, points, run_check
from linebench.evidence.points.reading import Reading

__all__ = ["ask", "complete", "tell"]

_SECTIONS = (document, cases, attempts, integrity, installation, deviating, tracing, durability)
"""Importing a section enters its points into the registry."""


def ask(read: Reading) -> tuple[Asked, ...]:
    """Return what comes of every point, in the order of the checklist. Never raises for a damaged package."""
    return tuple(_ask(one, read) for one in points())


def tell(asked: Sequence[Asked]) -> Iterator[str]:
    """Write what came of the points for people: the sums, then each one that fails or that people must act on.

    At last those on which a person decides and those that do not arise, each with its place in the documents.
    """
    if not asked:
        return
    count = Counter(one.state for one in asked)
    yield "  points of the checklist: " + ", ".join(f"{count[state]} {state}" for state in State if count[state])
    for state in (State.FAIL, State.OPEN, State.PRESENT, State.NA):
        for one in asked:
            if one.state == state:
                placed = one.kind == Kind.P or state == State.NA
                yield f"  {one.id} {state}: {one.text}{f' (see {one.place})' if placed else ''}"
                yield from (f"      {note}" for note in one.notes)


def complete(asked: Sequence[Asked]) -> bool:
    """Whether a record is whole: points were asked, and none fails that a machine can decide."""
    return bool(asked) and not any(one.state == "fail" for one in asked)


def _ask(one: Point, read: Reading) -> Asked:
    try:
        return run_check(one, read)
    except (PackageError, PeopleError) as error:
        return Asked(id=one.id, kind=one.kind, text=one.text, state="fail", place=one.place,
                     notes=(f"cannot be answered: {error}",))
