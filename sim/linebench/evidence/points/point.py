"""What a point is, what comes of asking it, and the registry of all of them."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TypeAlias

import msgspec

from linebench.evidence.points.reading import Reading
from linebench.evidence.stored import Stored

__all__ = ["NA", "Asked", "Bad", "Check", "Kind", "Note", "Open", "Point", "State", "point", "points", "run_check"]


class Kind(StrEnum):
    """Who decides on a point: the machine, both, or a person alone."""

    A = "A"
    P = "P"


class State(StrEnum):
    """What came of asking. ``open``: people have to act yet; ``present``: written down, for a person to judge."""

    OK = "ok"
    FAIL = "fail"
    OPEN = "open"
    NA = "n/a"
    PRESENT = "present"


class Bad(msgspec.Struct, frozen=True):
    """What is wrong in which file."""

    file: str
    what: str


class Open(msgspec.Struct, frozen=True):
    """What people have yet to do."""

    why: str


class NA(msgspec.Struct, frozen=True):
    """Why the point does not arise here."""

    why: str


Note: TypeAlias = Bad | Open | NA
Check: TypeAlias = Callable[[Reading], Iterator[Note]]
"""Yields what it has to say; nothing, where the point holds."""


class Point(msgspec.Struct, frozen=True):
    """One point of the checklist.

    ``place``: where a person finds it, several with a semicolon between: a file of the package, ``summary,
    HEADING`` as the English templates print it, ``volumes, CASE and CASE``, or what stands in all documents.
    """

    id: str
    kind: Kind
    text: str
    place: str
    check: Check


class Asked(Stored, frozen=True, kw_only=True):
    """A point and what came of it. ``notes``: in words, the first few; ``place``: as of ``Point``."""

    id: str
    kind: str
    text: str
    state: str
    notes: tuple[str, ...] = ()
    place: str = ""


_REGISTRY: dict[str, Point] = {}
_SHOWN = 5


def point(name: str, kind: Kind, text: str, *, place: str) -> Callable[[Check], Check]:
    """Enter a check into the registry.

    Raises:
        ValueError: the point has a check already.

    """
    def enter(check: Check) -> Check:
        if name in _REGISTRY:
            raise ValueError(f"{name} has a check already: {_REGISTRY[name].check.__name__}")
        _REGISTRY[name] = Point(name, kind, text, place, check)
        return check
    return enter


def points() -> tuple[Point, ...]:
    """Return every point in the order of the checklist."""
    return tuple(_REGISTRY[name] for name in sorted(_REGISTRY))


def run_check(one: Point, read: Reading) -> Asked:
    """Ask one point."""
    notes = list(one.check(read))
    chosen = next((kind for kind in (Bad, Open, NA) if any(isinstance(note, kind) for note in notes)), None)
    told = [_said(note) for note in notes if chosen is not None and isinstance(note, chosen)]
    if len(told) > _SHOWN:
        told = [*told[:_SHOWN], f"and {len(told) - _SHOWN} more"]
    return Asked(id=one.id, kind=one.kind, text=one.text, state=_state(one, chosen), notes=tuple(told),
                 place=one.place)


def _state(one: Point, chosen: type[Note] | None) -> State:
    if chosen is Bad:
        # a machine cannot refuse what a person has to judge
        return State.FAIL if one.kind is Kind.A else State.OPEN
    if chosen is None:
        return State.OK if one.kind is Kind.A else State.PRESENT
    return State.OPEN if chosen is Open else State.NA


def _said(note: Note) -> str:
    return f"{note.file}: {note.what}" if isinstance(note, Bad) else note.why
