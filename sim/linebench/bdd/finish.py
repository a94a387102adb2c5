"""The end of an attempt: the record is completed, the world closed, the journal judged, the result put together."""

import contextlib

from linebench.bdd.judging import Judged, judge_journal
from linebench.bdd.recorder import Recorder, message_of, verdict_of
from linebench.bdd.result import AttemptResult
from linebench.bdd.tidying import tidy

__all__ = ["finish"]


def finish(recorder: Recorder, raised: BaseException | None) -> AttemptResult:
    """End an attempt and return its result. ``raised``: what left the scenario, ``None`` when all steps passed.

    The verdict is the oracle's, from the journal as it lies on disk. Where the bench cannot close or judge, or
    where steps and oracle disagree, the verdict is ``error``: that is never the system under test's doing.
    """
    attempt = recorder.attempt
    with contextlib.suppress(Exception):  # what keeps a world from coming into being failed a step before
        _ = attempt.bench  # a case that stopped before it needed a world leaves its record too
    untidy = _tidy(recorder)
    try:
        recorder.end_case(raised)
    finally:
        troubles = "; ".join(filter(None, (untidy, _close(recorder))))
    steps = verdict_of(tuple(recorder.steps))
    if not attempt.began:
        verdict = steps if steps not in {"pass", "fail"} else "error"
        return recorder.result(verdict, message="no world came into being, so there is no journal")
    journal = attempt.journal.relative_to(attempt.config.out).as_posix()
    traces = attempt.traces()
    if troubles:
        return recorder.result("error", message=troubles, journal=journal, traces=traces)
    try:
        judged = judge_journal(attempt.journal)
    except Exception as error:  # noqa: BLE001 - whatever keeps the oracle from judging is a bench error
        message = f"the journal cannot be judged: {message_of(error)}"
        return recorder.result("error", message=message, journal=journal, traces=traces)
    verdict, message = _agreed(steps, judged)
    packs = tuple(dict.fromkeys((*judged.packs, *attempt.packs)))
    return recorder.result(verdict, message=message, findings=judged.findings, packs=packs, journal=journal,
                           head=judged.head, records=judged.records, simulated_us=judged.simulated_us,
                           traces=traces)


def _tidy(recorder: Recorder) -> str:
    """Leave a system that goes on as the next test case needs it; returns what broke meanwhile."""
    attempt = recorder.attempt
    if not attempt.began or not attempt.goes_on:
        return ""
    try:
        tidy(attempt)
    except Exception as error:  # noqa: BLE001 - whatever broke, nobody knows how the system stands now
        attempt.continued.stuck = f"nobody knows how {attempt.case.test} left the system: {message_of(error)}"
        return f"the test case could not be tidied up: {message_of(error)}"
    return ""


def _close(recorder: Recorder) -> str:
    try:
        recorder.attempt.close()
        recorder.attempt.write_lateness()
    except Exception as error:  # noqa: BLE001 - a world that cannot be ended is a bench error, whatever broke
        return f"the world could not be closed: {message_of(error)}"
    return ""


def _agreed(steps: str, judged: Judged) -> tuple[str, str]:
    if judged.verdict in {"pass", "na"} and steps != judged.verdict:
        return "error", f"the oracle says {judged.verdict} where the steps say {steps}"
    return judged.verdict, ""
