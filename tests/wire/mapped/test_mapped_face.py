"""The PLC's end on the tags of a map."""

import pytest

from linebench.ports.plc import Alarm, Command, CommandAnswer, MachineState, Setup, TrackResults, Verdict
from linebench.ports.presence import Presence
from linebench.wire.side import Arm
from tests.wire.mapped.maps import Plc, heard, noted

RESULT = ("result,New,HR0.0,bool,,,edge,HR50.0,", "result.trigger,No,HR1,uint16,,,,,",
          "result.fate,Fate,HR2,uint16,,,,,10=passed 20=rejected", "result.cause,Cause,HR3,uint16,,,,,")
VERDICT = ("verdict,Judge,HR60.0,bool,,,edge,HR10.0,", "verdict.trigger,JudgeNo,HR61,uint16,,,,,",
           "verdict.good,JudgeOk,HR62,uint16,,,,,1=true 2=false")
COMMAND = ("command,Do,HR70,uint16,,,counter,HR11,", "command.code,DoCode,HR71,uint16,,,,,7=start 8=stop",
           "command.by,DoBy,HR72,string[8],,,,,")
ANSWER = ("answer,Done,HR12,uint16,,,counter,HR80,", "answer.accepted,DoneOk,HR13,bool,,,,,",
          "answer.command,DoneCode,HR14,string[10],,,,,", "answer.reason,DoneWhy,HR19,string[6],,,,,")


def results(*triggers, fate="passed", cause=""):
    return TrackResults(tuple((trigger, fate, cause) for trigger in triggers))


def test_what_holds_is_shown_as_the_map_has_it():
    """State, its reason in its room, alarms, the latest trigger; numbers by factor and words."""
    plc = Plc(("state,,HR0,uint16,,,,,102=2 106=6", "state.reason,Why,HR1,string[5],,,,,",
               "alarm.bin full,,HR9.1,bool,,,,,", "alarm.bin full.latched,,HR10,uint16,,,,,4=true 5=false",
               "count.trigger,,HR11,float,,2,,,"))
    effects = plc.tell(MachineState(6, "QA 4711"))
    plc.tell(Alarm("bin full", on=True, latched=True))
    plc.tell(results(5, 4, cause=""))
    assert noted(effects) == [("shortened", "Why: 'QA 4711' became 'QA 47'")]
    assert plc.image.values == {
        "modbus:state": 106, "modbus:state.reason": "QA 47", "modbus:alarm.bin full": True,
        "modbus:alarm.bin full.latched": 4, "modbus:count.trigger": 2.5}
    plc.tell(Alarm("bin full", on=False, latched=True))
    plc.tell(CommandAnswer("restart_count", True, ""))
    assert [plc[name] for name in ("alarm.bin full", "alarm.bin full.latched", "count.trigger")] == [False, 5, 0.0]


def test_results_wait_until_the_one_before_is_answered():
    """The data change first, then the strobe; each step of the edge, and only then the next."""
    plc = Plc(RESULT)
    plc.tell(results(1, 2))
    assert plc.seen == [{"modbus:result.trigger": 1, "modbus:result.fate": 10}, {"modbus:result": True}]
    plc.write(result_answer=True)
    assert (plc["result"], plc["result.trigger"]) == (False, 1)
    plc.write(result_answer=False)
    assert (plc["result"], plc["result.trigger"]) == (True, 2)
    assert plc.seen[-2:] == [{"modbus:result.trigger": 2}, {"modbus:result": True}]


def test_what_waits_too_long_is_dropped_and_noted():
    """The oldest first; the one that stands there is not taken away."""
    plc = Plc(RESULT, held=2)
    assert noted(plc.tell(results(1, 2, 3, 4))) == [
        ("overrun", "New: 2 wait for an answer; the oldest is dropped")] * 2
    seen = []
    for _ in range(3):
        if plc["result"]:
            seen.append(plc["result.trigger"])
        plc.write(result_answer=True)
        plc.write(result_answer=False)
    assert seen == [3, 4]


def test_what_the_map_has_no_word_or_no_room_for_is_noted_and_not_said():
    """A fate without a word, a trigger beyond its type, a message without a row: the last is told once."""
    plc = Plc(RESULT)
    told = TrackResults(((1, "missing", "gap"), (70_000, "passed", ""), (2, "rejected", "weight")))
    assert noted(plc.tell(told)) == [
        ("unsaid", "Fate: the map has no word for 'missing'"), ("unsaid", "No 70000; uint16 holds 0 to 65535")]
    assert [plc[name] for name in ("result.trigger", "result.fate", "result.cause")] == [2, 20, 3]
    assert noted(plc.tell(MachineState(2, "x"))) == [("unsaid", "state: the map has no row for it")]
    assert noted(plc.tell(MachineState(3, "x"))) == []


def test_a_verdict_is_heard_once_and_answered():
    """Data and strobe in one request or in several; the answer follows the strobe."""
    plc = Plc(VERDICT)
    assert heard(plc.write(verdict_trigger=7, verdict_good=2, verdict=True)) == [Verdict(7, good=False)]
    assert plc["verdict answer"] is True
    assert heard(plc.write(verdict=True)) == []
    assert (heard(plc.write(verdict=False)), plc["verdict answer"]) == ([], False)
    assert heard(plc.write(verdict_trigger=8)) == heard(plc.write(verdict_good=1)) == []
    assert heard(plc.write(verdict=True)) == [Verdict(8, good=True)]


def test_a_host_that_breaks_the_handshake_is_noted_by_its_own_names():
    """Data under a strobe that is up, a word that there is not, an answer to nothing; it goes on afterwards."""
    plc = Plc((*VERDICT, *RESULT))
    plc.write(verdict_trigger=1, verdict_good=1, verdict=True)
    assert noted(plc.write(verdict_trigger=2)) == [
        ("handshake", "Judge changed while the strobe was up and is not taken")]
    plc.write(verdict=False)
    broken = plc.write(verdict_good=3, verdict=True)
    assert (heard(broken), noted(broken)) == ([], [("refused", "JudgeOk 3; expected one of 1 True, 2 False")])
    plc.write(verdict=False)
    assert heard(plc.write(verdict_good=1, verdict=True)) == [Verdict(2, good=True)]
    assert noted(plc.write(result_answer=True)) == [("handshake", "New was answered though nothing was said")]
    plc.tell(results(5))
    assert plc["result"] is False
    plc.write(result_answer=False)
    assert (plc["result"], plc["result.trigger"]) == (True, 5)


def test_a_command_and_its_answer_go_by_numbers():
    """Any other number is news; the answer takes it."""
    plc = Plc((*COMMAND, *ANSWER))
    assert heard(plc.write(command_code=7, command_by="QA", command=300)) == [Command("start", "QA")]
    assert plc["command answer"] == 300
    plc.tell(CommandAnswer("start", False, "no recipe"))
    plc.tell(CommandAnswer("stop", True, ""))
    assert [plc[name] for name in ("answer", "answer.accepted", "answer.command", "answer.reason")] == [
        1, False, "start", "no rec"]
    plc.write(answer_answer=1)
    assert [plc[name] for name in ("answer", "answer.accepted", "answer.command", "answer.reason")] == [
        2, True, "stop", ""]
    assert noted(plc.write(command_code=0, command=301)) == [("refused", "a command of no name")]
    assert noted(plc.write(answer_answer=9)) == [("handshake", "Done was answered 9; expected 2")]


def test_a_command_without_a_name_of_who_gave_it_has_one_of_the_options():
    """The map has no row for it."""
    plc = Plc(COMMAND[:2], by="LK-200")
    assert heard(plc.write(command_code=8, command=1)) == [Command("stop", "LK-200")]


def test_a_recipe_without_a_strobe_holds_when_it_changes():
    """Factors are those of the map; what is left out is none."""
    plc = Plc(("setup.weight_low,,HR0,uint16,,100,,,", "setup.weight_high,,HR1,float,,1000,,,"))
    assert heard(plc.write(setup_weight_low=225, setup_weight_high=25.5)) == [Setup(22_500, 25_500, 0)]
    assert heard(plc.write(setup_weight_low=225)) == []
    refused = plc.write(setup_weight_high=float("nan"))
    assert (heard(refused), noted(refused)) == ([], [("refused", "setup.weight_high nan; expected a number")])


def test_all_that_one_request_brings_is_heard_in_order():
    """Verdict, recipe, command, whatever their addresses."""
    plc = Plc((*COMMAND, "setup.weight_low,,HR90,uint16,,,,,", "setup.weight_high,,HR91,uint16,,,,,", *VERDICT))
    assert heard(plc.write(command_code=7, command=1, setup_weight_low=1, setup_weight_high=2, verdict_trigger=3,
                           verdict_good=1, verdict=True)) == [
        Verdict(3, good=True), Setup(1, 2, 0), Command("start", "")]


@pytest.mark.parametrize(("row", "beats"), [("heartbeat.plc,,HR0,uint16,,,counter,,", [1, 2, 3]),
                                            ("heartbeat.plc,,HR0.4,bool,,,toggle,,", [True, False, True])])
def test_the_plc_beats_once_it_speaks(row, beats):
    """At the period of the options."""
    plc = Plc((row, "state,,HR1,uint16,,,,,"))
    effects, seen = plc.tell(MachineState(2, "")), []
    for _ in beats:
        assert effects == [Arm("beat", 500_000)] or list(effects) == [Arm("beat", 500_000)]
        seen.append(plc["heartbeat.plc"])
        effects = plc.image.expired("beat")
    assert seen == beats


def test_the_host_is_there_while_its_heart_beats():
    """The first sight is no beat yet; one that stands still is lost, and the next beat brings it back."""
    plc = Plc(("heartbeat.host,,HR0,uint16,,,counter,,",))
    assert heard(plc.write(heartbeat_host=7)) == []
    assert heard(plc.write(heartbeat_host=8)) == [Presence("l2", here=True)]
    assert heard(plc.image.expired("watch")) == [
        Presence("l2", here=False, why="heartbeat stands still for 2 s")]
    assert heard(plc.write(heartbeat_host=9)) == [Presence("l2", here=True)]


def test_what_nobody_answers_stands_for_its_time():
    """Of a channel without an answer; whoever looks often enough misses none."""
    plc = Plc(("result,,HR0,uint16,,,counter,,", *RESULT[1:3]), hold=80_000)
    assert plc.tell(results(1, 2))[-1] == Arm("hold result", 80_000)
    assert (plc["result"], plc["result.trigger"]) == (1, 1)
    assert list(plc.image.expired("hold result")) == [Arm("hold result", 80_000)]
    assert (plc["result"], plc["result.trigger"]) == (2, 2)
    assert list(plc.image.expired("hold result")) == []


def test_a_start_of_the_plc_keeps_what_the_host_wrote_and_takes_none_of_it_for_news():
    """A command that stood there must not move a line; the next one does. What waited is gone."""
    plc = Plc((*COMMAND, *RESULT, *VERDICT))
    plc.tell(results(1, 2))
    plc.write(command_code=7, command=5)
    plc.write(verdict_trigger=1, verdict_good=1, verdict=True)
    plc.face.restart()
    assert [plc[name] for name in ("command", "command answer", "result", "result.trigger", "verdict answer")] == [
        5, 5, False, 0, True]
    assert heard(plc.write(command=5, verdict=True)) == []
    assert heard(plc.write(command=6)) == [Command("start", "")]
    plc.write(verdict=False)
    assert heard(plc.write(verdict=True)) == [Verdict(1, good=True)]


@pytest.mark.parametrize("style", ["toggle", "counter"])
def test_a_start_of_the_plc_begins_where_the_host_answered_last(style):
    """So the first result after it is news for a host that knows nothing of the start."""
    kind = "bool" if style == "toggle" else "uint16"
    plc = Plc((f"result,,HR0,{kind},,,{style},HR50,", *RESULT[1:3]))
    plc.tell(results(1))
    plc.write(result_answer=1)
    plc.face.restart()
    assert plc["result"] == 1
    plc.tell(results(2))
    assert (plc["result"], plc["result.trigger"]) == (0 if style == "toggle" else 2, 2)


def test_the_same_signal_in_two_protocols_is_one_channel_out_and_two_in():
    """Whoever answers first answers for all; each has its own types and words; each host is heard."""
    plc = Plc((*RESULT[:3], "result,,DB1.DBX0.0,bool,,,edge,DB1.DBX0.1,", "result.trigger,,DB1.DBD2,uint32,,,,,",
               "result.fate,,DB1.DBB6,string[8],,,,,", *VERDICT, "verdict,,DB1.DBX0.2,bool,,,edge,DB1.DBX0.3,",
               "verdict.trigger,,DB1.DBD20,int32,,,,,", "verdict.good,,DB1.DBX0.4,bool,,,,,"))
    plc.tell(results(1, 2))
    values = plc.image.values
    assert [values[f"s7:result{end}"] for end in ("", ".trigger", ".fate")] == [True, 1, "passed"]
    plc.image.write({"s7:result answer": True})
    assert (plc["result"], values["s7:result"]) == (False, False)
    plc.image.write({"s7:result answer": False})
    assert (plc["result.trigger"], values["s7:result.trigger"]) == (2, 2)
    plc.write(verdict_trigger=1, verdict_good=1, verdict=True)
    effects = plc.image.write({"s7:verdict.trigger": 2, "s7:verdict.good": True, "s7:verdict": True})
    assert (heard(effects), values["s7:verdict answer"]) == ([Verdict(2, good=True)], True)


def test_a_datum_that_waits_for_its_answer_is_not_released_by_the_time_of_the_one_before():
    """A host that started again had left its answer where the next strobe comes: that one stands for its time, or
    until the host answers it after all.
    """
    plc = Plc(("result,,HR0,bool,,,toggle,HR50,", *RESULT[1:3]))
    plc.tell(results(1))
    plc.write(result_answer=True)
    assert noted(plc.write(result_answer=False)) == [("handshake", "result was answered though nothing was said")]
    assert plc.tell(results(2, 3, 4))[-1] == Arm("hold result", 50_000)
    plc.write(result_answer=False)
    assert (plc["result"], plc["result.trigger"]) == (True, 3)
    assert list(plc.image.expired("hold result")) == []
    assert plc["result.trigger"] == 3
    plc.write(result_answer=True)
    assert plc["result.trigger"] == 4
