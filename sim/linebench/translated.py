"""Folders with protocols in another language: ``features/de`` holds in German what is elsewhere in English.

They hold test cases of the same ids, so that a run takes them only when it is asked for them: a folder above them
stands for what is not below one of them.
"""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

__all__ = ["LANGUAGES", "by_language", "untranslated"]

LANGUAGES = Path(__file__).parent / "bdd" / "lang"
"""Folder with the vocabulary of each language but English."""


def untranslated(paths: Iterable[Path], folders: Iterable[Path]) -> list[Path]:
    """Leave out what is in a language folder below one of ``folders``."""
    tops, tags = tuple(folders), _tags()
    return [path for path in paths if not any(tags & _between(path, top) for top in tops)]


def by_language(paths: Iterable[Path]) -> list[list[Path]]:
    """Sort paths by the language folder they are in; those in none come first."""
    tags = _tags()

    def folder(path: Path) -> str:
        return next((part for part in reversed(path.parent.parts) if part in tags), "")

    return [list(group) for _, group in groupby(sorted(paths, key=lambda path: (folder(path), path)), folder)]


def _tags() -> set[str]:
    return {file.stem for file in LANGUAGES.glob("*.toml")}


def _between(path: Path, top: Path) -> set[str]:
    return set(path.relative_to(top).parent.parts) if path.is_relative_to(top) else set()
