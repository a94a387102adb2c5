"""The board: every gauge against what was said on the links, in a script and over a whole batch."""

import pytest

from linebench.content import Content, library
from linebench.line.kinds import KINDS
from linebench.ports.l3 import Report, ReportAccepted, SerialReturn, Serials
from linebench.ports.l4 import Capture, Captured
from linebench.ports.operator import Answer, Shown
from linebench.ports.plc import MachineState, TrackResults
from linebench.records.wire import Delivered
from linebench.scenario.load import load
from linebench.simulation import simulate
from linebench.stack.dashboard import BoardConfig, SiteBoard

S = 1_000_000
LINE = "line-1"


class Board:
    """A board and its latest values by name."""

    def __init__(self, *, enterprise=True):
        self.board = SiteBoard(BoardConfig(line=LINE, rate=400.0, enterprise=enterprise))
        self.values = {}

    def hear(self, link, message, t=0):
        points = self.board.heard(link, message, t)
        self.values.update({f"{point.source}:{point.gauge}".lstrip(":"): point.value for point in points})
        return points

    def line(self, name):
        return self.values.get(f"{LINE}:{name}")


def test_the_state_with_its_cause_and_since_when():
    """PackML as L1 says it."""
    board = Board()
    board.hear("l1>l2", MachineState(6, "start"), 4 * S)
    assert {name: board.line(name) for name in ("state", "state/number", "state/cause", "state/since")} == {
        "state": "Execute", "state/number": 6, "state/cause": "start", "state/since": 4 * S}


def test_the_order_and_its_counters():
    """What the HMI shows; what has no place there is passed over."""
    board = Board()
    for item, value in (("batch", "PO-1"), ("lot", "L1"), ("gtin", "0950"), ("expiry", "281231"),
                        ("quantity", "80"), ("good", "7"), ("rejected", "2"), ("cases", "1"), ("pallets", "0"),
                        ("serials left", "90"), ("printer", "ready"), ("audit", "x")):
        board.hear("l2>hmi", Shown(item, value))
    board.hear("l2>hmi", Answer("start_line", accepted=True, reason=""))
    assert {name: board.line(name) for name in (
        "order/number", "order/lot", "order/gtin", "order/expiry", "order/quantity", "packs/good", "packs/rejected",
        "containers/cases", "containers/pallets", "serials/left")} == {
        "order/number": "PO-1", "order/lot": "L1", "order/gtin": "0950", "order/expiry": "281231",
        "order/quantity": 80, "packs/good": 7, "packs/rejected": 2, "containers/cases": 1, "containers/pallets": 0,
        "serials/left": 90}


def test_alarms_come_and_go():
    """How many are on, which, and the latest with its time."""
    board = Board()
    for t, (name, value) in enumerate((("jam", "latched"), ("camera down", "on"), ("jam", "off"))):
        board.hear("l2>hmi", Shown(f"alarm:{name}", value), t)
    assert [board.line(f"alarms/{name}") for name in ("count", "names", "latest", "since")] == [
        1, "camera down", "camera down", 1]


def test_packs_by_cause_and_the_parts_of_oee():
    """A minute at 400 a minute, half of it stopped: 150 out of a possible 200, 15 of them rejected."""
    board = Board()
    board.hear("l2>hmi", Shown("batch", "PO-1"), 0)
    board.hear("l1>l2", MachineState(6, "start"), 0)
    board.hear("l1>l2", TrackResults(tuple((n, "passed", "") for n in range(135))), 20 * S)
    board.hear("l1>l2", TrackResults((*((n, "rejected", "verdict") for n in range(12)), (200, "missing", ""),
                                      *((n, "rejected", "weight") for n in range(3)))), 30 * S)
    assert board.line("rate") == 300.0
    board.hear("l1>l2", MachineState(2, "stop"), 30 * S)
    assert board.line("rate") == 0.0
    board.hear("l1>l2", MachineState(4, ""), 60 * S)
    assert {name: board.line(name) for name in (
        "packs/out", "packs/rejected/verdict", "packs/rejected/weight", "packs/rejected/gap", "packs/missing",
        "oee/availability", "oee/effectiveness", "oee/quality", "oee")} == {
        "packs/out": 150, "packs/rejected/verdict": 12, "packs/rejected/weight": 3, "packs/rejected/gap": 0,
        "packs/missing": 1, "oee/availability": 0.5, "oee/effectiveness": 0.75, "oee/quality": 0.9, "oee": 0.338}
    board.hear("l2>hmi", Shown("batch", "PO-2"), 61 * S)
    assert board.line("packs/out") == 0


def test_the_rate_is_that_of_the_last_minute():
    """What is older does not count."""
    board = Board()
    board.hear("l1>l2", MachineState(6, "start"), 0)
    board.hear("l1>l2", TrackResults(tuple((n, "passed", "") for n in range(100))), 30 * S)
    board.hear("l1>l2", TrackResults(((1, "passed", ""),)), 100 * S)
    assert board.line("rate") == 1.0


def test_the_site_and_its_enterprise():
    """What waits: reports that are accepted and not captured; a repeated delivery counts once."""
    board = Board()
    for _ in range(2):
        board.hear("l3>l2", Serials(1, "0950", ("a", "b")))
    board.hear("l2>l3", SerialReturn("PO-1", ("b",), 3))
    for number in (1, 2):
        board.hear("l2>l3", Report(number, "PO-1", ()))
        board.hear("l3>l2", ReportAccepted(number))
        board.hear("l3>l4", Capture(number, ()))
    assert board.values["enterprise/waiting"] == 2
    board.hear("l4>l3", Captured(1, success=True, stored=5), 7 * S)
    board.hear("l4>l3", Captured(2, success=False, stored=0, errors=("two parents",)), 8 * S)
    assert board.values == {
        "serials/given": 2, "serials/returned": 1, "reports/accepted": 2, "enterprise/waiting": 0,
        "enterprise/captured": 5, "enterprise/refused": 1, "enterprise/last": 8 * S,
        "enterprise/trouble": "two parents"}


def test_a_site_without_enterprise_waits_for_nobody():
    """That gauge shows nothing, which is not zero."""
    board = Board(enterprise=False)
    board.hear("l2>l3", Report(1, "PO-1", ()))
    board.hear("l3>l2", ReportAccepted(1))
    assert board.values == {"reports/accepted": 1}


def test_only_what_changes_is_told():
    """The same value again is no news."""
    board = Board()
    assert len(board.hear("l1>l2", MachineState(6, "start"), 5)) > 3
    assert board.hear("l2>hmi", Shown("good", "1"))
    assert board.hear("l2>hmi", Shown("good", "1")) == []


@pytest.fixture(scope="module")
def batch():
    """A whole batch, and the board that listened."""
    loaded = load("carton-enterprise", Content((library(),)), KINDS)
    bench = simulate(loaded.scenario, 1, None, keep=True)
    board = Board()
    board.board = SiteBoard(BoardConfig.from_scenario(loaded.scenario))
    for record in bench.records:
        if isinstance(record, Delivered):
            points = board.board.heard(record.link, record.message, record.t)
            board.values.update({point.gauge: point.value for point in points})
    return bench, board


def test_over_a_whole_batch_the_board_agrees_with_the_batch_report(batch):
    """80 packs in 8 cases on 3 pallets, all captured, none rejected."""
    _bench, board = batch
    assert {name: board.values[name] for name in (
        "packs/good", "packs/out", "packs/rejected", "containers/cases", "containers/pallets", "enterprise/waiting",
        "serials/given", "serials/returned", "oee/quality")} == {
        "packs/good": 80, "packs/out": 80, "packs/rejected": 0, "containers/cases": 8, "containers/pallets": 3,
        "enterprise/waiting": 0, "serials/given": 1000, "serials/returned": 916, "oee/quality": 1.0}
    assert board.board.links == {"l1>l2", "l2>hmi", "l2>l3", "l3>l2", "l3>l4", "l4>l3"}
