"""Feature files. One that changed touches its test cases, but for those whose text is the same on both sides."""

from linebench.evidence.impact.kind import Both, Kind, Read
from linebench.evidence.impact.model import CaseFacts, Change, Facts
from linebench.evidence.model import case_name

__all__ = ["KIND"]

_FEATURES = "features/"


def _facts(read: Read) -> Facts:
    own = {file.path: file.sha256 for file in read.run.features}
    return {name: digest for name, digest in read.content.items() if name.startswith(_FEATURES)} | own


def _why(change: Change, case: CaseFacts, both: Both) -> str:
    if case.script != change.name:
        return ""
    texts = [side.facts.get("case", {}).get(case_name(case.test, case.row)) for side in both]
    return "" if all(texts) else "its feature file changed, and its text is not recorded on both sides"


def _harmless(_: Change) -> str:
    return "the text of each of its test cases is compared by itself, or none of them is in the set"


KIND = Kind("feature", _facts, _why, _harmless)
