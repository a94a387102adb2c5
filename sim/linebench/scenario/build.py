"""Turns a tree of leaves into checked structs, and keeps where every value came from.

Every value is converted by itself, so one wrong value hides no other; what could not be built is ``None``.
"""

import difflib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, TypeVar, get_args, get_origin

import msgspec

from linebench.scenario.problems import Problem
from linebench.scenario.ranges import range_text, within
from linebench.scenario.tree import Leaf, Node, Table
from linebench.units import Quantity, UnitError

__all__ = ["Builder", "nearest"]

T = TypeVar("T", bound=msgspec.Struct)

_EXAMPLES = {"time": "60 ms", "length": "1.2 m", "speed": "1 m/s", "mass": "12 g", "rate": "400/min",
             "share": "0.5 %", "temperature": "25 °C", "acceleration": "20 m/s2"}
_WORDS: dict[type, str] = {str: "text in quotes", int: "a whole number", bool: "true or false", float: "a number"}


def nearest(word: str, known: Collection[str]) -> str:
    """Advice for a word that is not known: the nearest that is, or the list of them."""
    close = difflib.get_close_matches(word, known, 1)
    return f'write "{close[0]}"' if close else "correct it or leave it out"


@cache
def _fields(kind: type[msgspec.Struct]) -> tuple[msgspec.structs.FieldInfo, ...]:
    """The fields of a plan: to work out their types takes longer than to build it."""
    return msgspec.structs.fields(kind)


@dataclass(slots=True)
class Builder:
    """Builds structs. ``origins``: key path to origin; ``places``: key path to where messages point."""

    problems: list[Problem]
    origins: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)

    def wrong(self, path: str, found: str, expected: str, advice: str = "correct it") -> None:
        """Note a problem with the value at a key path."""
        self.problems.append(Problem(self.place(path), path, found, expected, advice))

    def place(self, path: str) -> str:
        """Return where a value, or the nearest table around it, stands."""
        while path and path not in self.places:
            path = path.rpartition(".")[0]
        return self.places.get(path, self.places.get("", "scenario"))

    def struct(self, kind: type[T], table: Table, path: str, given: dict[str, Any] | None = None,
               elsewhere: Iterable[str] = ()) -> T | None:
        """Build ``kind`` from a table.

        Args:
            kind: a plan or settings class.
            table: the values as written.
            path: key path of the table.
            given: fields that are already built; ``None`` among them was reported before.
            elsewhere: keys of the table that others read.

        """
        self.places[path] = table.place
        values = dict(given or {})
        fields = {each.name: each for each in _fields(kind) if each.name not in values}
        before = len(self.problems)
        self._unknown(table, path, [*fields, *elsewhere])
        for name, each in fields.items():
            node = table.items.get(name)
            if node is not None:
                values[name] = self._field(kind, name, node, path, each.type)
            elif each.required:
                self.wrong(_join(path, name), "nothing", expectation(each.type), f"add the line {name} = …")
            else:
                self.origins[_join(path, name)] = "built-in"
        return self._make(kind, values, path) if len(self.problems) == before else None

    def _make(self, kind: type[T], values: dict[str, Any], path: str) -> T | None:
        try:
            return kind(**values)
        except ValueError as error:  # a settings class may check itself when it is made
            self.wrong(path, str(error), f"values that fit together for {kind.__name__}")
            return None

    def _unknown(self, table: Table, path: str, known: list[str]) -> None:
        for key, node in table.items.items():
            if key not in known:
                self.places[_join(path, key)] = node.place
                self.wrong(_join(path, key), f"the unknown key {key!r}", f"one of {', '.join(known)}",
                           nearest(key, known))

    def _field(self, plan: type[msgspec.Struct], name: str, node: Node, path: str, kind: type) -> object:
        value = self._value(node, _join(path, name), kind)
        if isinstance(value, int) and not within(plan, name, value):
            found = str(value) if isinstance(value, Quantity) else repr(value)
            self.wrong(_join(path, name), found, range_text(plan, name, value))
        return value

    def _value(self, node: Node, path: str, kind: type) -> object:
        self.places[path] = node.place
        if isinstance(node, Leaf):
            return self._leaf(node, path, kind)
        if get_origin(kind) is dict:
            return self._texts(node, path)
        self._mismatch(path, "a table", kind)
        return None

    def _leaf(self, leaf: Leaf, path: str, kind: type) -> object:
        self.origins[path] = leaf.origin
        try:
            return msgspec.convert(leaf.value, kind, strict=not leaf.loose, dec_hook=_quantity)
        except (msgspec.ValidationError, UnitError):
            self._mismatch(path, repr(leaf.value), kind)
            return None

    def _mismatch(self, path: str, found: str, kind: type) -> None:
        self.wrong(path, found, expectation(kind))

    def _texts(self, table: Table, path: str) -> dict[str, str]:
        """Read a table of parameters: text, or plain numbers without quotes. Names in tables have dots."""
        texts: dict[str, str] = {}
        for key, node in table.items.items():
            where = _join(path, key)
            self.places[where] = node.place
            if isinstance(node, Table):
                texts |= {f"{key}.{name}": text for name, text in self._texts(node, where).items()}
                continue
            if isinstance(node, Leaf) and isinstance(node.value, str | int | float) and node.value is not True:
                texts[key], self.origins[where] = str(node.value), node.origin
            else:
                self.wrong(where, "no text", "text in quotes or a number")
        return texts


def expectation(kind: type) -> str:
    """Say in words what a field of this type wants."""
    if get_origin(kind) is Literal:
        return "one of " + ", ".join(repr(each) for each in get_args(kind))
    options = [each for each in get_args(kind) if each is not type(None)]
    if options and type(None) in get_args(kind):
        return expectation(options[0])
    if isinstance(kind, type) and issubclass(kind, Quantity):
        article = "an" if kind.kind[0] in "aeiou" else "a"
        return f'{article} {kind.kind} with unit, such as "{_EXAMPLES[kind.kind]}"'
    return _WORDS.get(kind, "a table" if get_origin(kind) is dict else "a list")


def _quantity(kind: type, value: object) -> object:
    if issubclass(kind, Quantity) and isinstance(value, str):
        return kind.parse(value)
    raise UnitError(f"{value!r} is no text with a unit")


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
