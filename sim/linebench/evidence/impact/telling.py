"""Writes a comparison for people, as Markdown."""

from collections.abc import Iterable, Iterator

from linebench.evidence.impact.model import Impact, Reason
from linebench.evidence.model import case_name

__all__ = ["markdown"]


def markdown(found: Impact) -> str:
    """Write what changed, what it touches, what to repeat and what need not be repeated, with all reasons."""
    return "\n".join([
        f"# Impact from {found.old} to {found.new}", "",
        *_part("Changes", (str(change) for change in found.changes), "none"),
        *_part("Affected requirements", found.requirements, "none"),
        *_part("Regression set", _repeats(found), "empty: nothing has to be repeated"),
        *_part("Need not be repeated", (f"{case_name(one.test, one.row)}: {one.why}" for one in found.spared),
               "no test case"),
        *_part("Changes that touch no test case", map(_reason, found.harmless), "none"),
    ])


def _repeats(found: Impact) -> Iterator[str]:
    if found.everything:
        yield "every test case: which there are is not known, for neither side is a package; the changes are above"
    for one in found.repeat:
        yield case_name(one.test, one.row)
        yield from (f"  {_reason(reason)}" for reason in one.reasons)


def _reason(reason: Reason) -> str:
    return f"{reason.why} ({reason.change})"


def _part(title: str, lines: Iterable[str], nothing: str) -> Iterator[str]:
    yield from (f"## {title}", "")
    told = [f"{line[:len(line) - len(line.lstrip())]}- {line.lstrip()}" for line in lines]
    yield from (*(told or [f"{nothing}."]), "")
