"""What the pack states beside its results, from files of the content: requirements, limits, clauses, platforms."""

import tomllib
from collections.abc import Iterable
from typing import TypeVar

import msgspec

from linebench.adequacy.model import NA, Clause, KnownLimit, Part, Platform, Stated, result_of
from linebench.bundle.platforms import PLATFORMS
from linebench.bundle.recorded import UNTESTED, read_recorded
from linebench.content import Content
from linebench.evidence.files import PackageError
from linebench.evidence.stored import Stored

__all__ = ["clauses", "limits", "platforms", "requirements"]

T = TypeVar("T", bound=Stored)


def requirements(content: Content, parts: Iterable[Part]) -> tuple[Stated, ...]:
    """Return the requirements of the bench, each with the result of the parts that show it.

    What only tests of a release show, or a part that was left out, is n/a here.

    Raises:
        PackageError: the file is damaged; so of all in this module.

    """
    found = {part.id: part.result for part in parts}
    return tuple(msgspec.structs.replace(one, result=result_of(found.get(name, NA) for name in one.parts))
                 for one in _read(content, "bench-requirements.toml", "requirement", Stated))


def limits(content: Content) -> tuple[KnownLimit, ...]:
    """Return the known limits."""
    return _read(content, "known-limits.toml", "limit", KnownLimit)


def clauses(content: Content) -> tuple[Clause, ...]:
    """Return the clauses of regulations with what answers them."""
    return _read(content, "clauses.toml", "clause", Clause)


def platforms(content: Content) -> tuple[Platform, ...]:
    """Return every platform: those with a recorded run, and those that a bundle can be made for and have none."""
    recorded = read_recorded(content)
    tested = [Platform(os=one.os, machine=one.machine, python=one.python, state="tested", pack=one.pack, on=one.on)
              for one in recorded]
    known = {(one.os, one.machine) for one in recorded}
    names = ((target.platform_system, target.platform_machine) for target in PLATFORMS.values())
    return (*tested, *(Platform(os=system, machine=machine, python="", state=UNTESTED)
                       for system, machine in names if (system, machine) not in known))


def _read(content: Content, name: str, key: str, kind: type[T]) -> tuple[T, ...]:
    file = content.read("fixtures", name)
    try:
        return tuple(msgspec.convert(each, type=kind) for each in tomllib.loads(file.text).get(key, []))
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise PackageError(f"{file.shown}: found a table that cannot be read: {error}; expected [[{key}]] as in "
                           "the shipped library") from error
