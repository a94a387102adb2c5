"""Profiles of conformance: which cases a product must pass to be said to conform, and by which rules.

A profile is a file of ``features/profiles``; that folder's page tells its form.
"""

from linebench.content import Content, ContentError, ContentFile
from linebench.evidence.model import FileHash
from linebench.evidence.statement.model import Group, Profile, Rules
from linebench.scenario.build import Builder
from linebench.scenario.document import parse
from linebench.scenario.problems import Problem, ScenarioError
from linebench.scenario.tree import Table, plant

__all__ = ["AREA", "FOLDER", "known_profiles", "profile_of", "read_profile"]

AREA = "features"
FOLDER = "profiles"
"""Where profiles stand in the features of a content folder."""


def read_profile(content: Content, name: str) -> Profile:
    """Read a profile by its id.

    Raises:
        ContentError: there is none of that name; the message lists those that there are.
        ScenarioError: the file is wrong; one line for each problem.

    """
    known = known_profiles(content)
    if name not in known:
        raise ContentError(Problem("", "", f"no profile {name!r}", f"one of {', '.join(known) or 'none'}",
                                   f"profiles are files of {AREA}/{FOLDER}"))
    return profile_of(content.read(AREA, f"{FOLDER}/{name}.toml"))


def profile_of(file: ContentFile) -> Profile:
    """Read a profile from its file.

    Raises:
        ScenarioError: the file is wrong; one line for each problem.

    """
    return _Reader(file).profile()


def known_profiles(content: Content) -> tuple[str, ...]:
    """The ids of the profiles of all content folders, sorted."""
    files = (path for root in content.roots for path in (root / AREA / FOLDER).glob("*.toml"))
    return tuple(sorted({path.stem for path in files}))


class _Reader:
    def __init__(self, file: ContentFile) -> None:
        self._file, self._problems = file, list[Problem]()
        self._builder = Builder(self._problems)

    def profile(self) -> Profile:
        tree = plant(parse(self._file.text, self._file.name, shown=self._file.shown), self._problems)
        given = {"groups": self._groups(tree), "rules": self._rules(tree),
                 "file": FileHash(path=self._file.name, sha256=self._file.sha256, role="profile")}
        profile = self._builder.struct(Profile, tree, "", given, ("group", "rules"))
        if profile is not None and profile.id != self._file.path.stem:
            self._builder.wrong("id", repr(profile.id), repr(self._file.path.stem), "a file has its id as name")
        if profile is None or self._problems:
            raise ScenarioError(tuple(self._problems))
        return profile

    def _groups(self, tree: Table) -> tuple[Group, ...]:
        node = tree.items.get("group")
        rows = node.items if isinstance(node, Table) else {}
        if not rows:
            self._builder.wrong("group", "nothing", "at least one [[group]]", "add what has to be shown")
        groups = [self._builder.struct(Group, each, f"group.{name}") for name, each in rows.items()
                  if isinstance(each, Table)]
        whole = tuple(group for group in groups if group is not None)
        for group in whole:
            if not group.required:
                self._builder.wrong(f"group.{group.id}.required", "nothing", "at least one case",
                                    "add a case that must pass")
        return whole

    def _rules(self, tree: Table) -> Rules | None:
        node = tree.items.get("rules")
        return self._builder.struct(Rules, node, "rules") if isinstance(node, Table) else Rules()
