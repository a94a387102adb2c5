"""What is wrong with the files of a desk, or with the units they name, is told before anything runs."""

import json

import pytest

from linebench.cli import main
from linebench.wire.stream.address import WireError
from tests.foreign.desk_site import Line, camera, copied

pytestmark = pytest.mark.slow


@pytest.fixture
def desk(tmp_path):
    """The folder of the desk; the ports in it are free."""
    copied(tmp_path / "desk")
    return tmp_path / "desk"


@pytest.fixture
def told(desk, monkeypatch, capsys):
    """Run ``linebench`` in the folder of the desk, in this process: exit code and everything that was said."""
    monkeypatch.chdir(desk)

    def run(*words):
        capsys.readouterr()
        code = main(list(words))
        shown = capsys.readouterr()
        return code, shown.out + shown.err

    return run


def changed(desk, old, new):
    file = desk / "stack.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_the_check_names_who_cannot_be_reached(desk, told):
    """Before anybody presses start; nothing is missed that the bench's own levels take."""
    with camera(desk):
        code, said = told("stack", "check", "stack.toml", "--scenario", "desk-line.toml", "--json")
    found = {each["name"]: (each["state"], each["why"]) for each in json.loads(said)["bindings"]}
    assert code == 1
    assert found.keys() == {"l2-printer", "l2-camera"}
    assert found["l2-camera"] == ("ok", "")
    assert found["l2-printer"][0] == "not reachable"
    assert found["l2-printer"][1].startswith("nobody answers there: ")


def test_another_machine_is_dialled_with_the_word_for_it_alone(desk, told):
    """Neither the check nor a run opens anything there without ``--real``."""
    changed(desk, 'host = "127.0.0.1"', 'host = "192.0.2.1"')
    code, said = told("stack", "check", "stack.toml", "--scenario", "desk-line.toml")
    assert code == 1
    assert "192.0.2.1" in said
    assert "--real" in said
    with pytest.raises(WireError, match="is not on this machine"):
        Line(desk)


@pytest.mark.parametrize(("old", "new", "says"), [
    ('dialect = "zpl"', 'dialect = "telepathy"', "l2-printer: found dialect 'telepathy'; expected one of"),
    ('profile = "polling"', 'profile = "zt9"', "zt9"),
    ('ink_variable = ""', 'inkk = ""', "inkk"),
    ('dialect = "rawline"', 'dialect = "opcua"', "opcua"),
    ('endpoints = ["127.0.0.1:', 'endpoints = ["10.0.0.1:', "not allowed by stack desk"),
])
def test_a_wrong_file_ends_a_run_before_it_begins(desk, told, old, new, says):
    """One message, exit code 2, and no traceback."""
    changed(desk, old, new)
    code, said = told("run", "desk.feature", "--stack", "stack.toml", "--out", "out")
    assert code == 2
    assert says in said
    assert "1 problem; nothing was run" in said
    assert "Traceback" not in said


def test_a_planted_defect_beside_a_unit_is_refused(told):
    """It would be held against what is real."""
    code, said = told("run", "desk.feature", "--stack", "stack.toml", "--mutant", "l1-shifted-by-one")
    assert code == 2
    assert "beside a real printer, camera" in said
