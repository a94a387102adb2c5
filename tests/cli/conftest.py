"""The command line in this process: as the real one, and a hundred times faster where images are loaded already."""

import pytest
from tests.conftest import Done

from linebench.cli import main


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
