"""The ledger's part on messages: what the levels and devices told each other about a pack, and when."""

from collections.abc import Callable
from typing import Any

from linebench.oracle import policy
from linebench.oracle.book import Book
from linebench.oracle.captures import Captures
from linebench.oracle.facts import Reject
from linebench.oracle.keeping import Keeping
from linebench.oracle.serials import ALLOCATED, GIVEN_BACK, ORDERED, PRINTED, READ, TWICE
from linebench.ports import camera, checkweigher, io, l3, l4, plc, printer
from linebench.records.wire import Delivered, Dropped

__all__ = ["Talk"]

_SITE = ("l2>l3", "l3>l2")
_UP, _DOWN = "l3>l4", "l4>l3"


class Talk:
    """Follows delivered messages. Handlers take the record and its position."""

    def __init__(self, book: Book, keeping: Keeping) -> None:
        self._book, self._keeping = book, keeping
        self._serials = book.serials
        self._by_trigger = book.by_trigger
        self._weights = book.weights
        self._print_orders = book.print_orders
        self._decisions = book.tally.decisions
        limit = book.world.limit("URS-REJ-003")
        self._slow = limit.high if limit is not None and limit.high is not None else 1 << 62
        self._order: l3.Order | None = None
        self._requests: dict[int, str] = {}
        self._answered: set[int] = set()
        self._documents = 0                  # sequence of the last document in order
        self._captures: set[int] = set()     # their numbers; those of lines and of people count by themselves
        self._due = Captures()

    def messages(self) -> dict[type, Callable[[Any, Delivered, int], None]]:
        """The message types this part reads."""
        return {camera.Reading: self._reading, plc.Verdict: self._verdict, checkweigher.Weight: self._weight,
                io.Output: self._output, io.Edges: self._edges, printer.PrintOrders: self._ordered,
                printer.PrintJob: self._job, plc.Setup: self._linked, plc.Command: self._command,
                l3.Order: self._site_order, l3.SerialRequest: self._request, l3.Serials: self._allocated,
                l3.CodedSerials: self._allocated, printer.CodedOrders: self._ordered,
                l3.SerialReturn: self._returned, l3.Report: self._document, l3.BatchReport: self._document,
                l3.ReportAccepted: self._accepted, l4.Capture: self._capture,
                l4.Captured: self._captured}

    def handlers(self) -> dict[type, Callable[[Any, int], None]]:
        """The record types this part reads."""
        return {Dropped: self._dropped}

    def _reading(self, reading: camera.Reading, said: Delivered, _: int) -> None:
        fate = self._by_trigger.get(reading.trigger)
        if fate is None or fate.read_t >= 0:
            return
        fate.read_t = said.t
        if not fate.readable and reading.outcome == "read":
            self._book.misread += 1
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

    def _verdict(self, verdict: plc.Verdict, said: Delivered, _: int) -> None:
        self._book.verdicts_seen = True
        fate = self._by_trigger.get(verdict.trigger)
        if fate is None or fate.good is not None:
            return
        fate.verdict_t = t = said.t
        fate.good = verdict.good
        if fate.read_t >= 0:
            took = t - fate.read_t
            self._decisions.append(took)
            if took > self._slow:
                self._book.tell("slow", fate)

    def _weight(self, weight: checkweigher.Weight, said: Delivered, _: int) -> None:
        waiting = self._weights
        while waiting:  # weights arrive in order, and a lost one shows by its value
            fate = waiting.popleft()
            if fate.shown == weight.mg:
                fate.weight_t = said.t
                return

    def _output(self, output: io.Output, said: Delivered, at: int) -> None:
        if output.signal == "pusher" and output.on:
            self._book.orders.append(Reject(said.t, at, moving=self._book.speed > 0))

    def _edges(self, edges: io.Edges, said: Delivered, _: int) -> None:
        if "reject_confirm" in edges.signals:
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

    def _ordered(self, orders: printer.PrintOrders, said: Delivered, at: int) -> None:
        waiting, known = self._print_orders, self._serials
        home = self._book.at_home
        self._book.given = self._book.given or ORDERED  # a level with a pool of its own is given none
        for record, serial in enumerate(orders.serials, orders.first):
            key = serial if home else self._key(serial)
            state = known.get(key, 0)
            if state & ORDERED:
                if waiting.get(key) == record or said.link in self._book.faulty_links.doubled:
                    continue  # a message that was repeated, by whoever or by the wire
                self._book.tell("ordered", said.t, at, key, state)
                state |= 0 if state & PRINTED else TWICE
            waiting[key] = record
            known[key] = state | ORDERED

    def _key(self, serial: str) -> str:
        batch = self._book.batch
        return self._serials.of(batch.gtin, serial) if batch else serial

    def _job(self, job: printer.PrintJob, said: Delivered, at: int) -> None:
        wanted = self._order or self._book.batch
        if wanted is not None and (said.link, said.sent) not in self._book.faulty_links.spoiled:
            names = ("gtin", "lot", "expiry")
            wrong = tuple(name for name in names if getattr(job, name) != getattr(wanted, name))
            self._book.tell("job", said.t, at, job, wrong)

    def _linked(self, _: plc.Setup, __: Delivered, ___: int) -> None:
        self._book.verdicts_seen = True

    def _command(self, command: plc.Command, _: Delivered, __: int) -> None:
        self._book.verdicts_seen = True
        if command.name == "acknowledge":
            for name, (t, at, _known) in self._book.latched.items():
                self._book.latched[name] = (t, at, True)

    def _site_order(self, order: l3.Order, said: Delivered, at: int) -> None:
        if said.link == "l3>l2":
            self._order = order
            self._keeping.ordered(order)
            self._book.tell("order_given", order, said, at)

    def _request(self, request: l3.SerialRequest, _: Delivered, __: int) -> None:
        self._requests[request.request] = request.order

    def _allocated(self, given: l3.Serials, said: Delivered, at: int) -> None:
        if given.request in self._answered or (said.link, said.sent) in self._book.faulty_links.spoiled:
            return
        self._answered.add(given.request)
        self._book.tell("given", given, said.t, at)
        book, known = self._book, self._serials
        book.given = ALLOCATED
        order = self._requests.get(given.request, "")
        book.allocated[order] = book.allocated.get(order, 0) + len(given.serials)
        keys = known.all_of(given.gtin, given.serials)
        extra = given.extra if isinstance(given, l3.CodedSerials) else ()
        for serial, other in book.markets.given(given.gtin, keys, given.serials, extra):
            book.tell("shared", said.t, at, given.gtin, serial, other)
        fresh = dict.fromkeys(keys, ALLOCATED)
        if len(fresh) == len(keys) and known.keys().isdisjoint(fresh):
            known.update(fresh)
            return
        for key in keys:
            state = known.get(key, 0)
            if state & ALLOCATED:
                book.tell("allocated", said.t, at, key, state)
            known[key] = state | ALLOCATED

    def _returned(self, back: l3.SerialReturn, said: Delivered, at: int) -> None:
        self._document(back, said, at)
        if self._book.repeat is not None:
            return
        keys = [self._key(serial) for serial in back.serials]
        states = self._serials.states(keys)
        self._book.tell("returned", said.t, at, keys, states)
        given = self._book.given_back
        given[back.order] = given.get(back.order, 0) + len(keys)
        self._serials.add(keys, states, GIVEN_BACK)

    def _document(self, document: l3.Report | l3.BatchReport | l3.SerialReturn, said: Delivered, at: int) -> None:
        """A numbered document claims something once, and when all before it have arrived.

        L2 sends again what is not acknowledged, and L3 takes documents in order only.
        """
        if said.link == "l2>l3":
            self._book.reported_t = said.t
            sequence = document.sequence
            # documents of a dialect without numbers have 0
            again = 0 < sequence <= self._documents or 0 < self._documents < sequence - 1
            self._book.repeat = ("l2", said.t) if again else None
            self._documents = self._documents if again else sequence
            if sequence and not again:
                self._book.documents.unanswered[sequence] = (said.t, at, document)
        self._flowing(document, said, at)

    def _accepted(self, accepted: l3.ReportAccepted, said: Delivered, at: int) -> None:
        self._flowing(accepted, said, at)
        self._keeping.accepted()
        found = self._book.documents.accept(accepted.sequence, said.t)
        if found is not None:
            self._book.tell("acknowledged", accepted.sequence, *found, said.t, at)

    def _capture(self, capture: l4.Capture, said: Delivered, at: int) -> None:
        """A numbered capture of the site claims something once; what is not confirmed is sent again."""
        self._due.arrived(said.link.partition(">")[0], capture)
        if said.link != _UP:
            return
        again = capture.capture in self._captures
        if not again:
            self._book.tell("capture", capture, said.t, at)
        self._book.repeat = ("l3", said.t) if again else None
        self._captures.add(capture.capture)

    def _captured(self, captured: l4.Captured, said: Delivered, at: int) -> None:
        due = self._due.due(said.link.partition(">")[2], captured.capture)
        if due is not None:
            self._book.tell("judged", captured, due, said.t, at)
        if said.link == _DOWN:
            self._book.tell("captured", captured, said.t, at)

    def _flowing(self, _: Any, said: Delivered, __: int) -> None:  # noqa: ANN401  # any document or its answer
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
