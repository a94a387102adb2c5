"""Values in structures of OPC 10031-4 as texts and numbers of the port."""

import dataclasses
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeAlias

from asyncua import ua

from linebench.ports.erp import Pairs
from linebench.product.dates import is_date, last_day

__all__ = ["Make", "UnfitError", "expiry", "expiry_text", "flat", "localized", "parameters", "text", "text_of",
           "whole"]

Make: TypeAlias = Callable[..., Any]
"""``make("ISA95ParameterDataType", ID=…, Value=…)``: a structure of whichever server is spoken to."""
_TEXTS: tuple[tuple[tuple[type, ...], Callable[[Any], str]], ...] = (
    ((type(None),), lambda _: ""), ((bool,), lambda value: "true" if value else "false"), ((str,), str),
    ((int,), lambda value: str(int(value))), ((float,), repr),
    ((datetime,), lambda value: _utc(value).isoformat().replace("+00:00", "Z")),
    ((ua.LocalizedText,), lambda value: text(value.Text)),
    ((ua.NodeId, ua.QualifiedName), lambda value: str(value.to_string())))
"""Types of values and how one is written; a boolean is an int to Python and to nobody else."""
_WHOLE = re.compile(r"\+?(\d{1,15})(?:\.0*)?", re.ASCII)
_ISO = re.compile(r"\d\d(\d\d)-(\d\d)(?:-(\d\d))?(?:T.*)?", re.ASCII)


class UnfitError(ValueError):
    """A structure whose content cannot be meant. The message says what was found and expected."""


def text(value: str | None) -> str:
    """A string as it came: null and empty are the same."""
    return value or ""


def localized(values: Sequence[Any] | None) -> str:
    """The first of some texts, one for each language, that says anything."""
    return next((each.Text for each in values or () if each.Text), "")


def text_of(value: object) -> str:
    """A value of any type as text.

    Raises:
        UnfitError: it has none, such as a picture.

    """
    if isinstance(value, list | tuple):
        return ", ".join(map(text_of, value))
    for kinds, write in _TEXTS:
        if isinstance(value, kinds):
            return write(value)
    raise UnfitError(f"found a value of type {type(value).__name__}, which cannot be told as text")


def flat(given: Sequence[Any] | None, most: int, inside: str = "Subparameters") -> Pairs:
    """Names and texts of parameters or properties; those within others as ``OUTER/INNER``.

    Raises:
        UnfitError: one has no name or no text, or there are more than ``most``.

    """
    pairs = []
    for pair in _flat(given or (), "", inside):
        pairs.append(pair)
        if len(pairs) > most:
            raise UnfitError(f"found more than {most} parameters")
    return tuple(pairs)


def _flat(given: Sequence[Any], above: str, inside: str) -> Iterator[tuple[str, str]]:
    for each in given:
        if not each.ID:
            raise UnfitError(f"a parameter {f'in {above} ' if above else ''}has no ID")
        yield from _told(f"{above}{each.ID}", each.Value)
        yield from _flat(getattr(each, inside) or (), f"{above}{each.ID}/", inside)


def _told(name: str, value: object) -> Iterator[tuple[str, str]]:
    """A value as one pair, or where it is a structure as one for each of its fields."""
    if isinstance(value, ua.Variant):
        value = value.Value
    if dataclasses.is_dataclass(value) and not isinstance(value, ua.LocalizedText | ua.NodeId | ua.QualifiedName):
        for field in dataclasses.fields(value):
            if field.name != "Encoding" and getattr(value, field.name) is not None:
                yield from _told(f"{name}/{field.name}", getattr(value, field.name))
        return
    yield name, text_of(value)


def parameters(make: Make, pairs: Pairs) -> list[Any]:
    """Names and texts as ISA95ParameterDataType."""
    return [make("ISA95ParameterDataType", ID=name, Value=ua.Variant(value, ua.VariantType.String))
            for name, value in pairs]


def whole(value: object, name: str) -> int:
    """A whole number that is not negative, from a number or a DecimalString.

    Raises:
        UnfitError: it is none.

    """
    if isinstance(value, bool):
        raise UnfitError(f"{name}: found {value}; expected a whole number")
    match = _WHOLE.fullmatch(repr(value) if isinstance(value, int | float) else text_of(value).strip())
    if match is None:
        raise UnfitError(f"{name}: found {value!r}; expected a whole number of at most 15 digits")
    return int(match[1])


def expiry(value: object) -> str:
    """A date as YYMMDD: from this form, from 2027-12-31 and 2027-12, or from a moment."""
    if isinstance(value, datetime):
        return f"{_utc(value):%y%m%d}"
    given = text_of(value).strip()
    match = _ISO.fullmatch(given)
    return f"{match[1]}{match[2]}{match[3] or '00'}" if match else given


def expiry_text(yymmdd: str, form: str) -> str:
    """A date as it is written to the other end; what is no date is written as it is."""
    if form == "YYMMDD" or not is_date(yymmdd):
        return yymmdd
    day: date = last_day(yymmdd)
    return f"{day:%Y-%m}" if yymmdd.endswith("00") else f"{day:%Y-%m-%d}"


def _utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
