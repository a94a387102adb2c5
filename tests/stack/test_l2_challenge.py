"""The challenge at the start of a batch, as the line controller and the PLC program do it."""

import pytest

from linebench.ports.io import Output
from linebench.ports.plc import Command, TrackResults
from linebench.stack.l2.challenge import Challenge
from linebench.stack.l2.decisions import L2Decisions
from linebench.stack.l2.desk import Desk
from linebench.stack.l2.plc import Plc
from linebench.stack.machine import Send, Store
from linebench.stack.packml import State
from tests.stack.l1_line import Line
from tests.stack.plant import MS

BAD = [(number, "rejected", "verdict") for number in range(1, 5)]


def challenge(wanted=3, store=None):
    """A challenge of a running line, started; what it told is in ``out``."""
    desk = Desk({})
    plc = Plc(desk)
    plc.state = State.EXECUTE
    made = Challenge(wanted, L2Decisions(), desk, plc, store or {})
    made.begin("PO-1")
    return made, desk


def told(made, *results):
    out = []
    made.results(TrackResults(results), out, 5)
    return out


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_it_is_passed_when_every_pack_was_rejected(cut):
    """In however many reports: the line is stopped, the result is on record and stored, production may start."""
    made, desk = challenge()
    made.start()
    out = told(made, *BAD[:cut]) + told(made, *BAD[cut:3])
    assert Send("l1", Command("stop", "l2")) in out
    assert [effect.value for effect in out if effect == Store("challenge", "PO-1")] == ["PO-1"]
    assert [text for _, _, text in desk.audit] == [
        "challenge of batch PO-1 passed: 3 of 3 known bad packs rejected"]
    assert (made.missing(), made.running) == ("", False)


@pytest.mark.parametrize(("fate", "cause"), [("passed", ""), ("missing", "verdict"), ("extra", "untracked")])
def test_one_pack_that_is_not_rejected_fails_it(fate, cause):
    """The line is stopped at once with an alarm, and all packs have to be rejected in the next one."""
    made, desk = challenge()
    made.start()
    out = told(made, *BAD[:2], (3, fate, cause), *BAD[3:])
    assert Send("l1", Command("abort", "l2")) in out
    assert desk.alarms.latched() == ("challenge failed",)
    assert desk.audit[-1][2].startswith(
        "challenge of batch PO-1 failed: 2 of 3 known bad packs rejected; trigger 3")
    assert made.missing()
    made.start()
    told(made, *BAD[:2])
    assert made.missing()


def test_it_holds_for_its_batch_and_over_a_loss_of_power():
    """What is in the store counts for that order alone."""
    made, _ = challenge(store={"challenge": "PO-1"})
    assert made.missing() == ""
    made.begin("PO-2")
    assert made.missing() == "the challenge with known bad packs is not done"
    assert challenge(wanted=0)[0].missing() == ""


def outputs(effects):
    return [(effect.message.signal, effect.message.on) for effect in effects
            if type(effect) is Send and type(effect.message) is Output]


def test_the_plc_runs_the_belt_and_feeds_nothing():
    """Rejects of a challenge stop nothing, however many there are; the start behind it feeds again."""
    line = Line(limit=2)
    line.plc.receive("l2", Command("stop", "l2"), 100 * MS)
    line.plc.expire("acting", 200 * MS)
    assert outputs(line.plc.receive("l2", Command("challenge", "operator 1"), 300 * MS)) == [("motor", True)]
    for trigger in range(1, 5):
        line.good(trigger, 900 + 100 * trigger, verdict=False)
        assert outputs(line.see("barrier_gate", 1100 + 100 * trigger)) == []
    line.plc.receive("l2", Command("stop", "l2"), 2_000 * MS)
    line.plc.expire("acting", 2_100 * MS)
    assert ("feed", True) in outputs(line.plc.receive("l2", Command("start", "operator 1"), 2_200 * MS))
