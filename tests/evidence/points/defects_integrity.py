"""Defects of the execution's integrity: EC-26 to EC-36."""

import shutil
from pathlib import Path

import msgspec
from planting import FIRST, edit, plants, rechain, set_attempt, set_run, set_totals

from linebench.adequacy.plantings import seal_anew
from linebench.evidence.audit import AuditEvent


@plants("EC-26")
def clock_goes_back(folder: Path) -> None:
    def earlier(events: list[AuditEvent]) -> list[AuditEvent]:
        events[3] = msgspec.structs.replace(events[3], at="2026-11-19T10:00:00.000+01:00")
        return events
    rechain(folder, earlier)


@plants("EC-27")
def first_attempt_is_gone(folder: Path) -> None:
    set_attempt(folder, n=2, reason="a cable was loose", deviation="R-0001-D001", authorised_by="quality")


@plants("EC-27")
def repeat_that_nobody_allowed(folder: Path) -> None:
    edit(folder, "attempts/OQ-L1-012/attempt.json", lambda attempt: attempt.update(test="OQ-L1-001", n=2))


def _repeats(folder: Path, n: int) -> None:
    """Make the package a later sitting that executes a case once more, as its attempt ``n``."""
    set_run(folder, continues={"run": "R-0000", "manifest": "ab" * 32}, sitting=2,
            earlier=[{"test": "OQ-L1-001", "n": 1, "verdict": "fail", "run": "R-0000"}])
    set_attempt(folder, n=n, reason="a cable was loose", deviation="R-0000-D001", authorised_by="quality")


@plants("EC-27")
def repeat_without_its_own_attempt(folder: Path) -> None:
    _repeats(folder, 3)  # the first is in R-0000, the second nowhere


@plants("EC-27")
def repeat_whose_folder_is_gone(folder: Path) -> None:
    _repeats(folder, 2)
    shutil.rmtree(folder / FIRST)
    seal_anew(folder)


@plants("EC-27")
def earlier_sitting_that_nothing_names(folder: Path) -> None:
    _repeats(folder, 2)
    set_run(folder, continues=None)


@plants("EC-28")
def left_out_without_reason(folder: Path) -> None:
    set_run(folder, deselected=[{"test": "OQ-L1-098", "row": "", "reason": ""}])
    set_totals(folder, deselected=1)


@plants("EC-28")
def left_out_and_not_counted(folder: Path) -> None:
    set_run(folder, deselected=[{"test": "OQ-L1-098", "row": "", "reason": "left out"}])


@plants("EC-30")
def aborted_and_sealed(folder: Path) -> None:
    set_run(folder, state="aborted")


@plants("EC-31")
def journal_taken_away(folder: Path) -> None:
    (folder / FIRST / "journal.zst").unlink()


@plants("EC-32")
def event_without_actor(folder: Path) -> None:
    rechain(folder, lambda events: [msgspec.structs.replace(event, actor="") for event in events])


@plants("EC-35")
def no_commit_and_no_hash(folder: Path) -> None:
    edit(folder, "run.json", lambda run: run["tool"].update(commit="unknown", sha256=""))


@plants("EC-35")
def dirty_or_not(folder: Path) -> None:
    edit(folder, "run.json", lambda run: run["tool"].update(dirty=None))
