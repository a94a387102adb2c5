"""The office of a site: releases batches, traces packs, and gives and keeps the documents of batches."""

from collections.abc import Callable, Mapping
from typing import Any, get_args

from linebench.ports.l3 import BatchReport, Report, SerialReturn
from linebench.ports.office import (
    ArchiveBatch,
    AskDocument,
    AskPacks,
    AskPast,
    AskRelease,
    BatchArchived,
    BatchDocument,
    BatchReleased,
    Form,
    OfficeRefused,
    Packs,
    Past,
    ReleaseRefused,
)
from linebench.stack.l3.acts import Act, taking
from linebench.stack.l3.archive import archived, document_of, put_away, taken_out
from linebench.stack.l3.config import L3Config
from linebench.stack.l3.decisions import L3Decisions
from linebench.stack.l3.desk import Desk
from linebench.stack.l3.history import PURGED
from linebench.stack.l3.recall import chains_of, past_of
from linebench.stack.l3.release import made_of, why_open
from linebench.stack.machine import Effect, Handler, Send, Store

__all__ = ["Office"]

_RELEASED, _DOCUMENT = "released:", "document:"
_PEER = "desk"


class Office:
    """Answers by what the line and people have told. ``waiting``: how many captures nobody has confirmed."""

    def __init__(self, config: L3Config, decisions: L3Decisions, desk: Desk, waiting: Callable[[], int]) -> None:
        self._config, self._decisions, self._desk, self._waiting = config, decisions, desk, waiting
        self.restore({})

    @property
    def handlers(self) -> Mapping[type, Handler]:
        """What is heard here."""
        acts: dict[type, Act] = {AskRelease: self._release, AskPacks: self._packs, AskPast: self._past,
                                  AskDocument: self._document, ArchiveBatch: self._archive}
        return {kind: taking(act) for kind, act in acts.items()}

    def restore(self, restored: Mapping[str, Any]) -> None:
        """Begin with what was stored."""
        self._reports: dict[str, list[Report]] = {}
        self._balances: dict[str, BatchReport] = {}
        told = [value for value in restored.values() if type(value) in (Report, BatchReport)]
        for document in sorted(told, key=lambda each: each.sequence):
            self.told(document)
        self._released = {key.removeprefix(_RELEASED) for key in restored if key.startswith(_RELEASED)}
        self._archived = archived(restored)

    def told(self, document: Report | BatchReport | SerialReturn) -> None:
        """Take note of what the line has told."""
        if type(document) is Report:
            self._reports.setdefault(document.order, []).append(document)
        elif type(document) is BatchReport:
            self._balances[document.order] = document

    def _release(self, asked: AskRelease, t: int, out: list[Effect]) -> None:  # noqa: ARG002  # acts are called alike
        order = asked.order
        why = "" if order in self._released else self._decisions.keeps_open(self._why_open(order))
        if why:
            out.append(Send(_PEER, ReleaseRefused(order, why)))
            return
        self._released.add(order)
        out += [Store(f"{_RELEASED}{order}", asked.by), Send(_PEER, BatchReleased(order))]

    def _why_open(self, order: str) -> str:
        return why_open(self._balances.get(order), made_of(self._reports.get(order, ())), len(self._desk.open),
                        self._waiting())

    def _packs(self, asked: AskPacks, t: int, out: list[Effect]) -> None:  # noqa: ARG002  # as above
        chains = chains_of(asked.by, asked.value, self._desk.holdings, self._config.orders, self._decisions)
        out.append(Send(_PEER, Packs(asked.question, asked.by, asked.value, tuple(chains))))

    def _past(self, asked: AskPast, t: int, out: list[Effect]) -> None:  # noqa: ARG002  # as above
        parents = past_of(asked.epc, (events for events, _, _ in self._desk.history()))
        out.append(Send(_PEER, Past(asked.question, asked.epc, self._decisions.been_in(parents))))

    def _document(self, asked: AskDocument, t: int, out: list[Effect]) -> None:  # noqa: ARG002  # as above
        kept = self._archived.get((asked.order, asked.form))
        if kept is not None:
            out.append(Send(_PEER, taken_out(asked.order, asked.form, kept, self._decisions)))
        elif asked.order in self._reports:
            out.append(Send(_PEER, BatchDocument(asked.order, asked.form, self._text(asked.order, asked.form))))
        else:
            out.append(Send(_PEER, OfficeRefused(asked.order, f"nothing is reported of order {asked.order!r}")))

    def _text(self, order: str, form: Form) -> str:
        return document_of(self._reports[order], form, self._config, self._decisions)

    def _archive(self, asked: ArchiveBatch, t: int, out: list[Effect]) -> None:  # noqa: ARG002  # as above
        order = asked.order
        if order not in self._released or order not in self._reports:
            why = "it is not released" if order not in self._released else "it is purged already"
            out.append(Send(_PEER, OfficeRefused(order, f"order {order!r} cannot be put away: {why}")))
            return
        texts: dict[Form, str] = {form: self._text(order, form) for form in get_args(Form)}
        put_away(order, texts, out)
        self._archived.update({(order, form): text for form, text in texts.items()})
        sequences = tuple(report.sequence for report in self._reports.pop(order))
        out += [Store(f"{PURGED}{order}", sequences), *(Store(f"{_DOCUMENT}{each}", None) for each in sequences)]
        self._desk.forget(order)
        out.append(Send(_PEER, BatchArchived(order, len(sequences))))
