"""The running batch: what devices and L1 report, what becomes certain by it, and when L3 is told."""

from collections.abc import Callable, Mapping
from typing import Any

from linebench.ports.l3 import BatchReport, Event, Report, SerialReturn, Serials
from linebench.ports.plc import TrackResults
from linebench.stack.l2.batch import Batch
from linebench.stack.l2.book import REJECTED, VERIFIED, SerialBook
from linebench.stack.l2.challenge import Challenge
from linebench.stack.l2.config import L2Config
from linebench.stack.l2.containers import Station
from linebench.stack.l2.decisions import L2Decisions
from linebench.stack.l2.desk import Desk
from linebench.stack.l2.earlier import Earlier
from linebench.stack.l2.events import events_of
from linebench.stack.l2.facts import Fact, Facts
from linebench.stack.l2.fates import UNREAD_BEHIND, Fates
from linebench.stack.l2.outbox import Outbox
from linebench.stack.l2.plc import ME, Plc
from linebench.stack.l2.printing import Printing
from linebench.stack.l2.supply import Supply
from linebench.stack.l2.tracks import NEVER, Tracks
from linebench.stack.l2.verify import VOID
from linebench.stack.machine import Arm, Effect, Store
from linebench.stack.packml import State

__all__ = ["KEPT", "Production"]

KEPT = "shut down"
"""Key of what an ordered shutdown keeps: the printer's last record, the highest one read, and at which trigger."""


class Production:
    """Everything that belongs to the batch being run. ``batch`` is ``None`` between batches."""

    def __init__(self, config: L2Config, decisions: L2Decisions, desk: Desk, plc: Plc,
                 restored: dict[str, Any]) -> None:
        self._config = config
        self.decisions = decisions
        self._desk = desk
        self._plc = plc
        self._completing = False
        self.batch: Batch | None = None
        self.facts = Facts()
        self.stating: Callable[[tuple[Event, ...]], tuple[Event, ...]] = tuple
        self._earlier = Earlier(restored)
        self.challenge = Challenge(config.challenge_packs, decisions, desk, plc, restored)
        self.outbox = Outbox(config, decisions, desk, restored)
        self.supply = Supply(config, decisions, desk, restored)
        self.printing = Printing(decisions, config.print_queue, config.serial_low, self._scarce)
        self.tracks = Tracks(decisions, desk, restored)
        self.tracks.complete = self.complete_when_done
        self.fates = Fates(config, decisions, desk, plc, tracks=self.tracks, finish=self.finish)
        self.stations = {word: Station(word, config, decisions, desk, self.learn) for word in ("case", "pallet")}
        self._on_print = decisions.commissions_at() == "print"

    def begin(self, batch: Batch | None) -> None:
        """Run this batch from now on."""
        self.batch = batch
        if batch is not None:
            batch.earlier = self._earlier.of(batch.order.gtin)
            self.challenge.begin(batch.order.order)
        self.tracks.begin(batch)
        self.printing.begin(batch.book if batch else SerialBook())
        self.printing.printed = self._commission if self._on_print else None
        self.fates.begin(batch, learns=not self._on_print)
        self._completing = False
        for station in self.stations.values():
            station.begin(batch)

    def restore(self, batch: Batch, restored: Mapping[str, Any], out: list[Effect], t: int) -> None:
        """Take up a batch after a power loss: what may have been printed unseen is void."""
        self.supply.restore(batch, restored)
        self.facts.restore(batch, restored, restored.get("reported", 0))
        batch.labels = restored.get("labels", 0)
        book = batch.book
        kept = restored.get(KEPT)
        book.handed = restored.get("handed", 0) if kept else self.decisions.first_unused(restored.get("handed", 0))
        for record, serial in enumerate(book.serials[:book.handed], start=1):
            if book.is_open(serial):
                book.status[serial] = record
        self.begin(batch)
        self.tracks.restore()
        if kept:
            self._go_on(kept, restored)
            return
        self.fates.restore(restored, book.handed)
        void = book.between(1, book.handed)
        self.finish(void, "destroyed", VOID, out, t)
        for station in self.stations.values():
            station.recover(restored, out, t)

    def _go_on(self, kept: tuple[int, int, int], restored: Mapping[str, Any]) -> None:
        """Everything was kept by an ordered shutdown: what is in the printer and on the belt is what it was."""
        done, top, top_at = kept
        self.printing.done, self.tracks.place = done, (top, top_at)
        self.fates.restore(restored, max(0, top - UNREAD_BEHIND))
        for station in self.stations.values():
            station.go_on(restored)

    def learn(self, fact: Fact, out: list[Effect], t: int) -> None:  # noqa: ARG002  # stations hand on their own time
        """Something became certain."""
        if self.batch is None:
            return
        self.facts.add(self.batch, fact, out)
        if (self.facts.weight + self.outbox.weight >= self._config.buffer_limit
                and self.decisions.stops_at_limit(self._config.buffer_limit)):
            self._desk.alarm("report buffer full", out, latched=True, cause=True)
            self._plc.stop(out)

    def finish(self, serials: tuple[str, ...], status: str, reason: str, out: list[Effect], t: int) -> None:
        """Give serials an end state."""
        if serials:
            self.learn((status, t, "", serials, reason), out, t)

    def results(self, message: TrackResults, t: int) -> list[Effect]:
        """L1 reports the fates of packs."""
        batch = self.batch
        out: list[Effect] = []
        if batch is None:
            return out
        self.fates.results(message, out, t)
        if self.challenge.running:
            self.challenge.results(message, out, t)
        for station in self.stations.values():
            if station.stage == "contents":
                station.settled(out, t)
        self.complete_when_done(out)
        return out

    def complete_when_done(self, out: list[Effect]) -> None:
        """Stop feeding when the packs verified good and those that still come make the quantity.

        L1 lets the belt run empty; what is rejected on the way is missing at the end, as on a real line.
        """
        batch = self.batch
        if batch is None or self._completing or self._plc.state is not State.EXECUTE:
            return
        self.tracks.enough = batch.order.quantity - self._config.overrun - batch.good()
        if len(self.tracks.good) >= self.tracks.enough:
            self._completing = True
            self.tracks.enough = NEVER
            self._plc.tell("complete", out)

    def running_again(self, out: list[Effect]) -> None:
        """L1 entered Execute."""
        self._completing = False
        self.complete_when_done(out)

    def packed(self, out: list[Effect]) -> None:
        """A container is closed: report it without waiting for the period."""
        if not self.decisions.report_delay_us(self._config.report_every_us, closing=True):
            self.report(out)

    def tick(self, out: list[Effect], t: int) -> None:
        """The report period is over."""
        self.fates.sweep(self.tracks.top - UNREAD_BEHIND, out, t)
        self.report(out)
        self.show(out)
        if self.batch is not None or self.outbox:
            self.arm(out)

    def arm(self, out: list[Effect]) -> None:
        """Begin a report period."""
        out.append(Arm("report", self.decisions.report_delay_us(self._config.report_every_us, closing=False)))

    def report(self, out: list[Effect]) -> None:
        """Tell L3 what became certain since the last report."""
        batch = self.batch
        if batch is None:
            return
        events = self.stating(events_of(batch, self.facts.take(), self.decisions))
        if events:
            order = batch.order.order
            self.outbox.post(lambda sequence: Report(sequence, order, events), out)
        out.append(Store("reported", self.facts.count))

    def accepted(self, sequence: int, out: list[Effect]) -> None:
        """L3 has stored a document."""
        self.outbox.accepted(sequence, out)
        if self.facts.weight + self.outbox.weight < self._config.buffer_limit:
            self._desk.cause_gone("report buffer full", out)

    def show(self, out: list[Effect]) -> None:
        """Show the counters."""
        batch = self.batch
        if batch is not None:
            rejected = self.decisions.rejects_shown(batch.book.counts[REJECTED], self.fates.unread)
            for item, value in batch.counters(rejected):
                self._desk.show(item, str(value), out)

    def return_serials(self, order: str, serials: tuple[str, ...], out: list[Effect]) -> None:
        """Serials that were never sent to the printer go back to L3."""
        if serials:
            self.outbox.post(lambda sequence: SerialReturn(order, serials, sequence), out)

    def return_orphans(self, message: Serials, out: list[Effect]) -> None:
        """Serials came for a batch that is over: they go back untouched."""
        orphan = self.supply.orphan
        if orphan is not None and orphan.request == message.request:
            self.supply.orphan = None
            self.return_serials(orphan.order, message.serials, out)

    def note(self, text: str, out: list[Effect], t: int) -> None:
        """Write into the audit trail what the controller itself found."""
        self._desk.record(ME, text, out, t)

    def balanced(self, report: BatchReport) -> BatchReport:
        """The reconciliation as it is reported."""
        return self.decisions.balance(report)

    def over(self, out: list[Effect]) -> None:
        """The batch is closed and everything about it is on its way to L3."""
        if self.batch is not None:
            self._earlier.keep(self.batch, out)
        self.facts.clear(out)
        self.supply.forget(out)
        for name in ("serials low", "serials empty"):
            self._desk.cause_gone(name, out)
        self.begin(None)

    def serials_overdue(self, out: list[Effect]) -> None:
        """No serials came in time: ask the same again."""
        batch = self.batch
        self.supply.failing = True
        self.supply.again(out)
        if batch is not None and batch.book.left() <= self._config.serial_low:
            self._desk.alarm("serials low", out, cause=True)

    def awaits_fate(self, content: str) -> bool:
        """Whether the code is of a pack that was verified and of which L1 has not said what became of it."""
        batch = self.batch
        return batch is not None and batch.book.status.get(batch.serial_of(content)) == VERIFIED

    def cleared(self, out: list[Effect], t: int) -> None:
        """A person emptied the line in the middle of a batch: what was on it is gone."""
        batch = self.batch
        assert batch is not None
        self.fates.sweep(self.printing.done, out, t)
        self.finish(self.tracks.abandon(), "rejected", "line clearance", out, t)
        loose = tuple(epc.removeprefix(batch.epc_prefix) for epc in batch.unaccounted())
        if self._config.packer:
            self.finish(loose, "destroyed", "line clearance", out, t)
        for station in self.stations.values():
            station.begin(batch)

    def packs_cases(self) -> bool:
        """Whether the line aggregates packs into cases."""
        return self._config.packer

    def packs_pallets(self) -> bool:
        """Whether the line aggregates cases onto pallets."""
        return self._config.packer and self._config.palletizer

    def _commission(self, serial: str, out: list[Effect], t: int) -> None:
        self.finish((serial,), "commissioned", "", out, t)

    def _scarce(self, out: list[Effect]) -> None:
        """Few serials are left, or none."""
        batch = self.batch
        if batch is None:
            return
        self.supply.ask(batch, out)
        if self.supply.failing:
            self._desk.alarm("serials low", out, cause=True)
        if not batch.book.left():
            self._desk.alarm("serials empty", out, latched=True, cause=True)
            self._plc.stop(out)
