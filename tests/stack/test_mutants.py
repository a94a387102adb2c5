"""Mutants: each replaces a decision that exists, and changes what the line does."""

import msgspec
import pytest

from linebench.ports.io import Input
from linebench.ports.plc import Command, Verdict
from linebench.ports.printer import PrintOrders
from linebench.stack import UnknownMutantError, all_mutants, make_decisions
from linebench.stack.l1 import L1Decisions
from linebench.stack.l2 import L2Decisions
from linebench.stack.l3 import L3Decisions
from linebench.stack.l4.decisions import L4Decisions
from linebench.stack.pool import PoolDecisions
from tests.stack.plant import ORDER, Plant
from tests.stack.whole_line import SMALL, finish, other, parents, rejected_packs, reports, statuses

BASES = {"l1": L1Decisions, "l2": L2Decisions, "l3": L3Decisions, "l4": L4Decisions, "pool": PoolDecisions}

BY_CASE_ALONE = {"l2-never-lets-go", "l2-closes-for-all", "l2-takes-unread-label", "l2-starts-uncleared",
                 "l2-ends-open-batch", "l1-ignores-printer-fault", "l2-serves-strangers",
                 "l3-refuses-repeated-file", "l3-takes-order-of-unknown-product", "l3-files-unread-as-done"}
"""What no rule can find: a journal holds no memory of the bench, and who has which role only where L2 keeps users;
the others break what people, or the planner by its files, are refused or told, and no pack comes to harm by it in
the end.
"""


@pytest.mark.parametrize("mutant", all_mutants(), ids=lambda mutant: mutant.name)
def test_a_mutant_replaces_a_decision_of_its_level(mutant):
    """Its decision exists, its level is in its name, and it says what catches it."""
    base = BASES[mutant.level]
    assert mutant.name.startswith(mutant.level)
    assert mutant.replacement is not getattr(base, mutant.decision)
    assert mutant.summary
    assert mutant.rules or mutant.name in BY_CASE_ALONE
    assert mutant.cases
    changed = make_decisions(mutant.level, [mutant.name])
    assert isinstance(changed, base)
    assert getattr(type(changed), mutant.decision) is mutant.replacement


def test_names_are_unique():
    """No two mutants have the same name."""
    names = [mutant.name for mutant in all_mutants()]
    assert len(names) == len(set(names))


def test_mutants_of_other_levels_change_nothing():
    """A level takes only its own mutants of those that are named."""
    assert type(make_decisions("l1", ["l2-skips-text-check"])).__mro__[1] is L1Decisions
    assert vars(type(make_decisions("l1", ["l2-skips-text-check"]))).keys().isdisjoint(
        {mutant.decision for mutant in all_mutants()})


def test_an_unknown_mutant_is_named_with_the_known_ones():
    """The message names what was asked and what there is."""
    with pytest.raises(UnknownMutantError, match=r"no such mutant: l1-sleeps; known are: l1-accepts-untracked, "):
        make_decisions("l1", ["l1-sleeps"])


def test_two_mutants_of_one_decision_are_refused():
    """Only one of them could be in force, so the bench asks for a choice."""
    with pytest.raises(UnknownMutantError, match="both replace the decision cause_to_reject"):
        make_decisions("l1", ["l1-ignores-weight", "l1-blames-neighbour"])


@pytest.mark.parametrize(("mutant", "quirk", "value", "right", "wrong"), [
    ("l1-ignores-missing-verdict", "silent", True, [5], []),
    ("l1-shifted-by-one", "no_read", True, [5], [6]),
    ("l1-ignores-weight", "mg", 8_000, [5], []),
    ("l1-blames-neighbour", "no_read", True, [5], [5, 6]),
    ("l2-skips-duplicate-check", "code", other(serial="S000003"), [5], []),
    ("l2-skips-lot-check", "code", other(lot="LOT2"), [5], []),
    ("l2-skips-text-check", "text", "(01)04012345678901\n(21)S000004\n(10)LOT9\n(17)271231", [5], []),
])
def test_mutants_of_judgement_reject_the_wrong_packs(mutant, quirk, value, right, wrong):
    """The right stack rejects the fifth pack alone; the mutant another set."""
    for mutants, expected in (((), right), ((mutant,), wrong)):
        plant = Plant(SMALL, mutants=mutants)
        plant.quirks[5, quirk] = value
        plant.begin()
        plant.run(1_600)
        assert [pack for pack in rejected_packs(plant) if pack < 8] == expected


@pytest.mark.parametrize(("mutant", "signal"), [("l1-ignores-bin-full", "bin_full"),
                                               ("l1-ignores-camera-series", "camera_series")])
def test_a_mutant_runs_on(mutant, signal):
    """The right stack stops for the condition, the mutant does not."""
    moving = []
    for mutants in ((), (mutant,)):
        plant = Plant(SMALL, mutants=mutants)
        plant.begin()
        plant.run(500)
        plant.condition(signal, True)
        plant.run(300)
        moving.append(plant.motor)
    assert moving == [False, True]


def test_the_silent_mutant_stops_without_an_alarm():
    """It stops for a full bin and tells nobody why."""
    plant = Plant(SMALL, mutants=("l1-silent-alarm",))
    plant.begin()
    plant.run(500)
    plant.condition("bin_full", True)
    plant.run(300)
    assert (plant.motor, plant.shown("alarm:bin full")) == (False, None)


def test_an_unconfirmed_reject_under_mutants():
    """Without the check the pack leaves the reject zone; without acknowledgement the line starts again."""
    seen = {}
    for mutants in ((), ("l1-no-confirm-check",), ("l1-restart-without-ack",)):
        plant = Plant(SMALL, mutants=mutants)
        plant.quirks[5, "no_read"] = plant.quirks[5, "stuck"] = True
        plant.begin()
        plant.run(1_400)
        inside = 5 not in plant.exited
        seen[mutants] = (inside, inside and plant.ask("start_line") == "")
    assert seen == {(): (True, False), ("l1-no-confirm-check",): (False, False),
                    ("l1-restart-without-ack",): (True, True)}


def test_packs_off_the_books_under_mutants():
    """A missing pack is called passed; a pack nobody tracked is let through."""
    plant = Plant(SMALL, mutants=("l1-loses-missing-pack",))
    plant.quirks[5, "taken"] = 350
    plant.begin()
    finish(plant)
    assert statuses(plant)["S000004"] == ("commissioned", "")
    plant = Plant(SMALL, mutants=("l1-accepts-untracked",))
    plant.begin()
    plant.run(700)
    extra = plant.put(230)
    plant.run(700)
    assert extra in plant.exited


def test_rejects_in_a_row_under_a_mutant():
    """The limit of five is never reached."""
    plant = Plant(SMALL, mutants=("l1-never-counts-consecutive",))
    for pack in range(3, 12):
        plant.quirks[pack, "mg"] = 8_000
    plant.begin()
    plant.run(1_600)
    assert plant.motor
    assert len(plant.bin) > 5


def test_reports_under_mutants():
    """Wrong parent, wrong order, wrong time of commissioning, wrong status, wrong balance."""
    def run(mutant):
        plant = Plant(SMALL, mutants=(mutant,))
        plant.quirks[5, "no_read"] = True
        plant.quirks[7, "mg"] = 8_000
        plant.begin()
        return plant

    plant = run("l2-wrong-parent")
    finish(plant)
    sizes = [list(parents(plant).values()).count(parent) for parent in dict.fromkeys(parents(plant).values())]
    assert sizes[0] > SMALL.case_size
    plant = run("l2-packs-before-commissioning")
    assert plant.until(lambda: plant.boxed["case"] == 2)
    with pytest.raises(AssertionError):
        parents(plant)
    plant = run("l2-commissions-on-print")
    plant.run(1_500)
    assert statuses(plant)["S000004"][0] == "commissioned"
    plant = run("l2-commissions-rejected")
    finish(plant)
    assert statuses(plant)["S000006"][0] == "commissioned"
    plant = run("l2-late-reports")
    plant.run(3_000)
    assert reports(plant) == []
    plant = run("l2-slow-verdict")
    plant.run(1_000)
    assert plant.said("l2", "l1", Verdict) == []


def test_the_balance_under_a_mutant():
    """Rejected serials are left out, so the balance does not close."""
    plant = Plant(SMALL, mutants=("l2-forgets-rejects-in-balance",))
    plant.quirks[5, "no_read"] = True
    plant.begin()
    with pytest.raises(AssertionError):
        finish(plant)


@pytest.mark.parametrize("mutant", ["l2-loses-report-on-link-loss", "l2-sends-report-twice"])
def test_outages_under_mutants(mutant):
    """After an outage packs are missing from the reports, or are in them twice."""
    plant = Plant(msgspec.structs.replace(ORDER, quantity=60), mutants=(mutant,))
    plant.begin()
    assert plant.until(lambda: len(plant.exited) == 8)
    plant.cut |= {("l2", "l3"), ("l3", "l2")}
    assert plant.until(lambda: len(plant.exited) == 40)
    plant.cut.clear()
    plant.run(3_000)
    told = [epc for report in reports(plant) for event in report.events
            if event.__class__.__name__ == "ObjectEvent" for epc in event.epcs if epc.startswith("01")]
    if mutant == "l2-sends-report-twice":
        assert len(told) > len(set(told))
    else:
        assert len(set(told)) < len(plant.exited) - 20


def test_serials_under_mutants():
    """A serial is printed again after a power loss, or handed out again by the site."""
    plant = Plant(ORDER, mutants=("l2-reuses-serial-after-power-loss",))
    plant.begin()
    assert plant.until(lambda: len(plant.exited) == 8)
    plant.power_off("l2")
    plant.power_on("l2")
    plant.run(500)
    assert plant.ask("acknowledge") == ""
    assert plant.ask("start_line") == ""
    plant.run(2_000)
    printed = [serial for message in plant.said("l2", "printer", PrintOrders) for serial in message.serials]
    assert len(printed) > len(set(printed))
    plant = Plant(ORDER, mutants=("l3-same-block-twice",), serial_block=40)
    plant.begin()
    plant.run(4_000)
    assert plant.shown("serials").startswith("refused: a serial number was delivered twice")


def test_a_site_that_stores_repeats_passes_them_on_twice():
    """A repeated report is stored and published again."""
    plant = Plant(ORDER, mutants=("l3-stores-repeat",))
    plant.begin()
    plant.cut.add(("l3", "l2"))
    plant.run(6_000)
    with pytest.raises(AssertionError):
        reports(plant)


def test_a_site_that_drops_aggregation():
    """Packing events do not reach the enterprise."""
    plant = Plant(SMALL, mutants=("l3-drops-aggregation",))
    plant.begin()
    finish(plant)
    assert parents(plant) == {}


def test_the_right_stack_ignores_nothing():
    """The plant's own check: without mutants the line stops for a pressed emergency stop."""
    plant = Plant(SMALL)
    plant.begin()
    plant.run(500)
    plant.say("io", "l1", Input("estop", True, plant.encoder))
    plant.run(100)
    assert not plant.motor
    assert [m.name for m in plant.said("l2", "l1", Command)] == ["restart_count", "start"]
