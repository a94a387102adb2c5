"""The READMEs of the installation say what there is: every example is read or run."""

import re
from pathlib import Path

from linebench.content import Content, library
from linebench.inventory.given import read_installation

ROOM = Path(__file__).parents[2] / "sim" / "linebench" / "inventory"


def test_the_example_of_an_installation_can_be_read(tmp_path):
    """The file of the README is a whole installation: each kind of fact is in it."""
    text = (library() / "fixtures" / "README.md").read_text(encoding="utf-8").partition("## An installation")[2]
    (tmp_path / "fixtures").mkdir()
    (tmp_path / "fixtures" / "installation.toml").write_text(text.split("```toml\n")[1].split("```")[0],
                                                             encoding="utf-8")
    given = read_installation(Content((tmp_path, library())))
    printer = given.component("printer")
    assert printer.hardware() == {"asset": "A-1004", "maker": "Printers Ltd", "model": "P 400", "serial": "4711",
                                  "firmware": "2.6.1", "location": "Line 4, station 2"}
    assert printer.software().keys() == {"product", "version", "category", "assessment"}
    kinds = (given.instruments, given.accounts, given.passwords, given.documents, given.backups)
    assert [len(each) for each in kinds] == [1] * 5


def test_the_commands_of_the_room_run_as_they_stand(here):
    """A baseline is made and nothing differs from it."""
    text = (ROOM / "README.md").read_text(encoding="utf-8")
    commands = [line.split() for line in text.split("```")[1].strip().splitlines()]
    assert [here(*words[1:]).code for words in commands] == [0, 0]


def test_every_file_of_the_room_is_named():
    """The table of the README has each module and no other."""
    text = (ROOM / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.*?) \|", text, re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`(\w+\.py)`", row)}
    assert named == {path.name for path in ROOM.glob("*.py")} - {"__init__.py"}
