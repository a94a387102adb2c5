"""The ledger's part on messages: what the levels and devices told each other about a pack, and when."""

from collections.abc import Callable
from typing import Any

from linebench.oracle import policy
from linebench.oracle.book import Book
from linebench.oracle.facts import Reject
from linebench.oracle.serials import ALLOCATED, GIVEN_BACK, ORDERED, PRINTED, READ, TWICE
from linebench.ports import camera, checkweigher, io, l3, plc, printer
from linebench.records.wire import Delivered, Dropped

__all__ = ["Talk"]

_SITE = ("l2>l3", "l3>l2")


class Talk:
    """Follows delivered messages. Handlers take the record and its position."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._serials = book.serials
        self._by_trigger = book.by_trigger
        self._decided = book.topics["decided"]
        self._order: l3.Order | None = None
        self._requests: dict[int, str] = {}
        self._answered: set[int] = set()
        self._documents = 0                  # sequence of the last document in order

    def messages(self) -> dict[type, Callable[[Delivered, int], None]]:
        """The message types this part reads."""
        return {camera.Reading: self._reading, plc.Verdict: self._verdict, checkweigher.Weight: self._weight,
                io.Output: self._output, io.Edges: self._edges, printer.PrintOrders: self._ordered,
                printer.PrintJob: self._job, plc.Setup: self._linked, plc.Command: self._command,
                l3.Order: self._site_order, l3.SerialRequest: self._request, l3.Serials: self._allocated,
                l3.SerialReturn: self._returned, l3.Report: self._document, l3.BatchReport: self._document,
                l3.ReportAccepted: self._flowing}

    def handlers(self) -> dict[type, Callable[[Any, int], None]]:
        """The record types this part reads."""
        return {Dropped: self._dropped}

    def _reading(self, said: Delivered, _: int) -> None:
        reading = said.message
        assert type(reading) is camera.Reading
        fate = self._by_trigger.get(reading.trigger)
        if fate is None or fate.read_t >= 0:
            return
        fate.read_t = said.t
        if reading.outcome != "read" or reading.content != fate.content:
            return
        fate.read_ok = True
        key = fate.key
        if key:
            state = self._serials[key]
            if state & READ:
                fate.flags |= policy.DUPLICATE
            else:
                self._serials[key] = state | READ

    def _verdict(self, said: Delivered, _: int) -> None:
        verdict = said.message
        assert type(verdict) is plc.Verdict
        self._book.verdicts_seen = True
        fate = self._by_trigger.get(verdict.trigger)
        if fate is None or fate.good is not None:
            return
        fate.verdict_t = said.t
        fate.good = verdict.good
        for hear in self._decided:
            hear(fate)

    def _weight(self, said: Delivered, _: int) -> None:
        weight = said.message
        assert type(weight) is checkweigher.Weight
        waiting = self._book.weights
        while waiting:  # weights arrive in order, and a lost one shows by its value
            fate = waiting.popleft()
            if fate.shown == weight.mg:
                fate.weight_t = said.t
                return

    def _output(self, said: Delivered, at: int) -> None:
        output = said.message
        assert type(output) is io.Output
        if output.signal == "pusher" and output.on:
            self._book.orders.append(Reject(said.t, at, moving=self._book.speed > 0))

    def _edges(self, said: Delivered, _: int) -> None:
        if "reject_confirm" in said.message.signals:  # type: ignore[union-attr]  # dispatched by type
            self._confirmed(said)

    def _confirmed(self, said: Delivered) -> None:
        """The confirmation belongs to the pack that fell last before it was sent; older ones stay unconfirmed."""
        orders = self._book.orders
        fallen = [one for one in orders if 0 <= one.fell_t <= said.sent]
        if not fallen:
            return
        fallen[-1].confirmed_t = said.t
        for reject in fallen:
            orders.remove(reject)
            self._book.tell("reject", reject)

    def _ordered(self, said: Delivered, at: int) -> None:
        orders = said.message
        assert type(orders) is printer.PrintOrders
        book = self._book
        for record, serial in enumerate(orders.serials, orders.first):
            key = serial if book.at_home else self._key(serial)
            state = self._serials.get(key, 0)
            if state & ORDERED:
                if book.print_orders.get(key) == record:
                    continue
                book.tell("ordered", said.t, at, key, state)
                state |= 0 if state & PRINTED else TWICE
            book.print_orders[key] = record
            self._serials[key] = state | ORDERED

    def _key(self, serial: str) -> str:
        batch = self._book.batch
        return self._serials.of(batch.gtin, serial) if batch else serial

    def _job(self, said: Delivered, at: int) -> None:
        job = said.message
        assert type(job) is printer.PrintJob
        wanted = self._order or self._book.batch
        if wanted is not None:
            names = ("gtin", "lot", "expiry")
            wrong = tuple(name for name in names if getattr(job, name) != getattr(wanted, name))
            self._book.tell("job", said.t, at, job, wrong)

    def _linked(self, _: Delivered, __: int) -> None:
        self._book.verdicts_seen = True

    def _command(self, said: Delivered, _: int) -> None:
        self._book.verdicts_seen = True
        if said.message.name == "acknowledge":  # type: ignore[union-attr]  # dispatched by type
            for name, (t, at, _known) in self._book.latched.items():
                self._book.latched[name] = (t, at, True)

    def _site_order(self, said: Delivered, _: int) -> None:
        assert type(said.message) is l3.Order
        if said.link == "l3>l2":
            self._order = said.message

    def _request(self, said: Delivered, _: int) -> None:
        assert type(said.message) is l3.SerialRequest
        self._requests[said.message.request] = said.message.order

    def _allocated(self, said: Delivered, at: int) -> None:
        serials = said.message
        assert type(serials) is l3.Serials
        if serials.request in self._answered:
            return
        self._answered.add(serials.request)
        book = self._book
        book.allocations_seen = True
        order = self._requests.get(serials.request, "")
        book.allocated[order] = book.allocated.get(order, 0) + len(serials.serials)
        for serial in serials.serials:
            key = self._serials.of(serials.gtin, serial)
            state = self._serials.get(key, 0)
            if state & ALLOCATED:
                book.tell("allocated", said.t, at, key, state)
            self._serials[key] = state | ALLOCATED

    def _returned(self, said: Delivered, at: int) -> None:
        back = said.message
        assert type(back) is l3.SerialReturn
        self._document(said, at)
        if self._book.repeat is not None:
            return
        keys = [self._key(serial) for serial in back.serials]
        states = [self._serials.get(key, 0) for key in keys]
        self._book.tell("returned", said.t, at, keys, states)
        given = self._book.given_back
        given[back.order] = given.get(back.order, 0) + len(keys)
        for key, state in zip(keys, states, strict=True):
            self._serials[key] = state | GIVEN_BACK

    def _document(self, said: Delivered, at: int) -> None:
        """A numbered document claims something once, and when all before it have arrived.

        L2 sends again what is not acknowledged, and L3 takes documents in order only.
        """
        if said.link == "l2>l3":
            sequence = said.message.sequence  # type: ignore[union-attr]  # dispatched by type
            # documents of a dialect without numbers have 0
            again = 0 < sequence <= self._documents or 0 < self._documents < sequence - 1
            self._book.repeat = ("l2", said.t) if again else None
            self._documents = self._documents if again else sequence
        self._flowing(said, at)

    def _flowing(self, said: Delivered, _: int) -> None:
        book = self._book
        if book.site_down and said.link in _SITE and not book.faulty_links.intersection(_SITE):
            book.site_down = False
            book.site_up_t = said.t

    def _dropped(self, dropped: Dropped, _: int) -> None:
        message = dropped.message
        if dropped.link in _SITE:
            self._book.site_down = True
        elif type(message) is plc.Verdict:
            self._book.lost_verdicts.add(message.trigger)
        elif type(message) is plc.Alarm:  # it was raised, and nobody heard it
            self._book.alarms.setdefault(message.name, []).append((dropped.t, message.on, message.latched))
