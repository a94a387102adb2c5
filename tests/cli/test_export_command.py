"""``linebench export``: files for other systems, beside a package that stays as it is."""

import hashlib
import re
import shutil
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest

import linebench.evidence.exports as room
from linebench.content import library

README = (Path(room.__path__[0]) / "README.md").read_text(encoding="utf-8")
STORED = Path(__file__).parents[1] / "golden" / "packages" / "1" / "R-20261121.zip"


@pytest.fixture
def package(tmp_path):
    """A package that an earlier bench sealed, as evidence/R-1."""
    with zipfile.ZipFile(STORED) as archive:
        archive.extractall(tmp_path / "evidence")
    return (tmp_path / "evidence" / STORED.stem).rename(tmp_path / "evidence" / "R-1")


def hashes(folder):
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in folder.rglob("*") if path.is_file()}


def test_every_example_of_the_page_does_what_it_says(here, package, tmp_path):
    """Each command of the README, one after the other; the package is the same before and after."""
    shutil.copytree(library() / "fixtures", tmp_path / "fixtures")
    before = hashes(package)
    lines = re.findall(r"^linebench (.*)$", README, re.MULTILINE)
    assert len(lines) == 6
    for line in lines:
        done = here(*line.split())
        written = [word for word in line.split() if word.endswith((".xml", ".csv", ".toml")) and "/" not in word]
        told = written[-1:] if "import" in line else written
        assert (done.code, done.err, done.out.splitlines()) == (0, "", told)
    assert hashes(package) == before
    assert (tmp_path / "matrix.csv").read_bytes() == (package / "matrix.csv").read_bytes()
    keys = [one.get("value") for one in ET.parse(tmp_path / "xray.xml").iter("property")
            if one.get("name") == "test_key"]
    assert keys == ["OQ-L2-003", "OQ-L2-007"]


@pytest.mark.parametrize(("words", "message"), [
    ([], ("found no file to write; expected --junit, --requirements, --matrix, --tests, or --to with --out; see "
         "linebench export --help")),
    (["--to", "xray"], "--to and --out: found one of them; expected both: the system, and the file for it"),
    (["--junit", "evidence/R-1/j.xml"], ("evidence/R-1/j.xml: lies in the package, which is sealed; name a file "
                                        "elsewhere")),
    (["--to", "jama", "--out", "j.xml", "--alm", "alm.toml"],
     "alm.toml: found no table [jama]; expected one of xray; correct the name or add the table"),
    (["--to", "xray", "--out", "j.xml", "--alm", "none.toml"],
     ("none.toml: found a file that cannot be read (No such file or directory); expected a text file; check the "
      "path and its permissions")),
])
def test_what_cannot_be_done_is_told(here, package, tmp_path, words, message):
    """One message, exit code 2, and nothing written."""
    (tmp_path / "alm.toml").write_text("[xray]\n", encoding="utf-8")
    done = here("export", "evidence/R-1", *words)
    assert (done.code, done.out, done.err) == (2, "", f"linebench: {message}\n")
    assert not (tmp_path / "j.xml").exists()
