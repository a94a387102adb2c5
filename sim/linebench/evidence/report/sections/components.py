"""Who sat in each seat, its nature, and what that cannot show (EC-10)."""

import msgspec

from linebench.evidence.model import Component, Spoken, encode
from linebench.evidence.report.sheet import Cell, Paragraph, Section, cell, grid
from linebench.evidence.report.told import Told

__all__ = ["section"]

_SECRETS = frozenset({"access", "key", "password", "secret", "token", "tokens", "users"})
"""Options of a dialect that give access; a page that people hand around does not show them."""


def section(told: Told) -> Section:
    """Return the section; each component once, with all it spoke in whichever sitting or world."""
    found: dict[bytes, Component] = {}
    for one in (each for sitting in told.sittings.each for each in sitting.run.components):
        key = encode(msgspec.structs.replace(one, spoken=()))
        before = found.get(key, msgspec.structs.replace(one, spoken=()))
        found[key] = msgspec.structs.replace(before, spoken=tuple(
            {encode(wire): wire for wire in (*before.spoken, *one.spoken)}.values()))
    heads = told.heads("components", "seat", "name", "nature", "truth", "spoken", "fidelity")
    rows = [_row(told, one) for one in found.values()]
    table = grid(heads, (18, 23, 18, 18, 36, 0), rows) if rows else Paragraph(text=told.say("none"))
    return Section(id="components", heading=told.say("heading.components"), parts=(table,))


def _row(told: Told, one: Component) -> tuple[Cell | str, ...]:
    return (one.seat, f"{one.name} {one.version}", cell(told.say(f"nature.{one.nature}"), "strong"),
            told.word("truth", one.truth), cell(tuple(_spoken(told, wire) for wire in one.spoken)),
            told.word("fidelity", one.fidelity) or told.say("not_stated"))


def _spoken(told: Told, one: Spoken) -> str:
    words = [one.dialect, *([one.profile] if one.profile else []),
             *(f"{name} = {told.say('components.secret') if name in _SECRETS else value}"
               for name, value in one.options.items()),
             *([told.say("components.also", names=", ".join(one.also))] if one.also else [])]
    return f"{one.wire}: {', '.join(words)}"
