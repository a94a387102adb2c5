"""Requirements with their limits. One that changed touches the test cases that serve it."""

import hashlib

from linebench.evidence.impact.kind import Both, Kind, Read
from linebench.evidence.impact.model import CaseFacts, Change, Facts
from linebench.evidence.model import encode

__all__ = ["KIND"]


def _facts(read: Read) -> Facts:
    return {one.id: f"revision {one.revision}, SHA-256 {hashlib.sha256(encode(one)).hexdigest()[:16]}"
            for one in read.requirements}


def _why(change: Change, case: CaseFacts, _: Both) -> str:
    return "it serves the requirement" if change.name in case.requirements else ""


def _harmless(_: Change) -> str:
    return "no test case serves it"


KIND = Kind("requirement", _facts, _why, _harmless, packages=True)
