"""The values of a comparison: what is known of a bench and of its test cases, and what a change is."""

from collections.abc import Mapping
from typing import NamedTuple

from linebench.evidence.stored import Stored

__all__ = ["CaseFacts", "Change", "Facts", "Impact", "Known", "Reason", "Repeat", "Spared"]

Facts = Mapping[str, str]
"""What is known of one kind of thing: by name, in a form in which equal things are equal."""


class Change(Stored, frozen=True, kw_only=True):
    """One thing that is not the same. ``kind``: as the files in ``kinds`` are named; ``""``: it is not there."""

    kind: str
    name: str
    before: str
    after: str

    def __str__(self) -> str:
        """Write it as one line."""
        return f"{self.kind} {self.name}: was {self.before or 'not there'}, is {self.after or 'not there'}"


class CaseFacts(NamedTuple):
    """What a test case depends on, as its package shows it.

    ``steps``: by keyword and phrase; ``step_files`` declare them. ``rules``: opportunities by rule. ``records``:
    types in its journals by name without version. ``seats``: that said or heard something, and ``wires``: between
    which, as sorted pairs such as ``l2-printer``; ``dialects``: that are spoken on sockets. ``files``: that record
    0 names. ``images``: codes were drawn and read. ``whole``: every attempt left a journal that can be read.
    """

    test: str
    row: str
    script: str
    requirements: tuple[str, ...]
    steps: frozenset[str] = frozenset()
    step_files: frozenset[str] = frozenset()
    rules: Mapping[str, int] = {}
    records: frozenset[str] = frozenset()
    seats: frozenset[str] = frozenset()
    wires: frozenset[str] = frozenset()
    dialects: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    images: bool = False
    whole: bool = True

    def joined(self, other: "CaseFacts") -> "CaseFacts":
        """Return what it depends on by either of two packages."""
        names = {*self.rules, *other.rules}
        rules = {name: max(self.rules.get(name, 0), other.rules.get(name, 0)) for name in names}
        return CaseFacts(
            other.test, other.row, other.script, tuple(dict.fromkeys((*self.requirements, *other.requirements))),
            self.steps | other.steps, self.step_files | other.step_files, rules, self.records | other.records,
            self.seats | other.seats, self.wires | other.wires, self.dialects | other.dialects,
            self.files | other.files, self.images or other.images, whole=self.whole and other.whole)


class Known(NamedTuple):
    """What is known of one side. ``facts``: by kind; a kind that is not recorded is not in it.

    ``cases``: by name; empty where the side is no package. ``inventory``: of a package, the facts that its
    inventory has, in the form in which an inventory alone has them.
    """

    name: str
    facts: Mapping[str, Facts]
    cases: Mapping[str, CaseFacts]
    requirements: tuple[str, ...] = ()
    package: bool = True
    inventory: Mapping[str, Facts] = {}


class Reason(Stored, frozen=True, kw_only=True):
    """Why a change touches something."""

    change: str
    why: str


class Repeat(Stored, frozen=True, kw_only=True):
    """A test case of the regression set, with every reason."""

    test: str
    row: str = ""
    reasons: tuple[Reason, ...]


class Spared(Stored, frozen=True, kw_only=True):
    """A test case that need not be repeated. ``why``: what of it is as it was."""

    test: str
    row: str = ""
    why: str


class Impact(Stored, frozen=True, kw_only=True):
    """What came of a comparison. ``harmless``: changes that touch no test case, each with the reason.

    ``everything``: why all test cases are touched although they are not known; empty where they are known.
    """

    schema: str = "linebench/impact"
    version: int = 1
    old: str
    new: str
    changes: tuple[Change, ...]
    requirements: tuple[str, ...]
    repeat: tuple[Repeat, ...]
    spared: tuple[Spared, ...]
    harmless: tuple[Reason, ...]
    everything: tuple[Reason, ...] = ()
