"""A line with a map, served to a line controller that knows nothing but the map: over Modbus and S7 at once."""

import json

import pytest

from tests.served import served
from tests.wire.mapped.clients import S7, Modbus, Saying, Taking, until

HEAD = "wire;signal;name;address;type;order;scale;style;answer;words"
STACK = """id = "foreign"
[[seat]]
id = "l2"
nature = "real"
[[wire]]
id = "l2-l1"
dialect = "modbus"
also = ["s7"]
map = "plc.csv"
map_options = { hold = "4 s", by = "LK" }
"""
PASSED, REJECTED = 10, 20
LINE = ("--set", "pace=real:2", "--set", "rate=minimum", "--set", "line.station.printer-1.at=5.9 m")
"""Slow enough for a verdict on each pack, and with the printer where no pack asks it for a record."""
FATES = "10=passed 20=rejected 30=missing 40=extra"
ALONE = {"state": ("HR0", "DB10.DBW0", "uint16"), "count.trigger": ("HR2", "DB10.DBD2", "uint32"),
         "state.reason": ("HR4", "DB10.DBB6", "string[20]"), "alarm.bin full": ("DI7", "DB10.DBX28.0", "bool"),
         "setup.weight_low": ("HR80", "DB12.DBW0", "uint16"), "setup.weight_high": ("HR81", "DB12.DBW2", "uint16")}
FIELDS = {"result.trigger": ("HR22", "DB10.DBD30", "uint32"), "result.fate": ("HR24", "DB10.DBW34", "uint16"),
          "answer.command": ("HR26", "DB10.DBW36", "uint16"), "answer.accepted": ("HR27", "DB10.DBX38.0", "bool"),
          "verdict.trigger": ("HR54", "DB11.DBD10", "uint32"), "verdict.good": ("HR56", "DB11.DBW14", "uint16"),
          "command.code": ("HR57", "DB11.DBW16", "uint16")}
WORDS = {"result.fate": FATES, "answer.command": "7=start", "command.code": "7=start",
         "verdict.good": "1=true 2=false"}
BITS = {"result": ("HR20.3", "HR50.9", "DB10.DBX40.0", "DB11.DBX0.0"),
        "answer": ("HR20.12", "CO3", "DB10.DBX40.1", "DB11.DBX0.1"),
        "verdict": ("CO9", "HR28.0", "DB11.DBX0.2", "DB10.DBX40.2"),
        "command": ("HR51", "DI2", "DB11.DBX0.3", "DB10.DBX40.3")}
NUMBERS = {"result": ("HR20", "HR50", "DB10.DBW40", "DB11.DBW0"),
           "answer": ("HR21", "HR52", "DB10.DBW42", "DB11.DBW2"),
           "verdict": ("HR60", "HR28", "DB11.DBW4", "DB10.DBW44"),
           "command": ("HR61", "HR29", "DB11.DBW6", "DB10.DBW46")}


def rows(style):
    """The map, and where each signal lies in each protocol: name to (address, type)."""
    text, places = [HEAD], ({}, {})
    for name, (modbus, s7, kind) in (ALONE | FIELDS).items():
        scale = "100" if name.startswith("setup") else ""
        for place, address in zip(places, (modbus, s7), strict=True):
            place[name] = (address, kind)
            text.append(f"l2-l1;{name};{name.upper()};{address};{kind};little;{scale};;;{WORDS.get(name, '')}"
                        if place is places[0] else
                        f"l2-l1;{name};{name.upper()};{address};{kind};;{scale};;;{WORDS.get(name, '')}")
    strobes = {"level": {}, "counter": NUMBERS}.get(style, BITS)
    kind = "uint16" if style == "counter" else "bool"
    for name, addresses in strobes.items():
        for place, strobe, answer in zip(places, addresses[::2], addresses[1::2], strict=True):
            place |= {name: (strobe, kind), f"{name} answer": (answer, kind)}
            text.append(f"l2-l1;{name};{name.upper()};{strobe};{kind};;;{style};{answer};")
    return "\n".join(text) + "\n", places


@pytest.mark.parametrize("style", [
    "edge", *(pytest.param(each, marks=pytest.mark.nightly) for each in ("toggle", "counter", "level"))])
def test_a_line_runs_on_the_names_and_handshakes_of_a_project(tmp_path, style):
    """A start is given and answered, verdicts are heard, and results come each once and in order, whichever of two
    protocols is used for it.
    """
    text, places = rows(style)
    (tmp_path / "plc.csv").write_text(text, "utf-8")
    (tmp_path / "stack.toml").write_text(STACK, "utf-8")
    with served(tmp_path, "--stack", "stack.toml", *LINE) as (_, said):
        ports = next(each["ports"] for each in json.loads(said)["endpoints"] if each["seat"] == "l1")
        modbus, s7 = wires = (Modbus(ports["modbus"], places[0]), S7(ports["s7"], places[1]))
        for wire in wires:
            until(lambda wire=wire: wire.get("state") == 2)
            assert (wire.get("state.reason"), wire.get("alarm.bin full")) == ("power on", 0)
        s7.set("setup.weight_low", 1)
        modbus.set("setup.weight_low", 1)
        modbus.set("setup.weight_high", 60_000)
        Saying(modbus, "command", style).say(code=7)
        answers = Taking("answer", style, ("command", "accepted"))
        assert until(lambda: answers.take(s7)) == (7, 1)
        until(lambda: s7.get("state") == 6)
        # the gate tells of a pack before the exit tells of the one in front of it
        assert run(wires, style) == [(2, REJECTED), (1, PASSED), (4, REJECTED), (3, PASSED)]
        for wire in wires:
            wire.close()


def run(wires, style):
    """Judge all packs that are on their way, every other one as good; the first results."""
    judges = [Saying(wire, "verdict", style) for wire in wires]
    results, found = Taking("result", style, ("trigger", "fate")), []
    until(lambda: judge(wires[0].get("count.trigger"), judges) or take(wires[len(found) % 2], results, found))
    return found


def judge(last, judges):
    for trigger in range(last + 1, last + 12):
        judges[trigger // 2 % 2].say(good=2 - trigger % 2, trigger=trigger)


def take(wire, results, found):
    if (result := results.take(wire)) is not None:
        found.append(result)
    return len(found) == 4
