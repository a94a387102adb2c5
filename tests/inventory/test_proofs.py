"""What the bench proves by doing it: a restored store, its test of itself, every signal, a real certificate."""

import datetime as dt
import sqlite3

import pytest

from linebench.bdd.config import RunConfig
from linebench.bdd.restored import back_up, differing, fill
from linebench.bdd.run import execute
from linebench.bdd.selftest import self_test
from linebench.bdd.signals import signal_rows
from linebench.content import Content, library
from linebench.ports.io import INPUTS, OUTPUTS
from linebench.ports.l4 import Capture
from linebench.records.codec import read_blocks
from linebench.records.wire import Delivered
from tests.inventory.tls import server_of_tls

LIBRARY = Content((library(),))


@pytest.fixture(scope="module")
def journals(tmp_path_factory):
    """Verdicts and records of the row of the restored store and of the case of all signals, by test id."""
    out = tmp_path_factory.mktemp("proofs")
    outcome = execute(RunConfig(content=library(), out=out, features=(library() / "features" / "iq",), seed=7,
                                keyword="IQ-005 or (IQ-008 and bench)",
                                scenario=library() / "scenarios" / "carton-line.toml"))
    return {result.test: (result, [record for block in read_blocks((out / result.journal).read_bytes())
                                   for record in block.records]) for result in outcome.results}


@pytest.fixture(scope="module")
def events(journals):
    """What was captured in the enterprise."""
    return [event for record in journals["IQ-008"][1] if isinstance(record, Delivered)
            and isinstance(record.message, Capture) for event in record.message.events]


def test_a_store_is_backed_up_and_restored(journals, events):
    """The case passes over real events."""
    assert journals["IQ-008"][0].verdict == "pass"
    assert len(events) > 3


@pytest.mark.parametrize(("statement", "wrong"), [
    ("", 0), ("DELETE FROM epcis_event WHERE number = (SELECT max(number) FROM epcis_event)", 1)])
def test_a_restored_copy_that_differs_is_found(events, tmp_path, statement, wrong):
    """The copy as it is has no difference; where one event is gone from it, that one is named."""
    fill(tmp_path / "store.db", events)
    back_up(tmp_path / "store.db", tmp_path / "copy.db")
    with sqlite3.connect(tmp_path / "copy.db") as copy:
        copy.execute("PRAGMA foreign_keys=OFF")
        copy.execute(statement)
    copy.close()
    rows = list(differing(events, tmp_path / "copy.db"))
    assert rows[0] == ("events that differ from the original", "0", str(wrong))
    assert [row[2] for row in rows[1:]] == ["not there"] * wrong


def test_the_bench_passes_its_test_and_fails_it_without_a_defect():
    """As installed every row is met; where nothing is planted, the row that asks for a finding is not."""
    rows = self_test(LIBRARY, LIBRARY.requirements())
    assert [row for row in rows if row[1] != row[2]] == []
    blind = self_test(LIBRARY, LIBRARY.requirements(), defects=())
    assert [row[0] for row in blind if row[1] != row[2]] == ["rules with findings where a defect is planted"]


def test_every_signal_of_the_list_crosses(journals):
    """Contacts moved by hand and a few packs let every input be seen and every output act."""
    result, records = journals["IQ-005"]
    rows = list(signal_rows(records, ("seal_seen",)))
    assert [row for row in rows if row[1] != row[2]] == []
    assert len(rows) == len(INPUTS) + len(OUTPUTS) - 1
    assert (result.verdict, "l1 is emulated" in result.steps[-1].message) == ("na", True)


def test_a_signal_that_never_crossed_is_found(journals):
    """Without what was said of the guard that input alone is missing."""
    records = [record for record in journals["IQ-005"][1]
               if not (isinstance(record, Delivered) and getattr(record.message, "signal", "") == "guard")]
    rows = signal_rows(records, ("seal_seen",))
    assert [row[0].split(":")[0] for row in rows if row[1] != row[2]] == ["input guard"]


STACK = """
id = "our-repository"
enterprise = "emulated"
[[seat]]
id = "l4"
nature = "real"
[[wire]]
id = "l4-l3"
dialect = "epcis"
host = "127.0.0.1"
port = {port}
dials = true
[[action]]
id = "read_version"
by = "http"
options = {{ url = "https://127.0.0.1:{port}/version" }}
[allow]
gtins = ["09501101530003", "09501101530010"]
sscc_prefixes = ["39501101", "59501101", "69501101"]
endpoints = ["127.0.0.1:*"]
"""


@pytest.mark.parametrize(("days", "verdict"), [(10, "fail"), (300, "pass")])
def test_a_certificate_that_ends_soon_fails(tmp_path, days, verdict):
    """A real enterprise whose certificate has 10 days left fails, by the limit of 31; one with more passes."""
    with server_of_tls(tmp_path, dt.datetime.now(dt.UTC) + dt.timedelta(days=days, hours=1)) as (port, _):
        (tmp_path / "stack.toml").write_text(STACK.format(port=port), encoding="utf-8")
        outcome = execute(RunConfig(
            content=library(), out=tmp_path / "out", features=(library() / "features" / "iq",), seed=7,
            keyword="IQ-004 and certificates", stack=tmp_path / "stack.toml",
            scenario=library() / "scenarios" / "carton-enterprise.toml"))
    (result,) = outcome.results
    assert result.verdict == verdict, result.steps[-1].message
    assert (f"days left of action read_version {days}" in result.steps[-1].message) == (verdict == "fail")
