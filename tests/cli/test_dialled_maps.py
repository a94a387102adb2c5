"""Maps of a PLC that is dialled, and of printers and cameras, from the command line."""

import json

import pytest

DIALLED = """id = "foreign"
[[seat]]
id = "l1"
nature = "real"
[[wire]]
id = "l1-l2"
dialect = "s7"
host = "127.0.0.1"
port = 1
dials = true
map = "plc.csv"
"""
DEVICES = """id = "foreign"
[[seat]]
id = "l2"
nature = "real"
[[wire]]
id = "l2-printer"
dialect = "videojet"
map = "plc.csv"
[[wire]]
id = "l2-camera"
dialect = "keyence_sr"
map = "plc.csv"
"""
LIST = """wire;signal;name;address;type;style;answer
l1-l2;state;Mode;DB1.DBW0;uint16;;
l1-l2;setup.weight_low;Low;DB1.DBD2;int32;;
l1-l2;setup.weight_high;High;DB1.DBD6;int32;;
l2-printer;field.lot;CHARGE;;;;
l2-camera;job;CARTON;3;;;
l2-camera;result;{data}|{trigger};;;;
"""


def served(here, tmp_path, stack, text=LIST, *words):
    """Serve a line for a moment."""
    (tmp_path / "plc.csv").write_text(text, "utf-8")
    (tmp_path / "stack.toml").write_text(stack, "utf-8")
    return here("serve", "carton-line", "--stack", tmp_path / "stack.toml", "--for", "10 ms", *words)


def test_a_list_serves_a_dialled_plc_and_devices(here, tmp_path):
    """The options of the devices are those of the list."""
    assert served(here, tmp_path, DIALLED).code == 0
    found = served(here, tmp_path, DEVICES, LIST, "--json")
    ends = {each["seat"]: each for each in json.loads(found.out)["endpoints"]}
    assert (ends["printer"]["options"], ends["camera"]["options"]) == (
        {"fields": "lot=CHARGE"}, {"banks": "CARTON=3", "result": "{data}|{trigger}"})


@pytest.mark.parametrize(("stack", "text", "says"), [
    (DIALLED.replace("port = 1\n", ""), LIST, "found true; expected nothing, or wire l1-l2, l4-l3 or"),
    (DIALLED.replace('"s7"', '"modbus"'), LIST, "plc.csv, without an address for modbus; expected rows for modbus"),
    (DIALLED.replace('"s7"', '"native"'), LIST, "on a wire without tags; expected a dialect with tags"),
    (DIALLED, "wire;signal;name;address;type\nl2-l1;state;M;HR0;uint16\n", "no row of l1-l2; expected a row for"),
    (DIALLED, LIST + "l1-l2;command.code;C;DI7;uint16;;\n", "found DI7; expected a coil or a holding register: L2"),
    (DEVICES.replace('"videojet"', '"zpl"'), LIST, "plc.csv:5: signal: found 'field.lot'; expected one of job"),
    (DEVICES.replace('"videojet"', '"wsi"'), LIST, "expected 2 characters each"),
    (DEVICES, LIST.replace("{data}|", ""), "expected names that keyence_sr can have"),
    (DEVICES + 'options = { result = "{data}" }\n', LIST, "which says result as options do; expected one"),
    (DEVICES + 'map_options = { held = "3" }\n', LIST, "options of a map of tags; expected nothing"),
])
def test_what_is_wrong_with_them_is_one_message(here, tmp_path, stack, text, says):
    """Where, found, expected; no traceback."""
    found = served(here, tmp_path, stack, text)
    lines = [line for line in found.err.splitlines() if says in line]
    assert (found.code, len(lines), "Traceback" in found.err) == (2, 1, False), found.err
