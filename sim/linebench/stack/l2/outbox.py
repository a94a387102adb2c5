"""The outbox to L3: numbered documents, kept until they are acknowledged and sent in order."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from linebench.ports.l3 import BatchReport, ObjectEvent, Report, SerialReturn
from linebench.stack.l2.config import L2Config
from linebench.stack.l2.decisions import L2Decisions
from linebench.stack.l2.desk import Desk
from linebench.stack.machine import Arm, Cancel, Effect, Send, Store

__all__ = ["Document", "Outbox"]

Document: TypeAlias = Report | SerialReturn | BatchReport

_PREFIX = "document:"
_LOST = "site link lost"


class Outbox:
    """Documents that L3 has not acknowledged, oldest first. ``weight``: the events in them.

    While the link works every document goes out at once. After an answer is overdue only the oldest is sent
    again; its answer shows that the link is back, and the others follow in order.
    """

    __slots__ = ("_config", "_decisions", "_desk", "_lost", "_sequence", "_waiting", "weight")

    def __init__(self, config: L2Config, decisions: L2Decisions, desk: Desk, restored: Mapping[str, Any]) -> None:
        self._config = config
        self._decisions = decisions
        self._desk = desk
        self._lost = False
        kept = [value for key, value in restored.items() if key.startswith(_PREFIX)]
        kept.sort(key=_sequence_of)
        self._waiting: dict[int, Document] = {document.sequence: document for document in kept}
        self._sequence: int = restored.get("sequence", 0)
        self.weight = sum(weight_of(document) for document in kept)

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def post(self, make: Callable[[int], Document], out: list[Effect]) -> None:
        """Number a document, keep it and send it. ``make`` is given its sequence."""
        self._sequence += 1
        document = make(self._sequence)
        self._waiting[self._sequence] = document
        self.weight += weight_of(document)
        out.append(Store(f"{_PREFIX}{self._sequence}", document))
        out.append(Store("sequence", self._sequence))
        if not self._lost:
            out.append(Send("l3", document))
            if len(self._waiting) == 1:
                self._wait(out)

    def accepted(self, sequence: int, out: list[Effect]) -> None:
        """L3 has the document; it takes them in order, so it has all before it as well."""
        if sequence not in self._waiting:
            return
        for number in [number for number in self._waiting if number <= sequence]:
            self._drop(number, out)
        if self._lost:
            self._link_is_back(out)
        if self._waiting:
            self._wait(out)
        else:
            out.append(Cancel("outbox"))

    def overdue(self, out: list[Effect]) -> None:
        """No answer came in time: the link may be lost."""
        if not self._lost:
            self._lost = True
            self._desk.alarm(_LOST, out, cause=True)
            self._give_up(out)
        if self._waiting:
            out.append(Send("l3", next(iter(self._waiting.values()))))
        self._wait(out)

    def resume(self, out: list[Effect]) -> None:
        """Power is back: the oldest is sent first, as after an outage."""
        if self._waiting:
            self._lost = True
            out.append(Send("l3", next(iter(self._waiting.values()))))
            self._wait(out)

    def _link_is_back(self, out: list[Effect]) -> None:
        self._lost = False
        self._desk.cause_gone(_LOST, out)
        out.extend(Send("l3", document) for document in self._waiting.values())
        waited = tuple(document for document in self._waiting.values() if isinstance(document, Report))
        for report in self._decisions.repeats_after_outage(waited):
            self.post(lambda sequence, again=report: Report(sequence, again.order, again.events), out)  # type: ignore[misc]  # a lambda's default has no annotation

    def _give_up(self, out: list[Effect]) -> None:
        for number in [number for number in self._waiting if not self._decisions.keeps_unanswered(number)]:
            self._drop(number, out)
            self._sequence = min(self._sequence, number - 1)

    def _drop(self, number: int, out: list[Effect]) -> None:
        self.weight -= weight_of(self._waiting.pop(number))
        out.append(Store(f"{_PREFIX}{number}", None))

    def _wait(self, out: list[Effect]) -> None:
        out.append(Arm("outbox", self._config.answer_within_us))


def weight_of(document: Document) -> int:
    """How many events a document makes: one for each pack, one for each packing."""
    if not isinstance(document, Report):
        return 1
    return sum(len(event.epcs) if isinstance(event, ObjectEvent) else 1 for event in document.events)


def _sequence_of(document: Document) -> int:
    return document.sequence
