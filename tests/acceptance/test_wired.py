"""The same protocols with the stack behind real sockets: the same verdicts, and journals that repeat."""

import json

import msgspec
import pytest

from linebench.content import library
from linebench.records import wire
from linebench.records.claim import ValueClaimed
from linebench.records.codec import read_blocks
from linebench.records.protocol import Expectation
from linebench.records.run import Closed, Opened

WIRED = ("--stack", library() / "scenarios" / "stacks" / "wired.toml", "--seed", 7, "--json")
FEW = ("-m", "OQ-L2-021 or OQ-L2-025")


def heads(package):
    """Verdict of each attempt and SHA-256 of its journal, by its folder."""
    told = json.loads((package / "verdicts.json").read_text(encoding="utf-8"))
    return {attempt["folder"]: (attempt["verdict"], attempt["journal"]) for attempt in told["attempts"]}


def beside_links(journal):
    """Records of a journal that are neither about links nor about how the run was set up.

    What the HMI shows of printer and camera is left out, and versions of peers, which a direct link cannot tell.
    """
    records = [record for block in read_blocks(journal.read_bytes()) for record in block.records]
    return [_placeless(record) for record in records
            if type(record) not in (wire.Delivered, wire.Dropped, wire.WireNoted, Opened, Closed)
            and not (isinstance(record, ValueClaimed) and (record.item in ("printer", "camera")
                                                           or record.item.endswith(" version")))]


def _placeless(record):
    """Without the positions in the journal that an expectation rests on: what links say moves them."""
    return msgspec.structs.replace(record, at=()) if isinstance(record, Expectation) else record


@pytest.mark.slow
@pytest.mark.nightly
def test_every_oq_protocol_passes_over_the_wires_too(linebench, tmp_path):
    """L2 and L3 in processes, over Codenet, DMCC and Modbus: all pass there, as they do directly."""
    done = linebench("run", "oq", *WIRED, "-n", 2, "--out", tmp_path / "all")
    assert (done.code, done.err) == (0, "")
    there = heads(tmp_path / "all")
    assert {verdict for verdict, _ in there.values()} == {"pass", "na"}  # n/a: worlds that this stack does not fit
    assert sum(verdict == "pass" for verdict, _ in there.values()) > 100  # nothing else was left out


@pytest.mark.slow
def test_oq_protocols_pass_over_the_wires_too_and_their_journals_repeat(linebench, tmp_path):
    """A file of them by two workers, and a few, with a killed process among them, once more alone.

    No byte of their journals differs. By night all run, see above.
    """
    some = "oq/recovery.feature"
    runs = {"some": (some, *WIRED, "-n", 2), "few": (some, *WIRED, *FEW)}
    for name, words in runs.items():
        done = linebench("run", *words, "--out", tmp_path / name)
        assert (done.code, done.err) == (0, "")
    there, again = (heads(tmp_path / name) for name in runs)
    assert {verdict for verdict, _ in there.values()} == {"pass"}
    assert len(there) > len(again) > 1
    assert again.items() <= there.items()


@pytest.mark.slow
def test_a_journal_over_wires_is_that_of_the_direct_link_but_for_links(linebench, tmp_path):
    """The pack that cannot be read, directly and over the wires: the same truth, claims and protocol."""
    for name, words in (("direct", ("--seed", 7)), ("wired", WIRED)):
        assert linebench("run", "oq", *words, "-m", "OQ-L1-001", "--out", tmp_path / name).code == 0
    attempts = sorted((tmp_path / "direct" / "attempts").iterdir())
    assert len(attempts) == 3
    for attempt in attempts:
        there = tmp_path / "wired" / "attempts" / attempt.name / "journal.zst"
        assert beside_links(attempt / "journal.zst") == beside_links(there)


@pytest.mark.slow
def test_a_planted_defect_reaches_the_process_that_the_run_starts(linebench, tmp_path):
    """A line controller that does not check the lot fails over the wires as it does directly."""
    planted = ("-m", "OQ-L1-003", "--mutant", "l2-skips-lot-check")
    done = linebench("run", "oq", *WIRED, *planted, "--out", tmp_path / "m")
    assert done.code == 1
    assert "fail" in {verdict for verdict, _ in heads(tmp_path / "m").values()}
