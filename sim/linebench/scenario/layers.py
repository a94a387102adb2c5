"""Puts a scenario file and what it includes together, in the order of precedence.

built-in < included files < the scenario file < a stack file named for the run < command line < Given.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from linebench.scenario.document import parse
from linebench.scenario.problems import Problem, ScenarioError, SourceError
from linebench.scenario.tree import Leaf, Node, Table, override, plant

__all__ = ["Assembly", "File", "Source"]

MARKETS = "markets"
"""The folder of markets, which products name without it."""
_NAME = re.compile(r"[A-Za-z0-9_-]+\Z")
INCLUDES = ("products", "faults")
"""Keys of a scenario file that list files; ``line`` and ``stack`` name one, directly or as their key ``file``."""

PLACES = ("seat", "wire", "action", "claim", "allow", "clock", "lacks", "product")
"""Keys of a stack that say who sits where, how they are spoken to, and how a real one is asked and believed."""


class File(Protocol):
    """A text file as a source gives it."""

    @property
    def name(self) -> str:
        """Path inside the content folder, ``/`` between parts."""

    @property
    def shown(self) -> str:
        """Path as the user would type it."""

    @property
    def path(self) -> Path:
        """Where it is."""

    @property
    def text(self) -> str:
        """What it says."""

    @property
    def sha256(self) -> str:
        """SHA-256 of its bytes, hex."""


class Source(Protocol):
    """Where files come from: ``linebench.content.Content``, or memory in a test."""

    def read(self, area: str, name: str, near: Path | None = None) -> File:
        """Find a file by name, ``near`` first, and read it.

        Raises:
            SourceError: there is none, or it cannot be read.

        """


@dataclass(slots=True)
class Assembly:
    """The layers of one scenario. ``files``: name and hash of every file read."""

    source: Source
    root: Table = field(default_factory=lambda: Table("built-in"))
    files: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    folder: Path = Path()
    """Of the file that says who sits where: what its relative paths start from."""

    def scenario(self, name: str, near: Path | None) -> None:
        """Read the scenario file over its includes.

        Raises:
            ScenarioError: there is no such file, or it is no TOML.
            SourceError: it cannot be read.

        """
        file = self.source.read("scenarios", name, near)
        self.folder = file.path.parent
        own = self._plant(file)
        self.root.place = f"{file.shown}:1"
        for key, included in self._included(own, file.path.parent):
            self._lay(key, included)
        if isinstance(faults := own.items.pop("fault", None), Table):
            self._number(faults)
        self.root.merge(own)

    def part(self, name: str, near: Path | None) -> Table:
        """Read a file that is a part of scenarios, as it stands.

        Raises:
            ScenarioError: it is no TOML.
            SourceError: it cannot be read.

        """
        return self._plant(self.source.read("scenarios", name, near))

    def stack(self, name: str, near: Path | None) -> None:
        """Lay the stack file that was named for the run over the scenario.

        It alone says who sits where: seats and wires of the scenario's own stack are gone, its other values stay
        where the file has none. So a scenario on wires also runs in one process.

        Raises:
            ScenarioError: it is no TOML.
            SourceError: there is no such file.

        """
        stack = self.root.table("stack")
        for key in PLACES:
            stack.items.pop(key, None)
        file = self.source.read("scenarios", name, near)
        self.folder = file.path.parent
        stack.merge(self._plant(file))

    def markets(self) -> None:
        """Read the file of each product's market; one that names none has the usual code."""
        products = self.root.table("product").items.values()
        leaves = [each.items.get("market") for each in products if isinstance(each, Table)]
        known = self.root.table("market").items
        for leaf in leaves:
            if isinstance(leaf, Leaf) and isinstance(leaf.value, str) and leaf.value not in known:
                self._market(leaf, known)

    def _market(self, leaf: Leaf, known: dict[str, Node]) -> None:
        if not _NAME.match(leaf.value):
            self.problems.append(Problem(leaf.place, "market", repr(leaf.value),
                                         "a text of letters, digits, - and _", f"name a file of {MARKETS}"))
            return
        name = f"{MARKETS}/{leaf.value}.toml"
        try:
            known[leaf.value] = self._plant(self.source.read("scenarios", name))
        except SourceError as error:
            if not error.problem.place:
                error = SourceError(replace(error.problem, place=leaf.place, key="market",
                                            advice=f"name a file of scenarios/{MARKETS}"))
            self.problems.append(error.problem)
        except ScenarioError as error:
            self.problems += error.problems

    def override(self, values: Mapping[str, str], origin: str) -> None:
        """Set values by key path."""
        for key, text in values.items():
            if problem := override(self.root, key, text, origin):
                self.problems.append(problem)

    def _plant(self, file: File) -> Table:
        self.files[file.name] = file.sha256
        return plant(parse(file.text, file.name, shown=file.shown), self.problems)

    def _included(self, own: Table, near: Path) -> Iterator[tuple[str, Table]]:
        for key in ("line", "stack"):
            node = own.items.get(key)
            leaf = node.items.pop("file", None) if isinstance(node, Table) else own.items.pop(key, None)
            yield from ((key, table) for table in self._read(key, leaf, near))
        for key in INCLUDES:
            leaf = own.items.pop(key, None)
            for each in self._each(key, leaf):
                yield from ((key, table) for table in self._read(key, each, near))

    def _each(self, key: str, node: Node | None) -> list[Leaf]:
        if node is None:
            return []
        if isinstance(node, Leaf) and isinstance(node.value, list):
            return [replace(node, value=each) for each in node.value]
        self._wrong(node.place, key, node)
        return []

    def _read(self, key: str, node: Node | None, near: Path) -> Iterator[Table]:
        if node is None:
            return
        if not isinstance(node, Leaf) or not isinstance(node.value, str):
            self._wrong(node.place, key, node)
            return
        try:
            yield self._plant(self.source.read("scenarios", node.value, near))
        except SourceError as error:
            problem = error.problem
            self.problems.append(problem if problem.place else replace(problem, place=node.place, key=key))
        except ScenarioError as error:
            self.problems += error.problems

    def _lay(self, key: str, table: Table) -> None:
        if key == "products":
            self._product(table)
        elif key == "faults":
            self._faults(table)
        else:
            self.root.table(key).merge(table)
            self.root.table(key).place = table.place

    def _product(self, table: Table) -> None:
        name = table.items.get("name")
        if isinstance(name, Leaf) and isinstance(name.value, str):
            self.root.table("product").items[name.value] = table
        else:
            self.problems.append(Problem(table.place, "name", "nothing", "the product's name in quotes"))

    def _faults(self, table: Table) -> None:
        for key, node in table.items.items():
            if key == "fault" and isinstance(node, Table):
                self._number(node)
            else:
                self.problems.append(Problem(node.place, key, "an unknown key", "[[fault]] tables only"))

    def _number(self, faults: Table) -> None:
        """Add faults behind those already there: a fault has no name by which another layer could change it."""
        known = self.root.table("fault")
        for each in faults.items.values():
            known.items[str(len(known.items) + 1)] = each

    def _wrong(self, place: str, key: str, node: Node) -> None:
        found = repr(node.value) if isinstance(node, Leaf) else "a table"
        self.problems.append(Problem(place, key, found, 'file names in quotes, such as "lines/carton.toml"'))
