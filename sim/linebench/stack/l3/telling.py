"""What became of serials, told to their owner in the order in which it happened, until it has answered."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import msgspec

from linebench.ports.l3 import BatchReport, ObjectEvent, Order, Report, SerialReturn
from linebench.ports.serials import Move, Moved
from linebench.stack.l3.decisions import L3Decisions
from linebench.stack.l3.drawing import FORM, OWNER, criteria_of
from linebench.stack.machine import Arm, Cancel, Effect, Send, Store

__all__ = ["AGAIN", "Telling"]

AGAIN = "tell again"
"""Timer: what is under way goes out once more."""
_AGAIN_US = 10_000_000
"""How long the owner is waited for before the same is told again."""
_NOT_YET = ("not_accepted", "undefined")
"""Refusals that may be none the next time."""
_MOST_TRIES = 3
_TOLD = "told:"
_PACK = "01"
_SERIAL_AT = 18
"""Where the serial of a pack begins in its element string ``01…21…``."""
_ENDS = {"sampling": ("label_sampled", "sampled"), "destroying": ("label_scrapped", "destroyed")}
"""Business step to the state of a serial that is on a label alone, and of one that was commissioned."""
_STEPS = ("commissioning", "decommissioning", *_ENDS)

Document: TypeAlias = Report | SerialReturn | BatchReport


class Telling:
    """Moves by number, in order. The first that waits is under way; the others follow one by one.

    Each rests on the one before: what is commissioned was encoded. One that is refused is kept aside with the
    owner's word, and the next goes.
    """

    def __init__(self, orders: Mapping[str, Order], decisions: L3Decisions, restored: Mapping[str, Any]) -> None:
        self._orders, self._decisions = orders, decisions
        self._waiting: dict[int, Move] = {
            int(key.removeprefix(_TOLD)): each for key, each in sorted(restored.items()) if key.startswith(_TOLD)}
        self._number: int = restored.get("tellings", 0)
        self._tries = 0
        self._states: dict[str, str] = {}
        documents = [each for each in restored.values() if type(each) in (Report, BatchReport)]
        for document in sorted(documents, key=lambda each: each.sequence):
            deque(self._moves(document), maxlen=0)  # told before: only what is known of each serial counts

    def document(self, document: Document, out: list[Effect]) -> None:
        """Tell what a document of the line says of serials, and keep it until that is answered."""
        idle = not self._waiting
        for move in filter(self._decisions.is_told, self._moves(document)):
            self._number += 1
            numbered = msgspec.structs.replace(move, request=f"move {self._number}")
            self._waiting[self._number] = numbered
            out.append(Store(_key(self._number), numbered))
        out.append(Store("tellings", self._number))
        if idle:
            self.again(out)

    def answered(self, moved: Moved, out: list[Effect]) -> None:
        """Let go of what is answered; keep aside what is refused."""
        number, move = next(iter(self._waiting.items()), (0, None))
        if move is None or move.request != moved.request:
            return  # the answer to what was told twice
        self._tries += 1
        if moved.status in _NOT_YET and self._tries < _MOST_TRIES:
            return  # the timer tells it again
        self._tries = 0
        del self._waiting[number]
        out.append(Store(_key(number), None))
        if moved.status != "ok":
            out.append(Store(f"untold:{number:09}", (move, moved.status, moved.refused)))
        self.again(out)
        if not self._waiting:
            out.append(Cancel(AGAIN))

    def again(self, out: list[Effect]) -> None:
        """Send the first that waits, once more if it was under way when the power went or nobody answered."""
        first = next(iter(self._waiting.values()), None)
        if first is not None:
            out += [Send(OWNER, first), Arm(AGAIN, _AGAIN_US)]

    def _moves(self, document: Document) -> Iterator[Move]:
        order = self._orders.get(document.order)
        if order is None:
            return
        if type(document) is SerialReturn:
            yield _move(document.serials, "unallocated", order, told=False)
        elif type(document) is BatchReport:
            yield from self._scrapped(order)
        elif type(document) is Report:
            for event in document.events:
                if isinstance(event, ObjectEvent) and event.step in _STEPS and event.epcs[0].startswith(_PACK):
                    yield from self._event(event, order)

    def _event(self, event: ObjectEvent, order: Order) -> Iterator[Move]:
        made = [epc for epc in event.epcs if self._states.get(epc) != "commissioned"]
        passed = [epc for epc in event.epcs if self._states.get(epc) == "commissioned"]
        yield from self._become([epc for epc in made if epc not in self._states], "encoded", order)
        if event.step == "commissioning":
            yield from self._become(made, "commissioned", order)
        elif event.step == "decommissioning":  # what was never good may be verified by hand until the batch ends
            yield from self._become(passed, "inactive", order)
        else:
            label, item = _ENDS[event.step]
            yield from self._become(made, label, order)
            yield from self._become(passed, item, order)

    def _scrapped(self, order: Order) -> Iterator[Move]:
        """The batch is over: what is on a label and was not verified is on no pack that is sold."""
        head = f"{_PACK}{order.gtin}"
        left = [epc for epc, state in self._states.items() if state == "encoded" and epc.startswith(head)]
        yield from self._become(left, "label_scrapped", order)

    def _become(self, epcs: Sequence[str], state: str, order: Order) -> Iterator[Move]:
        self._states.update(dict.fromkeys(epcs, state))
        if epcs:
            yield _move(tuple(epc[_SERIAL_AT:] for epc in epcs), state, order)


def _move(serials: tuple[str, ...], state: str, order: Order, *, told: bool = True) -> Move:
    """A move without its number. ``told``: with order and lot; what goes back is of none any more."""
    context = (("ORDER", order.order), ("LOT", order.lot)) if told else ()
    return Move("", serials, state, FORM, criteria_of(order.gtin), context)


def _key(number: int) -> str:
    return f"{_TOLD}{number:09}"
