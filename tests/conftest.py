"""The real command line in a process of its own, as a user and a CI job see it."""

import gc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from tests.warm import Done, command

__all__ = ["Command", "Done"]

settings.register_profile("linebench", deadline=None, max_examples=40)
settings.register_profile("night", deadline=None, max_examples=200)
settings.load_profile("linebench")
"""A computer that is busy with something else makes no example wrong; each run tries other examples."""

Command = Callable[..., Done]


def pytest_collection_finish() -> None:
    """Keep what was collected, which stays to the end, out of every search for garbage, and search less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture
def linebench(tmp_path: Path) -> Command:
    """Run ``linebench`` with words in an empty folder; keywords are variables of its environment."""
    def run(*words: object, cwd: Path = tmp_path, **environment: str) -> Done:
        return command([str(word) for word in words], cwd, environment)

    return run
