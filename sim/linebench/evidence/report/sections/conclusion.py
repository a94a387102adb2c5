"""The conclusion with its conditions, totals on the planned base, and requirements (EC-55, EC-57, EC-59)."""

from linebench.evidence.matrix import percent
from linebench.evidence.report.sheet import Cell, Heading, Paragraph, Part, Section, Table, cell, grid
from linebench.evidence.report.told import Told
from linebench.evidence.verdicts import Verdicts

__all__ = ["section", "sentences"]

_TOTALS = ("planned", "executed", "passed", "failed", "error", "undefined", "blocked", "not_executed",
           "provisional", "na")
_BESIDE = ("deselected", "attempts")


def section(told: Told) -> Section:
    """Return the section."""
    verdicts, covered = told.sittings.verdicts, told.sittings.covered
    totals = [(f"total.{name}", getattr(verdicts.totals, name)) for name in _TOTALS]
    beside = [(cell(told.say(f"total.{name}")), _number(getattr(verdicts.totals, name)), _number("-"))
              for name in _BESIDE]
    parts: tuple[Part, ...] = (
        *(Paragraph(text=line) for line in sentences(told)), *_conditions(told),
        Paragraph(text=told.say("simulated.note"), kind="note"),
        Heading(text=told.say("heading.totals")),
        _counts(told, "total", totals, verdicts.totals.planned, beside),
        Paragraph(text=told.say("totals.note"), kind="note"),
        Heading(text=told.say("heading.coverage")),
        _counts(told, "coverage", _outcomes(told), covered.requirements, []),
    )
    return Section(id="conclusion", heading=told.say("heading.conclusion"), apart=True, parts=parts)


def sentences(told: Told) -> tuple[str, ...]:
    """Return what is concluded, sentence by sentence."""
    verdicts, covered, say = told.sittings.verdicts, told.sittings.covered, told.say
    return (
        say(f"conclusion.{_key(verdicts)}", planned=verdicts.totals.planned, passed=verdicts.totals.passed,
            na=verdicts.totals.na, verdict=told.language.verdict(verdicts.verdict)),
        say("conclusion.complete" if verdicts.complete else "conclusion.incomplete"),
        say("conclusion.deviations", count=len(told.sittings.deviations), gaps=covered.gaps),
        *_decided(told))


def _key(verdicts: Verdicts) -> str:
    """Which sentence tells the result; a case that does not apply has not passed."""
    if verdicts.verdict in ("pass", "na"):
        return "some" if verdicts.totals.na else "pass"
    return "fail" if verdicts.verdict == "fail" else "other"


def _outcomes(told: Told) -> list[tuple[str, int]]:
    """Requirements by outcome; those without a test case apart from those of which every case does not apply."""
    covered = told.sittings.covered
    bare = sum(one.outcome == "no_test" and not one.cases for one in told.sittings.verdicts.requirements)
    return [("coverage.all", covered.requirements), ("outcome.met", covered.met),
            ("outcome.not_met", covered.not_met), ("outcome.no_test", bare),
            ("outcome.none_applies", covered.no_test - bare)]


def _decided(told: Told) -> tuple[str, ...]:
    """What people decided; of a rehearsal they can decide nothing."""
    if told.rehearsal:
        return (told.say("conclusion.rehearsal", seats=", ".join(told.rehearsal)),)
    if not told.closing.conclusion:
        return (told.say("conclusion.release"),)
    release = told.say("conclusion.next", stage=told.closing.release) if told.closing.release else \
        told.say("conclusion.no_release")
    return (told.say(f"conclusion.{told.closing.conclusion}"), release)


def _conditions(told: Told) -> tuple[Part, ...]:
    if not told.closing.conditions:
        return ()
    rows = [(one.text, one.owner, one.due, one.deviation) for one in told.closing.conditions]
    return (Heading(text=told.say("heading.conditions")),
            grid(told.heads("condition", "text", "owner", "due", "deviation"), (0, 32, 24, 36), list(rows)))


def _counts(told: Told, what: str, lines: list[tuple[str, int]], base: int,
            beside: list[tuple[Cell, Cell, Cell]]) -> Table:
    rows: list[tuple[Cell | str, ...]] = [
        (told.say(key), _number(str(count)), _number(told.language.sentences.number(percent(count, base))))
        for key, count in lines]
    heads = (told.say(f"{what}.what"), *told.heads("total", "count", "share"))
    return grid(heads, (0, 22, 28), [*rows, *beside])


def _number(value: int | str) -> Cell:
    return cell(str(value), "number")
