"""The planner behind folders, in virtual time: what is said becomes files, and files become what is said."""

import hashlib
import io
from pathlib import Path

import pytest

from linebench.bench import Bench
from linebench.content import Content, library
from linebench.line.kinds import KINDS
from linebench.ports.erp import (
    JobAnswer,
    JobCommand,
    JobOrder,
    JobResponse,
    JobWish,
    ProductAnswer,
    ProductData,
)
from linebench.records.wire import Delivered, WireNoted
from linebench.scenario.load import load
from linebench.scenario.model import FaultPlan
from linebench.scenario.problems import ScenarioError
from linebench.simulation import simulate
from linebench.wire.folders.document import FileError
from linebench.wiring.world import Outside

GTIN = "09501101530997"
PRODUCT = ProductData("new", GTIN, "new product", 10, 3)
ORDER = JobOrder("PO-9", GTIN, "LOT9", "281231", 40)
S = 1_000_000


def world(**settings):
    return load("carton-folders", Content((library(),)), KINDS, settings={
        f"stack.folders.{name}": value for name, value in settings.items()}).scenario


def bench_of(folder=None, sink=None, scenario=None):
    return Bench(scenario or world(), seed=3, sink=sink, outer=Outside(captures=folder))


def notes(bench):
    """What became of files: what, and the file's name."""
    return [(record.what.removeprefix("file "), record.detail.partition(",")[0].partition(":")[0])
            for record in bench.records if isinstance(record, WireNoted) and record.end == "folder"]


def answers(bench):
    """What the planner was answered: request and status."""
    return [(record.message.request, record.message.status) for record in bench.records
            if isinstance(record, Delivered) and isinstance(record.message, JobAnswer | ProductAnswer)]


FIRST = [("product-product-a", "ok"), ("product-product-b", "ok"), ("PO-1001", "ok"), ("PO-1002", "ok")]


@pytest.mark.parametrize(("form", "ready", "suffix"), [
    ("csv", "rename", "csv"), ("csv", "stable", "csv"), ("b2mml", "rename", "xml"), ("b2mml", "marker", "xml")])
def test_what_the_planner_says_travels_as_files(tmp_path, form, ready, suffix):
    """Every file was written, taken with its hash, and is done; nothing else lies there; all is answered."""
    bench = bench_of(tmp_path, scenario=world(form=form, ready=ready))
    bench.advance(None, 10 * S)
    kinds = ("products", "products", "orders", "orders")
    names = [f"00000{n}-{kind}.{suffix}" for n, kind in enumerate(kinds, 1)]
    assert answers(bench) == FIRST
    assert notes(bench) == [(what, name) for what in ("written", "taken", "done") for name in names]
    done = {path.relative_to(tmp_path).as_posix(): path for path in tmp_path.rglob("*") if path.is_file()}
    assert sorted(done) == [f"folders/to-l3/done/{name}" for name in names]
    hashes = {record.detail.split(", SHA-256 ")[1] for record in bench.records
              if isinstance(record, WireNoted) and record.what == "file taken"}
    assert hashes == {hashlib.sha256(path.read_bytes()).hexdigest() for path in done.values()}
    bench.close()


def test_the_same_files_make_the_same_journal(tmp_path):
    """Byte by byte, wherever the folders are, and when nobody keeps them."""
    journals = []
    for folder in (tmp_path / "a", tmp_path / "b", None):
        sink = io.BytesIO()
        bench = bench_of(folder, sink)
        bench.inject(FaultPlan(target="folder", kind="wrong_encoding", packs=1))
        bench.plan(PRODUCT)
        bench.advance(None, 20 * S)
        bench.close()
        journals.append(sink.getvalue())
    assert journals[1:] == journals[:1] * 2


@pytest.mark.parametrize(("kind", "status", "last"), [
    ("half_file", "invalid", "failed"), ("empty_file", "invalid", "failed"),
    ("wrong_encoding", "invalid", "failed"),
    ("duplicate_file", "ok", "repeated"), ("late_file", "ok", "done"),
])
def test_each_fault_of_a_file(tmp_path, kind, status, last):
    """What the planner hears, and what becomes of the file; each with the fault's strike in the journal."""
    bench = bench_of(tmp_path)
    bench.advance(None, 10 * S)
    bench.inject(FaultPlan(target="folder", kind=kind, packs=1))
    bench.plan(PRODUCT)
    bench.advance(None, 60 * S)
    assert dict(answers(bench))["new"] == status
    assert notes(bench)[-1][0] == last
    assert {path.name for path in (tmp_path / "folders/to-l3/failed").iterdir()} == (
        {"000005-products.csv", "000005-products.csv.reason.txt"} if last == "failed" else set())
    assert not [*(tmp_path / "folders/to-l3/in").iterdir()]
    bench.close()


def test_files_in_the_wrong_order(tmp_path):
    """The order comes before its master data and is refused; both files lie where they belong."""
    bench = bench_of(tmp_path)
    bench.advance(None, 10 * S)
    bench.inject(FaultPlan(target="folder", kind="wrong_order", packs=1))
    bench.plan(PRODUCT)
    bench.plan(ORDER)
    bench.advance(None, 20 * S)
    assert answers(bench)[4:] == [("PO-9", "no_master_data"), ("new", "ok")]
    reason = (tmp_path / "folders/to-l3/failed/000006-orders.csv.reason.txt").read_text(encoding="utf-8")
    assert reason == f"no_master_data: no master data of GTIN {GTIN}; send them before the order\n"
    bench.close()


def test_a_file_held_back_comes_alone_when_none_follows(tmp_path):
    """After its time: nothing is lost."""
    bench = bench_of(tmp_path)
    bench.advance(None, 10 * S)
    bench.inject(FaultPlan(target="folder", kind="wrong_order", packs=1, params={"time": "30 s"}))
    bench.plan(PRODUCT)
    bench.advance(None, 29 * S)
    assert answers(bench) == FIRST
    bench.advance(None, 10 * S)
    assert answers(bench) == [*FIRST, ("new", "ok")]
    bench.close()


@pytest.mark.parametrize("trouble", ["power", "link"])
def test_a_file_waits_for_a_site_that_is_not_there(tmp_path, trouble):
    """It is taken as often as it needs, and moves when the site has stored it."""
    bench = bench_of(tmp_path)
    bench.advance(None, 10 * S)
    what = {"level": "l3"} if trouble == "power" else {"a": "erp", "b": "l3"}
    bench.hand(f"cut_{trouble}", **what)
    bench.plan(PRODUCT)
    bench.advance(None, 30 * S)
    assert [path.name for path in (tmp_path / "folders/to-l3/in").iterdir()] == ["000005-products.csv"]
    bench.hand(f"restore_{trouble}", **what)
    bench.advance(None, 20 * S)
    assert answers(bench) == [*FIRST, ("new", "ok")]
    assert notes(bench)[-1] == ("done", "000005-products.csv")
    bench.close()


def test_what_is_said_again_is_answered_again(tmp_path):
    """The same order in another file is a repeat, and done; commands, wishes and responses travel as files too."""
    bench = bench_of(tmp_path)
    bench.advance(None, 10 * S)
    first = next(record.message for record in bench.records
                 if isinstance(record, Delivered) and isinstance(record.message, JobOrder))
    bench.plan(first)
    bench.plan(JobCommand("c", first.job, "revoke_start"))
    bench.plan(JobWish("w", first.job))
    bench.advance(None, 20 * S)
    assert sorted(answers(bench)[4:]) == [("PO-1001", "ok"), ("c", "ok"), ("w", "ok")]
    done = [path.read_text(encoding="utf-8") for path in sorted((tmp_path / "folders/to-erp/done").iterdir())]
    head = "job;state;begun_us;ended_us;reason;allocated;commissioned;rejected;sampled;destroyed;returned;open"
    assert done == [f"{head};cases;pallets\nPO-1001;not_allowed_to_start;;;;;;;;;;;;\n"]
    bench.close()


def test_folders_that_nobody_keeps_go_away():
    """A run without captures leaves nothing behind, also when it is abandoned."""
    for end in (Bench.close, Bench.abandon):
        bench = bench_of()
        folder = bench._folders._passing.name
        bench.advance(None, 5 * S)
        end(bench)
        assert not Path(folder).exists()


def test_a_map_that_cannot_be_ends_it_before_it_begins():
    """With the key of the scenario, and nothing was made."""
    with pytest.raises(FileError, match=r"^stack.folders.map: delimiter: found 'xx'"):
        bench_of(scenario=world(**{"map.delimiter": "xx"}))


@pytest.mark.parametrize(("settings", "said"), [
    ({"stack.planner": "none"}, "stack.folders.form"), ({"stack.folders.form": "pdf"}, "stack.folders.form"),
    ({"stack.folders.poll": "0 s"}, "stack.folders.poll"),
    ({"stack.folders.limit": "0 s"}, "stack.folders.limit"),
])
def test_a_stack_that_makes_no_sense_is_refused(settings, said):
    """Folders without a planner, a form that there is not, no time between two looks."""
    with pytest.raises(ScenarioError) as error:
        load("carton-folders", Content((library(),)), KINDS, settings=settings)
    assert [problem.key for problem in error.value.problems] == [said]


def test_a_planner_needs_a_site_in_the_bench():
    """A site in a process has no wire to the planner."""
    with pytest.raises(ScenarioError) as error:
        load("carton-planned", Content((library(),)), KINDS, stack="stacks/native.toml",
             settings={"stack.planner": "emulated"})
    assert [problem.key for problem in error.value.problems] == ["stack.planner"]


@pytest.mark.parametrize("name", ["carton-planned", "carton-folders"])
def test_a_batch_is_carried_through_without_protocol(name):
    """The person at the line waits for the order, runs it, and the planner hears the end of it."""
    bench = simulate(load(name, Content((library(),)), KINDS).scenario, 3, None, keep=True)
    states = [record.message.state for record in bench.records
              if isinstance(record, Delivered) and isinstance(record.message, JobResponse)]
    assert states == ["running", "ended"]
