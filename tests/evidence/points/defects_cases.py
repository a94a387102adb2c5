"""Defects of test cases and steps: EC-13 to EC-25."""

from pathlib import Path

from planting import FIRST, edit, plants, rewrite, set_attempt, set_plan

from linebench.records.protocol import CaseBegan, Expectation, StepEnded
from linebench.records.run import Opened


@plants("EC-13")
def no_revision(folder: Path) -> None:
    set_plan(folder, revision="")


@plants("EC-13")
def no_catalogue_id(folder: Path) -> None:
    set_plan(folder, test="first test")


@plants("EC-13")
def another_script(folder: Path) -> None:
    rewrite(folder, CaseBegan, script_sha256="00" * 32)


@plants("EC-15")
def unknown_requirement(folder: Path) -> None:
    set_plan(folder, requirements=["URS-REJ-999"])


@plants("EC-15")
def requirement_without_revision(folder: Path) -> None:
    edit(folder, "requirements.json", lambda all_of_them: all_of_them[0].update(revision=""))


@plants("EC-16")
def another_kind(folder: Path) -> None:
    rewrite(folder, CaseBegan, kind="boundary")


@plants("EC-17")
def no_values(folder: Path) -> None:
    rewrite(folder, Opened, scenario="")


@plants("EC-18")
def as_expected(folder: Path) -> None:
    rewrite(folder, Expectation, actual="As expected")


@plants("EC-18")
def nothing_compared(folder: Path) -> None:
    rewrite(folder, Expectation, n=99)


@plants("EC-18")
def ended_before_it_began(folder: Path) -> None:
    rewrite(folder, StepEnded, t=-1)


@plants("EC-19")
def no_unit(folder: Path) -> None:
    rewrite(folder, Expectation, unit="")


@plants("EC-19")
def no_limit(folder: Path) -> None:
    rewrite(folder, Expectation, high=None)


@plants("EC-21")
def end_before_start(folder: Path) -> None:
    set_attempt(folder, end="2026-11-20T09:00:01.000+01:00")


@plants("EC-22")
def step_left_out(folder: Path) -> None:
    edit(folder, f"{FIRST}/attempt.json", lambda attempt: attempt["steps"].pop(1))


@plants("EC-22")
def not_executed_without_reason(folder: Path) -> None:
    edit(folder, f"{FIRST}/attempt.json", lambda attempt: attempt["steps"][2].update(verdict="not_executed"))
