"""The desk's dialogue: what is not taken, what comes twice, and what a loss of power leaves."""

import pytest

from linebench.ports.desk import Abandon, Ask, Begin, Done, Refused, Told
from linebench.ports.l3 import AggregationEvent, ObjectEvent, Report
from linebench.site.clerk import Slip
from linebench.site.unit import Unit
from linebench.stack.l3.procedure import procedures
from tests.sites.warehouse import CASE, GTIN, PALLET, Warehouse, box, epc

PHOTO = ("0" * 64, "image/png")


def house_with_things_done():
    """A pack sampled, a pallet shipped."""
    house = Warehouse()
    house.resolve("sample", house.store.packs[11])
    house.resolve("shipping", house.store.pallets[1], note="DN-1")
    return house


@pytest.mark.parametrize(("procedure", "subject", "reason"), [
    ("sample", "", "nothing was read; scan it again"),
    ("sample", epc(77), f"{epc(77)} is not known here"),
    ("sample", epc(11), f"{epc(11)} is not in use any more (sampling)"),
    ("sample", CASE[0], f"{CASE[0]} has something in it; scan a pack"),
    ("destroy", epc(6), f"{epc(6)} was shipped"),
    ("repack", epc(0), f"{epc(0)} has nothing in it; scan what it is in"),
    ("damaged label", epc(0), f"{epc(0)} has nothing in it; scan what it is in"),
    ("shipping", CASE[0], f"{CASE[0]} is in {PALLET[0]}; ship that, or take it out"),
    ("shipping", PALLET[1], f"{PALLET[1]} was shipped"),
    ("void shipping", PALLET[0], f"{PALLET[0]} was not shipped by itself; scan what was"),
    ("void shipping", CASE[2], f"{CASE[2]} was not shipped by itself; scan what was"),
    ("return", PALLET[0], f"{PALLET[0]} was never shipped"),
    ("return", epc(11), f"{epc(11)} is not known here, or not in use any more"),
    ("correction", epc(0), f"nobody has reported anything of {epc(0)} that could be corrected"),
    ("juggling", epc(0), f"there is no such procedure; there are {', '.join(sorted(procedures()))}"),
])
def test_what_cannot_be_is_refused_at_once(procedure, subject, reason):
    """With the reason; nothing is kept of it."""
    house = house_with_things_done()
    before = dict(house.disk)
    house.do(effects := house.server.receive("desk", Begin(9, procedure, subject, "Jo"), 0))
    assert [effect.message for effect in effects] == [Refused(9, procedure, reason)]
    assert house.disk == before


CONTENTS = ("contents", (epc(0), epc(1), epc(2)))


@pytest.mark.parametrize(("procedure", "subject", "before", "answer", "wrong"), [
    ("sample", epc(0), (), ("reason", ("hunger",)), "choose one of retained, laboratory"),
    ("sample", epc(0), (("reason", ("retained",)),), ("take", ("later",)), "say when it is done"),
    ("destroy", epc(0), (("reason", ("crushed",)),), ("photo", ()),
     "a photo is needed, as image/png or image/jpeg"),
    ("repack", CASE[0], (), ("contents", (epc(0), epc(0))), f"{epc(0)} was scanned twice"),
    ("repack", CASE[0], (), ("contents", (epc(0), epc(3))),
     "this is not what the site has in it; scan again, or begin 'wrong count'"),
    ("repack", CASE[0], (CONTENTS, ("fill", ("done",))), ("verify", (CASE[1],)),
     f"the new case has to read {box(900_000_001)}"),
    ("damaged label", CASE[0], (), ("contents", (epc(0), epc(5))), f"{epc(5)} does not belong into this case"),
    ("damaged label", CASE[0], (), ("contents", (epc(0),)), "2 are not scanned; all can be read but one"),
    ("damaged label", CASE[0], (("contents", (epc(0), epc(1))),), ("count", ("2",)),
     "there are 3 in this case; count again"),
    ("missing unit", CASE[0], (), ("contents", (epc(0), epc(5))),
     f"{epc(5)} does not belong here; begin 'wrong count'"),
    ("missing unit", CASE[0], (), ("contents", CONTENTS[1]), "nothing is missing; scan again or abandon"),
    ("missing unit", CASE[0], (("contents", (epc(0),)),), ("count", ("3",)), "1 were scanned; count again"),
    ("wrong count", CASE[0], (), ("contents", CONTENTS[1]), "it holds what it should; there is nothing to do"),
    ("wrong count", CASE[0], (), ("contents", (epc(0), f"01{GTIN}21OTHER")), f"01{GTIN}21OTHER is not known here"),
    ("mislabelled pallet", PALLET[0], (), ("contents", (CASE[0], CASE[2])),
     "no pallet has exactly these cases; scan all of them, or begin 'wrong count'"),
    ("mislabelled pallet", PALLET[0], (), ("contents", (CASE[0], CASE[1])),
     f"{PALLET[0]} is the right label; there is nothing to do"),
    ("rework", CASE[0], (), ("old", (epc(5),)),
     "this pack is not in the case; scan the one that is to be replaced"),
    ("shipping", PALLET[0], (), ("note", ("DN 1/ü",)),
     "the number of a delivery note has letters, digits and hyphens, 30 at most"),
])
def test_what_cannot_be_right_is_asked_again(procedure, subject, before, answer, wrong):
    """The same step, with the reason; a right answer is then taken."""
    step, values = answer
    house = Warehouse()
    house.clerk.receive = lambda _t, _message: None  # answers are given here
    house.do(house.server.receive("desk", Begin(1, procedure, subject, "Jo"), 0))
    for name, given in before:
        house.do(house.server.receive("desk", Told(1, name, given), 0))
    asked = house.asked[-1]
    kept = dict(house.disk)
    house.do(house.server.receive("desk", Told(1, step, values), 0))
    again = house.asked[-1]
    assert (asked.step, again.step, again.wrong) == (step, step, wrong)
    assert house.disk == kept


def test_the_replacement_has_to_fit():
    """Not what lies in the same case, is unknown or ended."""
    house = Warehouse()
    house.clerk.receive = lambda _t, _message: None
    house.do(house.server.receive("desk", Begin(1, "rework", CASE[0], "Jo"), 0))
    for told in (Told(1, "old", (epc(0),)), Told(1, "reason", ("wet",)), Told(1, "photo", (), *PHOTO)):
        house.do(house.server.receive("desk", told, 0))
    reasons = []
    for values in ((epc(1),), (epc(77),), ()):
        house.do(house.server.receive("desk", Told(1, "new", values), 0))
        reasons.append(house.asked[-1].wrong)
    assert reasons == [f"{epc(1)} cannot take its place; scan a pack of the same lot that is not in this case",
                       f"{epc(77)} is not known here", "nothing was read; scan it again"]


def test_a_correction_has_to_name_what_was_where_it_happened():
    """And only the newest report of a thing can be corrected."""
    house = Warehouse()
    case = house.store.cases[0]
    house.resolve("sample", case.inside[0], done={"take"})
    job = house.resolve("correction", case.inside[0], other=house.store.cases[1].inside[0], reason="incorrect_data")
    assert job.asked[-1].wrong == f"{epc(3)} was not where that happened"
    assert job.ended == Done(2, "correction", abandoned=True)  # the clerk has nothing else to scan
    house.resolve("destroy", case.inside[1])
    job = house.resolve("correction", case.inside[0], reason="did_not_occur")
    assert job.ended == Refused(4, "correction", f"something newer is reported of {CASE[0]}; correct that first")


def test_one_thing_is_in_one_hand():
    """Nobody else begins something about it meanwhile."""
    house = Warehouse()
    case = house.store.cases[0]
    house.begin(house.job("rework", case, pack=case.inside[0], slip=Slip("photo", waits=True)))
    house.run()
    assert house.resolve("repack", case).ended == Refused(
        2, "repack", "Jo has begun 'rework' about it; end that first")


def test_what_comes_twice_changes_nothing():
    """A beginning is asked for the step at which it stands, an answer is passed over, an ending is told again."""
    house = Warehouse()
    house.clerk.receive = lambda _t, _message: None
    begin, told = Begin(1, "sample", epc(0), "Jo"), Told(1, "reason", ("retained",))
    for message in (begin, begin, told, told, begin):
        house.do(house.server.receive("desk", message, 0))
    assert [message.step for message in house.asked] == ["reason", "reason", "take", "take"]
    captures = len(house.captures)
    for message in (Told(1, "take", ("done",)), Told(1, "take", ("done",)), begin, Abandon(1)):
        house.do(house.server.receive("desk", message, 0))
    house.run(1)
    assert house.asked[4:] == [Done(1, "sample")] * 3
    assert len(house.captures) == captures + 1


def test_what_was_never_begun_is_refused():
    """An answer to nothing says what to do."""
    house = Warehouse()
    house.do(house.server.receive("desk", Told(5, "reason", ("retained",)), 0))
    assert house.asked == [Refused(5, "", "no task 5 is under way; begin it again")]


def test_without_an_enterprise_nobody_is_told():
    """The desk is shut, and says so."""
    house = Warehouse(enterprise=False)
    house.do(house.server.receive("desk", Begin(1, "sample", epc(0), "Jo"), 0))
    assert house.asked == [Refused(1, "", "there is no enterprise to report it to")]


STEPS = [(name, number) for name, procedure in sorted(procedures().items())
         for number in range(len(procedure.steps))]


@pytest.mark.parametrize(("name", "number"), STEPS)
def test_power_may_go_at_any_step(name, number):
    """The clerk is asked for that step once more, hands do nothing twice, and all ends as without the loss."""
    house = _ready(name)
    step = procedures()[name].steps[number].name
    job = _job(house, name, Slip(step, waits=True))
    house.begin(job)
    house.run()
    assert job.asked[-1].step == step
    house.power_off()
    house.run(5)
    house.power_on()
    house.run()
    steps = [ask.step for ask in job.asked]
    assert job.ended == Done(len(house.clerk.jobs), name)
    assert steps.count(step) == 2
    assert len(steps) == len(set(steps)) + 1
    assert (house.refused, house.differences()) == ([], [])


def _ready(name):
    """A warehouse in which a procedure has something to do."""
    house = Warehouse(relabel="new serial")
    first, second = house.store.cases[:2]
    if name == "damaged label":
        house.now(house.store.damage, first.inside[1])
    elif name == "missing unit":
        lost = first.inside[1]
        house.now(house.store.take_out, lost)
        house.now(house.store.let_go, lost, "lost")
    elif name == "wrong count":
        stray = second.inside[0]
        house.now(house.store.take_out, stray)
        house.now(house.store.put_in, stray, first)
    elif name == "correction":
        house.resolve("sample", first.inside[0], pack=first.inside[1])
    elif name in ("void shipping", "return"):
        house.resolve("shipping", house.store.pallets[0], note="DN-1")
    return house


def _job(house, name, slip):
    first, pallets = house.store.cases[0], house.store.pallets
    if name == "mislabelled pallet":
        house.now(house.store.swap_labels, *pallets)
        house.resolve(name, pallets[1])
    subject = pallets[0] if name in ("shipping", "void shipping", "return", "mislabelled pallet") else (
        house.store.packs[0] if name in ("sample", "destroy", "correction") else first)
    pack = first.inside[1] if name == "damaged label" else first.inside[0] if name == "rework" else None
    other = house.store.packs[1] if name == "correction" else house.store.packs[9]
    return house.job(name, subject, pack=pack, other=other, slip=slip, note="DN-2", reason="incorrect_data")


def test_a_number_that_was_set_aside_is_used_once():
    """Also when the procedure was abandoned, and when power was lost in between."""
    house = Warehouse()
    house.resolve("repack", house.store.cases[0], slip=Slip("contents", leaves=True))
    house.power_off()
    house.power_on()
    house.resolve("repack", house.store.cases[0])
    assert house.store.cases[-1].epc == box(900_000_002)
    assert [type(message) for message in house.asked if not isinstance(message, Ask)] == [Done, Done]
    assert (house.refused, house.differences()) == ([], [])


def test_what_is_not_confirmed_goes_out_again_behind_what_the_line_told():
    """Power is lost before the enterprise has answered: the report is there once."""
    house = Warehouse()
    house.begin(house.job("sample", house.store.packs[0]))
    while not any(isinstance(message, Done) for message in house.asked):
        house.engine.execute()
    house.power_off()  # the answer to the capture finds nobody
    house.run(5)
    house.power_on()
    house.run(5)
    assert [capture.capture for capture in house.captures] == [1, 500_000_001, 500_000_001]
    assert (house.refused, house.differences()) == ([], [])


@pytest.mark.parametrize("lost", [False, True])
def test_what_the_line_tells_later_is_known_too(lost):
    """Between two procedures it reports another case; also when the site server was off since."""
    house = Warehouse()
    house.resolve("sample", house.store.packs[0])
    new = Unit("case", 5, box(5), box(5))
    new.inside = [Unit("pack", 50 + n, epc(50 + n), "", box=new) for n in range(3)]
    house.store.cases.append(new)
    house.store.packs.extend(new.inside)
    packs = tuple(unit.epc for unit in new.inside)
    t = int(house.engine.now)
    house.do(house.server.receive("l2", Report(2, "A1", (
        ObjectEvent("ADD", "commissioning", "active", (*packs, new.epc), (t,) * 4),
        AggregationEvent("ADD", new.epc, packs, t))), t))
    house.run(1)
    if lost:
        house.power_off()
        house.power_on()
    assert house.resolve("repack", new).ended == Done(2, "repack")
    assert (house.refused, house.differences()) == ([], [])
