"""Makes test cases of feature files without any Python beside them.

A file becomes a pytest module of its own with one pytest-bdd scenario function for each test case, named by its
test id and title, so that a node id reads ``oq/reject.feature::OQ-L1-013 A reject that …[minimum]``.
"""

import types
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_bdd.feature import features as parsed_features
from pytest_bdd.scenario import scenario

from linebench.bdd.document import CaseDoc, Document, RowDoc, read_document
from linebench.content import Content

__all__ = ["CASE", "DOCUMENT", "ROW", "FeatureFile"]

DOCUMENT = pytest.StashKey[Document]()
CASE = pytest.StashKey[CaseDoc]()
ROW = pytest.StashKey[RowDoc]()
_EXAMPLE = "_pytest_bdd_example"  # the argument in which pytest-bdd hands over an Examples row


class FeatureFile(pytest.Module):
    """A feature file. The linter has read it before; what it refuses never gets here."""

    document: Document

    @classmethod
    def of(cls, parent: pytest.Collector, path: Path, content: Content) -> "FeatureFile":
        """Make the collector of one file."""
        node: FeatureFile = cls.from_parent(parent, path=path)
        node.document = read_document(path, content)
        return node

    def _getobj(self) -> types.ModuleType:
        module = types.ModuleType(self.path.stem)
        module.__file__ = str(self.path)
        self._register_tags()
        # pytest-bdd keeps parsed files for the life of the process; a file may have changed between two runs
        parsed_features.clear()
        for case in self.document.cases:
            setattr(module, case.title, _function(self.path, case.name))
        return module

    def collect(self) -> Iterator[pytest.Item]:
        """Yield one item for each execution of each test case, in the order of the file."""
        for case in self.document.cases:
            rows = {tuple(row.values): row for row in case.rows}
            for item in self._genfunctions(case.title, getattr(self.obj, case.title)):
                values = _values(item)
                item.stash[DOCUMENT], item.stash[CASE] = self.document, case
                item.stash[ROW] = rows[tuple(values.items())]
                yield item

    def _register_tags(self) -> None:
        known = {line.partition(":")[0].strip() for line in self.config.getini("markers")}
        tags = (name for case in self.document.cases for row in case.rows for name in case.named(row))
        for name in dict.fromkeys(tags):
            if name not in known:
                self.config.addinivalue_line("markers", f"{name}: tag of {self.document.path}")


def _values(item: pytest.Function) -> dict[str, str]:
    call = getattr(item, "callspec", None)
    return dict(call.params[_EXAMPLE]) if call else {}


def _function(path: Path, name: str) -> object:
    @scenario(path.name, name, features_base_dir=str(path.parent))
    def case() -> None:
        """Run by pytest-bdd, step by step."""
    return case
