"""L2's end on the tags of a map, for a PLC that looks at them and writes its own there."""

from linebench.ports.plc import Alarm, Command, CommandAnswer, MachineState, Setup, TrackResults, Verdict
from linebench.wire.mapped import MappedOptions, read_map
from linebench.wire.mapped.controller import ControllerFace
from linebench.wire.mapped.signals import MIRRORED
from linebench.wire.side import Setting
from linebench.wire.tags.image import TagImage
from tests.wire.mapped.maps import HEAD, heard, noted

ROWS = ("verdict,,HR0.0,bool,,,edge,HR50.0,", "verdict.trigger,,HR1,uint16,,,,,",
        "verdict.good,,HR2,uint16,,,,,1=true 2=false",
        "command,,HR0.1,bool,,,edge,HR50.1,", "command.code,,HR3,uint16,,,,,1=start 2=stop",
        "setup.weight_low,,HR4,uint16,,100,,,", "setup.weight_high,,HR5,uint16,,100,,,",
        "state,,HR60,uint16,,,,,", "alarm.bin full,,HR61.0,bool,,,,,", "alarm.bin full.latched,,HR62.0,bool,,,,,",
        "result,,HR50.2,bool,,,edge,HR0.2,", "result.trigger,,HR63,uint16,,,,,", "result.fate,,HR64,uint16,,,,,",
        "answer,,HR50.3,bool,,,edge,HR0.3,", "answer.accepted,,HR65,uint16,,,,,",
        "answer.reason,,HR66,uint16,,,,,7='not acknowledged'")


class Controller:
    """An L2 with a map."""

    def __init__(self):
        names = read_map(HEAD + "".join(f"l1-l2,{row}\n" for row in ROWS), "host.csv", None, MIRRORED)
        self.image = TagImage(ControllerFace(names, MappedOptions(), Setting(name="l2", now=lambda: 0)))

    def write(self, values):
        return self.image.write({f"modbus:{name}": value for name, value in values.items()})

    def __getitem__(self, name):
        return self.image.values[f"modbus:{name}"]


def test_what_l2_says_waits_for_the_plc():
    """Verdicts one after the other, a recipe that holds; the PLC answers in registers of its own."""
    l2 = Controller()
    l2.image.tell(Setup(22_500, 25_500, 5))
    l2.image.tell(Verdict(1, good=True))
    l2.image.tell(Verdict(2, good=False))
    shown = ("setup.weight_low", "verdict", "verdict.trigger", "verdict.good")
    assert [l2[name] for name in shown] == [225, True, 1, 1]
    l2.write({"verdict answer": True})
    l2.write({"verdict answer": False})
    assert [l2[name] for name in ("verdict", "verdict.trigger", "verdict.good")] == [True, 2, 2]


def test_states_and_alarms_are_heard_when_they_are_other_than_before():
    """An alarm with whether it is latched, once, however often the PLC writes it."""
    l2 = Controller()
    cycle = {"state": 6, "alarm.bin full": True, "alarm.bin full.latched": True}
    assert heard(l2.write(cycle)) == [MachineState(6, ""), Alarm("bin full", on=True, latched=True)]
    assert heard(l2.write(cycle)) == []
    gone = {"state": 6, "alarm.bin full": False, "alarm.bin full.latched": False}
    assert heard(l2.write(gone)) == [Alarm("bin full", on=False, latched=True)]


def test_a_result_is_heard_once_and_answered():
    """While the PLC shows it in every cycle."""
    l2 = Controller()
    cycle = {"result": True, "result.trigger": 9, "result.fate": 2}
    assert heard(l2.write(cycle)) == [TrackResults(((9, "rejected", ""),))]
    assert (l2["result answer"], heard(l2.write(cycle))) == (True, [])
    l2.write({**cycle, "result": False})
    assert l2["result answer"] is False


def test_answers_without_a_name_are_those_of_commands_in_their_order():
    """A reason may be a number of the PLC's; an answer to nothing is noted."""
    l2 = Controller()
    l2.image.tell(Command("start", "op"))
    l2.image.tell(Command("stop", "op"))
    said = []
    for reason in (7, 0):
        said += heard(l2.write({"answer": True, "answer.accepted": int(not reason), "answer.reason": reason}))
        l2.write({"answer": False})
    assert said == [CommandAnswer("start", accepted=False, reason="not acknowledged"),
                    CommandAnswer("stop", accepted=True, reason="")]
    assert noted(l2.write({"answer": True})) == [("handshake", "a command was answered though nobody gave it")]
