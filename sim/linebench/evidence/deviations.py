"""Deviations: every attempt and planned case that did not pass, numbered, with what shows it.

The bench states facts and proposes type and class. Cause, impact, resolution and approval are a person's
and stay open.
"""

from collections.abc import Mapping, Sequence

import msgspec

from linebench.evidence.model import Run, Stored, case_name
from linebench.evidence.verdicts import AttemptVerdict, CaseVerdict, Verdicts
from linebench.records.requirement import Requirement

__all__ = ["Deviation", "deviations"]

_TYPES = {
    "fail": "system defect", "error": "bench error", "undefined": "protocol error", "blocked": "set-up error",
    "not_executed": "not executed", "provisional": "measurement too uncertain",
}
"""Proposed type by verdict; only a Mismatch is ever the system's."""


class Deviation(Stored, frozen=True, kw_only=True, omit_defaults=True):
    """One deviation. ``attempt`` is 0 when the case has none; ``rules``: ids of rules with findings or doubts.

    ``kind`` and ``proposed_class`` are proposals. ``step``: number of the first step that did not pass, 0 where
    rules alone or none decided. ``raised_by`` and ``raised_at``: the bench, when it judged the run (RFC 3339).
    """

    id: str
    case: str
    attempt: int
    verdict: str
    kind: str
    proposed_class: str
    description: str
    rules: tuple[str, ...]
    requirements: tuple[str, ...]
    step: int = 0
    raised_by: str = ""
    raised_at: str = ""


def deviations(run: Run, verdicts: Verdicts, requirements: Sequence[Requirement]) -> tuple[Deviation, ...]:
    """Return the deviations of a run in planned order; a passed repeat does not remove an earlier failure."""
    critical = {requirement.id: requirement.critical for requirement in requirements}
    tried = {attempt.folder: attempt for attempt in verdicts.attempts}
    found: list[Deviation] = []
    for case in verdicts.cases:
        for attempt in _bad_attempts(case, tried):
            raised = _deviation(f"{run.id}-D{len(found) + 1:03d}", case, attempt, critical)
            found.append(msgspec.structs.replace(raised, raised_at=run.end,
                                                 raised_by=f"{run.tool.name} {run.tool.version}"))
    return tuple(found)


def _bad_attempts(case: CaseVerdict, tried: Mapping[str, AttemptVerdict]) -> list[AttemptVerdict | None]:
    if not case.attempts:
        return [] if case.verdict == "na" else [None]
    return [tried[folder] for folder in case.attempts if tried[folder].verdict not in ("pass", "na")]


def _deviation(name: str, case: CaseVerdict, attempt: AttemptVerdict | None,
               critical: Mapping[str, bool]) -> Deviation:
    verdict = attempt.verdict if attempt else case.verdict
    serious = any(critical.get(requirement, False) for requirement in case.requirements)
    return Deviation(
        id=name, case=case_name(case.test, case.row), attempt=attempt.n if attempt else 0, verdict=verdict,
        kind=_TYPES.get(verdict, verdict), proposed_class="critical" if serious else "major",
        description=(attempt.why if attempt else case.why) or "no reason was given",
        rules=tuple(rule.rule for rule in (attempt.rules if attempt else ())
                    if rule.outcome in ("fail", "provisional")),
        requirements=case.requirements,
        step=next((step.n for step in (attempt.steps if attempt else ()) if step.verdict not in ("pass", "na")), 0),
    )
