"""A line controller that is a flow of Node-RED: as the manual says, and found out by the library's protocols."""

import json
import re
import shutil
import subprocess
import tomllib

import pytest

from linebench.binding.binder import Binder
from linebench.binding.deed import ACTIONS
from linebench.content import Content, library
from linebench.line.kinds import KINDS
from linebench.scenario.load import load
from tests.foreign.site import relocated
from tests.foreign.test_foreign_recipes import outputs, recipe, seen
from tests.foreign.typed import commands, typed

TITLE = "Node-RED as line controller"
FLOW = library() / "scenarios" / "recipes" / "node-red"
NODES = json.loads((FLOW / "flows.json").read_text(encoding="utf-8"))
STACK = tomllib.loads((FLOW / "stack.toml").read_text(encoding="utf-8"))
FUNCTIONS = {path.stem: path.read_text(encoding="utf-8") for path in (FLOW / "functions").glob("*.js")}
DEVICES = {"printer": "l2-printer", "camera": "l2-camera", "plc": "l2-l1"}
FAILED = 1


def of(kind):
    return [node for node in NODES if node["type"] == kind]


def test_the_manual_names_the_kinds_of_its_nodes():
    """Those of a new installation, and no other."""
    listed = re.search(r"core nodes \((.*?)\)", recipe(TITLE), re.DOTALL)[1]
    assert {node["type"] for node in NODES} - {"tab"} == set(re.findall(r"`([\w ]+)`", listed))


def test_every_port_and_request_of_the_stack_file_is_one_of_the_flow():
    """Nobody dials or asks where nothing listens."""
    dialled = {DEVICES[node["topic"]]: int(node["port"]) for node in of("tcp in")}
    assert dialled == {wire["id"]: wire["port"] for wire in STACK["wire"]}
    (port,) = re.findall(r"uiPort: (\d+)", (FLOW / "settings.js").read_text(encoding="utf-8"))
    options = [each.get("options", {}) for each in (*STACK["action"], *STACK["claim"])]
    asked = {each["url"].removeprefix(f"http://127.0.0.1:{port}") for each in options if "url" in each}
    assert {node["url"] for node in of("http in")} == {re.sub(r"^/ask/\w+$", "/ask/:what", path) for path in asked}


def test_the_flow_is_whole():
    """Every wire ends at a node, and what a function node calls is there."""
    known = {node["id"] for node in NODES}
    assert {to for node in NODES for output in node.get("wires", ()) for to in output} <= known
    exported = {name for text in FUNCTIONS.values()
                for found in re.findall(r"^module\.exports = \{ (.*) \};", text, re.MULTILINE)
                for name in found.split(", ")}
    call = re.compile(r'return global\.get\("line"\)\.(\w+)\([\w, ]+\);')
    called = [call.fullmatch(node["func"]) for node in of("function")]
    assert all(called)
    assert {each[1] for each in called} <= exported


def test_the_version_is_pinned():
    """``npm install`` brings the same one next year."""
    (version,) = json.loads((FLOW / "package.json").read_text(encoding="utf-8"))["dependencies"].values()
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)


ORDER = {"gtin": "09501101530003", "lot": "L1", "expiry": "281231", "quantity": 80, "serials": ["A", "B"],
         "status": {"A": "SENT", "B": "SENT"}, "packs": {}, "printed": 2, "read": 0, "good": 0, "id": "PO-1",
         "file": "r.csv"}
SCRIPT = """
const state = require("./functions/state");
const { judge, results, printed } = require("./functions");
const [order, steps] = JSON.parse(require("fs").readFileSync(0, "utf8"));
state.order = order;
const does = { reading: judge, track_results: results, print_done: printed };
console.log(JSON.stringify(steps.map((payload) => does[payload[0]]({ payload }))));
"""


def reading(trigger, serial, **other):
    """What the camera says of a pack that is as ordered, but for ``other``."""
    one = {"gtin": ORDER["gtin"], "lot": "L1", "expiry": "281231", "symbology": "]d2", "outcome": "read"} | other
    text = f"(01){one['gtin']}\n(21){serial}\n(10){one['lot']}\n(17){one['expiry']}"
    content = f"01{one['gtin']}17{one['expiry']}10{one['lot']}\x1d21{serial}"
    return ["reading", trigger, one["outcome"], content, other.get("text", text), one["symbology"]]


def says(*steps):
    """What the functions say to one message after another, in an order of their own."""
    return run(SCRIPT, [ORDER, steps])


def run(script, told):
    """What the functions make of it, in Node.js."""
    if shutil.which("node") is None:
        pytest.skip("Node.js is not installed")
    done = subprocess.run(["node", "-e", script], cwd=FLOW, input=json.dumps(told), capture_output=True, text=True,
                          encoding="utf-8", timeout=60, check=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize("wrong", [
    {}, {"gtin": "09501101530010"}, {"lot": "L2"}, {"expiry": "281200"}, {"symbology": "]d1"},
    {"outcome": "no_read"}, {"text": "(01)"}])
def test_a_pack_is_good_when_everything_on_it_is_as_ordered(wrong):
    """The verdict has the number of the camera's trigger."""
    assert says(reading(17, "A", **wrong)) == [{"topic": "plc", "payload": [["verdict", 17, not wrong]]}]


def test_a_serial_number_is_good_once_and_a_trigger_is_judged_once():
    """Neither a second pack with the number nor a stranger's passes."""
    said = says(reading(1, "A"), reading(2, "A"), reading(3, "C"), reading(3, "B"))
    assert [each and each["payload"][0] for each in said] == [
        ["verdict", 1, True], ["verdict", 2, False], ["verdict", 3, False], None]


def test_a_pack_that_was_not_read_is_reported_by_its_place():
    """Its number is the one that was left out; what became of a pack is reported once."""
    told = ["track_results", [[1, "rejected", "verdict"], [2, "passed", ""]]]
    *_, first, again = says(reading(1, "A", outcome="no_read"), reading(2, "B"), told, told)
    lines = [line["payload"].split(",", 1)[1] for line in first[0]]
    assert lines == ["PO-1,09501101530003,A,REJECT,not read", "PO-1,09501101530003,B,GOOD,"]
    assert again == [[]]


def test_for_each_record_that_is_printed_the_printer_has_one_more():
    """Six wait; a record that is told twice brings none."""
    (first, again) = says(["print_done", 3], ["print_done", 3])
    ((name, number, serials),) = first["payload"]
    assert (first["topic"], name, number, len(set(serials))) == ("printer", "print_orders", 3, 7)
    assert again is None


ASKS = """
const state = require("./functions/state");
const { asked, answered, heard } = require("./functions");
const steps = JSON.parse(require("fs").readFileSync(0, "utf8"));
for (const topic of ["printer", "camera", "plc"]) heard({ topic, _session: {} }, { warn() {} });
const ask = ([what, payload]) => asked({ req: { params: { what } }, payload })[1];
const does = (step) => (typeof step[1] === "string" ? answered({ payload: step }) : ask(step));
console.log(JSON.stringify(steps.map((step) => does(step)?.payload)));
"""
CLEARED = ["clearance", {"by": "operator 1"}]
TAKEN = ["order", {"order": "PO-1", "gtin": ORDER["gtin"], "lot": "L1", "expiry": "281231", "quantity": "80"}]


def has_job(job):
    """What the camera says of itself."""
    return ["camera_state", "camera-1", job, True, False]


@pytest.mark.parametrize(("steps", "told"), [
    ([TAKEN], ["nobody saw the line empty (clearance)"]),
    ([CLEARED, ["order", TAKEN[1] | {"gtin": "0"}]], ["done", "no recipe for 0"]),
    ([CLEARED, TAKEN, has_job(ORDER["gtin"]), TAKEN], ["done", None, "done", "an order is open"]),
    ([CLEARED, TAKEN, has_job(""), ["end", {}]], ["done", None, "the camera does not know the job", "no order"]),
    ([["start", {}], ["tea", {}]], ["no order", "cannot tea"]),
    ([["stop", {}], ["command_answer", "stop", False, "guard open"]], [None, "guard open"]),
])
def test_people_are_answered_when_it_is_certain(steps, told):
    """At once, or when the camera or the PLC has answered; a refusal has its reason."""
    assert run(ASKS, steps) == told


def test_its_line_packs_nothing():
    """The scenario of the folder takes the place of the library's, and what people ask is bound as it stands."""
    loaded = load("carton-line", Content((FLOW / "site", library())), KINDS, stack=str(FLOW / "stack.toml"))
    assert [station.kind for station in loaded.scenario.line.stations] == [
        "infeed", "printer", "camera", "checkweigher", "gate", "exit"]
    binder = Binder(loaded.scenario, loaded.folder)
    assert not set(binder.hands) & set(loaded.scenario.stack.lacks)
    assert set(binder.hands) | set(loaded.scenario.stack.lacks) >= set(ACTIONS)


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The folder of the recipe, on ports that are free; skipped where Node-RED cannot come."""
    folder = tmp_path_factory.mktemp("node-red")
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    files = [path for each in ("*.js*", "*.toml", "functions/*.js", "site/**/*.toml") for path in FLOW.glob(each)]
    relocated(FLOW, folder, [path.relative_to(FLOW).as_posix() for path in files])
    if typed("npm view node-red version", folder).returncode:
        pytest.skip("npm's registry does not answer")
    return folder


@pytest.mark.slow
@pytest.mark.nightly
def test_the_recipe_works_and_a_mistake_in_the_flow_is_found(installed):
    """To the letter; then once more with the mistake that the manual names."""
    assert seen(TITLE, outputs(TITLE, installed))
    told = re.search(r"With `(\w+)=(\w+)` .* ([\w-]+) fails at \*(.*)\*\.", recipe(TITLE))
    name, value, case, step = told.groups()
    (line,) = [each for each in commands(recipe(TITLE)) if each.startswith("linebench run")]
    again = re.sub(r"--out \S+", "--out mistaken", re.sub(r'-m "[^"]*"', f"-m {case}", line))
    done = typed(again, installed, **{name: value})
    assert (done.returncode, f"(Then {step}): fail" in done.stdout) == (FAILED, True), done.stdout
