"""The real command line in a process of its own, as a user and a CI job see it."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("linebench", deadline=None, max_examples=40)
settings.register_profile("night", deadline=None, max_examples=200)
settings.load_profile("linebench")
"""A computer that is busy with something else makes no example wrong; each run tries other examples."""


@dataclass(frozen=True)
class Done:
    """What a command left: exit code and both streams."""

    code: int
    out: str
    err: str


Command = Callable[..., Done]


@pytest.fixture
def linebench(tmp_path: Path) -> Command:
    """Run ``linebench`` with words in an empty folder; keywords are variables of its environment."""
    def run(*words: object, cwd: Path = tmp_path, **environment: str) -> Done:
        done = subprocess.run([sys.executable, "-m", "linebench", *map(str, words)], cwd=cwd, capture_output=True,
                              text=True, encoding="utf-8", timeout=300, check=False,
                              env=os.environ | environment)
        return Done(done.returncode, done.stdout, done.stderr)

    return run
