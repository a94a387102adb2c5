"""What the manuals say about wires is what there is."""

import re

from linebench.content import Content, library
from linebench.line.kinds import KINDS
from linebench.scenario.load import load
from linebench.wire.composite import composites
from linebench.wire.dialect import dialects
from linebench.wire.tags.transport import transports
from linebench.wiring.ends import is_tagged

README = (library() / "README.md").read_text(encoding="utf-8")
MANUAL = (library() / "scenarios" / "README.md").read_text(encoding="utf-8")
TITLES = {"printer": "printer", "camera": "camera", "checkweigher": "scale"}


def _told(title):
    row = next(line for line in README.splitlines() if line.startswith(f"| {title}"))
    return set(re.findall(r"`([\w-]+)`", row))


def test_the_table_of_dialects_is_complete():
    """Every dialect of a device is named, and no other."""
    for title, seat in TITLES.items():
        known = {each.name for each in dialects().values() if seat in each.seats and each.name != "native"}
        assert _told(title) == known | ({"opcua"} if is_tagged(seat, "opcua") else set())
    assert _told("PLC") == {*transports(), "opcua"}


def test_stations_of_several_connections_are_named():
    """Every composite is in the table, and no other."""
    assert _told("packer") == set(composites())


def test_the_stack_file_of_the_manual_loads(tmp_path):
    """The block is a stack file as it stands."""
    text = re.search(r"```toml\n# stacks/our-wires.toml\n(.*?)```", MANUAL, re.DOTALL)[1]
    file = tmp_path / "our-wires.toml"
    file.write_text(text, encoding="utf-8")
    stack = load("carton-line", Content((library(),)), KINDS, stack=str(file)).scenario.stack
    assert [seat.id for seat in stack.seats] == ["l2"]
    assert [(wire.id, wire.dialect, wire.profile, wire.options, wire.also) for wire in stack.wires] == [
        ("l2-printer", "videojet", "dataflex", {"depth": "2"}, ()),
        ("l2-l1", "modbus", "", {"opcua.file": "plc.toml"}, ("s7", "opcua")),
        ("l2-packer", "packer-station", "", {}, ()), ("l2-packer-contents", "dmcc", "", {}, ())]
    dialects()["videojet"].profile("dataflex", {"depth": "2"})


def test_every_shipped_stack_is_in_the_table_and_loads():
    """The table of stacks is the folder of stacks."""
    content = Content((library(),))
    names = sorted(file.stem for file in (library() / "scenarios" / "stacks").glob("*.toml"))
    assert sorted(re.findall(r"^\| `stacks/([\w-]+)` \|", MANUAL, re.MULTILINE)) == names
    for name in names:
        load("carton-line", content, KINDS, stack=f"stacks/{name}.toml")
