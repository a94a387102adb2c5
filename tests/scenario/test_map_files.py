"""The map of a wire is a file of the scenario: found beside the stack file, and in the list of what was read."""

import hashlib

import pytest

from linebench.content import Content
from linebench.line.kinds import KINDS
from linebench.scenario.load import load
from linebench.scenario.problems import ScenarioError

STACK = """id = "x"
[[seat]]
id = "l2"
nature = "real"
[[wire]]
id = "l2-l1"
dialect = "modbus"
map = "plc.csv"
"""


def loaded(folder, text=STACK):
    (folder / "stack.toml").write_text(text, "utf-8")
    return load("carton-line", Content.find(), KINDS, stack=str(folder / "stack.toml"))


def test_a_map_is_read_from_the_folder_of_the_stack_file(tmp_path):
    """Its text goes to whoever makes the wire, its hash into record 0."""
    (tmp_path / "plc.csv").write_bytes(b"signal,address,type\r\n")
    found = loaded(tmp_path)
    assert {wire: (file.name, file.text) for wire, file in found.maps.items()} == {
        "l2-l1": ("plc.csv", "signal,address,type\r\n")}
    assert ("plc.csv", hashlib.sha256(b"signal,address,type\r\n").hexdigest()) in found.files
    assert (found.folder, found.scenario.stack.wires[0].map) == (tmp_path, "plc.csv")


def test_a_map_that_is_not_there_is_told_where_it_is_named(tmp_path):
    """Line and key of the stack file."""
    with pytest.raises(ScenarioError) as error:
        loaded(tmp_path)
    told = f"{tmp_path.as_posix()}/stack.toml:8: stack.wire.l2-l1.map: found no file 'plc.csv'"
    assert str(error.value).startswith(told)


def test_a_map_that_is_no_text_is_told(tmp_path):
    """With the file and the key that names it."""
    (tmp_path / "plc.csv").write_bytes(b"\xff\xfe")
    with pytest.raises(ScenarioError, match=r"plc.csv: stack.wire.l2-l1.map: found bytes that are no UTF-8"):
        loaded(tmp_path)


def test_a_scenario_without_maps_has_none(tmp_path):
    """As the shipped ones."""
    assert loaded(tmp_path, STACK.replace('map = "plc.csv"\n', "")).maps == {}
