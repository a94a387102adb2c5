"""Reads ``protocol.toml``: what the feature files are as a controlled document."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, get_args, get_origin

import msgspec

from linebench.content import Content, ContentError, ContentFile
from linebench.evidence.controlled import Protocol
from linebench.evidence.model import UNKNOWN
from linebench.scenario.build import nearest
from linebench.scenario.document import Document, KeyPath, parse
from linebench.scenario.problems import Problem, ScenarioError

__all__ = ["BECAUSE", "PROTOCOL_FILE", "file_of", "read_protocol", "read_text"]

PROTOCOL_FILE = "protocol.toml"
"""Name of the file, below ``features``."""

BECAUSE = ("not applicable", "verified elsewhere", "waived")
"""Why a test case may be left out."""

_SIGNERS = ("author", "technical reviewer", "owner", "executor", "reviewer", "qa")
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_WORDS: Mapping[str, tuple[str, ...]] = {
    "left_out.because": BECAUSE, "approvals.role": _SIGNERS, "signatures.role": _SIGNERS,
    "prerequisites.state": ("met", "open"), "references.kind": ("URS", "FS", "DS", "risk", "plan", "SOP", "other")}
"""Keys that take one of some words."""
_KINDS: Mapping[type, str] = {str: "text in quotes", bool: "true or false"}


def file_of(content: Content) -> ContentFile | None:
    """Return the file that describes the protocols of a content folder; ``None`` when there is none."""
    try:
        return content.read("features", PROTOCOL_FILE)
    except ContentError:
        return None


def read_protocol(content: Content, tests: Iterable[str]) -> Protocol:
    """Describe the protocol: ``protocol.toml`` where the content has one, else what the test ids say.

    Raises:
        ScenarioError: the file is wrong; one line for each problem.

    """
    file = file_of(content)
    if file is not None:
        return read_text(file.text, file.name, shown=file.shown)
    stages = ", ".join(sorted({test.partition("-")[0] for test in tests}))
    return Protocol(number=stages, title=f"Execution of {stages} test cases", revision=UNKNOWN, stage=stages)


def read_text(text: str, name: str, *, shown: str = "") -> Protocol:
    """Read the text of a ``protocol.toml``.

    Raises:
        ScenarioError: what is wrong, one line for each problem with file, line, key, found and expected.

    """
    reader = _Reader(parse(text, name, shown=shown))
    protocol = reader.struct(Protocol, reader.document.data, ())
    if reader.problems:
        raise ScenarioError(tuple(reader.problems))
    assert isinstance(protocol, Protocol)
    return protocol


class _Reader:
    """Builds structs out of tables and collects what is wrong with them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []

    def wrong(self, path: KeyPath, found: str, expected: str, advice: str = "correct it") -> object:
        """Note a problem; what stands in the place of the value is of no use to anybody."""
        key = ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
        place = f"{self.document.shown}:{self.document.line(path)}"
        self.problems.append(Problem(place, key, found, expected, advice))
        return None

    def struct(self, kind: type[msgspec.Struct], data: dict[str, Any], path: KeyPath) -> msgspec.Struct | None:
        """Build a struct from a table; ``None`` when something was wrong with it."""
        fields = {each.name: each for each in msgspec.structs.fields(kind)}
        before = len(self.problems)
        for key in data.keys() - fields.keys():
            self.wrong((*path, key), "an unknown key", f"one of {', '.join(fields)}", nearest(key, fields.keys()))
        for name, each in fields.items():
            if each.required and name not in data:
                self.wrong((*path, name), "nothing", "text in quotes", f"add the line {name} = …")
        values = {name: self._value(each.type, data[name], (*path, name))
                  for name, each in fields.items() if name in data}
        return kind(**values) if len(self.problems) == before else None

    def _value(self, kind: type, value: object, path: KeyPath) -> object:
        inside = _struct_in(kind)
        if inside is not None:
            return self._tables(inside, value, path)
        if kind in _KINDS:
            return self._plain(kind, value, path)
        if isinstance(value, list) and all(isinstance(each, str) and each for each in value):
            return tuple(value)
        return self.wrong(path, repr(value), "a list of texts")

    def _tables(self, kind: type[msgspec.Struct], value: object, path: KeyPath) -> object:
        if isinstance(value, list) and all(isinstance(each, dict) for each in value):
            return tuple(self.struct(kind, each, (*path, n)) for n, each in enumerate(value))
        return self.wrong(path, repr(value), f"[[{path[-1]}]] tables")

    def _plain(self, kind: type, value: object, path: KeyPath) -> object:
        if not isinstance(value, kind) or value == "":
            return self.wrong(path, repr(value), _KINDS[kind])
        name = ".".join(part for part in path if isinstance(part, str))
        words = _WORDS.get(name, ())
        if words and value not in words:
            return self.wrong(path, repr(value), f"one of {', '.join(words)}", nearest(str(value), words))
        if path[-1] == "date" and not _DATE.fullmatch(str(value)):
            return self.wrong(path, repr(value), 'a date, as "2026-11-21"')
        return value


def _struct_in(kind: type) -> type[msgspec.Struct] | None:
    """Return the struct that a tuple holds, ``None`` when it holds none."""
    inside = get_args(kind)[0] if get_origin(kind) is tuple else None
    return inside if isinstance(inside, type) and issubclass(inside, msgspec.Struct) else None
