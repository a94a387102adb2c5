"""An MES that is not ours orders a batch over OPC UA, and the line packs it."""

import subprocess
import sys
from pathlib import Path

from linebench.bench import Bench
from linebench.content import Content, library
from linebench.line.kinds import KINDS
from linebench.ports.erp import JobAnswer, JobOrder
from linebench.records.claim import AnswerClaimed
from linebench.records.wire import Delivered
from linebench.scenario.load import load

ROOT = Path(__file__).parents[2]
PATIENCE_US = 200_000_000


def said(bench, kind):
    """What was said of a kind."""
    return [each.message for each in bench.records if told(kind)(each)]


def told(kind):
    return lambda record: isinstance(record, Delivered) and isinstance(record.message, kind)


def asked(bench, action, subject=""):
    """Ask at the HMI and wait for the answer."""
    since = bench.position
    bench.ask(action, subject)
    at = bench.advance(lambda record: isinstance(record, AnswerClaimed) and record.action == action, PATIENCE_US,
                       since=since)
    assert at is not None
    return bench.records[at].accepted, bench.records[at].reason


def test_a_batch_that_an_mes_orders_is_packed():
    """It is taken once, given to the line, and the MES sees it running; the site has the products already."""
    content = Content((library(),))
    loaded = load("carton-planned", content, KINDS, stack="stacks/planner-real.toml",
                  settings={"stack.wire.erp-l3.port": "0", "pace": "real:10"})
    bench = Bench(loaded.scenario, seed=1)
    try:
        refused = asked(bench, "start_batch", "PO-1001")
        url = bench.endpoints["erp-l3"].described()["isa95"]["url"]
        with subprocess.Popen([sys.executable, "-m", "tests.wiring.mes", url], cwd=ROOT, text=True,
                              encoding="utf-8", stdout=subprocess.PIPE) as mes:
            try:
                assert bench.advance(told(JobAnswer), PATIENCE_US) is not None
                bench.hand("clear_line")
                assert asked(bench, "confirm_clearance")[0]
                assert asked(bench, "start_batch", "PO-1001") == (True, "")
                bench.advance(lambda _: mes.poll() is not None, PATIENCE_US)
                out = mes.communicate(timeout=60)[0]
            finally:
                mes.kill()
    finally:
        bench.abandon()
    assert (refused[0], out.split()) == (False, ["1", "Running"])  # 1: no error
    assert [(each.job, each.quantity) for each in said(bench, JobOrder)] == [("PO-1001", 80)]
