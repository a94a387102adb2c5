"""Compares two sides: what changed, which test cases each change touches, and which need not be repeated."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from linebench.evidence.impact.kind import NOT_RECORDED, WHOLE, Both, Kind, all_kinds
from linebench.evidence.impact.model import CaseFacts, Change, Facts, Impact, Known, Reason, Repeat, Spared

__all__ = ["changes_between", "compare", "impact_of"]

_HASH = "package hash"


def compare(old: Known, new: Known) -> Impact:
    """Compare two sides."""
    return impact_of(old, new, changes_between(old, new))


def changes_between(old: Known, new: Known) -> tuple[Change, ...]:
    """Return every change, in the order of the kinds and by name."""
    was, now = _beside(old, new), _beside(new, old)
    return tuple(change for kind in all_kinds() for change in _changes(kind, was, now))


def _beside(side: Known, other: Known) -> Known:
    """A package beside an inventory is compared by its own inventory: both list the same kinds of things."""
    return side._replace(facts={**side.facts, **side.inventory}) if side.package and not other.package else side


def _changes(kind: Kind, old: Known, new: Known) -> Iterator[Change]:
    if (kind.packages and not (old.package and new.package)) or (kind.bench and _same_bench(old, new)):
        return
    was, now = old.facts.get(kind.name), new.facts.get(kind.name)
    if was is not None and now is not None:
        yield from _differences(kind.name, was, now)
    elif was is not now:
        sides = [NOT_RECORDED if side is None else "recorded" for side in (was, now)]
        yield Change(kind=kind.name, name=WHOLE, before=sides[0], after=sides[1])


def _differences(kind: str, was: Facts, now: Facts) -> Iterator[Change]:
    for name in sorted({*was, *now}):
        if was.get(name) != now.get(name):
            yield Change(kind=kind, name=name, before=_short(was.get(name, "")), after=_short(now.get(name, "")))


def _short(value: str) -> str:
    """A SHA-256 by its first 16 digits, with which people still tell it."""
    return f"SHA-256 {value[:16]}" if re.fullmatch("[0-9a-f]{64}", value) else value


def _same_bench(old: Known, new: Known) -> bool:
    hashes = [side.facts.get("bench", {}).get(_HASH, "") for side in (old, new)]
    return bool(hashes[0]) and hashes[0] == hashes[1]


def impact_of(old: Known, new: Known, changes: tuple[Change, ...]) -> Impact:
    """Say what some changes between two sides touch."""
    both, cases = Both(old, new), _cases(old, new)
    reasons, harmless = _reasons(both, cases, changes)
    touched = {name: case for name, case in cases.items() if name in reasons}
    serving = {each for case in touched.values() for each in case.requirements}
    named = {change.name for change in changes if change.kind == "requirement"}
    return Impact(
        old=old.name, new=new.name, changes=changes, requirements=tuple(sorted(serving | named)),
        repeat=tuple(Repeat(test=case.test, row=case.row, reasons=tuple(reasons[name]))
                     for name, case in touched.items()),
        spared=tuple(Spared(test=case.test, row=case.row, why=_spared(changes))
                     for name, case in cases.items() if name not in reasons),
        harmless=() if not cases else tuple(harmless),
        everything=tuple(Reason(change=str(change), why="which test cases there are is not known")
                         for change in changes) if not cases else ())


def _cases(old: Known, new: Known) -> dict[str, CaseFacts]:
    """The test cases of either side; of one on both sides, what it depends on by either."""
    common = {name: old.cases[name].joined(case) for name, case in new.cases.items() if name in old.cases}
    return {**old.cases, **new.cases, **common}


def _reasons(both: Both, cases: Mapping[str, CaseFacts],
             changes: tuple[Change, ...]) -> tuple[dict[str, list[Reason]], list[Reason]]:
    kinds = {kind.name: kind for kind in all_kinds()}
    found: dict[str, list[Reason]] = defaultdict(list)
    harmless = []
    for change in changes:
        why = {name: said for name, case in cases.items() if (said := kinds[change.kind].why(change, case, both))}
        for name, said in why.items():
            found[name].append(Reason(change=str(change), why=said))
        if cases and not why:
            harmless.append(Reason(change=str(change), why=kinds[change.kind].harmless(change)))
    return found, harmless


def _spared(changes: tuple[Change, ...]) -> str:
    return "none of the changes touches it" if changes else "nothing changed"
