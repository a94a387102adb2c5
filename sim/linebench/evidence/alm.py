"""Reads ``fixtures/alm.toml``: which ids test cases, requirements and deviations have in another system.

* ``read_alm(text: str, name: str) -> dict[str, System]``: systems by the name of their table
* ``System.tests``, ``requirements``, ``deviations``: ``Ids``, the system's id of each of ours
* ``System.values``, ``inner``, ``grouped``: the properties that the system reads of a test case in JUnit XML

A system that the bench has never heard of is another table, and no code.
"""

import re
import string
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

import msgspec

from linebench.evidence.exports.names import FACTS, LISTS, OF_RUN

__all__ = ["ALM", "AlmError", "Facts", "Ids", "System", "read_alm", "system_of"]

ALM = "alm.toml"
"""Name of the file, below ``fixtures``."""
Facts: TypeAlias = Mapping[str, str | tuple[str, ...]]
_OF_ID = ("id",)
_PLACE = re.compile(r"^(?P<what>.*?)(?: - at `\$?\.?(?P<place>.*)`)?$", re.DOTALL)


class AlmError(ValueError):
    """alm.toml cannot be used, or does not know a system. The text has one line for each problem."""


class Ids(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Ids of another system. ``ids``: by ours; ``pattern``: of the others, with ``{id}``, ``""`` for none."""

    pattern: str = "{id}"
    ids: dict[str, str] = {}

    def of(self, *ours: str) -> str:
        """Return the id of the first of our names that is listed, else what the pattern makes of the last."""
        listed = next((self.ids[name] for name in ours if name in self.ids), None)
        return self.pattern.format(id=ours[-1]) if listed is None else listed


class System(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"between": "list"}):
    """What one system reads. Templates name facts in braces, as ``"{verdict}: {why}"``.

    ``between``: what stands between the ids of a list. ``properties``: values by name, several where a name has
    several; ``texts``: the same, inside of the property instead; ``items``: named items of a property; ``files``:
    attached files as items in base64, by patterns of their names; ``run``: properties of the file as a whole.
    A template is left out where all facts it names are empty.
    """

    between: str = " "
    tests: Ids = Ids()
    requirements: Ids = Ids()
    deviations: Ids = Ids()
    properties: dict[str, str | tuple[str, ...]] = {}
    texts: dict[str, str] = {}
    items: dict[str, dict[str, str]] = {}
    files: dict[str, tuple[str, ...]] = {}
    run: dict[str, str] = {}

    def translated(self, facts: Facts) -> dict[str, str]:
        """Return facts as this system has them: with its ids, lists as one text."""
        ids = {"requirements": self.requirements, "deviations": self.deviations}
        lists = {name: [ids[name].of(one) if name in ids else one for one in facts[name]] for name in LISTS}
        plain = {name: fact for name, fact in facts.items() if isinstance(fact, str)}
        test = self.tests.of(plain["case"], plain["test"])
        return {**plain, **{name: self.between.join(filter(None, some)) for name, some in lists.items()},
                "test": test}

    def values(self, facts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Give properties with a value."""
        for name, templates in self.properties.items():
            yield from _filled(name, _several(templates), facts)

    def inner(self, facts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Give properties with a text inside."""
        for name, template in self.texts.items():
            yield from _filled(name, (template,), facts)

    def grouped(self, facts: Mapping[str, str]) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
        """Give properties with named items."""
        for name, items in self.items.items():
            if full := tuple(pair for item, text in items.items() for pair in _filled(item, (text,), facts)):
                yield name, full

    def of_run(self, facts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Give properties of the file as a whole."""
        for name, template in self.run.items():
            yield from _filled(name, (template,), facts)

    def templates(self) -> Iterator[tuple[str, str, Sequence[str]]]:
        """Give every template with its place and the facts that it may name."""
        for key, ids in (("tests", self.tests), ("requirements", self.requirements),
                         ("deviations", self.deviations)):
            yield f"{key}.pattern", ids.pattern, _OF_ID
        for name, some in self.properties.items():
            yield from ((f"properties.{name}", each, FACTS) for each in _several(some))
        yield from ((f"texts.{name}", each, FACTS) for name, each in self.texts.items())
        for name, named in self.items.items():
            yield from ((f"items.{name}.{item}", each, FACTS) for item, each in named.items())
        yield from ((f"run.{name}", each, OF_RUN) for name, each in self.run.items())


def _several(some: str | tuple[str, ...]) -> tuple[str, ...]:
    return (some,) if isinstance(some, str) else some


def _filled(name: str, templates: Iterable[str], facts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give the texts that templates become; one that names facts says nothing where all of them are empty."""
    for template in templates:
        named = [field for _, field, _, _ in string.Formatter().parse(template) if field]
        if any(facts[field] for field in named) or not named:
            yield name, template.format(**facts).strip()


def read_alm(text: str, name: str) -> dict[str, System]:
    """Read the systems of a file. ``name``: of the file, for messages.

    Raises:
        AlmError: what is wrong, one line for each problem.

    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise AlmError(f"{name}: found no TOML ({error}); expected one table for each system; correct the "
                       "file") from error
    found, wrong = {}, []
    for key, table in tables.items():
        try:
            found[key] = msgspec.convert(table, System)
        except msgspec.ValidationError as error:
            wrong.append(_told(f"{name}: {key}", str(error)))
    wrong += [f"{name}: {system}.{place}: {why}" for system, one in found.items()
              for place, template, facts in one.templates() if (why := _wrong(template, facts))]
    if wrong:
        raise AlmError("\n".join(wrong))
    return found


def system_of(systems: Mapping[str, System], name: str, file: str) -> System:
    """Return a system by its name.

    Raises:
        AlmError: the file has no such table.

    """
    if name not in systems:
        raise AlmError(f"{file}: found no table [{name}]; expected one of {', '.join(systems) or 'none'}; correct "
                       "the name or add the table")
    return systems[name]


def _told(name: str, error: str) -> str:
    """Say what msgspec found, in our words. ``name``: of the file and of the table."""
    match = _PLACE.match(error)
    assert match
    place = f".{match['place']}" if match["place"] else ""
    what = match["what"].replace("`", "")
    if pair := re.fullmatch(r"Expected (.*), got (.*)", what):
        return f"{name}{place}: found {pair[2]}; expected {pair[1]}; correct it"
    if key := re.fullmatch(r"Object contains unknown field (.*)", what):
        known = ", ".join(System.__struct_encode_fields__)
        return (f"{name}{place}: found the unknown key {key[1]!r}; expected {known}, and in tables of ids pattern "
                "and ids; correct or remove it")
    return f"{name}{place}: found {what}; correct it"


def _wrong(template: str, facts: Sequence[str]) -> str:
    """Say what is wrong with a template, ``""`` for nothing."""
    known = ", ".join(f"{{{fact}}}" for fact in facts)
    try:
        parts = list(string.Formatter().parse(template))
    except ValueError as error:
        return f"found {template!r} ({error}); expected text with {known}; write a brace of the text twice"
    for _, field, form, conversion in parts:
        if field is not None and (field not in facts or form or conversion):
            return f"found {{{field}}} in {template!r}; expected one of {known}; correct it"
    return ""
