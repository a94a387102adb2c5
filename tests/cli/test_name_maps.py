"""A wire whose tags a project has named, from the command line: what is served, and what is wrong in one go."""

import json

import pytest

STACK = """id = "foreign"
[[seat]]
id = "l2"
nature = "real"
[[wire]]
id = "l2-l1"
dialect = "modbus"
map = "names/plc.csv"
"""
MAP = """signal;name;address;type;style;answer;words
# of the PLC
state;Mode;HR0;uint16;;;
verdict;Judge;CO0;bool;edge;DI0;
verdict.trigger;JudgeNo;HR10;uint32;;;
verdict.good;JudgeOk;HR12;uint16;;;1=true 2=false
"""
SCENARIO = """id = "x"
title = "x"
products = ["products/product-a.toml"]
[line]
file = "lines/carton.toml"
[[batch]]
order = "PO-1"
product = "product-a"
lot = "L1"
expiry = "281231"
quantity = 5
"""


@pytest.fixture
def site(tmp_path):
    """A stack file with its map in a folder beside it; ``old`` and ``new``: what is otherwise in the stack file."""
    def write(text=MAP, old="", new=""):
        folder = tmp_path / "site"
        (folder / "names").mkdir(parents=True)
        (folder / "names" / "plc.csv").write_text(text, "utf-8")
        (folder / "stack.toml").write_text(STACK.replace(old, new), "utf-8")
        return folder / "stack.toml"

    return write


def served(here, stack, *words):
    return here("serve", "carton-line", "--stack", stack, "--for", "10 ms", *words)


def test_the_tag_map_of_a_wire_with_names_is_its_map(here, site, tmp_path):
    """As a map that can be read again, which serves the same."""
    stack, out = site(), tmp_path / "out.csv"
    assert (served(here, stack, "--tags", out).code, out.read_text("utf-8")) == (0, (
        "wire,signal,name,address,type,order,scale,style,answer,words\n"
        "l2-l1,state,Mode,HR0,uint16,,,,,\n"
        "l2-l1,verdict,Judge,CO0,bool,,,edge,DI0,\n"
        "l2-l1,verdict.trigger,JudgeNo,HR10,uint32,,,,,\n"
        "l2-l1,verdict.good,JudgeOk,HR12,uint16,,,,,1=true 2=false\n"))
    stack.with_name("names").joinpath("plc.csv").write_bytes(out.read_bytes())
    again = tmp_path / "again.csv"
    assert (served(here, stack, "--tags", again).code, again.read_bytes()) == (0, out.read_bytes())


def test_the_tag_map_of_the_bench_s_own_tags_is_a_map_too(here, site, tmp_path):
    """Served with it, everything lies where it lay."""
    own, again = tmp_path / "own.csv", tmp_path / "again.csv"
    assert served(here, site(old='map = "names/plc.csv"\n', new=""), "--tags", own).code == 0
    stack = tmp_path / "moved.toml"
    stack.write_text(STACK.replace("names/plc.csv", "own.csv"), "utf-8")
    assert (served(here, stack, "--tags", again).code, again.read_bytes()) == (0, own.read_bytes())


def test_everything_that_is_wrong_with_a_map_is_told_in_one_go(here, site):
    """One line for each, with the file as the user would type it; exit 2, nothing is served."""
    wrong = MAP.replace("edge", "edgy").replace("state;", "status;").replace("uint32", "bool")
    done = served(here, site(wrong))
    assert (done.code, done.out) == (2, "")
    assert done.err.removeprefix("linebench: ").splitlines() == [
        "site/names/plc.csv:3: signal: found 'status'; expected 'state'; correct it",
        ("site/names/plc.csv:4: style: found 'edgy'; expected level or edge or toggle or counter for verdict; "
         "correct it"),
        ("site/names/plc.csv:5: type: found bool; expected int16 or uint16 or int32 or uint32 or float for "
         "verdict.trigger, its values; correct it"),
    ]


@pytest.mark.parametrize(("old", "new", "told"), [
    ("names/plc.csv", "plc.csv", "site/stack.toml:8: stack.wire.l2-l1.map: found no file 'plc.csv'; expected one"),
    ('nature = "real"', "process = true",
     "stack.wire.l2-l1.map: found 'names/plc.csv'; expected nothing, or a seat 'l2' of nature = \"real\""),
    ('"l2-l1"\ndialect = "modbus"', '"l2-hmi"\ndialect = "native"',
     "stack.wire.l2-hmi.map: found 'names/plc.csv'; expected nothing: a map is for l2-l1, "),
    ('"modbus"', '"s7"', "stack.wire.l2-l1.map: found site/names/plc.csv, without an address for s7; expected "),
    ('"names/plc.csv"', '"names/plc.csv"\nmap_options = { beat = "1 s" }', "stack.wire.l2-l1.map_options: found "),
    ('dialect = "modbus"\n', "", "stack.wire.l2-l1.map: found site/names/plc.csv, on a wire without tags; "),
    ('map = "names/plc.csv"', 'map_options = { hold = "1 s" }',
     "stack.wire.l2-l1.map_options: found options of a map; expected a map to go with them"),
])
def test_a_map_that_has_no_place_is_told(here, site, old, new, told):
    """Which key, what was found, what was expected."""
    done = served(here, site(old=old, new=new))
    assert (done.code, done.out, done.err[:len(told) + 11]) == (2, "", f"linebench: {told}")
    assert done.err.count("\n") == 1


def test_a_simulation_without_sockets_for_it_reads_no_map(here, site):
    """It says who does; nobody is told that the bench's own tags are those of the project."""
    done = here("simulate", "carton-line", "--stack", site())
    assert done.code == 2
    assert done.err == ("linebench: wire l2-l1: found map = 'names/plc.csv'; expected none here: maps are read by "
                        "linebench serve and linebench run\n")


def test_check_reads_the_map_of_a_scenario(here, site):
    """So that it is known to be wrong before anything runs."""
    stack = site(MAP.replace("HR0", "HX0"))
    scenario = stack.with_name("whole.toml")
    scenario.write_text(SCENARIO + STACK.split("\n", 1)[1].replace("[[", "[[stack."), "utf-8")
    done = here("check", scenario)
    assert (done.code, done.err[:47]) == (2, "site/names/plc.csv:3: address: found 'HX0'; exp")


def test_the_bench_s_own_line_controller_is_not_let_onto_names_that_it_does_not_know(here, tmp_path):
    """The document of ``serve`` says whose tags they are."""
    one = {"level": "l2", "seat": "l1", "device": "l1", "dialect": "modbus", "host": "127.0.0.1", "port": 9,
           "map": "plc.csv"}
    file = tmp_path / "served.json"
    document = {"scenario": "x", "epoch": "2026-01-05T06:00:00Z", "pace": "real", "endpoints": [one]}
    file.write_text(json.dumps(document), "utf-8")
    done = here("stack", "carton-line", "--endpoints", file, "--for", "1 s")
    assert (done.code, done.err) == (2, (
        "linebench: level l2: the tags of its l1 are named by plc.csv; expected the bench's own, which are all "
        "that this level knows\n"))
