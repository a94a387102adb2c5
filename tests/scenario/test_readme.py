"""The format as scenarios/README.md tells it is the format that loads."""

import re
import shlex

import pytest

from linebench.content import Content, library
from linebench.line.kinds import KINDS
from linebench.scenario.load import load
from linebench.scenario.model import Batch, FaultPlan
from linebench.scenario.problems import ScenarioError

README = (library() / "scenarios" / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```toml\n# (\S+)\n(.*?)```", README, re.DOTALL)
MESSAGES = re.findall(r"```text\n(.*?)\n```", README, re.DOTALL)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """All blocks of the manual written to the files they name."""
    texts = {}
    for name, text in BLOCKS:
        texts[name] = texts.get(name, "") + text + "\n"
    texts["my-line.toml"] = texts["my-line.toml"].replace('stack = "stacks/emulated.toml"\n', "")
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8", newline="\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_example_of_the_manual_loads(folder):
    """The blocks are one scenario: included line with changes, product, order, stack and faults."""
    scenario = load("my-line.toml", Content.find(folder), KINDS).scenario
    gate = next(station for station in scenario.line.stations if station.id == "gate-1")
    assert (scenario.line.nominal, gate.settings.capacity) == (18_000, 30)
    assert scenario.line.operator.reaction == 15_000_000
    assert (scenario.products[0].case_size, scenario.stack.plc_latency, scenario.stack.scan) == (12, 12_000, 5_000)
    assert scenario.batches == (
        Batch(order="PO-1", product="my-product", lot="LOT1", expiry="281200", quantity=48),)
    assert scenario.faults == (
        FaultPlan(target="printer-1", kind="nozzle_dead", params={"nozzles": "3"}, start=20_000_000, packs=2),
        FaultPlan(target="l2>l3", kind="delay", params={"time": "800 ms"}, start=10_000_000, end=40_000_000,
                  probability=250_000),
        FaultPlan(target="printer-1", kind="nozzle_dead", params={"nozzles": "0"},
                  drift={"to": "6", "over": "200 packs"}),
        FaultPlan(target="camera-1", kind="light_gradient", params={"falloff": "0"},
                  drift={"to": "0.3", "over": "4 h"}),
    )


def test_the_command_of_the_manual_changes_what_it_says(folder):
    """Key paths of the manual's command are those that the loader knows."""
    words = shlex.split(re.search(r"```sh\n(.*?)\n```", README)[1])
    settings = dict(word.split("=") for word in words if "=" in word)
    scenario = load("my-line.toml", Content.find(folder), KINDS, settings=settings).scenario
    assert (scenario.line.stations[2].at, scenario.batches[0].quantity) == (1_100_000, 24)


def test_the_messages_of_the_manual_are_real(folder):
    """The mistakes that the manual shows are told in the very words it shows."""
    path = folder / "my-line.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("{ capacity", "{ capacty").replace("= 48", "= 0"),
                    encoding="utf-8")
    with pytest.raises(ScenarioError) as error:
        load(path, Content.find(folder), KINDS)
    shown = re.sub(r":\d+:", ":0:", str(error.value))
    assert shown.split("\n") == [re.sub(r":\d+:", ":0:", line) for line in MESSAGES[0].split("\n")]


@pytest.mark.parametrize("name", ["carton-line", "carton-shift", "carton-image"])
def test_the_shipped_scenarios_load(name):
    """What the library ships can be used, and its files are named relative to it."""
    loaded = load(name, Content((library(),)), KINDS)
    assert loaded.scenario.id == name
    assert [file for file, _ in loaded.files if not file.startswith("scenarios/")] == []
    assert "built-in" in loaded.origins.values()
