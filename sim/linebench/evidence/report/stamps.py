"""What is stamped on every page: a protocol that is not approved, and a qualification without the real thing."""

from collections.abc import Iterable

from linebench.evidence.model import Run
from linebench.evidence.protocol.stamp import watermark
from linebench.evidence.rehearsal import rehearsal
from linebench.evidence.report.language import Language

__all__ = ["draft", "stand_ins"]

_REAL = "real"


def draft(run: Run, language: Language) -> str:
    """Return the DRAFT stamp of a run whose protocol was not approved as it was executed; ``""`` for others."""
    told = watermark(run)
    why = told.partition(": ")[2] or language.say("not_stated")
    return language.say("stamp.draft", why=why) if told else ""


def stand_ins(runs: Iterable[Run], language: Language) -> tuple[str, ...]:
    """Return the seats that make a performance qualification a rehearsal; empty where there is no rehearsal."""
    seats: list[str] = []
    for run in runs:
        if rehearsal(run):
            seats += [one.seat for one in run.components if one.nature != _REAL] or [language.say("unknown")]
    return tuple(dict.fromkeys(seats))
