"""Reads ``installation.toml`` and approved baselines. What is wrong is told with file, line and key."""

from typing import Any, TypeVar

import msgspec

from linebench.content import Content, ContentError, ContentFile
from linebench.evidence.environment import Item
from linebench.inventory.installation import (
    AccountFacts,
    BackupFacts,
    ComponentFacts,
    DocumentFacts,
    Installation,
    InstrumentFacts,
    PasswordFacts,
)
from linebench.scenario.build import Builder
from linebench.scenario.document import parse
from linebench.scenario.plan import Plan
from linebench.scenario.problems import Problem, ScenarioError
from linebench.scenario.tree import Table, plant

__all__ = ["INSTALLATION", "read_baseline", "read_installation"]

INSTALLATION = "installation.toml"
_KINDS: dict[str, tuple[str, type[msgspec.Struct]]] = {
    "component": ("components", ComponentFacts), "instrument": ("instruments", InstrumentFacts),
    "account": ("accounts", AccountFacts), "password": ("passwords", PasswordFacts),
    "document": ("documents", DocumentFacts), "backup": ("backups", BackupFacts)}
"""Repeated tables of the file, and what they are read as."""
_READ = TypeVar("_READ", bound=msgspec.Struct)


class _Baseline(Plan, frozen=True, kw_only=True):
    """A baseline: ``at`` is when it was taken; of its items only what was approved is compared."""

    at: str
    items: tuple[Item, ...] = ()


def read_installation(content: Content) -> Installation | None:
    """Read ``fixtures/installation.toml``; ``None`` when no content folder has one.

    Raises:
        ScenarioError: it is wrong; one line for each problem.

    """
    try:
        path = content.resolve("fixtures", INSTALLATION)
    except ContentError:
        return None
    return _read(content.open(path), Installation, _KINDS)


def read_baseline(file: ContentFile) -> tuple[Item, ...]:
    """Read an approved inventory.

    Raises:
        ScenarioError: it is wrong; one line for each problem.

    """
    return _read(file, _Baseline, {"item": ("items", Item)}).items


def _read(file: ContentFile, kind: type[_READ], rows: dict[str, tuple[str, type[msgspec.Struct]]]) -> _READ:
    problems: list[Problem] = []
    tree = plant(parse(file.text, file.name, shown=file.shown), problems)
    builder = Builder(problems)
    lists = {field: _rows(builder, tree, key, each) for key, (field, each) in rows.items()}
    built = builder.struct(kind, tree, "", given=lists, elsewhere=rows)
    if built is None or problems:
        raise ScenarioError(tuple(problems))
    return built


def _rows(builder: Builder, tree: Table, key: str, kind: type[Any]) -> tuple[Any, ...]:
    node = tree.items.get(key)
    if not isinstance(node, Table):
        if node is not None:
            builder.wrong(key, "no table", f"tables [[{key}]]")
        return ()
    built = (builder.struct(kind, each, f"{key}.{name}") for name, each in node.items.items()
             if isinstance(each, Table))
    return tuple(one for one in built if one is not None)
