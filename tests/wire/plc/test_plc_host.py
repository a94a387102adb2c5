"""The line controller's end: what it writes, and what it hears around the start of either end."""

import pytest

from linebench.ports.camera import AskCounters
from linebench.ports.plc import Alarm, Command, CommandAnswer, MachineState, Setup, TrackResults, Verdict
from linebench.ports.presence import Presence
from linebench.wire.plc import PlcFace, PlcHost, PlcOptions
from linebench.wire.plc.table import plc_layout
from linebench.wire.rings.layout import LIVES, version
from linebench.wire.side import Arm, Noted, Setting
from tests.wire.rings.pair import Pair

VERSION = version(plc_layout(PlcOptions()).table())
HERE = Presence("l1", here=True, identity=f"tags {VERSION:08X}")


def _pair(*, split=False, **options):
    made = PlcOptions(**options)
    return Pair(lambda setting: PlcFace(made, setting), lambda setting: PlcHost(made, setting), split=split)


def test_the_first_picture_tells_that_l1_is_there_and_what_it_said():
    """What L1 said before the host came is not lost."""
    pair = _pair()
    pair.controller_says(MachineState(2, "power on"), Alarm("guard open", True, True))
    pair.settle()
    assert pair.host_end.heard == [HERE, MachineState(2, "power on"),
                                   Alarm("guard open", True, True)]


def test_a_host_that_begins_is_told_the_state_and_the_alarms_that_hold():
    """As L1 last said them; what L1 said meanwhile follows, and an alarm that it speaks of is not told before."""
    pair = _pair()
    pair.controller_says(MachineState(6, "kim"), Alarm("bin full", True, True), Alarm("extra pack", True, False))
    pair.settle()
    pair.new_host()
    pair.controller_says(Alarm("bin full", False, True))
    pair.settle()
    assert pair.host_end.heard == [HERE, MachineState(6, "kim"), Alarm("extra pack", True, False),
                                   Alarm("bin full", False, True)]


def test_a_state_that_waits_in_the_ring_is_told_once():
    """The present state is not told beside the change that leads to it."""
    pair = _pair()
    pair.controller_says(MachineState(6, "kim"))
    pair.settle()
    pair.new_host()
    pair.controller_says(MachineState(7, "kim"), MachineState(2, ""))
    pair.settle()
    assert pair.host_end.said() == [MachineState(7, "kim"), MachineState(2, "")]


def test_a_second_command_is_written_when_the_first_is_answered():
    """One command is under way; what is said behind the second one waits with it."""
    pair = _pair()
    pair.settle()
    pair.host_says(Verdict(1, True), Command("acknowledge", "kim"), Verdict(2, True), Command("start", "kim"),
                   Setup(1, 2, 3), Verdict(3, False))
    pair.settle()
    assert pair.controller.said() == [Verdict(1, True), Command("acknowledge", "kim"), Verdict(2, True)]
    pair.controller_says(CommandAnswer("acknowledge", True, ""))
    pair.settle()
    assert pair.controller.said()[3:] == [Command("start", "kim"), Setup(1, 2, 3), Verdict(3, False)]
    assert pair.host_end.said() == [CommandAnswer("acknowledge", True, "")]


def test_an_answer_to_somebody_else_is_told_but_frees_nothing():
    """A command given the PackML way is answered too; the host's own still waits."""
    pair = _pair()
    pair.settle()
    pair.image.write({"Command.CntrlCmd": 3, "Command.CmdChangeRequest": True})
    pair.host_says(Command("start", "kim"), Command("stop", "kim"))
    pair.settle()
    pair.controller_says(CommandAnswer("stop", True, ""))
    pair.settle()
    assert pair.host_end.said() == [CommandAnswer("stop", True, "")]
    assert pair.controller.said() == [Command("start", "kim")]


def test_a_command_that_is_never_answered_does_not_block_for_ever():
    """After ``answer_within`` the next is given; no answer is invented."""
    pair = _pair()
    pair.settle()
    pair.host_says(Command("start", "kim"), Command("stop", "kim"))
    pair.settle()
    pair.time += 2_000_001
    pair.settle()
    assert pair.controller.said() == [Command("start", "kim"), Command("stop", "kim")]
    assert pair.host_end.noted == [Noted("unanswered", f"{Command('start', 'kim')}: no answer within 2 s")]
    assert pair.host_end.said() == []


def test_a_command_that_waited_too_long_for_the_connection_is_not_given():
    """A line must not start minutes after somebody asked for it; verdicts and recipe still arrive."""
    pair = _pair()
    pair.settle()
    pair.cut()
    pair.host_says(Setup(1, 2, 3), Command("start", "kim"), Verdict(1, True))
    pair.time += 10_000_001
    pair.host_says(Command("stop", "kim"))
    pair.settle()
    assert pair.controller.said() == [Setup(1, 2, 3), Verdict(1, True), Command("stop", "kim")]
    assert pair.host_end.noted == [Noted("unsent", "1 not delivered: Command")]


def test_a_new_life_of_l1_hears_the_recipe_but_no_command_of_the_life_before():
    """What was said to a controller that lost its power is not carried out by the one that starts."""
    pair = _pair()
    pair.controller_says(MachineState(6, "kim"))
    pair.settle()
    pair.host_says(Command("start", "kim"), Setup(1, 2, 3), Verdict(1, True))
    pair.time += 1_000_000
    pair.restart()
    pair.controller_says(MachineState(9, "power restored"))
    pair.settle()
    assert pair.controller.said() == [Setup(1, 2, 3)]
    assert pair.host_end.noted == [Noted("restarted", "2 not delivered: Command, Verdict")]
    assert pair.host_end.heard == [
        HERE, MachineState(6, "kim"), Presence("l1", False, "it started anew, as incarnation 1001"),
        HERE, MachineState(9, "power restored")]


@pytest.mark.parametrize("arrived", range(6))
def test_an_acknowledgement_that_arrived_by_half_loses_nothing(arrived):
    """Without the order number all comes again; with it nothing, whether or not the counts arrived."""
    pair = _pair(split=True)
    pair.settle()
    said = [TrackResults(((1, "passed", ""),)), MachineState(6, "kim"), MachineState(7, "kim")]
    pair.controller_says(*said[:2])
    pair.look()
    for _ in range(arrived):
        assert pair.arrive()
    pair.new_host()
    pair.controller_says(said[2])
    pair.settle()
    assert pair.host_end.said() == (said[2:] if arrived else said)


def test_writes_that_arrived_before_a_cut_are_not_written_again():
    """The counts in the first picture say so."""
    pair = _pair()
    pair.settle()
    pair.host_says(Verdict(1, True), Verdict(2, True), Setup(1, 2, 3), Verdict(3, True))
    for _ in range(3):
        pair.arrive()
    pair.cut()
    pair.settle()
    assert pair.controller.said() == [Verdict(1, True), Verdict(2, True), Setup(1, 2, 3), Verdict(3, True)]
    assert pair.controller.noted == []


def test_a_write_that_the_controller_refused_makes_no_old_slot_a_verdict():
    """The next write of the ring brings the row that is missing."""
    pair = _pair()
    pair.settle()
    pair.host_says(*(Verdict(trigger, True) for trigger in range(1, 17)))
    pair.settle()
    pair.host_says(Verdict(17, False), Verdict(18, False))
    del pair.under_way[0]
    pair.settle()
    assert pair.controller.said()[16:] == [Verdict(17, False), Verdict(18, False)]


def test_a_host_that_was_away_too_long_goes_on_with_what_follows():
    """The PLC dropped what waited and said by its incarnation that something is missing."""
    pair = _pair(held=4)
    pair.controller_says(*(MachineState(6, str(number)) for number in range(5)))
    pair.settle()
    pair.controller_says(*(MachineState(6, str(number)) for number in range(25)))
    pair.settle()
    pair.controller_says(MachineState(7, "kim"))
    pair.settle()
    assert pair.host_end.said()[5:] == [*(MachineState(6, str(number)) for number in (21, 22, 23, 24)),
                                        MachineState(7, "kim")]
    assert pair.host_end.presence() == [(True, ""), (False, "it started anew, as incarnation 2"), (True, "")]


def test_a_host_that_looks_rarely_waits_longer_for_a_beat():
    """Three looks at least, whatever ``beat_within`` says."""
    host = PlcHost(PlcOptions(), Setting(name="l2", now=lambda: 0, poll_us=1_000_000))
    host.back()
    values = {**host.table.initial(), **dict.fromkeys(LIVES, 1)}
    assert [effect for effect in host.seen(values) if isinstance(effect, Arm)] == [
        Arm("beat", 500_000), Arm("watch", 3_000_000)]


def test_a_picture_that_comes_again_says_nothing():
    """Neither messages nor writes."""
    pair = _pair()
    pair.controller_says(MachineState(6, "kim"))
    pair.settle()
    assert list(pair.host.seen(dict(pair.image.values))) == []


def test_a_picture_of_two_lives_says_nothing():
    """The incarnation at the beginning is another than the one at the end."""
    pair = _pair()
    pair.settle()
    assert list(pair.host.seen({**pair.image.values, "Link.IncarnationAgain": 2, "Result.Produced": 5})) == []


def test_counts_that_cannot_be_are_noted_and_the_host_begins_again():
    """A foreign PLC that counts wrongly is not read into nonsense."""
    pair = _pair()
    pair.settle()
    effects = list(pair.host.seen({**pair.image.values, "Result.Produced": 65}))
    assert effects == [Noted("counts", "Result.Produced is 65; expected 0 as read, and up to 64 more")]
    pair.controller_says(MachineState(6, "kim"))
    pair.settle()
    assert pair.host_end.said() == [MachineState(6, "kim")]


def test_what_the_controller_does_not_show_is_written_again():
    """A write that got lost without a cut is noticed by the counts, after ``answer_within``."""
    pair = _pair()
    pair.controller_says(MachineState(6, "kim"))
    pair.settle()
    pair.host_says(Verdict(1, True), Command("start", "kim"))
    pair.under_way.clear()
    pair.settle()
    assert pair.controller.said() == []
    pair.time += 2_000_001
    pair.settle()
    assert pair.controller.said() == [Verdict(1, True), Command("start", "kim")]
    assert pair.host_end.noted == [Noted("unanswered", "not taken within 2 s; written again")]


def test_both_hearts_are_watched_and_a_cut_is_told():
    """While both look and beat nobody is lost; then the cut is told by the host, silence by the PLC."""
    pair = _pair()
    pair.controller_says(MachineState(6, "kim"))
    pair.settle()
    for _ in range(20):
        pair.advance(500_000)
        pair.settle()
    assert pair.host_end.presence() == [(True, "")]
    assert pair.controller.presence() == [(True, "")]
    pair.cut()
    pair.advance(3_000_000)
    assert pair.host_end.presence()[1:] == [(False, "connection lost")]
    assert pair.controller.presence()[1:] == [(False, "heartbeat stands still for 2 s")]
    pair.settle()
    pair.advance(600_000)
    pair.settle()
    assert pair.host_end.presence()[2:] == pair.controller.presence()[2:] == [(True, "")]


def test_a_plc_whose_program_stands_still_is_lost_although_its_tags_can_be_read():
    """No beat within 2 s; the next beat brings it back, and nothing that it said meanwhile is lost."""
    pair = _pair()
    pair.controller_says(MachineState(6, "kim"))
    pair.settle()
    pair.controller.timers.clear()
    for _ in range(5):
        pair.advance(500_000)
        pair.settle()
    assert pair.host_end.presence() == [(True, ""), (False, "heartbeat stands still for 2 s")]
    pair.image.expired("beat")
    pair.controller_says(MachineState(7, "kim"))
    pair.settle()
    assert pair.host_end.presence()[2:] == [(True, "")]
    assert pair.host_end.said() == [MachineState(6, "kim"), MachineState(7, "kim")]


def test_a_message_without_tags_is_noted():
    """An unknown command and a message of another port."""
    pair = _pair()
    pair.settle()
    pair.host_says(Command("dance", "kim"), AskCounters())
    assert pair.host_end.noted == [Noted("unsaid", f"{Command('dance', 'kim')}: it has no tags"),
                                   Noted("unsaid", f"{AskCounters()}: it has no tags")]


def test_a_host_that_is_never_connected_holds_a_bounded_number_of_messages():
    """Beyond it the oldest are forgotten, but the recipe is kept."""
    pair = _pair(held=4)
    pair.host_says(Setup(1, 2, 3), *(Verdict(trigger, True) for trigger in range(1, 6)))
    pair.settle()
    assert pair.host_end.noted == [Noted("overrun", "3 not delivered: Verdict, Verdict, Verdict")]
    assert pair.controller.said() == [Setup(1, 2, 3), Verdict(4, True), Verdict(5, True)]


def test_the_host_does_not_take_rings_that_wait_for_nobody():
    """They can overtake it; the message says what to change."""
    with pytest.raises(ValueError, match="rings Result wait for nobody; expected none"):
        _pair(running=("Result",))
