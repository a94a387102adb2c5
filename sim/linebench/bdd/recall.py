"""How the packs of a lot are asked for: the standard's query, page by page (EPCIS 2.0, 8.2.7.1)."""

from dataclasses import dataclass
from functools import partial

from linebench.auditing import OLDEST_FIRST, Auditor, Page
from linebench.bdd.actual import Blocked
from linebench.bdd.attempt import Attempt
from linebench.bdd.seen import each
from linebench.ports.l4 import Found, QueryRefused
from linebench.records.claim import SerialsClaimed

__all__ = ["Recall", "asked", "recall"]

_FIRST = 2_000_000_000
"""Number of the first query: others count from 1, an auditor from half of that."""
_PER_PAGE = 1
"""So few that the answer always has several pages: what stands on a later one is forgotten most easily."""
_CONTAINER = "00"
_PACKS = (("EQ_bizStep", ("commissioning",)), *OLDEST_FIRST)


@dataclass(frozen=True)
class Recall:
    """What was named. ``epcs``: ``01<gtin>21<serial>``; ``at``: positions of the pages; ``asked_us``: when."""

    lot: str
    epcs: tuple[str, ...]
    at: tuple[int, ...]
    asked_us: int


def recall(attempt: Attempt, lot: str) -> Recall:
    """Ask for every pack that was commissioned with a lot.

    Raises:
        Blocked: the enterprise refuses the question or does not answer it.

    """
    since, moment = len(attempt.records), attempt.now
    auditor = Auditor(attempt.bench, partial(attempt.bench.say, "l3>l4"), first=_FIRST, per_page=_PER_PAGE)
    pages = [_given(page) for page in auditor.pages((*_PACKS, ("EQ_ILMD_cbvmda:lotNumber", (lot,))))]
    named = dict.fromkeys(epc for _, claim in each(attempt.records, SerialsClaimed, since)
                          if claim.source == "l4" and claim.status == "commissioned" for epc in claim.epcs
                          if not epc.startswith(_CONTAINER))
    return Recall(lot, tuple(named), tuple(pages), moment)


def asked(attempt: Attempt, found: Recall) -> int:
    """How long the whole answer took, in microseconds."""
    return attempt.records[found.at[-1]].t - found.asked_us


def _given(page: Page) -> int:
    if page.at is None or not isinstance(page.answer, Found):
        why = page.answer.reason if isinstance(page.answer, QueryRefused) else "nothing"
        raise Blocked(f"asked for a lot, the enterprise answered {why}")
    return page.at
