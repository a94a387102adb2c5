"""A finished package, made once and copied for each test that damages it."""

import shutil
from pathlib import Path

import builder
import pytest


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runs") / "R-0001"
    builder.small_package(folder)
    return folder


@pytest.fixture
def package(finished: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(finished, tmp_path / "R-0001"))
