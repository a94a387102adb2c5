"""What was installed, and what differed between start and end and between sittings (EC-38, EC-46)."""

from itertools import pairwise

import msgspec

from linebench.evidence.environment import (
    AREAS,
    ENVIRONMENT,
    Difference,
    Environment,
    decode_environment,
    differences,
)
from linebench.evidence.files import PackageError
from linebench.evidence.report.sheet import Heading, Paragraph, Part, Section, cell, grid
from linebench.evidence.report.sittings import Sitting
from linebench.evidence.report.told import Told

__all__ = ["section"]

_MANY = 30
"""Facts of an area that are printed; of an area with more only the number is, and the package has them all."""


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
                [(when, told.word("area", one.item.area), *(told.word("item", text) for text in (
                    one.item.subject, one.item.property, one.before, one.after))) for when, one in rows])


def _inventory(told: Told, stored: Environment) -> tuple[Part, ...]:
    found = {area: [item for item in stored.end.items if item.area == area] for area in AREAS}
    shown = [item for items in found.values() if len(items) <= _MANY for item in items]
    counted = ", ".join(f"{told.word('area', area)} {len(items)}" for area, items in found.items()
                        if len(items) > _MANY)
    table = grid(told.heads("environment", "area", "subject", "property", "value"), (26, 0, 34, 58), [
        (told.word("area", one.area), told.word("item", one.subject), told.word("item", one.property),
        cell(told.word("item", one.value))) for one in shown])
    note = told.say("environment.more", areas=counted, file=ENVIRONMENT) if counted else ""
    parts = (Paragraph(text=told.say("environment.at", at=stored.end.at), kind="note"), table if shown else None,
             Paragraph(text=note, kind="note") if note else None)
    return tuple(part for part in parts if part is not None)

