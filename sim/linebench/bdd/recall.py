"""How the packs of a lot are asked for: the standard's query, page by page (EPCIS 2.0, 8.2.7.1)."""

from dataclasses import dataclass
from itertools import count

from linebench.bdd.actual import Blocked
from linebench.bdd.attempt import Attempt
from linebench.bdd.seen import each
from linebench.ports.l4 import Found, Query, QueryRefused
from linebench.records import AnyRecord
from linebench.records.claim import SerialsClaimed
from linebench.records.wire import Delivered

__all__ = ["Recall", "asked", "recall"]

_FIRST = 2_000_000_000
"""Number of the first query: others count from 1, an auditor from half of that."""
_PATIENCE_US = 120_000_000
_PER_PAGE = 30
_CONTAINER = "00"
_PACKS = (("EQ_bizStep", ("commissioning",)), ("orderBy", ("recordTime",)), ("orderDirection", ("ASC",)))


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
    parameters = (*_PACKS, ("EQ_ILMD_cbvmda:lotNumber", (lot,)))
    pages: list[int] = []
    page = ""
    for number in count(_FIRST):
        attempt.bench.say("l3>l4", Query(number, parameters, _PER_PAGE, page))
        at, answer = _answer(attempt, number, since)
        pages.append(at)
        page = answer.page
        if not page:
            break
    named = dict.fromkeys(epc for _, claim in each(attempt.records, SerialsClaimed, since)
                          if claim.source == "l4" and claim.status == "commissioned" for epc in claim.epcs
                          if not epc.startswith(_CONTAINER))
    return Recall(lot, tuple(named), tuple(pages), moment)


def asked(attempt: Attempt, found: Recall) -> int:
    """How long the whole answer took, in microseconds."""
    return attempt.records[found.at[-1]].t - found.asked_us


def _answer(attempt: Attempt, number: int, since: int) -> tuple[int, Found]:
    def answers(record: AnyRecord) -> bool:
        return isinstance(record, Delivered) and isinstance(record.message, Found | QueryRefused) \
            and record.message.query == number

    at = attempt.wait(answers, _PATIENCE_US, since=since)
    record = None if at is None else attempt.records[at]
    message = record.message if isinstance(record, Delivered) else None
    if at is None or not isinstance(message, Found):
        why = message.reason if isinstance(message, QueryRefused) else "nothing"
        raise Blocked(f"asked for a lot, the enterprise answered {why}")
    return at, message
