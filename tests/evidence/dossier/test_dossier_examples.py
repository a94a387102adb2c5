"""Every example of the chapters on executions and dossiers runs as it stands, in its order."""

import re
import shlex
import shutil

import pytest
from tests import certificates
from tests.evidence.dossier.conftest import FEATURE, command

from linebench.content import library

README = (library() / "reports" / "README.md").read_text(encoding="utf-8")
CHAPTER = README[README.index("## Executions that last days"):]
INCOMPLETE = {"--stop-after"}
"""Words of examples that end before all was executed, with exit code 3."""


def examples() -> list[list[str]]:
    blocks = re.findall(r"```sh\n(.*?)```", CHAPTER, re.DOTALL)
    return [shlex.split(line) for block in blocks for line in block.splitlines()]


def test_every_example_runs(sittings, tmp_path, monkeypatch):
    """From the first sitting to a second revision; the packages are those that other tests made the same way."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LINEBENCH_CERTIFICATE_PASSWORD", certificates.PASSWORD)
    shutil.copy(FEATURE, tmp_path)
    certificates.make(tmp_path, "e.executor")
    runs = [words for words in examples() if words[1] == "run"]
    assert [words[words.index("--out") + 1] for words in runs] == ["first", "second", "third"]
    for name in ("first", "second", "third"):
        shutil.copytree(sittings / name, tmp_path / name)
    others = [words for words in examples() if words[1] != "run"]
    assert len(others) == 17
    for words in others:
        said = command(*words[1:])
        assert said.code == 0, (words, said.text)


def test_the_runs_of_the_chapter_are_those_of_the_tests():
    """The sittings that the tests execute have the words of the chapter, but for their folders."""
    words = {word for line in examples() if line[1] == "run" for word in line if word.startswith("--")}
    assert words == {"--seed", "--mutant", "--stop-after", "--out", "--continue", "--repeat", "--deviation",
                     "--reason", "--authorised-by"}


@pytest.mark.nightly
def test_the_runs_of_the_chapter_run(tmp_path, monkeypatch):
    """The three sittings as the chapter has them, executed anew."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(FEATURE, tmp_path)
    for words in (line for line in examples() if line[1] == "run"):
        assert command(*words[1:]).code == (3 if INCOMPLETE & set(words) else 0)
