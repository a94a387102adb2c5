"""A site server in a process draws over REST and SOAP as over a direct link, also when answers break off."""

import io

import pytest

from linebench.content import Content, library
from linebench.line.kinds import KINDS
from linebench.oracle.judge import judge
from linebench.ports.serials import Draw, Drawn, Move
from linebench.records.truth import FaultStruck
from linebench.records.wire import Delivered, WireNoted
from linebench.scenario.load import load
from linebench.simulation import simulate
from tests.wiring.worlds import beside_links

OWNER = ("pool-gives-once", "pool-keeps-states", "pool-told-all", "serial-from-pool")
SMALL = {"no_read": "0 %", "batch.PO-1001.quantity": "40", "stack.serial_block": "30", "stack.serial_low": "25",
         "stack.draw_block": "30", "stack.draw_low": "60"}


def batch(stack, tmp_path=None, fault=""):
    """A batch of 40 packs, and what was said of serials; L3 draws every 30 packs."""
    name = "carton-serials"
    if fault:
        name = tmp_path / "world.toml"
        text = (library() / "scenarios" / "carton-serials.toml").read_text(encoding="utf-8")
        name.write_text(text + f'\n[[fault]]\ntarget = "serials"\nkind = "{fault}"\npacks = 3\nstart = "9 s"\n',
                        encoding="utf-8", newline="\n")
    plan = load(str(name), Content((library(),)), KINDS, stack=f"stacks/{stack}.toml", settings=SMALL).scenario
    sink = io.BytesIO()
    return simulate(plan, 7, sink, keep=True), sink.getvalue()


def said(bench, kind):
    heard = [each.message for each in bench.records if isinstance(each, Delivered)]
    return [each for each in heard if isinstance(each, kind)]


@pytest.fixture(scope="module")
def direct():
    return batch("serials")[0]


@pytest.mark.parametrize("stack", ["serials-rest", "serials-soap"])
def test_what_happens_is_what_happens_over_a_direct_link(direct, stack):
    """Every truth and every claim at the same time, and the same serials drawn; twice gives the same bytes."""
    (bench, first), (_, second) = batch(stack), batch(stack)
    assert beside_links(bench) == beside_links(direct)
    assert first == second
    assert [each.serials for each in said(bench, Drawn)] == [each.serials for each in said(direct, Drawn)]
    results = {rule: judge(bench.records).outcome(rule).result for rule in OWNER}
    unsaid = () if stack == "serials-rest" else ("pool-keeps-states", "pool-told-all")
    assert results == dict.fromkeys(OWNER, "pass") | dict.fromkeys(unsaid, "not_exercised")


@pytest.mark.parametrize("fault", ["half_an_answer", "server_error", "another_request", "no_answer"])
def test_an_answer_that_goes_wrong_as_bytes_is_asked_for_again(fault, tmp_path):
    """The same tokens are asked again, the batch ends as it must, and no rule finds anything."""
    bench, _ = batch("serials-rest", tmp_path, fault)
    assert len([each for each in bench.records if isinstance(each, FaultStruck)]) == 3
    asked = [each.request for each in said(bench, Draw | Move)]
    assert len(asked) > len(set(asked))
    if fault != "no_answer":
        assert "trouble" in {each.what for each in bench.records if isinstance(each, WireNoted)}
    outcomes = judge(bench.records).outcomes
    assert [(each.rule, each.findings) for each in outcomes if each.count] == []
    assert judge(bench.records).outcome("serial-from-pool").result == "pass"
