"""The stamp on every page of a run that no approved protocol stands behind."""

from linebench.evidence.model import Run

__all__ = ["DRAFT", "watermark"]

DRAFT = "draft"

_LONGEST = 240
"""Characters of a reason that fit into the head of a page."""


def watermark(run: Run) -> str:
    """Return what stands on every page of a run: ``""``, or DRAFT and why."""
    if run.approval is None or run.approval.state != DRAFT:
        return ""
    why = run.approval.why
    return f"DRAFT: {why if len(why) <= _LONGEST else why[:_LONGEST] + '…'}"
