"""Where scenarios, features, fixtures and reports are found, and which bytes were read.

A content folder is a controlled document: ``scenarios/``, ``features/``, ``fixtures/`` and ``reports/``. A site
names its own; whatever is not found there comes from the library that ships with linebench. Every file read
is noted with its SHA-256 for record 0 under its path in the content folder, never under a path of the machine.
"""

import hashlib
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from linebench.records.requirement import Requirement, Risk
from linebench.requirements import read_requirements, read_risks
from linebench.scenario.problems import Problem, SourceError

__all__ = ["AREAS", "Content", "ContentError", "ContentFile", "as_typed", "library"]

AREAS = ("scenarios", "features", "fixtures", "reports")
"""The folders of a content folder."""
_PACKAGE = Path(__file__).resolve().parent
_SETTINGS = "linebench.toml"
_SETTINGS_LINE = 'only the line content = "DIR"'


class ContentError(SourceError):
    """A content folder or a file of it is missing or unreadable. The message says where and what to do."""


@dataclass(frozen=True, slots=True)
class ContentFile:
    """A text file as read. ``name``: its path in the content folder, with ``/``; ``shown``: for messages."""

    name: str
    path: Path
    text: str
    sha256: str

    @property
    def shown(self) -> str:
        """The path as the user would type it: from the current folder where that is possible."""
        return as_typed(self.path)


@dataclass(slots=True)
class Content:
    """Content folders in order of search. ``roots``: the site's own, if any, then the shipped library."""

    roots: tuple[Path, ...]
    _read: dict[str, str] = field(default_factory=dict)

    @classmethod
    def find(cls, folder: Path | None = None, *, start: Path | None = None) -> Self:
        """Find the content: ``folder``, else what ``linebench.toml`` at or above ``start`` names, else the library.

        Raises:
            ContentError: the named folder does not exist, or ``linebench.toml`` is unusable.

        """
        site = folder if folder is not None else _configured((start or Path.cwd()).resolve())
        if site is None:
            return cls((library(),))
        if not site.is_dir():
            raise ContentError(Problem(as_typed(site), "", "no folder", "a content folder",
                                       "create it with: linebench new DIR"))
        site = site.resolve()
        return cls((site,) if site == library() else (site, library()))

    def fresh(self) -> "Content":
        """Return the same folders with an empty list of files read: one for each attempt."""
        return Content(self.roots)

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """Every file read so far as (path in its content folder, SHA-256), sorted."""
        return tuple(sorted(self._read.items()))

    def resolve(self, area: str, name: str, near: Path | None = None) -> Path:
        """Find a file by its name in ``area``; the folder ``near``, when given, comes first.

        A site's file shadows the library's of the same name, also for files that library files include.

        Raises:
            ContentError: there is no such file; the message lists the nearest that exist.

        """
        found = next((path for path in self._candidates(area, name, near) if path.is_file()), None)
        if found is None:
            raise ContentError(self._missing(area, name))
        return found

    def read(self, area: str, name: str, near: Path | None = None) -> ContentFile:
        """Find a text file as `resolve` does, read it and note its hash."""
        return self.open(self.resolve(area, name, near))

    def open(self, path: Path) -> ContentFile:
        """Read a text file by its path and note its hash.

        Raises:
            ContentError: the file cannot be read or is no UTF-8 text.

        """
        try:
            raw = path.read_bytes()
            text = raw.decode("utf-8-sig")
        except OSError as error:
            raise ContentError(Problem(as_typed(path), "", f"a file that cannot be read ({error.strerror})",
                                       "a text file", "check the path and its permissions")) from error
        except UnicodeDecodeError as error:
            raise ContentError(Problem(as_typed(path), "", f"bytes that are no UTF-8 at offset {error.start}",
                                       "UTF-8 text", "save the file as UTF-8")) from error
        file = ContentFile(self.name(path), path, text, hashlib.sha256(raw).hexdigest())
        self._read[file.name] = file.sha256
        return file

    def name(self, path: Path) -> str:
        """Return the path inside its content folder with ``/``; of a file elsewhere, its bare name."""
        real = path.resolve()
        root = next((root for root in self.roots if real.is_relative_to(root)), None)
        return real.relative_to(root).as_posix() if root else real.name

    def plain(self, text: str, *more: Path) -> str:
        """Return a message as records may hold it: files of these folders and of ``more`` by their names in them.

        So a record shows no path of the machine and does not depend on the folder a run was started from.
        """
        starts = {name for root in (*self.roots, *more) for name in (str(root), root.as_posix(), as_typed(root))}
        for start in sorted(starts - {"."}, key=len, reverse=True):
            text = re.sub(rf"(?<![\w./\\-]){re.escape(start)}[/\\]", "", text)
        return text

    def listing(self, area: str, pattern: str) -> list[Path]:
        """List the files of an area that match, sorted by name: the first folder that has any counts."""
        for root in self.roots:
            folder = root / area
            found = [path for path in (folder if folder.is_dir() else root).rglob(pattern) if path.is_file()]
            if found:
                return sorted(found, key=Path.as_posix)
        return []

    def folder(self, area: str) -> Path:
        """Return the folder of an area: the first content folder that has it, else the library's place for it."""
        return next((root / area for root in self.roots if (root / area).is_dir()), self.roots[-1] / area)

    def requirements(self) -> tuple[Requirement, ...]:
        """Load ``fixtures/requirements.toml``; empty when no content folder has one.

        Raises:
            ScenarioError: the file is wrong; one line for each problem.

        """
        file = self._requirements_file()
        return read_requirements(file.text, file.name, shown=file.shown) if file else ()

    def risks(self) -> tuple[Risk, ...]:
        """Load the risks of ``fixtures/requirements.toml``; empty when no content folder has one.

        Raises:
            ScenarioError: one of them is wrong; one line for each problem.

        """
        file = self._requirements_file()
        return read_risks(file.text, file.name, shown=file.shown) if file else ()

    def _requirements_file(self) -> ContentFile | None:
        try:
            path = self.resolve("fixtures", "requirements.toml")
        except ContentError:
            return None
        return self.open(path)

    def _candidates(self, area: str, name: str, near: Path | None) -> list[Path]:
        names = [name] if "." in Path(name).name else [name, f"{name}.toml"]
        folders = [near] if near and not self._in_library(near) else []
        for root in self.roots:
            folders += [root / area, root]
        if near and self._in_library(near):
            folders.append(near)
        return [folder / each for folder in folders for each in names]

    def _in_library(self, path: Path) -> bool:
        return path.resolve().is_relative_to(self.roots[-1])

    def _missing(self, area: str, name: str) -> Problem:
        suffix = Path(name).suffix or ".toml"
        known = sorted({path.relative_to(root / area).as_posix()
                        for root in self.roots for path in (root / area).rglob(f"*{suffix}")})
        folders = " or ".join(as_typed(root) for root in self.roots)
        return Problem("", "", f"no file {name!r}", f"one in {area} of {folders}",
                       f"these exist: {', '.join(known) or 'none'}")


def library() -> Path:
    """Return the shipped library: the checkout's own folders, or the copy inside an installed package."""
    checkout = _PACKAGE.parent.parent
    editable = _PACKAGE.parent.name == "sim" and (checkout / "pyproject.toml").is_file()
    return checkout if editable else _PACKAGE / "content"


def _configured(start: Path) -> Path | None:
    """Return the folder that the nearest ``linebench.toml`` names with its one key ``content``."""
    file = next((each / _SETTINGS for each in (start, *start.parents) if (each / _SETTINGS).is_file()), None)
    if file is None:
        return None
    try:
        settings = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ContentError(Problem(as_typed(file), "", f"no readable TOML ({error})", _SETTINGS_LINE)) from error
    name = settings.pop("content", None)
    if not isinstance(name, str) or settings:
        found = ", ".join(settings) or repr(name)
        raise ContentError(Problem(as_typed(file), "content", found, _SETTINGS_LINE))
    return file.parent / name


def as_typed(path: Path) -> str:
    """Return a path for messages: from the current folder where that is possible."""
    absolute = path.absolute()
    here = Path.cwd()
    return (absolute.relative_to(here) if absolute.is_relative_to(here) else absolute).as_posix() or "."
