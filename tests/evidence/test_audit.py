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
