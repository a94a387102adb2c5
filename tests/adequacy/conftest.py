"""One quick qualification for all tests of the room, kept in a configuration folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from linebench.cli import main
from tests.conftest import Done


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty home: no pack of this computer counts, and none is left on it."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "USERPROFILE", "APPDATA", "XDG_CONFIG_HOME"):
            patch.setenv(name, str(folder))
        yield folder


@pytest.fixture
def here(tmp_path, monkeypatch, capsys):
    """Run ``linebench`` with words in an empty folder, in this process."""
    monkeypatch.chdir(tmp_path)

    def run(*words):
        capsys.readouterr()
        code = main([str(word) for word in words])
        shown = capsys.readouterr()
        return Done(code, shown.out, shown.err)

    return run
