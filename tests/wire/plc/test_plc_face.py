"""The PLC's tags: what L1 says is shown, what a host writes is heard."""

import pytest

from linebench.ports.plc import Alarm, Command, CommandAnswer, MachineState, Setup, TrackResults, Verdict
from linebench.ports.presence import Presence
from linebench.ports.printer import ClearQueue
from linebench.wire.plc import PlcFace, PlcOptions
from linebench.wire.plc.words import COMMANDS
from linebench.wire.rings.layout import LAYOUT, LIVES, version
from linebench.wire.side import Arm, Heard, Noted, Setting
from linebench.wire.tags.image import TagImage


class Plc:
    """A face on its image, at time 0 unless set."""

    def __init__(self, **options):
        self.time = 0
        self.face = PlcFace(PlcOptions(**options), Setting(name="plc", now=lambda: self.time))
        self.image = TagImage(self.face)
        self.image.write({"Host.Incarnation": 1})

    def says(self, *messages):
        return [effect for message in messages for effect in self.image.tell(message)]

    def writes(self, **tags):
        return list(self.image.write(tags))

    def shows(self, prefix):
        return {name: value for name, value in self.image.values.items() if name.startswith(prefix)}


def test_a_state_shows_at_once_and_lies_in_its_ring():
    """State, reason, stop reason and the count of changes; numbers as in PackML, alarms by their number."""
    plc = Plc()
    plc.says(MachineState(7, "bin full"))
    assert plc.shows("Status.") == {
        "Status.UnitModeCurrent": 1, "Status.StateCurrent": 7, "Status.StateReason": "bin full",
        "Status.MachSpeed": 400.0, "Status.CurMachSpeed": 0.0, "Status.EquipmentInterlock.Blocked": False,
        "Status.EquipmentInterlock.Starved": False}
    assert plc.shows("Admin.StopReason") == {"Admin.StopReason[0].ID": 4, "Admin.StopReason[0].Message": "bin full"}
    assert plc.shows("StateChange[0]") == {"StateChange[0].Order": 1, "StateChange[0].More": False,
                                           "StateChange[0].State": 7, "StateChange[0].Reason": "bin full"}
    assert plc.shows("StateChange.") == {"StateChange.Produced": 1, "StateChange.Read": 0}


def test_the_stop_reason_stays_until_the_unit_runs():
    """Stopped and Idle keep what stopped the unit; Execute ends it, and shows the speed."""
    plc = Plc()
    plc.says(MachineState(8, "guard open"), MachineState(9, ""), MachineState(2, "kim"))
    assert plc.shows("Admin.StopReason") == {"Admin.StopReason[0].ID": 2,
                                             "Admin.StopReason[0].Message": "guard open"}
    plc.says(MachineState(6, "kim"))
    assert plc.shows("Admin.StopReason") == {"Admin.StopReason[0].ID": 0, "Admin.StopReason[0].Message": ""}
    assert plc.image.values["Status.CurMachSpeed"] == 400.0


def test_blocked_says_that_the_packer_is_full():
    """A unit that was suspended by a person is not blocked."""
    plc = Plc()
    shown = []
    for state, reason in ((13, "packer full"), (5, "packer full"), (6, "packer ready"), (13, "kim")):
        plc.says(MachineState(state, reason))
        shown.append(plc.image.values["Status.EquipmentInterlock.Blocked"])
    assert shown == [True, True, False, False]


def test_alarms_show_at_once_and_both_ends_of_a_short_one_lie_in_the_ring():
    """On and gone between two looks: the bits say off, the ring says both, in order."""
    plc = Plc()
    plc.says(Alarm("missing pack", True, False), Alarm("bin full", True, True), Alarm("missing pack", False, False))
    assert plc.shows("Alarm.BinFull") == {"Alarm.BinFull.On": True, "Alarm.BinFull.Latched": True}
    assert plc.shows("Alarm.MissingPack") == {"Alarm.MissingPack.On": False, "Alarm.MissingPack.Latched": False}
    rows = [tuple(plc.shows(f"AlarmChange[{slot}]").values()) for slot in range(4)]
    assert rows == [(1, False, 13, True, False), (2, False, 4, True, True), (3, False, 13, False, False),
                    (0, False, 0, False, False)]


def test_results_are_counted_once_however_often_they_are_sent():
    """A resend repeats triggers and extra packs; a restarted count begins at 0, the accumulated one goes on."""
    plc = Plc()
    kept = ((1, "passed", ""), (2, "rejected", "weight"), (0, "extra", "untracked"))
    plc.says(TrackResults(kept))
    assert _counts(plc) == (3, 3, 2, 2)
    plc.writes(**{"Request.Code": 13, "Request.By": "l2", "Request.Number": 1})
    plc.says(TrackResults((*kept, (3, "passed", ""))), CommandAnswer("resend", True, ""))
    assert _counts(plc) == (4, 4, 2, 2)
    plc.says(CommandAnswer("restart_count", True, ""), TrackResults(((1, "missing", "zone"),)))
    assert _counts(plc) == (1, 5, 1, 3)


def _counts(plc):
    return tuple(plc.image.values[f"Admin.Prod{kind}Count[0].{count}"]
                 for kind in ("Processed", "Defective") for count in ("Count", "AccCount"))


def test_results_wait_in_the_face_until_the_host_has_read_the_ring():
    """64 slots hold 64 rows; the 65th takes the first slot that the host acknowledges."""
    plc = Plc()
    plc.says(*(TrackResults(((trigger, "passed", ""),)) for trigger in range(1, 71)))
    assert plc.shows("Result.") == {"Result.Produced": 64, "Result.Read": 0}
    assert plc.writes(**{"Result.Read": 2}) == []
    assert plc.shows("Result.") == {"Result.Produced": 66, "Result.Read": 2}
    assert [plc.image.values[f"Result[{slot}].Trigger"] for slot in (0, 1, 2, 63)] == [65, 66, 3, 64]


def test_a_host_cannot_acknowledge_what_it_has_not_seen():
    """The write is refused, the count shows the truth, and nothing is freed."""
    plc = Plc()
    plc.says(TrackResults(((1, "passed", ""),)))
    assert plc.writes(**{"Result.Read": 2}) == [Noted("refused", "Result.Read 2; expected 0 and up to 1 more")]
    assert plc.shows("Result.") == {"Result.Produced": 1, "Result.Read": 0}


def test_a_ring_that_waits_for_nobody_overwrites_its_oldest_rows():
    """For a host that only looks; rings that it acknowledges still wait."""
    plc = Plc(running=("StateChange",))
    plc.says(*(MachineState(6, str(number)) for number in range(20)),
             *(TrackResults(((trigger, "passed", ""),)) for trigger in range(1, 66)))
    assert plc.shows("StateChange.") == {"StateChange.Produced": 20, "StateChange.Read": 0}
    assert [plc.image.values[f"StateChange[{slot}].Reason"] for slot in (3, 4)] == ["19", "4"]
    assert plc.image.values["Result.Produced"] == 64


def test_a_host_that_reads_nothing_costs_bounded_memory():
    """Too many rows wait: all are dropped, and a new incarnation says so; present values stay."""
    plc = Plc(held=10)
    effects = plc.says(*(MachineState(6, str(number)) for number in range(27)))
    assert effects[-1] == Noted("overrun", "the host did not read 10 rows; all are dropped")
    assert plc.shows("StateChange.") == {"StateChange.Produced": 0, "StateChange.Read": 0}
    assert plc.shows("Link.Incarnation") == dict.fromkeys(LIVES, 2)
    assert plc.image.values["Status.StateReason"] == "26"


def test_slots_change_before_counts_for_hosts_that_are_told_of_each_change():
    """A host that hears of changes one by one finds the row in its slot when it hears of the count."""
    plc = Plc()
    changes = []
    plc.image.listen(lambda changed: changes.append(list(changed)))
    plc.says(TrackResults(((1, "passed", ""), (2, "passed", ""))))
    counts = [names for names in changes if "Result.Produced" in names]
    assert [names[-1] for names in counts] == ["Result.Produced"]


def test_verdicts_are_heard_in_order_when_their_count_says_so():
    """Slots alone say nothing; one count may say several; the count taken follows."""
    plc = Plc()
    assert plc.writes(**{"Verdict[0].Trigger": 7, "Verdict[0].Good": True, "Verdict[1].Trigger": 8}) == []
    assert plc.writes(**{"Verdict.Written": 2}) == [Heard(Verdict(7, True)), Heard(Verdict(8, False))]
    assert plc.shows("Verdict.") == {"Verdict.Written": 2, "Verdict.Taken": 2}
    assert plc.writes(**{"Verdict.Written": 2}) == []


def test_a_count_of_verdicts_that_cannot_be_is_refused():
    """A host that starts its count at 0 must not have old slots taken for verdicts."""
    plc = Plc()
    plc.writes(**{"Verdict.Written": 3})
    assert plc.writes(**{"Verdict.Written": 1}) == [
        Noted("refused", "Verdict.Written 1; expected 3 and up to 16 more")]
    assert plc.shows("Verdict.") == {"Verdict.Written": 3, "Verdict.Taken": 3}


def test_setup_and_request_are_taken_when_their_number_changes():
    """The recipe before the command when one request holds both."""
    plc = Plc()
    assert plc.writes(**{"Request.Code": 2, "Request.By": "kim", "Request.Number": 9, "Setup.WeightLow": 1,
                         "Setup.WeightHigh": 2, "Setup.ConsecutiveLimit": 3, "Setup.Number": 1}) == [
        Heard(Setup(1, 2, 3)), Heard(Command("start", "kim"))]
    assert plc.shows("Request.") == {"Request.Number": 9, "Request.Taken": 9, "Request.Code": 2,
                                     "Request.By": "kim"}


def test_an_answer_names_the_number_of_its_request():
    """Answers to commands that came another way have number 0; the second waits until the first is read."""
    plc = Plc()
    plc.writes(**{"Request.Code": 2, "Request.Number": 9})
    plc.says(CommandAnswer("start", False, "no recipe"), CommandAnswer("stop", True, ""))
    assert plc.shows("Answer.") == {"Answer.Produced": 1, "Answer.Read": 0, "Answer.Order": 1, "Answer.More": False,
                                    "Answer.Number": 9, "Answer.Code": 2, "Answer.Accepted": False,
                                    "Answer.Reason": "no recipe"}
    plc.writes(**{"Answer.Read": 1})
    assert plc.shows("Answer.") == {"Answer.Produced": 2, "Answer.Read": 1, "Answer.Order": 2, "Answer.More": False,
                                    "Answer.Number": 0, "Answer.Code": 3, "Answer.Accepted": True,
                                    "Answer.Reason": ""}


@pytest.mark.parametrize("code", [0, 17])
def test_a_command_that_there_is_not_is_refused(code):
    """It reaches nobody, and its number is taken all the same."""
    plc = Plc()
    assert plc.writes(**{"Request.Code": code, "Request.Number": 1}) == [
        Noted("refused", f"command {code}; expected 1 to 16")]
    assert plc.image.values["Request.Taken"] == 1


@pytest.mark.parametrize(("code", "name"), list(enumerate(COMMANDS[:10], 1)))
def test_a_command_can_be_given_the_packml_way(code, name):
    """On the rising edge of the change request, which the unit clears; the command alone does nothing."""
    plc = Plc()
    assert plc.writes(**{"Command.CntrlCmd": code}) == []
    assert plc.writes(**{"Command.CmdChangeRequest": True}) == [Heard(Command(name, "PackTags"))]
    assert plc.image.values["Command.CmdChangeRequest"] is False
    assert plc.writes(**{"Command.CmdChangeRequest": False}) == []


def test_packml_knows_ten_commands_and_one_mode():
    """The bench's own commands and other modes are refused, and the requests cleared."""
    plc = Plc()
    assert plc.writes(**{"Command.CntrlCmd": 11, "Command.CmdChangeRequest": True}) == [
        Noted("refused", "command 11; expected 1 to 10")]
    assert plc.writes(**{"Command.UnitMode": 3, "Command.UnitModeChangeRequest": True}) == [
        Noted("refused", "unit mode 3; expected 1")]
    assert plc.writes(**{"Command.UnitMode": 1, "Command.UnitModeChangeRequest": True}) == []
    assert plc.shows("Command.") == {"Command.UnitMode": 1, "Command.UnitModeChangeRequest": False,
                                     "Command.MachSpeed": 0.0, "Command.CntrlCmd": 11,
                                     "Command.CmdChangeRequest": False}


@pytest.mark.parametrize(("count", "bit"), [(1, None), (None, True)])
def test_a_heart_that_stands_still_is_told_once_and_its_next_beat_too(count, bit):
    """The count or the bit, as the host likes; writing the same value again is no beat."""
    plc = Plc()
    tag = "Host.Heartbeat" if bit is None else "Host.HeartbeatBit"
    values = (count, 2, 3) if bit is None else (True, False, True)
    assert plc.writes(**{tag: values[0]}) == []
    assert plc.writes(**{tag: values[1]}) == [Heard(Presence("l2", True)), Arm("watch", 2_000_000),
                                              Arm("watch", 2_000_000)]
    assert plc.writes(**{tag: values[1]}) == []
    assert list(plc.image.expired("watch")) == [Heard(Presence("l2", False, "heartbeat stands still for 2 s"))]
    assert list(plc.image.expired("watch")) == []
    assert plc.writes(**{tag: values[2]})[0] == Heard(Presence("l2", True))


def test_the_plc_beats_as_soon_as_it_speaks():
    """Count and bit change with every beat, 500 ms apart."""
    plc = Plc()
    beats = [tuple(plc.shows("Link.Heartbeat").values())]
    for _ in range(3):
        assert list(plc.image.expired("beat")) == [Arm("beat", 500_000)]
        beats.append(tuple(plc.shows("Link.Heartbeat").values()))
    assert beats == [(1, True), (2, False), (3, True), (4, False)]


def test_a_start_gives_every_tag_its_first_value_and_a_new_incarnation():
    """What a host wrote for the life before is not heard until it has seen the new one."""
    plc = Plc()
    plc.says(MachineState(6, "kim"), TrackResults(((1, "passed", ""),)))
    plc.time = 5_000_000
    plc.face.restart()
    first = {**plc.face.table.initial(), "Status.UnitModeCurrent": 1, "Status.MachSpeed": 400.0,
             "Admin.MachDesignSpeed": 400.0, **dict.fromkeys(LIVES, 5001),
             LAYOUT: version(plc.face.table)}
    assert plc.image.values == first
    assert [effect for effect in plc.writes(**{"Request.Code": 2, "Request.Number": 1, "Host.Order": 7})
            if isinstance(effect, Heard)] == []
    assert plc.image.values["Request.Number"] == plc.image.values["Host.Order"] == 0
    assert plc.writes(**{"Host.Incarnation": 5001, "Request.Number": 1}) == [Heard(Command("start", ""))]


def test_a_host_need_not_echo_the_incarnation_where_that_is_agreed():
    """``echo`` off: the first write counts."""
    plc = Plc(echo=False)
    plc.image.write({"Host.Incarnation": 0})
    assert plc.writes(**{"Verdict[0].Trigger": 4, "Verdict.Written": 1}) == [Heard(Verdict(4, False))]


@pytest.mark.parametrize("message", [
    Alarm("no such", True, False), CommandAnswer("no such", True, ""), TrackResults(((1, "no such", ""),)),
    TrackResults(((1, "rejected", "no such"),)), ClearQueue()])
def test_a_message_without_tags_is_noted_and_changes_nothing(message):
    """A word that has no number cannot be said to a PLC's host."""
    plc = Plc()
    before = dict(plc.image.values)
    assert [effect.what for effect in plc.says(message)] == ["unsaid"]
    assert plc.image.values == before


def test_texts_and_numbers_beyond_their_tags_are_noted():
    """A text is shortened to its bytes, whole characters; a number that does not fit is not said."""
    plc = Plc()
    text = "ü" * 40
    assert Noted("shortened", f"StateChange.Reason: {text!r} became {'ü' * 32!r}") in plc.says(
        MachineState(6, text))
    assert plc.image.values["StateChange[0].Reason"] == plc.image.values["Status.StateReason"] == "ü" * 32
    assert plc.says(TrackResults(((2**32, "passed", ""),))) == [
        Noted("unsaid", "Result.Trigger 4294967296; expected 0 to 4294967295")]
