"""Stack files with a real printer or camera: what they say, and one clear message for each mistake in them."""

import re

import pytest

from linebench.content import Content, library
from linebench.line.kinds import KINDS
from linebench.scenario.load import load
from linebench.scenario.problems import ScenarioError

SEAT = '[[seat]]\nid = "printer"\nnature = "real"\n'
WIRE = '[[wire]]\nid = "l2-printer"\ndialect = "zpl"\nhost = "10.1.2.3"\nport = 9100\n'
CAMERA = ('[[seat]]\nid = "camera"\nnature = "real"\ntrigger = "own"\njob = "fixed"\nanswer_within = "90 ms"\n'
          '[[wire]]\nid = "l2-camera"\ndialect = "rawline"\nport = 2001\n')
L1 = '[[seat]]\nid = "l1"\nnature = "real"\n'


def loaded(tmp_path, text, **settings):
    (tmp_path / "desk.toml").write_text('id = "desk"\n' + text, encoding="utf-8")
    return load("carton-line", Content((library(),)), KINDS, stack=str(tmp_path / "desk.toml"), settings=settings)


def test_devices_are_real_levels_stay_here_and_time_is_the_walls(tmp_path):
    """Both at once; what they are set up with is theirs."""
    scenario = loaded(tmp_path, SEAT + WIRE + CAMERA).scenario
    stack = scenario.stack
    assert set(stack.devices) == set(stack.elsewhere) == {"printer", "camera"}
    assert stack.remote == {}
    assert scenario.clock == ("real", 1)
    camera = stack.devices["camera"]
    assert (camera.trigger, camera.job, int(camera.answer_within)) == ("own", "fixed", 90_000)


@pytest.mark.parametrize(("text", "says"), [
    (SEAT, "stack.seat.printer: found no wire to it; expected the wire by which the bench reaches the printer"),
    (SEAT + WIRE.replace("9100", "0"), "stack.wire.l2-printer.port: found 0; expected 1 to 65535"),
    (SEAT + WIRE.replace("10.1.2.3", " "), "stack.wire.l2-printer.host: found ' '"),
    (SEAT + WIRE + "dials = true\n", "stack.wire.l2-printer.dials: found true; expected nothing"),
    (SEAT + WIRE + 'also = ["wsi"]\n', "stack.wire.l2-printer.also: found ('wsi',)"),
    (SEAT + WIRE + 'map_options = { a = "1" }\n', "stack.wire.l2-printer.map_options: found {'a': '1'}"),
    (SEAT + WIRE + 'level_options = { a = "1" }\n', "stack.wire.l2-printer.level_options: found {'a': '1'}"),
    (SEAT + WIRE + 'tls = { access = "x" }\n', "stack.wire.l2-printer.tls: found {'access': 'x'}; expected"),
    (L1 + '[[wire]]\nid = "l1-l2"\ndialect = "modbus"\nport = 502\ndials = true\ntls = { access = "x" }\n',
     "stack.wire.l1-l2.tls: found {'access': 'x'}; expected nothing where the bench dials a PLC"),
    (SEAT + "process = true\n" + WIRE, "stack.seat.printer.process: found true"),
    (SEAT.replace("real", "emulated") + WIRE, "stack.seat.printer.nature: found 'emulated'"),
    (SEAT + 'trigger = "own"\n' + WIRE, "stack.seat.printer.trigger: found own; expected nothing"),
    (SEAT + WIRE + L1, "stack.seat.l1: found level l1 elsewhere beside a real printer"),
    ('world = "continue"\n' + SEAT + WIRE, "stack.world: found 'continue' and no level of nature real"),
    (WIRE, "stack.wire.l2-printer: found a wire of l2, which sits in the bench"),
    (SEAT.replace("printer", "scale") + WIRE, "stack.seat.scale.id: found 'scale'; expected one of"),
])
def test_a_mistake_is_told_with_its_place(tmp_path, text, says):
    """What was found, and what to write instead."""
    with pytest.raises(ScenarioError) as error:
        loaded(tmp_path, text)
    told = [str(problem) for problem in error.value.problems if says in str(problem)]
    assert len(told) == 1, error.value.problems
    assert "desk.toml" in told[0]


@pytest.mark.parametrize(("text", "wrong", "others"), [
    (SEAT + WIRE + "dials = true\n", 1, 0), (SEAT, 1, 0), (SEAT + WIRE + L1, 1, 0)])
def test_one_mistake_is_one_message(tmp_path, text, wrong, others):
    """Nothing that follows from it is told beside it."""
    with pytest.raises(ScenarioError) as error:
        loaded(tmp_path, text)
    assert len(error.value.problems) == wrong + others


def test_a_fault_on_what_is_real_is_a_mistake_of_the_scenario(tmp_path):
    """The bench cannot break it; a fault on its link, which is the bench's, stays."""
    faults = '[[fault]]\ntarget = "{}"\nkind = "{}"\n'
    scenario = tmp_path / "broken.toml"
    text = ('id = "broken"\ntitle = "x"\nline = "lines/carton.toml"\nproducts = ["products/product-a.toml"]\n'
            'stack = "desk.toml"\n[[batch]]\norder = "1"\nproduct = "product-a"\nlot = "L"\nexpiry = "281231"\n'
            'quantity = 5\n')
    (tmp_path / "desk.toml").write_text('id = "desk"\n' + SEAT + WIRE, encoding="utf-8")
    content = Content((library(),))
    scenario.write_text(text + faults.format("l2>printer", "cut"), encoding="utf-8")
    assert load(str(scenario), content, KINDS).scenario.faults
    scenario.write_text(text + faults.format("printer-1", "offline"), encoding="utf-8")
    with pytest.raises(ScenarioError, match="'printer-1'; expected a simulated device or a link"):
        load(str(scenario), content, KINDS)


def test_the_line_has_the_device_once(tmp_path):
    """Nobody could say for which of two cameras the real one stands."""
    with pytest.raises(ScenarioError, match="a line with 2 stations of kind 'camera'"):
        loaded(tmp_path, CAMERA, **{"line.station.palletizer-1.kind": "camera"})


def test_the_example_of_the_manual_loads(tmp_path):
    """As it stands: two units, and a wire to each."""
    manual = (library() / "scenarios" / "README.md").read_text(encoding="utf-8")
    block = re.search(r"```toml\n# stacks/our-desk.toml\nid = .our-desk.\n(.*?)```", manual, re.DOTALL)[1]
    stack = loaded(tmp_path, block).scenario.stack
    assert set(stack.devices) == {"printer", "camera"}
    assert [(wire.id, wire.host, wire.port) for wire in stack.wires] == [
        ("l2-printer", "192.168.1.50", 9100), ("l2-camera", "192.168.1.51", 2001)]


def test_a_pace_that_the_wall_does_not_have_is_refused(tmp_path):
    """What is real lives by no simulated time."""
    for pace in ("virtual", "stepped"):
        with pytest.raises(ScenarioError, match="pace: found"):
            loaded(tmp_path, SEAT + WIRE, pace=pace)
