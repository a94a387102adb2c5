"""Faults of the pool of serials: what a scenario may plan is what the pool does, when and as often as planned."""

import pytest

from linebench.bench import Bench
from linebench.content import Content, library
from linebench.line.kinds import KINDS
from linebench.line.pool_faults import POOL
from linebench.ports.serials import Count, Counted, Draw, Drawn, Move, Moved
from linebench.product.identifiers import CHARSET_82
from linebench.records.truth import FaultEnded, FaultStruck
from linebench.records.wire import Delivered, WireNoted
from linebench.scenario.load import load
from linebench.scenario.model import FaultPlan
from linebench.stack.pool.nasty import CATALOGUE
from linebench.units import Duration, Share

SECOND = 1_000_000


class World:
    """A world with a pool that somebody asks; nothing is started on the line."""

    def __init__(self):
        plan = load("carton-serials", Content((library(),)), KINDS).scenario
        self.bench, self.products = Bench(plan, seed=3), [product.gtin for product in plan.products]
        self.number = 0

    def said(self, message, wait=SECOND):
        """What is answered to a message within so long."""
        since = self.bench.position
        self.bench.say("l3>serials", message)
        self.bench.advance(None, wait)
        return [each.message for each in self.bench.records[since:]
                if isinstance(each, Delivered) and each.link == "serials>l3"]

    def draw(self, count=4, gtin="", **more):
        self.number += 1
        return self.said(Draw(f"r{self.number}", count, "SGTIN", (("GTIN", gtin or self.products[0]),)), **more)

    def fault(self, kind, packs=1, **more):
        return self.bench.inject(FaultPlan(target="serials", kind=kind, packs=packs, **more))

    def found(self, kind):
        return [each for each in self.bench.records if isinstance(each, kind)]


@pytest.fixture
def world():
    return World()


def test_the_list_is_that_of_the_pool():
    """Names, words, parameters and what is usual: the line and the pool tell the same."""
    listed = {fault.kind.replace("_", "-"): fault for fault in POOL.faults}
    assert list(listed) == list(CATALOGUE)
    for name, nasty in CATALOGUE.items():
        fault = listed[name]
        assert (fault.plane, fault.summary) == ("data", nasty.explanation)
        told = {each.name: each for each in fault.parameters}
        assert {name.removesuffix("_us") for name in (each.name for each in nasty.parameters)} == set(told)
        for each in nasty.parameters:
            parameter = told[each.name.removesuffix("_us")]
            usual = None if parameter.default is None else parameter.read(parameter.default)
            assert usual == (each.default or None), each.name
            assert parameter.summary == each.meaning.removesuffix(", in microseconds")


@pytest.mark.parametrize(("kind", "params", "holds"), [
    ("empty_pool", {}, lambda said, _: [(each.status, each.serials) for each in said] == [("insufficient", ())]),
    ("fewer", {"percent": "25"}, lambda said, _: [len(each.serials) for each in said] == [1]),
    ("fewer", {"status": "ok"}, lambda said, _: [(each.status, len(each.serials)) for each in said] == [("ok", 2)]),
    ("repeated_delivery", {"times": "3"}, lambda said, _: len(said) == 3 and len(set(said)) == 1),
    ("duplicates", {"count": "2"}, lambda said, before: set(said[0].serials) & set(before.serials)
     == set(before.serials[:2])),
    ("unprintable", {"count": "1", "characters": "~"},
     lambda said, _: [set(each) <= set(CHARSET_82) for each in said[0].serials] == [False, True, True, True]),
    ("another_request", {}, lambda said, before: said == [before]),
    ("no_answer", {}, lambda said, _: said == []),
])
def test_an_answer_is_wrong_once_and_then_right(world, kind, params, holds):
    """The fault strikes one answer of those it changes, leaves its record, and ends; the next answer is right."""
    before, = world.draw()
    number = world.fault(kind, params=params)
    assert holds(world.draw(), before)
    assert [each.fault for each in (*world.found(FaultStruck), *world.found(FaultEnded))] == [number, number]
    after, = world.draw()
    assert (after.status, len(set(after.serials))) == ("ok", 4)
    assert set(after.serials).isdisjoint(before.serials)


def test_another_product(world):
    """The serials come from the pool of the other, also when the request is repeated after the fault has ended."""
    first, other = world.products
    world.fault("wrong_gtin", params={"gtin": other})
    drawn, = world.draw()
    assert world.said(Draw("r1", 4, "SGTIN", (("GTIN", first),))) == [drawn]
    counted, = world.said(Count("c1", "SGTIN", (("GTIN", other),)))
    assert isinstance(counted, Counted)
    assert dict(counted.states)["allocated"] == 4


def test_a_late_answer(world):
    """It comes when it is due, and not at all when the power goes before."""
    world.fault("slow", params={"delay": "5 s"}, packs=2)
    assert world.draw() == []
    assert Drawn in map(type, world.said(Count("c1", "SGTIN", ()), wait=6 * SECOND))
    world.draw()
    world.bench.hand("cut_power", level="serials")
    world.bench.hand("restore_power", level="serials")
    since = world.bench.position
    world.bench.advance(None, 10 * SECOND)
    assert not [each for each in world.bench.records[since:] if isinstance(each, Delivered)
                and isinstance(each.message, Drawn)]


def test_a_wrong_acknowledgement(world):
    """A move that was done is said to be refused; what the pool knows stays right."""
    drawn, = world.draw()
    criteria = (("GTIN", world.products[0]),)
    world.fault("wrong_acknowledgement")
    move = Move("m1", drawn.serials[:1], "encoded", "SGTIN", criteria)
    assert world.said(move) == [Moved("m1", "not_accepted")]
    assert world.said(move) == [Moved("m1", "ok")]
    counted, = world.said(Count("c1", "SGTIN", criteria))
    assert dict(counted.states)["encoded"] == 1


def test_zeros_that_are_lost(world):
    """Serials that begin with one come shorter, as from a spreadsheet; others are as they were."""
    world.fault("leading_zeros_lost", packs=None)
    drawn, = world.draw(count=400)
    assert {len(each) for each in drawn.serials} > {12}
    assert not any(each.startswith("0") for each in drawn.serials)


def test_window_and_probability(world):
    """Inside its window it strikes by its own chance; before and behind it never."""
    plan = FaultPlan(target="serials", kind="no_answer", probability=Share.parse("50 %"), end=Duration(40 * SECOND))
    world.bench.inject(plan)
    silent = [not world.draw() for _ in range(50)]
    assert 8 < sum(silent[:39]) < 31
    assert not any(silent[40:])
    assert len(world.found(FaultStruck)) == sum(silent)


def test_faults_on_bytes_do_nothing_on_a_direct_link(world):
    """It is told once, and the answer comes as it is."""
    world.fault("half_an_answer", packs=None)
    world.fault("server_error", packs=None)
    for _ in range(2):
        drawn, = world.draw()
        assert drawn.status == "ok"
    assert [(each.link, each.what, each.detail.partition(" ")[0]) for each in world.found(WireNoted)] == [
        ("serials>l3", "not applicable", kind) for kind in ("half_an_answer", "server_error")]
    assert world.found(FaultStruck) == []
