"""The stamp of a draft."""

from pathlib import Path

import msgspec
import pytest

from linebench.evidence.controlled import Approval
from linebench.evidence.derived import read_run
from linebench.evidence.files import Source
from linebench.evidence.protocol.stamp import watermark


@pytest.mark.parametrize(("approval", "stamp"), [
    (None, ""),
    (Approval(state="none"), ""),
    (Approval(state="approved", record="ab"), ""),
    (Approval(state="draft", why="trial (protocol changed: protocol.toml: differs in scope)"),
     "DRAFT: trial (protocol changed: protocol.toml: differs in scope)"),
    (Approval(state="draft", why="x" * 500), "DRAFT: " + "x" * 240 + "…"),
], ids=["older run", "none", "approved", "draft", "long"])
def test_only_a_draft_is_stamped(finished: Path, approval: Approval | None, stamp: str) -> None:
    """The stamp names the reason, and never so much of it that it fills the page."""
    run = msgspec.structs.replace(read_run(Source(finished)), approval=approval)
    assert watermark(run) == stamp
