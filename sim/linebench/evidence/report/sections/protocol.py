"""The protocol as a controlled document, and how it was approved (EC-02 to EC-05, EC-07, EC-09, EC-12)."""

from linebench.evidence.controlled import Approval
from linebench.evidence.report.sheet import Cell, Heading, Paragraph, Part, Section, Table, cell, facts, grid
from linebench.evidence.report.told import Told

__all__ = ["section"]


def section(told: Told) -> Section:
    """Return the section."""
    parts: tuple[Part, ...] = (
        _said(told), Heading(text=told.say("heading.approval")), _approval(told),
        Heading(text=told.say("heading.prerequisites")), _prerequisites(told),
        Heading(text=told.say("heading.practice")), *_practice(told),
        Heading(text=told.say("heading.references")), _references(told),
        Heading(text=told.say("heading.history")), _history(told))
    return Section(id="protocol", heading=told.say("heading.protocol"), parts=parts)


def _table(told: Told, rows: list[tuple[str, Cell | str]]) -> Table:
    return facts((told.say("fact.label"), told.say("fact.value")), rows)


def _said(told: Told) -> Table:
    one = told.protocol
    missing = (told.say("not_stated"),)
    return _table(told, [
        (told.say("protocol"), f"{one.number} rev. {one.revision}"), (told.say("protocol.title"), one.title),
        (told.say("stage"), one.stage), (told.say("purpose"), told.some(one.purpose)),
        (told.say("protocol.scope"), cell(one.scope or missing)),
        (told.say("protocol.out"), cell(one.out_of_scope or missing)),
        (told.say("protocol.boundary"), told.some(one.boundary)),
    ])


def _approval(told: Told) -> Part:
    rows = [(one.run.id, one.run.approval or Approval(state="none")) for one in told.sittings.each]
    return grid(told.heads("approval", "run", "state", "at", "by", "record"), (34, 32, 34, 0, 40), [
        (run, cell((told.say(f"approval.{one.state}"), one.why) if one.why else told.say(f"approval.{one.state}")),
         one.at, cell(one.by), cell(one.record, "hash" if one.record else "")) for run, one in rows])


def _prerequisites(told: Told) -> Part:
    if not told.protocol.prerequisites:
        return Paragraph(text=told.say("prerequisites.none"))
    rows = [(one.id, one.text, one.reference, cell(told.word("prerequisite", one.state), "strong"))
            for one in told.protocol.prerequisites]
    return grid(told.heads("prerequisites", "id", "text", "reference", "state"), (18, 0, 44, 20), list(rows))


def _practice(told: Told) -> tuple[Part, ...]:
    return tuple(Paragraph(text=f"{n}. {rule}") for n, rule in enumerate(told.protocol.practice, 1)) or (
        Paragraph(text=told.say("practice.none")),)


def _references(told: Told) -> Part:
    if not told.protocol.references:
        return Paragraph(text=told.say("references.none"))
    rows = [(told.word("reference", one.kind), one.number, one.title, one.revision)
            for one in told.protocol.references]
    return grid(told.heads("references", "kind", "number", "title", "revision"), (18, 44, 0, 20), list(rows))


def _history(told: Told) -> Part:
    if not told.protocol.history:
        return Paragraph(text=told.say("history.none"))
    rows = [(one.revision, one.date, one.author, one.reason) for one in told.protocol.history]
    return grid(told.heads("history", "revision", "date", "author", "reason"), (20, 24, 36, 0), list(rows))
