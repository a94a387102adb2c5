"""What is spoken on wires: dialect, profile and options. It touches the test cases that spoke on the wire."""

from linebench.evidence.impact.journals import wire_of
from linebench.evidence.impact.kind import Both, Kind, Read
from linebench.evidence.impact.model import CaseFacts, Change, Facts

__all__ = ["KIND"]


def _facts(read: Read) -> Facts:
    return {one.wire: ", ".join((one.dialect, f"profile {one.profile or 'first'}", *one.also,
                                 *(f"{key}={value}" for key, value in sorted(one.options.items()))))
            for component in read.run.components for one in component.spoken}


def _why(change: Change, case: CaseFacts, _: Both) -> str:
    if not case.whole:
        return "on which wires it spoke is not known"
    return "it spoke on this wire" if wire_of(change.name) in case.wires else ""


def _harmless(_: Change) -> str:
    return "no test case spoke on this wire"


KIND = Kind("wire", _facts, _why, _harmless, packages=True)
