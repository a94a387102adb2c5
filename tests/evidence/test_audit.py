"""The audit trail is append-only and its chain shows every change."""

from pathlib import Path

import builder
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.evidence.audit import GENESIS, AuditEvent, AuditTrail, read_audit
from linebench.evidence.files import PackageError, sha256
from linebench.evidence.model import encode


def trail(folder: Path) -> Path:
    path = folder / "audit.jsonl"
    with AuditTrail(path, host="bench-1", actor="svc-bench", now=builder.clock()) as audit:
        audit.add("run started", subject="R-1", actor="A. Tester")
        audit.add("stored", subject="run.json", old="a", new="b", reason="planned")
        audit.add("late", journal="attempts/X/journal.zst", position=17)
    return path


def test_events_are_written_as_given(tmp_path: Path) -> None:
    """Each line holds who, what, when, where, object, old, new, reason and the hash of the line before."""
    stored = trail(tmp_path).read_bytes()
    first = AuditEvent(seq=1, at="2026-11-20T10:00:01.000+01:00", host="bench-1", actor="A. Tester",
                       action="run started", object="R-1", prev_sha256=GENESIS)
    second = AuditEvent(seq=2, at="2026-11-20T10:00:02.000+01:00", host="bench-1", actor="svc-bench",
                        action="stored", object="run.json", old="a", new="b", reason="planned",
                        prev_sha256=sha256(encode(first)))
    third = AuditEvent(seq=3, at="2026-11-20T10:00:03.000+01:00", host="bench-1", actor="svc-bench", action="late",
                       journal="attempts/X/journal.zst", position=17, prev_sha256=sha256(encode(second)))
    read = read_audit(stored)
    assert (read.events, read.torn, read.problem) == ((first, second, third), False, "")


def test_a_torn_last_line_is_told(tmp_path: Path) -> None:
    """A trail cut in the middle of a line keeps what is whole before it."""
    read = read_audit(trail(tmp_path).read_bytes()[:-10])
    assert (len(read.events), read.torn, read.problem) == (2, True, "")


def test_a_trail_is_never_continued(tmp_path: Path) -> None:
    """A second writer on the same trail is refused: it would fork the chain."""
    path = trail(tmp_path)
    with pytest.raises(PackageError, match=r"cannot write the evidence file .*audit.jsonl"):
        AuditTrail(path, host="", actor="")


@given(position=st.integers(0, 300), flip=st.integers(1, 255))
def test_any_change_before_the_last_line_breaks_the_chain(
        tmp_path_factory: pytest.TempPathFactory, position: int, flip: int) -> None:
    """Whatever byte of an earlier line changes, the trail does not read as an unbroken chain of all its events."""
    stored = trail(tmp_path_factory.mktemp("audit")).read_bytes()
    changed = stored[:position] + bytes([stored[position] ^ flip]) + stored[position + 1:]
    assert read_audit(changed).problem != ""


def test_a_closed_trail_is_opened_again_and_goes_on(tmp_path: Path) -> None:
    """The next event continues number and chain; where there is no trail, one begins."""
    path = trail(tmp_path)
    with AuditTrail.reopen(path, host="bench-2", actor="b", now=builder.clock()) as audit:
        audit.add("signed", subject="protocol.pdf")
    read = read_audit(path.read_bytes())
    assert (read.problem, [event.action for event in read.events]) == (
        "", ["run started", "stored", "late", "signed"])
    assert (read.events[3].seq, read.events[3].prev_sha256) == (4, sha256(encode(read.events[2])))
    with AuditTrail.reopen(tmp_path / "new.jsonl", host="", actor="", now=builder.clock()) as audit:
        assert audit.add("made").prev_sha256 == GENESIS


@pytest.mark.parametrize("cut", [-10, 40])
def test_a_damaged_trail_is_not_opened_again(tmp_path: Path, cut: int) -> None:
    """Nothing is put behind a torn line or a broken chain, where it would look as if it belonged there."""
    path = trail(tmp_path)
    stored = path.read_bytes()
    path.write_bytes(stored[:cut] if cut < 0 else stored[:cut] + b"x" + stored[cut:])
    damaged = path.read_bytes()
    with pytest.raises(PackageError, match="the audit trail is damaged"):
        AuditTrail.reopen(path, host="", actor="")
    assert path.read_bytes() == damaged


def test_events_put_down_together_are_the_same_events(tmp_path: Path) -> None:
    """They reach the disk at the end of the block, with the chain they would have one by one."""
    (tmp_path / "one").mkdir()
    path = tmp_path / "audit.jsonl"
    with AuditTrail(path, host="bench-1", actor="svc-bench", now=builder.clock()) as audit:
        with audit.together():
            audit.add("run started", subject="R-1", actor="A. Tester")
            audit.add("stored", subject="run.json", old="a", new="b", reason="planned")
            assert path.read_bytes() == b""
        audit.add("late", journal="attempts/X/journal.zst", position=17)
    assert path.read_bytes() == trail(tmp_path / "one").read_bytes()
