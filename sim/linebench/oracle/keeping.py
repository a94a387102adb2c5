"""The ledger's part on what a line controller has to keep: its store, its reports, what people told it by hand."""

from collections.abc import Callable
from typing import Any

from linebench.oracle.book import Book
from linebench.oracle.facts import Condition
from linebench.oracle.stops import STOP
from linebench.ports import l3, operator, plc, printer
from linebench.product.pack_code import PackCodeError, read_known
from linebench.records import claim, truth
from linebench.records.wire import Delivered

__all__ = ["Keeping"]

_STORE = "l2.store"
_ON_THE_WAY = 20
"""Packs behind the exit that L1 has not reported yet, and packs that the belt still brings while it stops."""
_HAND = ("take_out", "put_in", "break_case")
_CHANGES = ("rework", "scrap")
"""Requests that make rejected packs something else."""


class Keeping:
    """Follows stores that fail, reports that wait, ordered shutdowns, opened cases and what devices were set to."""

    def __init__(self, book: Book) -> None:
        self._book, self._kept = book, book.keeping
        self._limit = book.world.stack.buffer_limit + _ON_THE_WAY
        self._waiting = 0
        self._shut_down = False
        self._asked: dict[str, list[str]] = {}
        self._order: l3.Order | None = None
        self._told: dict[str, tuple[str | int, ...]] = {}

    def handlers(self) -> dict[type, Callable[[Any, int], None]]:
        """The record types this part reads."""
        return {truth.FaultBegan: self._fault, truth.PackExited: self._exited, truth.PowerChanged: self._power,
                truth.BatchBegan: self._batch, claim.AnswerClaimed: self._answered,
                claim.TracksClaimed: self._tracks, claim.PackedClaimed: self._moved,
                claim.UnpackedClaimed: self._moved, claim.ValueClaimed: self._shown}

    def messages(self) -> dict[type, Callable[[Any, Delivered, int], None]]:
        """The message types this part reads alone."""
        return {operator.Request: self._request, printer.JobTold: self._job, plc.SetupTold: self._setup}

    def ordered(self, order: l3.Order) -> None:
        """L3 gave an order to L2."""
        self._order = order

    def accepted(self) -> None:
        """L3 acknowledged a document."""
        self._waiting = 0

    def _fault(self, began: truth.FaultBegan, at: int) -> None:
        if began.target == _STORE:
            self._stop("the line controller's store took nothing", "store fault", began.t, at)
        elif ">" in began.target:
            self._kept.unsure = True

    def _exited(self, gone: truth.PackExited, at: int) -> None:
        self._waiting += 1
        if self._waiting == self._limit:
            self._stop("more packs waited to be reported than the line controller may keep", "report buffer full",
                       gone.t, at)

    def _stop(self, words: str, alarm: str, t: int, at: int) -> None:
        self._book.conditions.append(Condition(words, alarm, STOP, t, at, moving=self._book.speed > 0))

    def _power(self, power: truth.PowerChanged, _: int) -> None:
        self._kept.unsure = True
        if power.level == "l2":
            self._kept.restarts += self._shut_down and power.on
            self._kept.resumed = self._shut_down
            self._shut_down = self._shut_down and not power.on

    def _batch(self, _: truth.BatchBegan, __: int) -> None:
        self._kept.rejected.clear()
        self._kept.shown, self._kept.unsure = None, False

    def _request(self, request: operator.Request, _: Delivered, __: int) -> None:
        self._asked.setdefault(request.action, []).append(request.subject)

    def _answered(self, answer: claim.AnswerClaimed, at: int) -> None:
        asked = self._asked.get(answer.action)
        subject = asked.pop(0) if asked else ""
        if not answer.accepted:
            return
        if answer.action == "shut_down":
            self._shut_down = True
        elif answer.action == "start_batch":
            self._started(answer.t, at)
        elif answer.action in _HAND:
            self._kept.by_hand.append((answer.action, self._epc(subject), answer.t, at))
        self._kept.unsure |= answer.action in _CHANGES

    def _moved(self, said: claim.PackedClaimed | claim.UnpackedClaimed, _: int) -> None:
        if said.source == "l2":
            kind = "put_in" if isinstance(said, claim.PackedClaimed) else "take_out"
            self._kept.reported += [(kind, child, said.t) for child in said.children]
            self._kept.reported.append((f"{kind} of", said.parent, said.t))

    def _tracks(self, said: claim.TracksClaimed, _: int) -> None:
        for trigger, fate, _cause in said.results:
            if fate == "rejected":
                self._kept.rejected.setdefault(trigger, said.t)

    def _shown(self, value: claim.ValueClaimed, at: int) -> None:
        if value.item == "rejected" and value.value.isdecimal():
            self._kept.shown = (int(value.value), at)

    def _job(self, job: printer.JobTold, _: Delivered, __: int) -> None:
        self._told["printer"] = (job.gtin, job.lot, job.expiry)

    def _setup(self, setup: plc.SetupTold, _: Delivered, __: int) -> None:
        self._told["L1"] = (setup.weight_low, setup.weight_high)

    def _started(self, t: int, at: int) -> None:
        """Hold what devices told against the order on which the batch starts."""
        order, told, self._told = self._order, self._told, {}
        product = next((each for each in self._book.world.products if order and each.gtin == order.gtin), None)
        if order is None or product is None or not told:
            return
        wanted: dict[str, tuple[str | int, ...]] = {"printer": (order.gtin, order.lot, order.expiry),
                                                    "L1": (product.mass_low, product.mass_high)}
        self._book.tell("set_up", t, at, [(device, found, wanted[device]) for device, found in told.items()])

    def _epc(self, subject: str) -> str:
        if subject.startswith("00"):
            return subject
        try:
            code = read_known(subject, self._book.world.forms)
        except PackCodeError:
            return ""
        return f"01{code.gtin}21{code.serial}"
