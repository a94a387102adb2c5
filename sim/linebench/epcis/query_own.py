"""Conditions on fields of others, wherever they stand in an event: ``EQ_ILMD_…``, ``GT_INNER_…``, ``EXISTS_…``.

A field's name is ``namespace#name``, or ``prefix:name`` with a prefix of the standard or one that is given.
Source: GS1 EPCIS 2.0, 8.2.7.1.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeAlias

from linebench.epcis.model import Event, Extensions
from linebench.epcis.names import KNOWN, clark, is_uri
from linebench.epcis.query_parts import PARAMETER, Part, QueryError
from linebench.epcis.query_values import COMPARISONS, Check, same, than, wrong

__all__ = ["names_of", "own_part", "values_of"]

_NAME = re.compile(r"(EQ|GT|GE|LT|LE|EXISTS)_(INNER_)?((?:ILMD|ERROR_DECLARATION|SENSORELEMENT|SENSORMETADATA|"
                   r"SENSORREPORT|readPoint|bizLocation)_)?(.+)", re.DOTALL)
Found: TypeAlias = Iterable[Mapping[str, Any]]


def own_part(name: str, values: Sequence[str], prefixes: Mapping[str, str]) -> Part | None:
    """The condition that a parameter is; ``None``: its name is not of this kind.

    Raises:
        QueryError: it is, and its field or its values cannot be.

    """
    match = _NAME.fullmatch(name)
    if match is None or ":" not in match[4]:
        return None
    fields, area = names_of(match[4], prefixes), _AREAS[match[3] or ""]
    find = _inner if match[2] else _outer
    if match[1] == "EXISTS":
        return Part(lambda event: any(True for _ in find(area(event), fields)))
    check = _check(match[1], name, values)
    return Part(lambda event: any(
        check(leaf) for value in find(area(event), fields) for leaf in _leaves(value)))


def _check(comparison: str, name: str, values: Sequence[str]) -> Check:
    assert comparison in COMPARISONS
    if comparison == "EQ":
        return same(values)
    if len(values) != 1:
        raise wrong(name, list(values), "one value")
    return than(name, values[0])


def names_of(text: str, prefixes: Mapping[str, str]) -> frozenset[str]:
    """The names of fields that a text can mean, as ``{namespace}local``.

    Raises:
        QueryError: it is in no namespace that is known.

    """
    space, mark, local = text.rpartition("#")
    if mark and local and is_uri(space):  # whether the mark is of the namespace itself cannot be seen
        return frozenset({f"{{{space}}}{local}", f"{{{space}#}}{local}"})
    known = {**KNOWN, **prefixes}
    prefix = text.partition(":")[0]
    found = clark(text, known) if prefix in known or "//" in text or prefix == "urn" else None
    if found is None:
        raise QueryError(PARAMETER, f"found the field {text!r}, expected namespace#name, or prefix:name with one "
                                    f"of the prefixes {', '.join(sorted(known))}")
    return frozenset({found})


def values_of(event: Event, fields: frozenset[str]) -> Iterator[Any]:
    """The values of a field of others of the event itself."""
    for value in _outer((event.extensions,), fields):
        yield from _leaves(value)


def _outer(found: Found, fields: frozenset[str]) -> Iterator[Any]:
    """Values of the fields themselves."""
    for each in found:
        yield from (each[name] for name in fields if name in each)


def _inner(found: Found, fields: frozenset[str]) -> Iterator[Any]:
    """Values of fields inside of other fields, at any depth."""
    for each in found:
        yield from _below(each.values(), fields)


def _below(values: Iterable[Any], fields: frozenset[str]) -> Iterator[Any]:
    for value in values:
        if isinstance(value, Mapping):
            yield from _outer((value,), fields)
            yield from _below(value.values(), fields)
        elif isinstance(value, tuple | list):
            yield from _below(value, fields)


def _leaves(value: Any) -> Iterator[Any]:  # noqa: ANN401  # whatever others put into their fields
    """The value, each of a list, or the text beside attributes."""
    if isinstance(value, tuple | list):
        for each in value:
            yield from _leaves(each)
    elif isinstance(value, Mapping):
        yield from (value[name] for name in ("#text",) if name in value)
    else:
        yield value


def _of_place(name: str) -> Callable[[Event], Found]:
    def find(event: Event) -> Found:
        place = getattr(event, name)
        return () if place is None else (place.extensions,)

    return find


def _of_declaration(event: Event) -> tuple[Extensions, ...]:
    return () if event.error_declaration is None else (event.error_declaration.extensions,)


_AREAS: Mapping[str, Callable[[Event], Found]] = MappingProxyType({
    "": lambda event: (event.extensions,),
    "ILMD_": lambda event: (event.ilmd,),
    "ERROR_DECLARATION_": _of_declaration,
    "SENSORELEMENT_": lambda event: [each.extensions for each in event.sensor_element_list],
    "SENSORMETADATA_": lambda event: [each.metadata for each in event.sensor_element_list],
    "SENSORREPORT_": lambda event: [one for each in event.sensor_element_list for one in each.reports],
    "readPoint_": _of_place("read_point"),
    "bizLocation_": _of_place("biz_location"),
})
"""Where fields of others stand."""
