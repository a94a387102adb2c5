"""What else is installed: host, operating system, network, accounts. It touches every test case."""

from linebench.evidence.impact.inventories import installation_of
from linebench.evidence.impact.kind import NOT_RECORDED, WHOLE, Both, Kind, Read
from linebench.evidence.impact.model import CaseFacts, Change, Facts

__all__ = ["KIND"]


def _facts(read: Read) -> Facts | None:
    return installation_of(read.items) if read.items else None


def _why(change: Change, _: CaseFacts, __: Both) -> str:
    if change.name == WHOLE:
        return f"the installation is {NOT_RECORDED} on one side"
    return "what a change of the installation touches is not declared"


def _harmless(_: Change) -> str:
    return "there is no test case"


KIND = Kind("installation", _facts, _why, _harmless)
