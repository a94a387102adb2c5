"""The packs' part of the ledger: what physically happened to each, from the infeed until it leaves the line."""

from collections.abc import Callable
from typing import Any

from linebench.oracle import policy
from linebench.oracle.book import Book
from linebench.oracle.facts import MISSING, PASSED, REJECTED, Batch, Fate
from linebench.oracle.gaps import Gaps
from linebench.oracle.serials import ALLOCATED, DIVERTED, GOOD, PACK_SHIFT, PRINTED, UNSURE
from linebench.records import truth

__all__ = ["UNCOUNTED", "Flow"]

UNCOUNTED = policy.ZONE | policy.ZONE_EDGE | policy.SENSOR | policy.VOID | policy.INSERTED
"""A pack that goes because of a stop, or that a person put down, says nothing about the packs that are made."""
_OUTCOMES = {"exited": PASSED, "diverted": REJECTED}
_TAKEN = ALLOCATED | PRINTED
_STRUCK = {"blind": policy.SENSOR, "sensor_dead": policy.SENSOR,
           "shifted": policy.SHIFTED, "double_trigger": policy.SHIFTED}


class Flow:
    """Follows packs from truth records."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._fates = book.fates
        self._serials = book.serials
        self._by_trigger = book.by_trigger
        self._print_orders = book.print_orders
        self._void = book.void
        self._tally = book.tally
        self.gaps = Gaps(book)
        self._is_plain = book.policy.is_plain
        self._prefix = "\0"     # content of a right code up to the serial, where that ends it
        self._kinds: dict[int, str] = {}
        self._gated = self._run_end = self._run = self._trigger = 0
        self._consecutive = book.world.stack.consecutive_rejects
        self.in_a_row: Callable[[int, int], None] = lambda _t, _at: None
        self.unread: Callable[[truth.PackViewed], None] = lambda _viewed: None

    def handlers(self) -> dict[type, Callable[[Any, int], None]]:
        """The record types this part reads."""
        return {truth.BatchBegan: self._batch, truth.PackFed: self._fed, truth.PackPrinted: self._printed,
                truth.PackViewed: self._viewed, truth.PackWeighed: self._weighed, truth.PackGated: self._gate,
                truth.PackExited: self._exited, truth.PackDiverted: self._diverted,
                truth.FaultBegan: self._fault, truth.FaultStruck: self._struck}

    def run_reset(self) -> int:
        """Forget the rejects in a row (they were acted on); returns how many there were."""
        run, self._run = self._run, 0
        return run

    def _batch(self, began: truth.BatchBegan, _: int) -> None:
        book = self._book
        book.tell("batch")
        book.batch = batch = Batch.begun(began, book.world)
        book.batches.append(batch)
        book.policy.begin(began.product, began.gtin)
        self._serials.of(began.gtin, "")
        book.at_home = self._serials.home == f"01{began.gtin}21"
        self._prefix = batch.prefix
        book.outcomes.clear()
        book.faulty_links.batch_over()
        book.restarted = False
        self._trigger = 0

    def _fed(self, fed: truth.PackFed, at: int) -> None:
        pack = fed.pack
        self._fates[pack] = Fate(pack, fed.mg, at)
        batch = self._book.batch
        if batch is not None and not batch.first_pack:
            batch.first_pack = pack

    def fate(self, pack: int, at: int) -> Fate:
        """The fate of a pack, made anew for one that was never fed: somebody put it down."""
        fate = self._fates.get(pack)
        if fate is None:
            fate = self._fates[pack] = Fate(pack, 0, at)
            fate.flags = policy.INSERTED
        return fate

    def _printed(self, printed: truth.PackPrinted, at: int) -> None:
        fate = self._fates.get(printed.pack) or self.fate(printed.pack, at)
        fate.content = content = printed.content
        key = content.removeprefix(self._prefix)
        if key == content or not self._book.at_home:
            key = self._other_code(fate, content)
        if printed.text is not None:
            fate.flags |= policy.TEXT
        if printed.marking:
            fate.flags |= policy.marking_flags(printed.marking)
        if not key:
            return
        fate.key = key
        self._print_orders.pop(key, None)
        state = self._serials.get(key, 0)
        fate.flags |= self._book.markets.flags(key, content, state)
        if state & _TAKEN == ALLOCATED and not self._void:
            self._serials[key] = state | PRINTED | fate.pack << PACK_SHIFT
        else:
            self._doubtful(fate, state, printed.t)

    def _other_code(self, fate: Fate, content: str) -> str:
        """Tell what is wrong with a code by itself, unless it is right and of another GTIN; returns its serial."""
        if content.startswith(self._prefix):
            return self._serials.of(content[2:16], content[len(self._prefix):])
        flags, gtin, serial = policy.code_flags(content, self._book.batch)
        fate.flags |= flags
        return self._serials.of(gtin, serial) if serial else ""

    def _doubtful(self, fate: Fate, state: int, t: int) -> None:
        """A serial was printed that is not allocated or printed already, or some are void."""
        if fate.key in self._void:
            fate.flags |= policy.VOID
        if (given := self._book.given) and not state & given and not fate.flags & policy.GTIN:
            fate.flags |= policy.UNKNOWN
        if state & PRINTED:
            fate.twin = state >> PACK_SHIFT
            fate.flags |= policy.TWIN if fate.twin != fate.pack else 0
            self._book.tell("reprinted", fate, state, fate.twin, t)
            return
        self._serials[fate.key] = state | PRINTED | fate.pack << PACK_SHIFT

    def _viewed(self, viewed: truth.PackViewed, at: int) -> None:
        fate = self._fates.get(viewed.pack) or self.fate(viewed.pack, at)
        book, t = self._book, viewed.t
        fate.viewed_t = t
        fate.at_seen = at
        fate.shot = viewed.shot
        fate.readable = viewed.readable
        fate.trigger = trigger = viewed.trigger
        if book.blind_from is not None:
            self._blind(fate, t)
        if not fate.content:
            fate.flags |= policy.BLANK
        if trigger:
            if trigger <= self._trigger:
                self._count_anew()
            self._trigger = book.counted_to = trigger
            self._by_trigger[trigger] = fate
            if not viewed.readable:
                self.unread(viewed)
            if fate.key:
                book.viewed_at[fate.key] = t

    def _blind(self, fate: Fate, t: int) -> None:
        """The encoder was lost: places are known again once the belt has run through the zone with it."""
        book = self._book
        if book.blind_from is not None and book.belt_at(t) - book.blind_from > book.world.reach():
            book.blind_from = None
        else:
            fate.flags |= policy.ZONE_EDGE

    def _count_anew(self) -> None:
        """The camera counts from 1 again: what was tracked by the old numbers cannot be told apart any more."""
        book = self._book
        book.restarted = True
        book.excused.update(number >> 2 for number in book.outcomes.values())
        book.outcomes.clear()
        for fate in book.by_trigger.values():
            book.excused.add(fate.pack)
        book.by_trigger.clear()

    def _weighed(self, weighed: truth.PackWeighed, at: int) -> None:
        fate = self._fates.get(weighed.pack) or self.fate(weighed.pack, at)
        fate.shown = weighed.shown
        if weighed.shown >= 0:
            self._book.weights.append(fate)

    def _gate(self, gated: truth.PackGated, at: int) -> None:
        fate = self._fates.get(gated.pack) or self.fate(gated.pack, at)
        fate.gated_t = t = gated.t
        fate.gate_no = self._gated = self._gated + 1
        self.gaps.passed(fate, t)

    def _exited(self, exited: truth.PackExited, at: int) -> None:
        fate = self._fates.get(exited.pack) or self.fate(exited.pack, at)
        book, t, key = self._book, exited.t, fate.key
        self._tally.out_t = t
        batch = book.batch
        if batch is not None:
            batch.exited += 1
        state = self._serials.get(key, GOOD)
        if batch is None or state & GOOD or not fate.good or fate.track or not self._is_plain(fate):
            self._exited_odd(fate, t, at)
            return
        fate.end = "exited"
        pack, trigger = fate.pack, fate.trigger
        self._serials[key] = state | GOOD
        book.awaiting[key] = t
        book.out[pack] = key
        batch.good += 1
        del self._fates[pack]
        if self._by_trigger.get(trigger) is fate:
            del self._by_trigger[trigger]
            book.outcomes[trigger] = pack << 2 | PASSED
        self._count(t)

    def _count(self, t: int) -> None:
        tally = self._tally
        if t >= tally.minute_end:
            tally.turn_minute(t)
        tally.plain += 1

    def _exited_odd(self, fate: Fate, t: int, at: int) -> None:
        self.end(fate, "exited", t, at)
        key, book = fate.key, self._book
        if key:
            book.out[fate.pack] = key
            self._release(fate, sure=fate.duty != policy.REJECT and not fate.flags & policy.SENSOR)

    def _release(self, fate: Fate, *, sure: bool) -> None:
        key = fate.key
        state = self._serials.get(key, 0)
        if state & GOOD:
            self._book.tell("again", fate)
            return
        batch = self._book.batch
        self._serials[key] = state | (GOOD if sure else UNSURE)
        if sure:
            self._book.awaiting[key] = fate.end_t
        if batch is not None:
            batch.good += sure
            batch.unsure += not sure and not state & UNSURE

    def _diverted(self, diverted: truth.PackDiverted, at: int) -> None:
        fate = self._fates.get(diverted.pack) or self.fate(diverted.pack, at)
        batch = self._book.batch
        self._tally.out_t = diverted.t
        self._book.bin[fate.pack] = (fate.key, fate.content)
        for order in self._book.orders:
            if fate.pack in order.packs:
                order.fell_t = diverted.t
        if batch is not None:
            batch.diverted += 1
        if fate.key:
            state = self._serials.get(fate.key, 0)
            self._serials[fate.key] = state | DIVERTED
            self._book.viewed_at.pop(fate.key, None) if not state & GOOD else None
            if batch is not None and not state & (DIVERTED | GOOD):
                batch.refused += 1
        self.end(fate, "diverted", diverted.t, at)
        self._in_a_row(fate, diverted.t, at)

    def _in_a_row(self, fate: Fate, t: int, at: int) -> None:
        if fate.flags & UNCOUNTED:
            self._run_end += self._run_end + 1 == fate.gate_no
            return
        self._run = self._run + 1 if self._run and fate.gate_no == self._run_end + 1 else 1
        self._run_end = fate.gate_no
        if self._consecutive and self._run == self._consecutive:
            self._run = 0
            self.in_a_row(t, at)

    def end(self, fate: Fate, end: str, t: int, at: int) -> None:
        """The pack has left the line: judge it and tell the rules."""
        book = self._book
        fate.end, fate.end_t, fate.at_end = end, t, at
        fate.duty = duty = book.policy.judge(fate, verdicts_seen=book.verdicts_seen)
        del self._fates[fate.pack]
        if fate.trigger:
            self._settle(fate)
        if duty is policy.ACCEPT and end == "exited" and fate.good and not fate.track:
            self._count(t)
            return
        self._tally.must_accept += duty is policy.ACCEPT
        book.tell("odd", fate)

    def _settle(self, fate: Fate) -> None:
        book = self._book
        trigger = fate.trigger
        if book.by_trigger.get(trigger) is not fate:
            return
        del book.by_trigger[trigger]
        outcome = _OUTCOMES.get(fate.end, 0)
        if fate.end == "removed" and fate.why == "lost" and fate.good is not False:
            outcome = MISSING
        if outcome and not fate.flags & policy.INSERTED and (outcome != REJECTED or fate.ordered_t >= 0):
            book.outcomes[trigger] = fate.pack << 2 | outcome

    def _fault(self, began: truth.FaultBegan, _: int) -> None:
        self._kinds[began.fault] = began.kind

    def _struck(self, struck: truth.FaultStruck, _: int) -> None:
        flag = _STRUCK.get(self._kinds.get(struck.fault, ""), 0)
        if not flag or not struck.pack:
            return
        fate = self._fates.get(struck.pack)
        if fate is not None:
            fate.flags |= flag
        if flag == policy.SENSOR:
            self._book.excuse(struck.pack)

    def finish(self) -> None:
        """The journal ends: packs still on the line get no further chance."""
        for fate in self._fates.values():
            self._book.tell("odd", fate)
