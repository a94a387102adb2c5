"""One attempt: reproducible, self-contained, and at the end everything is accounted for."""

import io

import msgspec
import pytest

from linebench.bench import Bench
from linebench.content import Content, library
from linebench.line.faults import UnknownFaultError
from linebench.line.hands import UnknownActError
from linebench.line.kinds import KINDS
from linebench.records import claim, truth, wire
from linebench.records.codec import read_blocks
from linebench.records.run import Closed, Opened
from linebench.scenario.load import load
from linebench.scenario.model import FaultPlan
from linebench.simulation import simulate
from linebench.stack.mutant import UnknownMutantError


@pytest.fixture(scope="module")
def plan():
    return load("carton-line", Content((library(),)), KINDS).scenario


def journal_of(plan, seed=7, **options):
    sink = io.BytesIO()
    bench = simulate(plan, seed, sink, **options)
    return sink.getvalue(), bench


def of(bench, kind):
    return [record for record in bench.records if type(record) is kind]


@pytest.fixture(scope="module")
def done(plan):
    return journal_of(plan, keep=True)


def test_equal_arguments_give_equal_journals(plan, done):
    """Seed 7 twice: the same bytes. Seed 8: others."""
    assert journal_of(plan)[0] == done[0]
    assert journal_of(plan, seed=8)[0] != done[0]


def test_the_journal_begins_with_what_it_depends_on_and_ends_closed(plan, done):
    """Record 0 holds the scenario; the last record counts the others."""
    records = [record for block in read_blocks(done[0]) for record in block.records]
    first, last = records[0], records[-1]
    assert isinstance(first, Opened)
    assert msgspec.json.decode(first.scenario)["id"] == plan.id
    assert [name for name, _ in first.files] == ["fixtures/images/model.toml"]
    assert last == Closed(last.t, len(records) - 1)
    assert records == done[1].records


def test_time_never_goes_back(done):
    """Records are in the order of simulated time."""
    times = [record.t for record in done[1].records]
    assert times == sorted(times)


def test_a_batch_is_made_packed_and_reported(plan, done):
    """Every ordered pack leaves as a commissioned one in a full case on a pallet."""
    bench, batch, product = done[1], plan.batches[0], plan.products[0]
    cased = [pack for case in of(bench, truth.CaseFilled) for pack in case.packs]
    assert len(cased) == len(set(cased)) == batch.quantity
    assert {len(case.packs) for case in of(bench, truth.CaseFilled)} == {product.case_size}
    commissioned = [epc for record in of(bench, claim.SerialsClaimed)
                    if record.source == "l3" and record.status == "commissioned" for epc in record.epcs
                    if epc.startswith("01")]
    printed = {record.pack: record.content for record in of(bench, truth.PackPrinted)}
    truly = sorted("01" + product.gtin + "21" + printed[pack].rpartition("\x1d21")[2] for pack in cased)
    assert sorted(commissioned) == truly
    counts = dict(of(bench, claim.BatchClaimed)[0].counts)
    ends = ("commissioned", "rejected", "sampled", "destroyed", "returned", "open")
    assert counts["allocated"] == sum(counts[end] for end in ends)
    assert (counts["commissioned"], counts["open"]) == (batch.quantity, 0)


def test_every_message_is_said_before_it_is_heard(done):
    """Delivery never comes before sending, and each link keeps its order."""
    heard = {}
    for record in of(done[1], wire.Delivered):
        assert record.sent <= record.t
        heard.setdefault(record.link, []).append(record.t)
    assert all(times == sorted(times) for times in heard.values())


def test_a_condition_is_found_from_the_cursor(plan):
    """``advance`` looks at written records from ``since`` before it lets time pass."""
    bench = Bench(plan, seed=1)
    start = bench.position
    bench.hand("press_estop")
    def pressed(record):
        return isinstance(record, truth.ConditionChanged) and record.name == "estop"
    found = bench.advance(pressed, 0, since=start)
    assert found is not None
    assert (bench.now, bench.records[found].value) == (0, True)
    assert bench.advance(pressed, 1_000_000) is None
    assert bench.now == 1_000_000


def test_what_does_not_exist_is_named(plan):
    """Unknown faults, acts and mutants are refused with what there is."""
    bench = Bench(plan, seed=1)
    with pytest.raises(UnknownFaultError, match=r"camera-9.*no such target"):
        bench.inject(FaultPlan(target="camera-9", kind="defocus"))
    with pytest.raises(UnknownFaultError, match="camera-1 does not have it; it has occlusion"):
        bench.inject(FaultPlan(target="camera-1", kind="offline"))
    with pytest.raises(UnknownActError, match="'dance'"):
        bench.hand("dance")
    with pytest.raises(UnknownMutantError, match="no such mutant: l9-sleeps"):
        Bench(plan, seed=1, mutants=("l9-sleeps",))


def test_a_simulation_tells_how_far_it_is(plan):
    """Every simulated minute it says how many packs were fed of how many; the journal does not notice."""
    told, long = [], msgspec.structs.replace(plan.batches[0], quantity=900)
    world = msgspec.structs.replace(plan, batches=(long,))
    silent, spoken = io.BytesIO(), io.BytesIO()
    simulate(world, 7, silent)
    simulate(world, 7, spoken, progress=lambda done, total: told.append((done, total)))
    assert told == [(379, 900), (779, 900)]
    assert spoken.getvalue() == silent.getvalue()
