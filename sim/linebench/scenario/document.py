"""TOML text with the line of every key.

``tomllib`` reads the values but forgets where they stood, so a small scanner walks the text a second time
and notes the line of each key. It sees only text that ``tomllib`` has accepted and may therefore be lax.
"""

import pickle
import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from linebench.scenario.problems import Problem, ScenarioError

__all__ = ["Document", "KeyPath", "parse"]

KeyPath = tuple[str | int, ...]
"""Keys and list positions from the top of a document to a value."""

_KEY_PART = re.compile(r"""[ \t]*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([A-Za-z0-9_-]+))[ \t]*""")
_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_STRING = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}|' r"'''.*?'{3,5}|" r'"(?:[^"\\]|\\.)*"|' r"'[^']*'", re.DOTALL)
_BARE = re.compile(r"[^,\]}\n#]*")


@dataclass(frozen=True, slots=True)
class Document:
    """A TOML file as read: ``name`` for records, ``shown`` for messages, its values, and lines by key path."""

    name: str
    shown: str
    data: dict[str, Any]  # TOML values of any type; they are checked where they are used
    lines: Mapping[KeyPath, int]

    def line(self, path: KeyPath) -> int:
        """Return the line of a key, or of the nearest table around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def parse(text: str, name: str, *, shown: str = "") -> Document:
    """Read TOML text.

    Raises:
        ScenarioError: the text is no TOML; the message names the line.

    """
    shown = shown or name
    try:
        values, lines = _understood(text)
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError((_syntax(error, text, shown),)) from error
    return Document(name, shown, pickle.loads(values), lines)  # noqa: S301  # written below, in this process


@lru_cache(maxsize=256)
def _understood(text: str) -> tuple[bytes, Mapping[KeyPath, int]]:
    """Return the values of a text, pickled so that each reader has a copy of its own, and the lines of its keys.

    The worlds of a run are put together from the same few files again and again.
    """
    values = pickle.dumps(tomllib.loads(text))
    return values, MappingProxyType(_Scanner(text.replace("\r\n", "\n")).scan())


def _syntax(error: tomllib.TOMLDecodeError, text: str, shown: str) -> Problem:
    match = re.search(r"\(at (?:line (\d+), column \d+|end of document)\)", str(error))
    line = int(match[1]) if match and match[1] else text.count("\n") + 1
    reason = re.sub(r"\s*\(at .*\)$", "", str(error))
    return Problem(f"{shown}:{line}", "", f"text that is no TOML ({reason})", "key = value lines",
                   "correct the line; text values stand in quotes")


@dataclass(slots=True)
class _Scanner:
    text: str
    at: int = 0
    lines: dict[KeyPath, int] = field(default_factory=dict)
    counts: dict[KeyPath, int] = field(default_factory=dict)
    """Elements seen of each array of tables."""
    starts: list[int] = field(default_factory=list)

    def scan(self) -> dict[KeyPath, int]:
        self.starts = [match.start() for match in re.finditer(r"^", self.text, re.MULTILINE)]
        table: KeyPath = ()
        while self._space() < len(self.text):
            if self.text.startswith("[[", self.at):
                table = self._header(2, repeated=True)
            elif self.text[self.at] == "[":
                table = self._header(1, repeated=False)
            else:
                self._pair(table)
        return self.lines

    def _space(self) -> int:
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.at

    def _note(self, path: KeyPath) -> None:
        self.lines.setdefault(path, bisect_right(self.starts, self.at))

    def _header(self, brackets: int, *, repeated: bool) -> KeyPath:
        start, self.at = self.at, self.at + brackets
        keys = list(self._key())
        end, self.at = self.at + brackets, start
        path: KeyPath = ()
        for depth, key in enumerate(keys):
            path = (*path, key)
            if repeated and depth == len(keys) - 1:
                self.counts[path] = self.counts.get(path, -1) + 1
            if path in self.counts:
                path = (*path, self.counts[path])
            self._note(path)
        self.at = end
        return path

    def _key(self) -> Iterator[str]:
        while match := _KEY_PART.match(self.text, self.at):
            self.at = match.end()
            yield next(part for part in match.groups() if part is not None)
            if not self.text.startswith(".", self.at):
                return
            self.at += 1

    def _pair(self, table: KeyPath) -> None:
        start = self.at
        keys = tuple(self._key())
        value, self.at = self.at + 1, start
        for depth in range(len(keys)):
            self._note((*table, *keys[: depth + 1]))
        self.at = value
        self._value((*table, *keys))

    def _value(self, path: KeyPath) -> None:
        self._space()
        if match := _STRING.match(self.text, self.at):
            self.at = match.end()
        elif self.text[self.at] == "[":
            self._items(path, "]")
        elif self.text[self.at] == "{":
            self._items(path, "}")
        elif match := _BARE.match(self.text, self.at):
            self.at = match.end()

    def _items(self, path: KeyPath, close: str) -> None:
        self.at += 1
        number = 0
        while self.text[self._space()] != close:
            if self.text[self.at] == ",":
                self.at += 1
            elif close == "}":
                self._pair(path)
            else:
                self._note((*path, number))
                self._value((*path, number))
                number += 1
        self.at += 1
