"""The simulated person reacts, late, and puts right what they see."""

from random import Random

import msgspec
import pytest

from linebench.bench import Bench
from linebench.content import Content, library
from linebench.kernel.engine import Engine
from linebench.line.kinds import KINDS
from linebench.line.operator import Operator
from linebench.ports.operator import Shown
from linebench.records import claim, truth
from linebench.scenario.load import load
from linebench.scenario.model import FaultPlan, OperatorPlan
from linebench.simulation import simulate
from linebench.units import Duration

PLAN = OperatorPlan(name="operator 1", reaction=Duration(20_000_000), spread=Duration(0))


class Hands:
    def __init__(self, engine):
        self.engine, self.done, self.bin = engine, [], 3

    def do(self, t, act, who):
        self.done.append((t, act))
        self.bin -= act == "rework"

    def rejects(self):
        return self.bin


def person(**options):
    engine = Engine()
    hands, asked = Hands(engine), []
    operator = Operator(msgspec.structs.replace(PLAN, **options), engine, hands, Random(1),
                        lambda *request: asked.append((int(engine.now), *request)))
    return engine, hands, asked, operator


def test_a_full_bin_is_emptied_after_the_reaction_time():
    """The alarm comes at once, the hand 20 s later."""
    engine, hands, asked, operator = person()
    operator.receive(0, Shown("alarm:bin full", "latched"))
    engine.run_to(60_000_000)
    assert (hands.done, asked) == ([(20_000_000, "empty_bin")], [])


def test_a_person_who_restarts_puts_right_acknowledges_and_starts():
    """Cause, acknowledgement and start follow each other, once; a full bin meanwhile is emptied as ever."""
    engine, hands, asked, operator = person(restarts=True)
    operator.receive(0, Shown("alarm:guard open", "latched"))
    operator.receive(0, Shown("alarm:bin full", "latched"))
    engine.run_to(60_000_000)
    assert hands.done == [(20_000_000, "close_guard"), (20_000_000, "empty_bin")]
    assert asked == [(21_000_000, "acknowledge", "", "operator 1"), (22_000_000, "start_line", "", "operator 1")]


def test_a_second_alarm_is_put_right_with_the_first():
    """Who stands at the line sees every alarm that is on; else the start would be refused and nobody would come."""
    engine, hands, asked, operator = person(restarts=True)
    operator.receive(0, Shown("alarm:consecutive rejects", "latched"))
    operator.receive(100_000, Shown("alarm:camera series stop", "latched"))
    engine.run_to(60_000_000)
    assert hands.done == [(20_000_000, "reset_camera")]
    assert [action for _, action, *_ in asked] == ["acknowledge", "start_line"]


def test_rejects_are_scanned_for_rework_one_by_one():
    """Who reworks does not throw the bin away: a pack every 5 s until it is empty."""
    engine, hands, _, operator = person(reworks=True)
    operator.receive(0, Shown("alarm:bin full", "latched"))
    engine.run_to(60_000_000)
    assert hands.done == [(20_000_000, "rework"), (25_000_000, "rework"), (30_000_000, "rework")]


def test_a_line_that_stays_suspended_is_looked_at():
    """A short wait is left alone; a long one is a jam."""
    engine, hands, _, operator = person()
    operator.receive(0, Shown("state", "Suspended"))
    engine.run_to(5_000_000)
    operator.receive(5_000_000, Shown("state", "Execute"))
    engine.run_to(30_000_000)
    short = list(hands.done)
    operator.receive(30_000_000, Shown("state", "Suspended"))
    engine.run_to(60_000_000)
    assert (short, hands.done) == ([], [(50_000_000, "clear_jam")])


def test_samples_are_taken_while_the_line_runs():
    """Every minute, but not while it stands."""
    engine, hands, _, operator = person(sample_every=Duration(60_000_000))
    operator.receive(0, Shown("state", "Execute"))
    engine.run_to(130_000_000)
    operator.receive(130_000_000, Shown("state", "Stopped"))
    engine.run_to(400_000_000)
    assert hands.done == [(60_000_000, "take_sample"), (120_000_000, "take_sample")]


@pytest.fixture(scope="module")
def plan():
    return load("carton-line", Content((library(),)), KINDS).scenario


def test_a_jam_suspends_the_line_and_the_person_clears_it(plan):
    """Packs wait, the line waits, the jam goes, the order is completed."""
    line = msgspec.structs.replace(plan.line, operator=PLAN)
    jam = FaultPlan(target="packer-1", kind="jam", start=Duration(12_000_000))
    bench = simulate(msgspec.structs.replace(plan, line=line, faults=(jam,)), 7, None, keep=True)
    acts = [record.act for record in bench.records if type(record) is truth.OperatorActed]
    full = [record.value for record in bench.records
            if type(record) is truth.ConditionChanged and record.name == "packer_full"]
    assert "clear_jam" in acts
    assert full == [True, False]
    made = [record for record in bench.records if type(record) is truth.PackExited]
    assert len([record for record in bench.records if type(record) is truth.PackCased]) == len(made) > 70


def test_a_sampled_pack_is_reported_as_sampled(plan):
    """The sample leaves the line and the stack says so."""
    line = msgspec.structs.replace(plan.line, operator=msgspec.structs.replace(
        PLAN, sample_every=Duration(5_000_000)))
    bench = simulate(msgspec.structs.replace(plan, line=line), 7, None, keep=True)
    taken = [record.pack for record in bench.records
             if type(record) is truth.PackRemoved and record.why == "sample"]
    said = [epc for record in bench.records if type(record) is claim.SerialsClaimed
            and record.source == "l3" and record.status == "sampled" for epc in record.epcs]
    assert taken
    assert len(said) == len(taken)
    assert isinstance(bench, Bench)
