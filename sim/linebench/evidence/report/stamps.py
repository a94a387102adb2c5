"""What is stamped on every page: a protocol that is not approved, and a qualification without the real thing."""

from collections.abc import Iterable

from linebench.evidence.model import Run
from linebench.evidence.protocol.stamp import watermark
from linebench.evidence.report.language import Language

__all__ = ["draft", "rehearsal"]

_STAGE = "PQ"
_REAL = "real"


def draft(run: Run, language: Language) -> str:
    """Return the DRAFT stamp of a run whose protocol was not approved as it was executed; ``""`` for others."""
    told = watermark(run)
    why = told.partition(": ")[2] or language.say("not_stated")
    return language.say("stamp.draft", why=why) if told else ""


def rehearsal(runs: Iterable[Run]) -> tuple[str, ...]:
    """Return the seats that make a performance qualification a rehearsal: emulated or simulated ones.

    Performance is qualified with the real equipment (Annex 15, 5.1); empty for other stages.
    """
    each = tuple(runs)
    performance = any(_STAGE in run.protocol.stage.split(", ") or any(plan.test.startswith(f"{_STAGE}-")
                                                                      for plan in run.planned) for run in each)
    seats = (component.seat for run in each for component in run.components if component.nature != _REAL)
    return tuple(dict.fromkeys(seats)) if performance else ()
