"""The bench itself. Where both sides record its rooms, rules and steps, these tell what of it changed."""

from linebench.evidence.impact.kind import Both, Kind, Read
from linebench.evidence.impact.model import CaseFacts, Change, Facts

__all__ = ["KIND"]


def _facts(read: Read) -> Facts:
    tool = read.run.tool
    return {"version": tool.version, "package hash": tool.sha256 or f"commit {tool.commit}"}


def _why(change: Change, _: CaseFacts, both: Both) -> str:
    if all("room" in side.facts for side in both):
        return ""
    return f"which part of the bench changed is not recorded on both sides ({change.name})"


def _harmless(_: Change) -> str:
    return "what changed in it is listed by rule, step, record type and room"


KIND = Kind("bench", _facts, _why, _harmless)
