from tests.scenario.world import BATCH, HEAD, LINE, GateSettings, loaded

from linebench.scenario.kinds import NoSettings
from linebench.scenario.model import (
    Batch,
    BeltPlan,
    LinePlan,
    OperatorPlan,
    Product,
    Scenario,
    StationPlan,
    encode_scenario,
)
from linebench.scenario.stack import SeatPlan, StackPlan
from linebench.units import Duration, Length, Mass, Rate


def test_a_scenario_file_and_its_includes_become_one_value() -> None:
    """A scenario is the whole world as checked values; what no file says is built in."""
    assert loaded().scenario == Scenario(
        id="small", title="Small",
        line=LinePlan(
            id="short", title="Short line", pitch=Length(150_000), pack_length=Length(100_000),
            encoder_pitch=Length(1_000), minimum=Rate(6_000), nominal=Rate(24_000), maximum=Rate(30_000),
            belts=(BeltPlan(id="main", length=Length(3_000_000)),),
            stations=(
                StationPlan(id="printer-1", kind="printer", belt="main", at=Length(600_000), settings=NoSettings()),
                StationPlan(id="gate-1", kind="gate", belt="main", at=Length(2_400_000),
                            settings=GateSettings(capacity=40)),
            ),
            operator=OperatorPlan(),
        ),
        products=(Product(name="pills", gtin="09501101530003", mass=Mass(24_000), mass_spread=Mass(150),
                          mass_low=Mass(22_000), mass_high=Mass(26_000), case_size=10, pallet_size=3),),
        batches=(Batch(order="PO-1", product="pills", lot="LOT1", expiry="281231", quantity=60),),
        stack=StackPlan(),
    )


def test_later_layers_win() -> None:
    """Built-in, included, scenario, stack file of the run, command line, Given: each wins over those before."""
    stack = ["[stack]", 'file = "stacks/a.toml"',
             *(f'{key} = "3 ms"' for key in ("plc_latency", "hmi_latency", "scan"))]
    text = HEAD + "\n".join(stack) + BATCH
    files = {
        "stacks/a.toml": 'field_latency = "2 ms"\nplc_latency = "2 ms"\nhmi_latency = "2 ms"\nscan = "2 ms"\n',
        "stacks/b.toml": 'hmi_latency = "4 ms"\nscan = "4 ms"\nsite_latency = "4 ms"\ndevice_latency = "4 ms"\n',
    }
    world = loaded(text, files, stack="stacks/b.toml",
                   settings={"stack.site_latency": "5 ms", "stack.device_latency": "5 ms"},
                   given={"stack.device_latency": "6 ms"})
    assert world.scenario.stack == StackPlan(
        field_latency=Duration(2_000), plc_latency=Duration(3_000), hmi_latency=Duration(4_000),
        scan=Duration(4_000), site_latency=Duration(5_000), device_latency=Duration(6_000),
    )
    assert {key: world.origins[f"stack.{key}"] for key in (
        "id", "field_latency", "plc_latency", "hmi_latency", "site_latency", "device_latency")} == {
        "id": "built-in", "field_latency": "stacks/a.toml:1", "plc_latency": "small.toml:7",
        "hmi_latency": "stacks/b.toml:1", "site_latency": "command line", "device_latency": "Given",
    }


def test_the_stack_file_of_the_run_alone_says_who_sits_where() -> None:
    """Seats and wires of the scenario's own stack are gone; its other values stay."""
    files = {
        "stacks/a.toml": 'scan = "2 ms"\n[[seat]]\nid = "l2"\nprocess = true\n[[wire]]\nid = "l2-printer"\n',
        "stacks/b.toml": 'id = "b"\n[[seat]]\nid = "l3"\nprocess = true\n',
    }
    text = HEAD + 'stack = "stacks/a.toml"\n' + BATCH
    own, other = loaded(text, files).scenario.stack, loaded(text, files, stack="stacks/b.toml").scenario.stack
    assert (own.remote.keys(), [wire.id for wire in own.wires]) == ({"l2"}, ["l2-printer"])
    assert other == StackPlan(id="b", scan=Duration(2_000), seats=(SeatPlan(id="l3", process=True),))


def test_options_of_a_wire_can_be_set_for_one_of_its_ends() -> None:
    """Both kinds of options may be added by key path, to a wire that has none yet."""
    stack = '[[stack.seat]]\nid = "l2"\nprocess = true\n[[stack.wire]]\nid = "l2-printer"\n'
    world = loaded(HEAD + BATCH + stack, given={"stack.wire.l2-printer.options.depth": "2",
                                                "stack.wire.l2-printer.level_options.depth": "3"})
    wire, = world.scenario.stack.wires
    assert (wire.options, wire.level_options) == ({"depth": "2"}, {"depth": "3"})


def test_every_value_has_an_origin() -> None:
    """The origins name file and line of every value, in order of the key paths, the same text each time."""
    world = loaded()
    assert {key: origin for key, origin in world.origins.items() if key.startswith("line.station.gate-1")} == {
        "line.station.gate-1.id": "lines/short.toml:21",
        "line.station.gate-1.kind": "lines/short.toml:22",
        "line.station.gate-1.belt": "lines/short.toml:23",
        "line.station.gate-1.at": "lines/short.toml:24",
        "line.station.gate-1.settings.capacity": "lines/short.toml:25",
        "line.station.gate-1.settings.window": "built-in",
    }
    assert world.origins["seed"] == "built-in"
    assert world.origins_text == loaded().origins_text


def test_the_files_read_are_named_with_their_hashes() -> None:
    """Record 0 learns every file that was read, sorted by name."""
    assert [name for name, _ in loaded().files] == ["lines/short.toml", "products/pills.toml", "small.toml"]
    assert all(len(sha) == 64 for _, sha in loaded().files)


def test_an_included_line_is_changed_by_the_ids_of_its_parts() -> None:
    """A scenario changes one value of one station and adds a station; the rest stays as included."""
    text = HEAD.replace('line = "lines/short.toml"\n', "") + BATCH + """
[line]
file = "lines/short.toml"
nominal = "300/min"
[[line.station]]
id = "gate-1"
at = "2.5 m"
[[line.station]]
id = "printer-2"
kind = "printer"
belt = "main"
at = "0.7 m"
"""
    line = loaded(text).scenario.line
    assert line.nominal == Rate(18_000)
    assert [(station.id, station.at) for station in line.stations] == [
        ("printer-1", 600_000), ("gate-1", 2_500_000), ("printer-2", 700_000)]


def test_values_of_the_command_line_take_the_type_of_their_key() -> None:
    """Text from the command line becomes the key's own kind of value; elements may be named by number too."""
    world = loaded(settings={"batch.1.quantity": "7", "batch.PO-1.lot": "007", "line.operator.restarts": "true",
                             "line.station.gate-1.settings.capacity": "9"})
    assert world.scenario.batches[0] == Batch(order="PO-1", product="pills", lot="007", expiry="281231", quantity=7)
    assert world.scenario.line.operator == OperatorPlan(restarts=True)
    assert world.scenario.line.stations[1].settings == GateSettings(capacity=9)


def test_faults_of_included_files_come_first() -> None:
    """Faults are numbered through: included files in their order, then the scenario's own."""
    fault = '[[fault]]\ntarget = "{}"\nkind = "{}"\n'
    text = 'faults = ["a.toml"]\n' + HEAD + BATCH + fault.format("main", "encoder_lost")
    world = loaded(text, {"a.toml": fault.format("printer-1", "blank") + fault.format("printer-1", "nozzle_dead")})
    assert [(each.target, each.kind) for each in world.scenario.faults] == [
        ("printer-1", "blank"), ("printer-1", "nozzle_dead"), ("main", "encoder_lost")]


def test_a_scenario_is_written_in_base_units() -> None:
    """Record 0 carries every quantity as an integer of its base unit."""
    assert '"pitch":150000' in encode_scenario(loaded().scenario)
    assert '"settings":{"window":80000,"capacity":40}' in encode_scenario(loaded().scenario)


def test_line_ends_of_windows_do_not_move_lines() -> None:
    """A file with CRLF gives the same values and the same lines in its origins."""
    world = loaded(files={"lines/short.toml": LINE.replace("\n", "\r\n")})
    assert world.scenario == loaded().scenario
    assert world.origins == loaded().origins
