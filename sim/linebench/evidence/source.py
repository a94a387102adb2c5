"""Source as hashes are over it: no docstrings, comments on lines of their own, indentation and empty lines."""

import ast
import hashlib
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

__all__ = ["Source", "source_hash", "source_of"]

_BLOCKS = ("body", "orelse", "handlers", "finalbody", "cases")
"""Where a statement holds others."""


@dataclass(frozen=True)
class Source:
    """A file of source.

    ``lines``: those that count, ``""`` for others. ``ends``: the last line of each function by its first, the one
    of its decorators if it has any; lines count from 1.
    """

    lines: tuple[str, ...]
    ends: Mapping[int, int]

    @property
    def sha256(self) -> str:
        """The hash over all of it."""
        return _hash(self.lines)

    def of(self, function: Callable[..., object]) -> str:
        """The hash over a function that the file declares."""
        first, last = self._range(function)
        return _hash(textwrap.dedent("\n".join(filter(None, self.lines[first - 1:last]))).splitlines())

    def without(self, functions: Iterable[Callable[..., object]]) -> str:
        """The hash over what is left when these functions are cut out."""
        cut = {line for each in functions for line in range(self._range(each)[0], self._range(each)[1] + 1)}
        return _hash(line for number, line in enumerate(self.lines, 1) if number not in cut)

    def _range(self, function: Callable[..., object]) -> tuple[int, int]:
        first = function.__code__.co_firstlineno
        return first, self.ends[first]


@cache
def source_of(path: str) -> Source:
    """Read a file; once in a process, as what runs is what was there when it was imported."""
    text = Path(path).read_text(encoding="utf-8")
    module = ast.parse(text)
    return Source(_counting(text, module), {
        min(each.lineno for each in (node, *node.decorator_list)): node.end_lineno or node.lineno
        for node in _statements(module) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)})


def source_hash(source: str) -> str:
    """The SHA-256 over a piece of source."""
    text = textwrap.dedent(source)
    return _hash(_counting(text, ast.parse(text)))


def _hash(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(filter(None, lines)).encode()).hexdigest()


def _counting(text: str, module: ast.Module) -> tuple[str, ...]:
    dropped = {line for node in _statements(module) for line in _docstring(node)}
    lines = (line.rstrip() for line in text.splitlines())
    return tuple("" if number in dropped or line.lstrip().startswith("#") else line
                 for number, line in enumerate(lines, 1))


def _statements(module: ast.Module) -> Iterator[ast.AST]:
    """A module and all its statements; expressions, most of what there is, declare nothing."""
    waiting: list[ast.AST] = [module]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += (each for part in _BLOCKS for each in getattr(node, part, ()))


def _docstring(node: ast.AST) -> Iterator[int]:
    """The lines of what documents a module, a class or a function."""
    if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
        return
    if ast.get_docstring(node, clean=False) is not None:
        first = node.body[0]
        yield from range(first.lineno, (first.end_lineno or first.lineno) + 1)
