"""A run with a system that goes on from one test case to the next: what is refused, and what it remembers."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from linebench.bdd.attempt import Attempt
from linebench.bdd.config import RunConfig
from linebench.bdd.continued import Continued, run_number
from linebench.bdd.linter import read_documents
from linebench.bdd.run import check
from linebench.bdd.tidying import open_order
from linebench.bdd.worlds import Library
from linebench.certifying import ask_version
from linebench.content import library
from linebench.evidence.statement.stating import VERSION_TOLD
from linebench.ports.operator import Request
from linebench.records.claim import AnswerClaimed, BatchClaimed
from linebench.records.wire import Delivered
from linebench.scenario.stack import ActionPlan
from linebench.wiring.thread import LoopThread
from tests.bdd.conftest import HEAD
from tests.binding.test_binder import bound, world
from tests.binding.test_bound import script

STACK = """id = "iron"
world = "continue"
{more}
[[seat]]
id = "l2"
nature = "real"
[allow]
gtins = ["*"]
sscc_prefixes = ["39501101"]
endpoints = ["*"]
[[action]]
id = "acknowledge"
by = "person"
"""
CASE = ("  @OQ-L1-001 @negative @URS-REJ-001 @RISK-001\n  Scenario: S\n    When 1 more packs have passed the exit\n"
        "    Then the line keeps running\n")


@pytest.fixture
def config(content, tmp_path):
    """A run of one test case with a stack file; ``more``: further lines of it."""
    def make(more="", **options):
        (content / "features" / "a.feature").write_text(HEAD + CASE, encoding="utf-8", newline="\n")
        (tmp_path / "iron.toml").write_text(STACK.format(more=more).replace('["*"]', _GTINS, 1), encoding="utf-8")
        return RunConfig(content=content, out=tmp_path / "out", stack=tmp_path / "iron.toml", **options)

    return make


_GTINS = '["09501101530003", "09501101530010", "09501101530027"]'


def attempts(config, number):
    """Attempts of the one test case, in one run."""
    run = config.resolved()
    world, whole = Library.read(run), Continued(run_number(run.number))
    (document,), _ = read_documents(run.features, world.content)
    case = document.cases[0]
    return [Attempt(document, case, case.rows[0], run, world, continued=whole) for _ in range(number)]


def chosen(one):
    one.choose("carton-line")
    return [batch.order for batch in one.scenario.batches]


def test_several_workers_are_refused_in_one_sentence(config):
    """A system has one state: test cases follow each other."""
    assert check(config()) == ()
    (error,) = check(config(workers=2))
    assert str(error) == ('found -n 2 beside world = "continue"; expected one worker: the system goes on from one '
                          'test case to the next')


def test_a_name_that_nobody_takes_is_refused_before_anything_runs(config):
    """With the longest number that the run will reach."""
    (error, *_) = check(config('orders = "{order}-of-the-whole-night-shift-{run}{case:02}"', number=12))
    assert "stack.orders with the order 'PO-1001-of-the-whole-night-shift-1201' of 37 characters" in str(error)


def test_each_attempt_has_orders_of_its_own(config):
    """By run and test case; the next run begins with another number."""
    first, second = attempts(config(number=12), 2)
    assert (chosen(first), chosen(second)) == (["PO-1001-1201", "PO-1002-1201"], ["PO-1001-1202", "PO-1002-1202"])
    assert chosen(attempts(config(number=13), 1)[0]) == ["PO-1001-1301", "PO-1002-1301"]


def test_a_step_changes_an_order_by_the_name_that_it_sees(config):
    """Files have another, and protocols stay as they are."""
    (one,) = attempts(config(number=12), 1)
    chosen(one)
    one.change("batch.PO-1001-1201.quantity", "33")
    assert {batch.order: batch.quantity for batch in one.scenario.batches}["PO-1001-1201"] == 33


def test_orders_keep_their_names_where_the_system_begins_anew(config):
    """Nothing of a run outlives its test cases there."""
    (one,) = attempts(replace(config(), stack=None), 1)
    assert chosen(one) == ["PO-1001", "PO-1002"]
    assert not one.goes_on


def test_a_run_without_a_number_has_that_of_its_second():
    """Seconds of 2026 and of the years behind it; whoever gives a number has that."""
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    before = int((datetime.now(UTC) - begin).total_seconds())
    assert before <= run_number(0) <= int((datetime.now(UTC) - begin).total_seconds())
    assert run_number(4) == 4


def test_a_product_that_is_asked_for_its_version_keeps_its_power_until_the_run_ends(tmp_path):
    """Whoever goes on is not switched between the question and the first test case."""
    commands = {name: script(f"print('{name}', file=log.with_name('done.txt').open('a')); print('V4')")
                for name in ("power_on", "read_version", "power_off")}
    actions = tuple(ActionPlan(id=name, by="shell", options={"command": text}) for name, text in commands.items())
    loaded = world(tmp_path)
    loaded = replace(loaded, scenario=bound(loaded.scenario, actions=actions))
    whole = Continued(7)
    told = LoopThread.shared().run(ask_version(loaded, real=False, continued=whole))
    assert told == (VERSION_TOLD, "V4")
    assert (tmp_path / "done.txt").read_text(encoding="utf-8").split() == ["power_on", "read_version"]
    whole.close()
    whole.close()
    assert (tmp_path / "done.txt").read_text(encoding="utf-8").split() == ["power_on", "read_version", "power_off"]


def asked(action, subject=""):
    return Delivered(0, "hmi>l2", 0, Request(action, subject, "operator 1"))


def answer(action, *, accepted=True):
    return AnswerClaimed(0, "l2", action, accepted, "")


START = [asked("start_batch", "PO-1"), answer("start_batch")]


@pytest.mark.parametrize(("records", "open_one"), [
    ([], ""), ([asked("start_batch", "PO-1")], ""),
    ([asked("start_batch", "PO-1"), answer("start_batch", accepted=False)], ""),
    (START, "PO-1"), ([*START, asked("end_batch"), answer("end_batch", accepted=False)], "PO-1"),
    ([*START, asked("end_batch"), answer("end_batch")], ""), ([*START, asked("force_end_batch"),
                                                                answer("force_end_batch")], ""),
    ([*START, BatchClaimed(0, "l2", "PO-1", ())], ""), ([*START, BatchClaimed(0, "l2", "PO-0", ())], "PO-1"),
    ([*START, answer("end_batch"), asked("start_batch", "PO-2"), answer("start_batch")], "PO-2"),
])
def test_which_order_is_open_is_known_from_what_the_system_says(records, open_one):
    """From its answers and its reports, not from what was asked."""
    assert open_order(records) == open_one


def test_the_library_has_no_protocol_that_names_an_order():
    """So they run unedited in a world that continues."""
    for path in sorted((library() / "features").rglob("*.feature")):
        assert "PO-100" not in path.read_text(encoding="utf-8"), path
