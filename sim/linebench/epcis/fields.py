"""Single fields of an event, from the values of a JSON document: each checked and turned into the model's form.

A reader takes the value, the name of the field, who collects problems, and the prefixes of the document. What it
cannot take it tells of, and returns something of the right type all the same.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, TypeAlias

from linebench.epcis import times, words
from linebench.epcis.model import Extensions, Persistent, Place, QuantityElement, Typed
from linebench.epcis.names import clark, is_uri
from linebench.epcis.problems import Problems
from linebench.epcis.words import Vocabulary

__all__ = ["FieldReader", "Prefixes", "Value", "extensions", "ilmd", "listed", "number", "offset", "one_of",
           "persistent", "place", "plain", "quantities", "text", "time", "truth", "typed", "uri", "uris", "word"]

Prefixes: TypeAlias = Mapping[str, str]
Value: TypeAlias = Any
"""What stands in somebody's JSON."""
FieldReader: TypeAlias = Callable[[Value, str, Problems, Prefixes], Any]

_DEEPEST = 32
"""Objects inside each other in fields of others: more is no data but an attack."""


def text(value: Value, name: str, problems: Problems, _: Prefixes) -> str:
    """Any text."""
    if not isinstance(value, str):
        problems.tell(name, value, "text")
        return ""
    return value


def uri(value: Value, name: str, problems: Problems, _: Prefixes) -> str:
    """A URI or ``prefix:name``."""
    if not is_uri(value):
        problems.tell(name, value, "a URI")
        return ""
    return str(value)


def time(value: Value, name: str, problems: Problems, _: Prefixes) -> str:
    """A date-time with its offset."""
    if not times.is_time(value):
        problems.tell(name, value, "a time such as 2026-01-31T12:00:00.000+01:00")
        return ""
    return str(value)


def offset(value: Value, name: str, problems: Problems, _: Prefixes) -> str:
    """A time zone's offset."""
    if not times.is_offset(value):
        problems.tell(name, value, "an offset from -14:00 to +14:00, such as +01:00")
        return ""
    return str(value)


def number(value: Value, name: str, problems: Problems, _: Prefixes) -> Decimal | int:
    """A number."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        problems.tell(name, value, "a number")
        return 0
    return value


def truth(value: Value, name: str, problems: Problems, _: Prefixes) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        problems.tell(name, value, "true or false")
        return False
    return value


def plain(pattern: str, expected: str) -> FieldReader:
    """Return what reads text of this pattern."""
    compiled = re.compile(pattern)

    def read(value: Value, name: str, problems: Problems, _: Prefixes) -> str:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            problems.tell(name, value, expected)
            return ""
        return value

    return read


def one_of(*allowed: str) -> FieldReader:
    """Return what reads one of these words and nothing else."""
    known, expected = frozenset(allowed), " or ".join(allowed)

    def read(value: Value, name: str, problems: Problems, _: Prefixes) -> str:
        if not isinstance(value, str) or value not in known:
            problems.tell(name, value, expected)
            return ""
        return value

    return read


def word(vocabulary: Vocabulary) -> FieldReader:
    """Return what reads a word of the vocabulary in any of its forms, or a URI of somebody else's."""
    standard = vocabulary.words

    def read(value: Value, name: str, problems: Problems, _: Prefixes) -> str:
        if isinstance(value, str):
            if value in standard:
                return value
            bare = vocabulary.bare(value)
            if bare in standard or (is_uri(value) and not vocabulary.foreign(value)):
                return bare
        problems.tell(name, value, f"a {vocabulary.name} of the CBV, such as {min(standard)}, or a URI of your own")
        return ""

    return read


def listed(read: FieldReader, least: int = 0) -> FieldReader:
    """Return what reads a list of such values."""
    def read_all(value: Value, name: str, problems: Problems, prefixes: Prefixes) -> tuple[Any, ...]:
        if not isinstance(value, list) or len(value) < least:
            problems.tell(name, value, f"a list of at least {least}" if least else "a list")
            return ()
        return tuple([read(each, f"{name}[{at}]", problems, prefixes) for at, each in enumerate(value)])

    return read_all


def uris(value: Value, name: str, problems: Problems, _: Prefixes) -> tuple[str, ...]:
    """A list of URIs, none of them twice."""
    if not isinstance(value, list):
        problems.tell(name, value, "a list of URIs")
        return ()
    for at, each in enumerate(value):
        if not is_uri(each):
            problems.tell(f"{name}[{at}]", each, "a URI")
            return ()
    if len(set(value)) != len(value):
        twice = next(each for each in value if value.count(each) > 1)
        problems.tell(name, twice, "each identifier once")
    return tuple(value)


def certificates(value: Value, name: str, problems: Problems, prefixes: Prefixes) -> tuple[str, ...]:
    """One URI or a list of them."""
    return uris(value if isinstance(value, list) else [value], name, problems, prefixes)


_unit = plain("[A-Z0-9]{2,3}", "a code of two or three capitals and digits, such as KGM")


def quantities(value: Value, name: str, problems: Problems, prefixes: Prefixes) -> tuple[QuantityElement, ...]:
    """A list of quantity elements."""
    return tuple(listed(_quantity)(value, name, problems, prefixes))


def _quantity(value: Value, name: str, problems: Problems, prefixes: Prefixes) -> QuantityElement:
    found = _members(value, name, problems, {"epcClass", "quantity", "uom"}, "epcClass")
    with problems.at(name):
        unit = _unit(found["uom"], "uom", problems, prefixes) if "uom" in found else ""
        amount = number(found["quantity"], "quantity", problems, prefixes) if "quantity" in found else None
        return QuantityElement(uri(found.get("epcClass"), "epcClass", problems, prefixes), amount, unit)


def typed(member: str, vocabulary: Vocabulary, *, needed: bool) -> FieldReader:
    """Return what reads a list of business transactions, sources or destinations."""
    type_of = word(vocabulary)

    def read(value: Value, name: str, problems: Problems, prefixes: Prefixes) -> Typed:
        found = _members(value, name, problems, {"type", member}, member)
        with problems.at(name):
            if needed and "type" not in found:
                problems.tell("type", None, f"one of {words.listed(vocabulary.words)}")
            kind = type_of(found["type"], "type", problems, prefixes) if "type" in found else ""
            return Typed(uri(found.get(member), member, problems, prefixes), kind)

    return listed(read)


def place(value: Value, name: str, problems: Problems, prefixes: Prefixes) -> Place:
    """A read point or business location."""
    found = value if isinstance(value, dict) else {}
    if not isinstance(value, dict):
        problems.tell(name, value, "an object with an id")
        return Place("")
    with problems.at(name):
        own = {key: each for key, each in found.items() if key != "id"}
        return Place(uri(found.get("id"), "id", problems, prefixes), extensions(own, problems, prefixes))


_SET_OR_UNSET = ("set", "unset")
_dispositions = listed(word(words.DISPOSITIONS), 1)


def persistent(value: Value, name: str, problems: Problems, prefixes: Prefixes) -> Persistent:
    """Persistent dispositions that are set and unset, at least one of them."""
    found = _members(value, name, problems, {"set", "unset"}, "")
    if isinstance(value, dict) and not found:
        problems.tell(name, value, "set or unset")
    with problems.at(name):
        both = [_dispositions(found[key], key, problems, prefixes) if key in found else ()
                for key in _SET_OR_UNSET]
        for key, each in zip(_SET_OR_UNSET, both, strict=True):
            if len(set(each)) != len(each):
                problems.tell(key, list(each), "each disposition once")
        return Persistent(*both)


def ilmd(value: Value, name: str, problems: Problems, prefixes: Prefixes) -> Extensions:
    """Master data of instances and lots: fields in namespaces only."""
    if not isinstance(value, dict):
        problems.tell(name, value, "an object")
        return {}
    with problems.at(name):
        return extensions(value, problems, prefixes)


def extensions(found: Mapping[str, Value], problems: Problems, prefixes: Prefixes) -> Extensions:
    """Fields of others, each in a namespace."""
    if not found:
        return {}
    own: dict[str, Any] = {}
    for key, value in found.items():
        name = clark(key, prefixes)
        if name is None:
            problems.tell(key, value, "a field of the standard, or one with a namespace such as ex:field")
            continue
        own[name] = _own(value, key, problems, prefixes, _DEEPEST)
    return own


def _own(value: Value, name: str, problems: Problems, prefixes: Prefixes, depth: int) -> Value:
    if not depth:
        problems.tell(name, value, f"no more than {_DEEPEST} objects inside each other")
        return None
    if isinstance(value, dict):
        return {clark(key, prefixes) or key: _own(each, f"{name}.{key}", problems, prefixes, depth - 1)
                for key, each in value.items()}
    if isinstance(value, list):
        return tuple([_own(each, name, problems, prefixes, depth - 1) for each in value])
    return value


def _members(value: Value, name: str, problems: Problems, known: set[str], needed: str) -> Mapping[str, Value]:
    """The members of an object that may have these and no others."""
    if not isinstance(value, dict):
        problems.tell(name, value, "an object")
        return MappingProxyType({})
    for key in value.keys() - known:
        problems.tell(f"{name}.{key}", value[key], f"nothing of this name; {name} has {words.listed(known)}")
    if needed and needed not in value:
        problems.tell(f"{name}.{needed}", None, "it, for it must be there")
    return {key: each for key, each in value.items() if key in known}
