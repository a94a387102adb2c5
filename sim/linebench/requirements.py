"""Reads ``requirements.toml``: what a system must do, with limits that the test steps cite by id.

A limit is ``{max = "500 ms"}``, ``{min = "2 g"}``, both, or ``{value = "500 ms", tolerance = "50 ms"}``; the text
is a time, length, mass or share with unit, or a whole number with ``packs`` or without unit. A share that a sample
has to show says with which confidence: ``{max = "1 %", confidence = "95 %"}``. Risks stand beside the requirements
as ``[[risk]]`` tables; every risk that a requirement names must be one of them.
"""

import re
from functools import lru_cache
from typing import Any

from linebench.records.requirement import Limit, Requirement, Risk
from linebench.scenario.document import Document, KeyPath, parse
from linebench.scenario.problems import Problem, ScenarioError
from linebench.units import Duration, Length, Mass, Quantity, Share, UnitError

__all__ = ["read_limit", "read_requirements", "read_risks"]

_BASE: tuple[tuple[type[Quantity], str], ...] = ((Duration, "us"), (Length, "um"), (Mass, "mg"), (Share, "ppm"))
_COUNT = re.compile(r"^\s*([+-]?\d+)\s*(packs?|)\s*$")
_TEXTS = ("id", "revision", "title", "text", "source")
_KEYS = (*_TEXTS, "critical", "classes", "risks", "limit")
_ID = re.compile(r"^[A-Za-z0-9_-]+$")  # ids are Gherkin tags and pytest markers too
_BOUNDS = ({"max"}, {"min"}, {"min", "max"}, {"value", "tolerance"}, {"max", "confidence"})
_WHOLE = 1_000_000


@lru_cache(maxsize=8)
def read_requirements(text: str, name: str, *, shown: str = "") -> tuple[Requirement, ...]:
    """Read the requirements of a file, in its order.

    Raises:
        ScenarioError: what is wrong, one line for each problem with file, key, found and expected.

    """
    document = parse(text, name, shown=shown)
    reader = _Reader(document)
    requirements = tuple(reader.requirement(n, row) for n, row in enumerate(reader.rows()))
    reader.unique("requirement", [requirement.id for requirement in requirements])
    reader.cited(requirements, {risk.id for risk in reader.risks()})
    if reader.problems:
        raise ScenarioError(tuple(reader.problems))
    return requirements


@lru_cache(maxsize=8)
def read_risks(text: str, name: str, *, shown: str = "") -> tuple[Risk, ...]:
    """Read the risks of a requirements file, in its order.

    Raises:
        ScenarioError: what is wrong with them, one line for each problem.

    """
    reader = _Reader(parse(text, name, shown=shown))
    risks = reader.risks()
    if reader.problems:
        raise ScenarioError(tuple(reader.problems))
    return risks


def read_limit(bounds: dict[str, str]) -> Limit:
    """Read a limit from its texts.

    Raises:
        UnitError: a text is no quantity, or the two texts are of different kinds, or the range is empty.

    """
    values = {key: _number(text) for key, text in bounds.items()}
    units = {unit for _, unit in values.values()}
    if len(units) != 1:
        raise UnitError(f"{' and '.join(map(repr, bounds.values()))} are of different kinds")
    low, high = _range({key: number for key, (number, _) in values.items()})
    if low is not None and high is not None and low > high:
        raise UnitError(f"the range from {low} to {high} is empty")
    confidence = values["confidence"][0] if "confidence" in values else None
    if confidence is not None and (units != {"ppm"} or not 0 < confidence < _WHOLE or not 0 < (high or 0) < _WHOLE):
        raise UnitError(f"{_text(bounds)!r} is no share between 0 % and 100 % with a confidence between them")
    return Limit(_text(bounds), units.pop(), low, high, confidence)


def _number(text: str) -> tuple[int, str]:
    if match := _COUNT.match(text):
        return int(match[1]), "packs" if match[2] else "1"
    for kind, unit in _BASE:
        if text.strip().lstrip("+-0123456789. ") in kind.units:
            return int(kind.parse(text)), unit
    raise UnitError(f"{text!r} is no time, length, mass, share or number of packs")


def _range(numbers: dict[str, int]) -> tuple[int | None, int | None]:
    if "value" in numbers:
        return numbers["value"] - numbers["tolerance"], numbers["value"] + numbers["tolerance"]
    return numbers.get("min"), numbers.get("max")


def _text(bounds: dict[str, str]) -> str:
    if "value" in bounds:
        return f"{bounds['value']} ± {bounds['tolerance']}"
    if "confidence" in bounds:
        return f"max. {bounds['max']} with {bounds['confidence']} confidence"
    return ", ".join(f"{word} {bounds[key]}" for key, word in (("min", "min."), ("max", "max.")) if key in bounds)


class _Reader:
    """Collects the problems of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []

    def wrong(self, path: KeyPath, found: str, expected: str, advice: str = "correct it") -> None:
        place = f"{self.document.shown}:{self.document.line(path)}"
        key = ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
        self.problems.append(Problem(place, key, found, expected, advice))

    def rows(self) -> list[dict[str, Any]]:
        for key in self.document.data:
            if key not in ("requirement", "risk"):
                self.wrong((key,), "an unknown key", "[[requirement]] and [[risk]] tables only")
        return self._tables("requirement")

    def risks(self) -> tuple[Risk, ...]:
        rows = self._tables("risk")
        for n, row in enumerate(rows):
            for key in row.keys() - {"id", "title"}:
                self.wrong(("risk", n, key), "an unknown key", "one of id, title")
        risks = tuple(Risk(self._text(("risk", n), row, "id"), self._text(("risk", n), row, "title"))
                      for n, row in enumerate(rows))
        self.unique("risk", [risk.id for risk in risks])
        return risks

    def cited(self, requirements: tuple[Requirement, ...], risks: set[str]) -> None:
        for n, requirement in enumerate(requirements):
            for risk in requirement.risks:
                if risk not in risks:
                    self.wrong(("requirement", n, "risks"), repr(risk), "the id of a [[risk]]", "add the risk")

    def _tables(self, key: str) -> list[dict[str, Any]]:
        rows = self.document.data.get(key, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self.wrong((key,), repr(rows), f"[[{key}]] tables")
            return []
        return rows

    def requirement(self, n: int, row: dict[str, Any]) -> Requirement:
        path: KeyPath = ("requirement", n)
        for key in row:
            if key not in _KEYS:
                self.wrong((*path, key), "an unknown key", f"one of {', '.join(_KEYS)}")
        texts = {key: self._text(path, row, key) for key in _TEXTS}
        if texts["id"] and not _ID.match(texts["id"]):
            self.wrong((*path, "id"), repr(texts["id"]), "letters, digits, - and _")
        critical = row.get("critical")
        if not isinstance(critical, bool):
            self.wrong((*path, "critical"), repr(critical), "true or false")
        return Requirement(
            id=texts["id"], revision=texts["revision"], title=texts["title"], text=texts["text"],
            source=texts["source"], critical=critical is True, classes=self._list(path, row, "classes"),
            risks=self._list(path, row, "risks"), limit=self._limit((*path, "limit"), row),
        )

    def unique(self, table: str, ids: list[str]) -> None:
        for n, each in enumerate(ids):
            if each in ids[:n]:
                self.wrong((table, n, "id"), f"{each!r} a second time", "every id once")

    def _text(self, path: KeyPath, row: dict[str, Any], key: str) -> str:
        value = row.get(key)
        if not isinstance(value, str) or not value:
            self.wrong((*path, key), "nothing" if value is None else repr(value), "text in quotes")
            return ""
        return value

    def _list(self, path: KeyPath, row: dict[str, Any], key: str) -> tuple[str, ...]:
        value = row.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self.wrong((*path, key), repr(value), 'a list of texts such as ["reject"]')
            return ()
        return tuple(value)

    def _limit(self, path: KeyPath, row: dict[str, Any]) -> Limit | None:
        bounds = row.get("limit")
        if bounds is None:
            return None
        texts = isinstance(bounds, dict) and all(isinstance(text, str) for text in bounds.values())
        if not texts or set(bounds) not in _BOUNDS:
            self.wrong(path, repr(bounds), '{max = "…"}, {min = "…"}, both, {value = "…", tolerance = "…"}, or '
                       '{max = "…", confidence = "…"}')
            return None
        try:
            return read_limit(bounds)
        except UnitError as error:
            self.wrong(path, str(error), "quantities of one kind with units, in order")
            return None
