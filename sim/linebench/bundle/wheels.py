"""Gathers wheels: those of the lock by pip, each checked against its hash, and the bench's own."""

import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from linebench.bundle.errors import BundleError
from linebench.bundle.lock import Locked, write_lock
from linebench.bundle.platforms import Target

__all__ = ["build_own", "download"]

_LIMIT_S = 1800


def download(locked: Iterable[Locked], folder: Path, desk: Path, target: Target, python: str) -> None:
    """Put the wheels of what is locked into ``folder``. ``desk``: for what is needed meanwhile.

    Raises:
        BundleError: there is no wheel for the platform, or one is not as it was locked.

    """
    wanted = desk / "wanted.lock"
    wanted.write_text(write_lock(locked), encoding="utf-8", newline="\n")
    tags = [word for tag in (*target.tags, "any") for word in ("--platform", tag)]
    _pip(["download", "--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:", "--dest", str(folder),
          "--implementation", "cp", "--python-version", python, *_abis(python), *tags,
          "--requirement", str(wanted)],
         f"wheels for {target.name} and Python {python}")


def build_own(project: Path, folder: Path) -> None:
    """Build the bench's own wheel, with its content, into ``folder``. ``project``: folder of its sources.

    Raises:
        BundleError: it cannot be built.

    """
    _pip(["wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(project.resolve())],
         "the bench's own wheel")


def _abis(python: str) -> list[str]:
    own = f"cp{python.replace('.', '')}"
    return [word for abi in (own, "abi3", "none") for word in ("--abi", abi)]


def _pip(words: Sequence[str], what: str) -> None:
    try:
        done = subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", *words],  # noqa: S603  # fixed words
                              capture_output=True, text=True, encoding="utf-8", timeout=_LIMIT_S, check=False)
    except subprocess.SubprocessError as error:
        raise BundleError(f"{what}: pip did not end: {error}") from error
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        raise BundleError(f"{what}: {'; '.join(said) or done.stderr.strip()[-400:]}; expected a wheel of each "
                          f"dependency of the lock; choose another platform, or have the missing one built")
