"""All faults of code images, found by looking through the files of this folder: a new fault needs no list."""

import difflib
import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from operator import itemgetter
from types import MappingProxyType

from linebench.imaging import faults as family_folder
from linebench.imaging.faults.kind import CodeFault, Fault, FaultError, Values

__all__ = ["catalogue", "fault", "in_order", "read_fault"]

_NONE: Values = MappingProxyType({})


@cache
def catalogue() -> Mapping[str, CodeFault]:
    """Every kind of fault by id: content, print, camera; within a plane by family, then as declared."""
    found = [each for plane in ("content", "print", "camera") for each in _declared() if each.plane == plane]
    return MappingProxyType({each.id: each for each in found})


def _declared() -> Iterator[CodeFault]:
    for module in sorted(each.name for each in pkgutil.iter_modules(family_folder.__path__)):
        yield from getattr(importlib.import_module(f"{family_folder.__name__}.{module}"), "FAULTS", ())


def fault(kind: str, given: Values = _NONE, /, **more: float) -> Fault:
    """A checked fault with all its parameter values; those not given are the defaults.

    Raises:
        FaultError: an unknown kind or parameter, or a value out of range.

    """
    known = catalogue().get(kind)
    if known is None:
        near = difflib.get_close_matches(kind, catalogue(), 1)
        advice = f"write {near[0]!r}, or see" if near else "see"
        raise FaultError(f"{kind!r} is no fault of a code image; {advice} linebench image fault --list")
    return Fault(kind, known.values({**given, **more}))


def read_fault(text: str) -> Fault:
    """A fault written as ``nozzle_dead nozzles=2 place=0.5``, with or without its parameters.

    Commas serve as well as spaces, so that a shell needs no quotes: ``nozzle_dead,nozzles=2``. A lone number is
    the severity: ``nozzle_dead=2``.

    Raises:
        FaultError: the text is no such thing.

    """
    head, *pairs = text.replace(",", " ").split() or [""]
    kind, _, severity = head.partition("=")
    known = catalogue().get(kind)
    if severity and known is not None and known.parameters:
        pairs = [f"{known.parameters[0].name}={severity}", *pairs]
    elif severity and known is not None:
        raise FaultError(f"{text!r}: {kind} has no severity")
    return fault(kind, dict(_pair(each, text) for each in pairs))


def _pair(text: str, whole: str) -> tuple[str, float]:
    name, equals, value = text.partition("=")
    try:
        number = float(value) if equals else float("nan")
    except ValueError:
        number = float("nan")
    if number != number:  # noqa: PLR0124 - not a number is the one that differs from itself
        raise FaultError(f"{whole!r}: found {text!r}; expected a parameter such as nozzles=2")
    return name, number


def in_order(faults: Iterable[Fault]) -> list[tuple[CodeFault, Fault]]:
    """Faults with their kinds, in the order of the catalogue, whatever the order given.

    Raises:
        FaultError: an unknown kind.

    """
    ranked = _ranked()
    try:
        found = [(*ranked[each.kind], each) for each in faults]
    except KeyError as unknown:
        fault(unknown.args[0])
        raise
    if len(found) > 1:
        found.sort(key=itemgetter(0))
    return [(kind, each) for _, kind, each in found]


@cache
def _ranked() -> Mapping[str, tuple[int, CodeFault]]:
    return {kind.id: (rank, kind) for rank, kind in enumerate(catalogue().values())}
