"""The bench itself: version, a hash over its own files, and the commit where it runs from a checkout."""

import hashlib
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from linebench import __version__
from linebench.evidence.environment import Item
from linebench.evidence.model import UNKNOWN, Tool

__all__ = ["BENCH", "package_hash", "tool", "tool_items"]

BENCH = "linebench"
_PACKAGE = Path(__file__).resolve().parent.parent
_WORDS = {True: "dirty", False: "clean", None: UNKNOWN}


def tool_items() -> Iterator[Item]:
    """Yield what is known of the bench."""
    known = tool()
    facts = (("version", known.version, "package"), ("package hash", package_hash(), "its files"),
             ("commit", known.commit, "git"), ("checkout", _WORDS[known.dirty], "git"))
    for name, value, source in facts:
        yield Item(area="bench", subject=BENCH, property=name, value=value, source=source)


@cache
def package_hash(folder: Path = _PACKAGE) -> str:
    """One SHA-256 over all files of a package by name and content; line ends of texts do not count.

    So a checkout on another platform has the same hash. Compiled modules are passed over.
    """
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*"), key=lambda each: each.relative_to(folder).as_posix()):
        if path.is_file() and "__pycache__" not in path.parts:
            data = path.read_bytes().replace(b"\r\n", b"\n")
            digest.update(f"{hashlib.sha256(data).hexdigest()}  {path.relative_to(folder).as_posix()}\n".encode())
    return digest.hexdigest()


def tool() -> Tool:
    """Describe the bench. The commit is known only where it runs from a checkout."""
    commit = _git("rev-parse", "HEAD")
    if not commit:
        return Tool(name=BENCH, version=__version__, sha256=package_hash())
    return Tool(name=BENCH, version=__version__, sha256=package_hash(), commit=commit,
                dirty=bool(_git("status", "--porcelain", "--untracked-files=no")))


def _git(*words: str) -> str:
    if not any((each / ".git").exists() for each in _PACKAGE.parents):
        return ""
    try:
        done = subprocess.run(["git", "-C", str(_PACKAGE), *words],  # noqa: S603, S607  # fixed words, git from PATH
                              capture_output=True, text=True, encoding="utf-8", timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()
