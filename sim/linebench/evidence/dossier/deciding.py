"""What people decide: deviations, conditions and the conclusion. Each decision passes its rules or is refused."""

from collections.abc import Iterable, Mapping

import msgspec

from linebench.evidence.closing import Assessed, Condition
from linebench.evidence.controlled import Person
from linebench.evidence.dossier.desk import Desk, Value
from linebench.evidence.dossier.model import Concluded
from linebench.evidence.dossier.record import assessed_of
from linebench.evidence.dossier.rules import (
    OPEN,
    why_not_concluded,
    why_not_settled,
    wrong_condition,
    wrong_words,
)
from linebench.evidence.dossier.store import CONCLUSION, CONDITIONS, DEVIATIONS
from linebench.evidence.model import encode_pretty
from linebench.evidence.people.users import QA

__all__ = ["add_condition", "assess", "assessed_anew", "conclude", "why_not_assessed"]


def assess(desk: Desk, deviation: str, changes: Mapping[str, str], reason: str = "") -> Assessed:
    """Change the assessment of a deviation. ``changes``: fields of ``Assessed`` with their new values.

    Raises:
        RefusedError: there is no such deviation, a word is wrong, or it may not be settled so.

    """
    action = "deviation"
    desk.ready(action)
    if why := why_not_assessed(desk, deviation, changes):
        desk.refuse(action, why, deviation)
    before, after = assessed_anew(desk, deviation, changes)
    closing = desk.store.closing
    every = tuple(after if one.id == deviation else assessed_of(one, closing) for one in desk.merged.deviations)
    desk.act("deviation assessed", subject=deviation, reason=reason, values=_values(before, after),
             files={DEVIATIONS: encode_pretty(every)})
    return after


def why_not_assessed(desk: Desk, deviation: str, changes: Mapping[str, str]) -> str:
    """Say why a deviation cannot be assessed so by the person at the desk, ``""`` when it can."""
    known = {one.id: one for one in desk.merged.deviations}
    if deviation not in known:
        return f"found {deviation!r}; expected one of {', '.join(known) or 'none: there is no deviation'}"
    before, after = assessed_anew(desk, deviation, changes)
    if why := wrong_words(after):
        return f"{deviation}: {why}"
    if after.state == OPEN and after.closed_at:
        return f"{deviation}: closed_at: found {after.closed_at!r}; expected none while it is {OPEN}"
    numbered = msgspec.structs.replace(before, number=after.number)
    if before.state != OPEN and after.state == before.state and numbered != after:
        return f"{deviation} is {before.state}; to change it, set its state to {OPEN} first"
    if before.state != after.state and (why := _may_settle(desk)):
        return f"{deviation}: {why}"
    why = why_not_settled(after, known[deviation], desk.merged)
    return f"{deviation}: {why}" if why else ""


def _may_settle(desk: Desk) -> str:
    if not desk.has(QA):
        return f"{desk.person.id} has not the role {QA}; a deviation is closed, accepted and reopened by QA"
    if desk.executed:
        return f"{desk.person.id} executed the tests; a deviation is closed by QA that did not"
    return ""


def assessed_anew(desk: Desk, deviation: str, changes: Mapping[str, str]) -> tuple[Assessed, Assessed]:
    """Return the assessment of a deviation as it is and as it would be."""
    raised = next(one for one in desk.merged.deviations if one.id == deviation)
    before = assessed_of(raised, desk.store.closing)
    after = msgspec.structs.replace(before, **changes)
    if after.state == before.state:
        return before, after
    settled = after.state != OPEN
    return before, msgspec.structs.replace(
        after, approved_by=(desk.person.id,) if settled else (),
        closed_at=(changes.get("closed_at") or desk.now()) if settled else "")


def _values(before: Assessed, after: Assessed) -> list[Value]:
    """One line for each field that is not as it was."""
    old, new = msgspec.structs.asdict(before), msgspec.structs.asdict(after)
    return [(f"{before.deviation} {name}", _plain(old[name]), _plain(new[name]))
            for name in old if old[name] != new[name]]


def _plain(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def add_condition(desk: Desk, condition: Condition, users: Iterable[Person]) -> None:
    """Add a condition under which the result is accepted.

    Raises:
        RefusedError: its date, owner, deviation or text is wrong, or the person is not of QA.

    """
    action = "condition"
    desk.ready(action)
    closing = desk.store.closing
    settled = {one.deviation: one for one in closing.assessed}
    why = "" if desk.has(QA) else f"{desk.person.id} has not the role {QA}"
    if why := why or wrong_condition(condition, settled, [person.id for person in users]):
        desk.refuse(action, why)
    desk.act("condition added", subject=condition.deviation or "whole",
             values=[("condition", "", f"{condition.text}; {condition.owner}; {condition.due}")],
             files={CONDITIONS: encode_pretty((*closing.conditions, condition))})


def conclude(desk: Desk, word: str, *, release: str = "", original: str = "original",
             reason: str = "") -> Concluded:
    """Conclude the execution.

    Raises:
        RefusedError: something speaks against this conclusion, each thing in its words.

    """
    action = "conclude"
    desk.ready(action)
    if why := _may_conclude(desk) or "; ".join(why_not_concluded(word, desk.merged, desk.store.closing)):
        desk.refuse(action, why)
    before = desk.store.concluded
    after = Concluded(conclusion=word, release=release, original=original, by=desk.person.id, at=desk.now())
    desk.act("concluded", subject="conclusion", reason=reason,
             values=[("conclusion", before.conclusion, word), ("release", before.release, release)],
             files={CONCLUSION: encode_pretty(after)})
    return after


def _may_conclude(desk: Desk) -> str:
    if not desk.has(QA):
        return f"{desk.person.id} has not the role {QA}; QA concludes"
    return f"{desk.person.id} executed the tests; QA that did not concludes" if desk.executed else ""
