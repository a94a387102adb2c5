"""Files of the content folder but features: scenarios, stacks, products, markets, fixtures, templates."""

from linebench.evidence.impact.kind import Both, Kind, Read
from linebench.evidence.impact.model import CaseFacts, Change, Facts

__all__ = ["KIND"]

_FEATURES = "features/"
_DOCUMENTS = "reports/"
_NAMED = ("scenarios/", "fixtures/", _FEATURES)
"""Folders of which record 0 names every file that a test case used."""


def _facts(read: Read) -> Facts:
    return {name: digest for name, digest in read.content.items() if not name.startswith(_FEATURES)}


def _why(change: Change, case: CaseFacts, both: Both) -> str:
    if change.name.startswith(_DOCUMENTS):
        return ""
    if change.name == "fixtures/requirements.toml" and all(side.package for side in both):
        return ""  # told requirement by requirement
    if not change.name.startswith(_NAMED):
        return "who reads this file is not recorded"
    if not case.whole:
        return "which files it read is not known"
    return "it ran with this file" if change.name in case.files else ""


def _harmless(change: Change) -> str:
    if change.name.startswith(_DOCUMENTS):
        return "it is a template of documents; no verdict follows from it"
    if change.name == "fixtures/requirements.toml":
        return "what changed in it is listed by requirement"
    return "no test case ran with this file"


KIND = Kind("file", _facts, _why, _harmless)
