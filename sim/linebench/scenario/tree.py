"""A scenario while it is put together: leaves that know where they came from, in layers laid over each other.

Tables that a file repeats (``[[station]]``) are keyed here by what identifies them, so that a later layer can
change one value of one station and a key path such as ``line.station.camera-1.at`` names every value.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from linebench.scenario.document import Document, KeyPath
from linebench.scenario.problems import Problem

__all__ = ["Leaf", "Node", "Table", "override", "plant"]

IDENTITY: Mapping[str, str | None] = {
    "belt": "id", "station": "id", "product": "name", "batch": "order", "fault": None,
    "seat": "id", "wire": "id", "action": "id", "claim": "id", "dashboard": "id",
    "group": "id",
    "component": "id", "instrument": "id", "account": "id", "password": "id", "document": "id",
    "backup": "id", "item": None,
}
"""Which key identifies an element of a repeated table; ``None``: they are numbered from 1."""
_OPEN = ("stack", "operator", "scanner", "settings", "params", "options", "level_options", "tls", "fields", "words",
         "code", "wire")
"""Tables an override may add; all others must exist."""
_ADDED = "wire"
"""Whose elements an override may add too: a pair of seats that no file names speaks in the bench's own messages."""
_ID = re.compile(r"^[A-Za-z0-9_-]+$")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value as written. ``place``: for messages; ``origin``: for record 0; ``loose``: it came as bare text."""

    value: Any  # what TOML gave; its type is checked when the plan is built
    place: str
    origin: str
    loose: bool = False


@dataclass(slots=True)
class Table:
    """Named values and tables below one key path."""

    place: str
    items: dict[str, "Node"] = field(default_factory=dict)

    def merge(self, over: "Table") -> None:
        """Lay another table over this one: its leaves replace, its tables merge."""
        for key, node in over.items.items():
            mine = self.items.get(key)
            if isinstance(mine, Table) and isinstance(node, Table):
                mine.merge(node)
            else:
                self.items[key] = node

    def table(self, key: str) -> "Table":
        """Return the table below ``key``, made when missing."""
        node = self.items.get(key)
        if not isinstance(node, Table):
            node = self.items[key] = Table(self.place)
        return node


Node = Leaf | Table


def plant(document: Document, problems: list[Problem]) -> Table:
    """Turn a document into a table whose leaves know their lines. Elements without identity become problems."""
    return _Planter(document, problems).table((), document.data)


def override(root: Table, key: str, text: str, origin: str) -> Problem | None:
    """Set one value by its key path; return what is wrong with the path, or ``None``."""
    *parents, last = key.split(".")
    table = root
    for depth, part in enumerate(parents):
        before = parents[depth - 1] if depth else ""
        node = table.items.get(part) or _by_position(table, before, part)
        if node is None and (part in _OPEN or before == _ADDED):
            node = table.table(part)
        if before == _ADDED and isinstance(node, Table):
            node.items.setdefault("id", Leaf(part, origin, origin))
        if not isinstance(node, Table):
            known = [name for name, each in table.items.items() if isinstance(each, Table)]
            return Problem(origin, key, f"no table {part!r}", f"one of {', '.join(known)}", "correct the key")
        table = node
    table.items[last] = Leaf(text, origin, origin, loose=True)
    return None


def _by_position(table: Table, parent: str, part: str) -> "Node | None":
    numbered = parent in IDENTITY and part.isdigit() and 0 < int(part) <= len(table.items)
    return list(table.items.values())[int(part) - 1] if numbered else None


@dataclass(frozen=True, slots=True)
class _Planter:
    document: Document
    problems: list[Problem]

    def table(self, path: KeyPath, data: dict[str, Any]) -> Table:
        table = Table(self._place(path))
        for key, value in data.items():
            table.items[key] = self._node((*path, key), key, value)
        return table

    def _node(self, path: KeyPath, key: str, value: object) -> Node:
        if isinstance(value, dict):
            return self.table(path, value)
        if key in IDENTITY and isinstance(value, list) and all(isinstance(each, dict) for each in value):
            return self._elements(path, IDENTITY[key], value)
        return Leaf(value, self._place(path), f"{self.document.name}:{self.document.line(path)}")

    def _elements(self, path: KeyPath, identity: str | None, rows: list[dict[str, Any]]) -> Table:
        table = Table(self._place(path))
        for n, row in enumerate(rows):
            key = str(n + 1) if identity is None else row.get(identity)
            if not isinstance(key, str) or not _ID.match(key):
                found = "nothing" if key is None else repr(key)
                self._wrong((*path, n, identity or ""), found, "a text of letters, digits, - and _")
            elif key in table.items:
                self._wrong((*path, n, identity or ""), f"{key!r} a second time", "every one once")
            else:
                table.items[key] = self.table((*path, n), row)
        return table

    def _place(self, path: KeyPath) -> str:
        return f"{self.document.shown}:{self.document.line(path)}"

    def _wrong(self, path: KeyPath, found: str, expected: str) -> None:
        key = ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
        self.problems.append(Problem(self._place(path), key, found, expected, "give it a name of its own"))
