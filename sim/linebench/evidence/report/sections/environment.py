"""What was installed, and what differed between start and end and between sittings (EC-38, EC-46)."""

from itertools import pairwise

import msgspec

from linebench.evidence.environment import (
    AREAS,
    ENVIRONMENT,
    Difference,
    Environment,
    Item,
    decode_environment,
    differences,
)
from linebench.evidence.files import PackageError
from linebench.evidence.report.sheet import Heading, Paragraph, Part, Section, cell, grid
from linebench.evidence.report.sittings import Sitting
from linebench.evidence.report.told import Told

__all__ = ["section"]

_COUNTED = "software"
"""An area of which only the number is printed where it has more lines than a page: the package has them all."""
_MANY = 40


def section(told: Told) -> Section:
    """Return the section."""
    found = [(one, stored) for one in told.sittings.each if (stored := _read(one)) is not None]
    heading = told.say("heading.environment")
    if not found:
        return Section(id="environment", heading=heading, parts=(Paragraph(text=told.say("environment.none")),))
    rows = [(one.run.id, difference) for one, stored in found for difference in stored.differences]
    for (_, before), (one, after) in pairwise(found):
        rows += [(told.say("environment.since", run=one.run.id), difference)
                 for difference in differences(before.end.items, after.start.items)]
    return Section(id="environment", heading=heading, parts=(
        Heading(text=told.say("heading.differences")), _differences(told, rows),
        Heading(text=told.say("heading.installed")), *_inventory(told, found[-1][1])))


def _read(one: Sitting) -> Environment | None:
    if not one.source.has(ENVIRONMENT):
        return None
    try:
        return decode_environment(one.source.read(ENVIRONMENT))
    except msgspec.MsgspecError as error:
        raise PackageError(f"{ENVIRONMENT}: is damaged: {error}") from error


def _differences(told: Told, rows: list[tuple[str, Difference]]) -> Part:
    if not rows:
        return Paragraph(text=told.say("environment.same"), kind="strong")
    return grid(told.heads("environment", "when", "area", "subject", "property", "before", "after"),
                (30, 24, 0, 26, 32, 32),
                [(when, told.word("area", one.item.area), one.item.subject, one.item.property, one.before,
                  one.after) for when, one in rows])


def _inventory(told: Told, stored: Environment) -> tuple[Part, ...]:
    items = stored.end.items
    shown = [item for area in AREAS for item in _of(items, area)]
    left = len(items) - len(shown)
    table = grid(told.heads("environment", "area", "subject", "property", "value"), (26, 0, 34, 58), [
        (told.word("area", one.area), one.subject, one.property, cell(one.value)) for one in shown])
    note = told.say("environment.more", count=left, file=ENVIRONMENT) if left else ""
    return (Paragraph(text=told.say("environment.at", at=stored.end.at), kind="note"), table,
            *((Paragraph(text=note, kind="note"),) if note else ()))


def _of(items: tuple[Item, ...], area: str) -> list[Item]:
    found = [item for item in items if item.area == area]
    return [] if area == _COUNTED and len(found) > _MANY else found
