"""Who took part, who reviewed, and what they remarked (EC-06, EC-20, EC-24, EC-25, EC-33, EC-34)."""

from linebench.evidence.closing import Remark
from linebench.evidence.report.sheet import Heading, Paragraph, Part, Section, grid
from linebench.evidence.report.told import Told

__all__ = ["section"]


def section(told: Told) -> Section:
    """Return the section."""
    return Section(id="people", heading=told.say("heading.people"),
                   parts=(_people(told), Heading(text=told.say("heading.reviews")), _reviews(told),
                          Heading(text=told.say("heading.remarks")), _remarks(told)))


def _people(told: Told) -> Part:
    known = {person.id: person for one in told.sittings.each for person in one.run.people}
    names = {name for person in known.values() for name in (person.id, person.name)}
    rows = [(one.name, one.id, ", ".join(told.word("role", role) for role in one.roles), told.some(one.training))
            for one in known.values()]
    for run in (one.run for one in told.sittings.each):
        for key, name in (("starter", run.started_by), ("account", run.runner_account)):
            rows += [] if name in names else [(name, name, told.say(f"people.{key}"), "-")]
            names.add(name)
    return grid(told.heads("people", "name", "id", "roles", "training"), (44, 34, 0, 40), list(rows))


def _reviews(told: Told) -> Part:
    if not told.closing.reviews:
        return Paragraph(text=told.say("reviews.none"))
    rows = [(one.subject, told.word("reviewed", one.result), one.by, one.at, one.text)
            for one in told.closing.reviews]
    return grid(told.heads("reviews", "subject", "result", "by", "at", "text"), (34, 24, 28, 34, 0), list(rows))


def _remarks(told: Told) -> Part:
    own = [(f"{one.run.id}", one.run.started_by, one.run.end, one.run.remarks) for one in told.sittings.each
           if one.run.remarks]
    rows = [*own, *((f"{one.n}: {one.subject}", one.by, one.at, _text(told, one)) for one in told.closing.remarks)]
    if not rows:
        return Paragraph(text=told.say("remarks.none"))
    return grid(told.heads("remarks", "subject", "by", "at", "text"), (34, 28, 34, 0), list(rows))


def _text(told: Told, one: Remark) -> str:
    return told.say("remarks.corrects", n=one.corrects, text=one.text) if one.corrects else one.text
