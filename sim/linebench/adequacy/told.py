"""A pack as sections of tables: what the printed document and the page both place."""

from collections.abc import Iterable

import msgspec

from linebench.adequacy.model import Pack, Part
from linebench.evidence.report.language import Language

__all__ = ["Sheet", "Told", "sheet"]


class Told(msgspec.Struct, frozen=True):
    """A section: heading, a sentence where there is something to say, a table. ``wide``: share of each column."""

    heading: str
    note: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    wide: tuple[int, ...]


class Sheet(msgspec.Struct, frozen=True):
    """The document: what stands on its first page as pairs of label and text, and its sections."""

    id: str
    title: str
    language: str
    result: str
    page: str
    of: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Told, ...]


def sheet(pack: Pack, language: Language) -> Sheet:
    """Lay a pack out in a language; results stand as words."""
    say = _Words(language)
    return Sheet(id=pack.id, title=say("title"), language=language.tag, result=say(f"result.{pack.result}"),
                 page=language.say("page"), of=language.say("of"), facts=_facts(pack, say),
                 sections=(_sum(pack, say), *(_part(part, say) for part in pack.parts), *_stated(pack, say)))


class _Words:
    """The words of the pack: those whose keys begin with ``adequacy.``."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def __call__(self, key: str) -> str:
        """Return the word of a key."""
        return self._language.say(f"adequacy.{key}")


def _facts(pack: Pack, say: _Words) -> tuple[tuple[str, str], ...]:
    return ((say("id"), pack.id), (say("extent"), say(f"extent.{pack.extent}")),
            (say("tool"), f"{pack.tool.name} {pack.tool.version}"), (say("hash"), pack.tool.sha256),
            (say("commit"), f"{pack.tool.commit}{'' if not pack.tool.dirty else ' + ' + say('changes')}"),
            (say("host"), pack.host), (say("os"), pack.os), (say("python"), pack.python),
            (say("began"), pack.began), (say("ended"), pack.ended))


def _sum(pack: Pack, say: _Words) -> Told:
    rows = tuple((part.title, str(len(part.rows)), say(f"result.{part.result}"), part.left_out or "-")
                 for part in pack.parts)
    return _table(say, "parts", ("part", "rows", "result", "left_out"), rows, (40, 8, 14, 38))


def _part(part: Part, say: _Words) -> Told:
    rows = tuple((row.id, row.what, row.expected or "-", "; ".join(filter(None, (row.found, row.why))),
                  say(f"result.{row.result}")) for row in part.rows)
    made = _table(say, "part", ("row", "what", "expected", "found", "result"), rows, (16, 26, 24, 24, 10))
    return msgspec.structs.replace(made, heading=part.title)


def _stated(pack: Pack, say: _Words) -> Iterable[Told]:
    yield _table(say, "requirements", ("row", "requirement", "shown", "result"), tuple(
        (one.id, f"{one.title}. {one.text}", _listed(*one.parts, *one.tests, *one.mutants),
         say(f"result.{one.result}")) for one in pack.requirements), (8, 38, 42, 12))
    yield _table(say, "limits", ("row", "limit", "reason", "instead"), tuple(
        (one.id, one.limit, one.reason, one.instead) for one in pack.limits), (8, 30, 30, 32))
    yield _table(say, "fidelity", ("seat", "nature", "statement"), tuple(
        (one.seat, one.nature, one.statement) for one in pack.fidelity), (18, 14, 68))
    yield _table(say, "clauses", ("clause", "asks", "feature", "shown", "by_site"), tuple(
        (f"{one.regulation} {one.clause}", one.asks, one.feature or "-", _listed(*one.evidence, *one.tests),
         one.by_site or "-") for one in pack.clauses), (15, 25, 15, 28, 17))
    yield _table(say, "platforms", ("os", "machine", "python", "state"), tuple(
        (one.os, one.machine, one.python or "-", _listed(say(f"state.{one.state}"), one.pack, one.on))
        for one in pack.platforms), (20, 20, 15, 45))
    yield _table(say, "files", ("file", "sha256"), tuple((one.name, one.sha256) for one in pack.files), (25, 75))


def _table(say: _Words, name: str, heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...],
           wide: tuple[int, ...]) -> Told:
    return Told(say(f"heading.{name}"), "" if rows else say("nothing"),
                tuple(say(f"head.{each}") for each in heads), rows, wide)


def _listed(*names: str) -> str:
    return ", ".join(filter(None, names)) or "-"
