"""What a page says one types, typed: with the linebench that is tested, whatever else the search path has."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import linebench

__all__ = ["block", "commands", "environment", "pattern", "typed"]

SOURCE = Path(linebench.__file__).resolve().parents[1]
_LIMIT_S = 560


def environment(**more: str) -> dict[str, str]:
    """Return the environment in which ``linebench`` is the one of this very process, from any folder."""
    path = os.pathsep.join(filter(None, (str(SOURCE), os.environ.get("PYTHONPATH", ""))))
    return os.environ | {"PYTHONPATH": path} | more


def commands(text: str) -> list[str]:
    """Return what is typed on a page, line by line."""
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    return [line.strip() for each in blocks for line in each.splitlines() if line.strip()]


def block(text: str) -> list[str]:
    """Return the lines that a page says one sees."""
    return [line for each in re.findall(r"```text\n(.*?)```", text, re.DOTALL) for line in each.splitlines()]


def pattern(line: str) -> re.Pattern[str]:
    """Return what a line that one sees looks for in an output.

    The width of columns does not count, ``…`` is any text, and a *pass* may be *provisional*.
    """
    words = [re.escape(word).replace("…", ".*") for word in line.split()]
    if words[-1] == "pass":
        words[-1] = "(?:pass|provisional)"
    return re.compile(r"[^\S\n]+".join(words))


def typed(line: str, folder: Path, **more: str) -> "subprocess.CompletedProcess[str]":
    """Type a line in a folder; ``more``: of its environment. The output has both streams."""
    program, *words = shlex.split(line)
    start = [sys.executable, "-m", "linebench"] if program == "linebench" else [shutil.which(program) or program]
    return subprocess.run([*start, *words], cwd=folder, env=environment(**more), stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, encoding="utf-8", timeout=_LIMIT_S, check=False)
