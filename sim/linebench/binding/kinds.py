"""Which kinds of hands and eyes there are: one module each, which holds ``KIND``."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from linebench.binding import eyes, hands
from linebench.binding.deed import BindingError
from linebench.binding.desk import Desk
from linebench.binding.shared import Shared
from linebench.units import Duration, Quantity, UnitError

__all__ = ["EyeKind", "HandKind", "HandOptions", "Options", "Place", "eye_kinds", "hand_kinds", "options_of"]

_COMMON = ["within"]
"""Options of every hand: they are told last."""


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of what a stack file can say of one kind. Fields with a ``dict`` take names behind a dot."""


class HandOptions(Options, frozen=True, kw_only=True):
    """Base of what it can say of a kind of hand. ``within``: how long doing it may take, by the wall."""

    within: Duration = Duration(10_000_000)


class Place(msgspec.Struct, frozen=True):
    """Where a binding stands. ``where``: for messages; ``folder``: what relative paths start from; ``shared``: what
    it has in common with the others of its system; ``real``: it may leave this machine; ``desk``: where people are
    asked, where anybody can be.
    """

    where: str
    folder: Path
    shared: Shared
    real: bool = False
    desk: Desk | None = None


def _nowhere(_: Any) -> tuple[str, ...]:  # noqa: ANN401  # the options of any kind
    return ()


class HandKind(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of hand. ``make(options, place)`` makes one; ``attended``: it asks a person;
    ``reaches(options)``: the URLs that it dials.
    """

    name: str
    summary: str
    options: type[HandOptions]
    make: Callable[[Any, Place], Any]
    attended: bool = False
    reaches: Callable[[Any], tuple[str, ...]] = _nowhere


class EyeKind(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of eye. ``make(options, place)`` makes one; ``reaches(options)``: the URLs that it dials;
    ``anew``: it tells what is so now, and is opened for every test case also of a system that goes on.
    """

    name: str
    summary: str
    options: type[Options]
    make: Callable[[Any, Place], Any]
    reaches: Callable[[Any], tuple[str, ...]] = _nowhere
    anew: bool = False


@cache
def hand_kinds() -> dict[str, HandKind]:
    """Every kind of hand by name."""
    return {kind.name: kind for kind in _kinds(hands)}


@cache
def eye_kinds() -> dict[str, EyeKind]:
    """Every kind of eye by name."""
    return {kind.name: kind for kind in _kinds(eyes)}


def options_of(kind: HandKind | EyeKind, given: Mapping[str, str], where: str) -> Options:
    """The options of a kind as a stack file gives them, all as text.

    Raises:
        BindingError: an unknown one, one that is missing, or a value that does not fit.

    """
    try:
        return msgspec.convert(_nested(kind.options, given), kind.options, dec_hook=_quantity, strict=False)
    except (msgspec.ValidationError, UnitError, ValueError) as error:
        known = ", ".join(sorted((field.name for field in msgspec.structs.fields(kind.options)), key=_COMMON.count))
        raise BindingError(f"{where}: {error}; {kind.name} takes {known}") from error


def _nested(options: type[Options], given: Mapping[str, str]) -> dict[str, Any]:
    """Gather ``header.Accept`` below ``header``, for fields that are tables."""
    tables = {field.name for field in msgspec.structs.fields(options) if "dict" in str(field.type)}
    values: dict[str, Any] = {}
    for name, text in given.items():
        head, dot, rest = name.partition(".")
        if dot and head in tables:
            values.setdefault(head, {})[rest] = text
        else:
            values[name] = text
    return values


def _quantity(kind: type, value: object) -> object:
    if isinstance(value, str) and issubclass(kind, Quantity):
        return kind.parse(value)
    raise UnitError(f"{value!r} is no {kind.__name__.lower()}; expected text with a unit")


def _kinds(package: Any) -> list[Any]:  # noqa: ANN401  # a module is no type of its own
    return [importlib.import_module(f"{package.__name__}.{each.name}").KIND
            for each in pkgutil.iter_modules(package.__path__)]
