"""What protocols find in the content folder: the worlds they name, and the requirements they cite."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from linebench.bdd.linter import Known
from linebench.content import Content
from linebench.line.kinds import KINDS
from linebench.records.requirement import Requirement
from linebench.scenario.load import Loaded, load

__all__ = ["Library"]


@dataclass(frozen=True)
class Library:
    """The content folder as protocols use it. ``files``: name and SHA-256 of what was read so far."""

    content: Content
    requirements: tuple[Requirement, ...]
    known: Known
    files: tuple[tuple[str, str], ...]

    @classmethod
    def read(cls, folder: Path) -> "Library":
        """Read the requirements and risks of a content folder.

        Raises:
            ContentError: there is no such folder.
            ScenarioError: the requirements file is wrong.

        """
        content = Content.find(folder)
        requirements, risks = content.requirements(), content.risks()
        known = Known(frozenset(each.id for each in requirements), frozenset(each.id for each in risks))
        return cls(content, requirements, known, content.files)

    def load(self, name: str | Path, given: Mapping[str, str], near: Path) -> Loaded:
        """Load a scenario with the values of Given steps. ``near``: the feature's folder, searched first.

        Raises:
            ScenarioError: what is wrong with it, one line for each problem.

        """
        return load(name, self.content.fresh(), KINDS, near=near, given=given)
