"""What several sittings of an execution say of its cases, put together: by their last valid attempt."""

from collections.abc import Iterable, Sequence

import msgspec

from linebench.evidence.model import CaseKey
from linebench.evidence.verdicts import AttemptVerdict, CaseVerdict, Verdicts, is_unstable, last_valid

__all__ = ["attempts_of", "merged_case"]


def attempts_of(planned: Iterable[CaseKey],
                sittings: Iterable[tuple[str, Verdicts]]) -> dict[CaseKey, list[AttemptVerdict]]:
    """Return every attempt of each case, in order; their folders begin with the run. ``sittings``: by run."""
    found: dict[CaseKey, list[AttemptVerdict]] = {key: [] for key in planned}
    for run, verdicts in sittings:
        for attempt in verdicts.attempts:
            named = msgspec.structs.replace(attempt, folder=f"{run}/{attempt.folder}")
            found.setdefault((attempt.test, attempt.row), []).append(named)
    return found


def merged_case(key: CaseKey, sittings: Iterable[Verdicts], tried: Sequence[AttemptVerdict]) -> CaseVerdict:
    """Return a case as its last valid attempt left it; without any, as the last sitting that planned it says."""
    said = [case for one in sittings for case in one.cases if (case.test, case.row) == key]
    whole = msgspec.structs.replace(
        said[-1], attempts=tuple(one.folder for one in tried), unstable=is_unstable(tried),
        requirements=_once(case.requirements for case in said), risks=_once(case.risks for case in said))
    if not tried:
        return whole
    decides = last_valid(tried)
    return msgspec.structs.replace(whole, verdict=decides.verdict, why=decides.why)


def _once(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for group in groups for name in group))
