"""One attempt as those who use it see it: time passes, people act, faults come and go, records are read."""

import random
from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

from linebench.assembled import Assembled
from linebench.auditing import Auditor
from linebench.imaging.shot import Inspector
from linebench.ports import Message
from linebench.ports.erp import ToSite
from linebench.ports.office import By
from linebench.records import AnyRecord
from linebench.records.claim import RecallClaimed
from linebench.records.truth import OperatorActed
from linebench.scenario.model import Batch, FaultPlan, Product
from linebench.searching import Search
from linebench.site.clerk import Clerk
from linebench.site.line_ends import LineWork
from linebench.site.store import Store
from linebench.tracing import trace
from linebench.wiring.captures import Captured
from linebench.wiring.endpoint import Endpoint
from linebench.wiring.lateness import Measured, Quantiles

__all__ = ["Bench"]

Result = TypeVar("Result")
_SETTLE_US = 3_000_000
"""Time the line gets at the end of an attempt to stand and to say what it still has to say."""


class Bench(Assembled):
    """One attempt in its own world.

    Equal arguments give equal journals, byte for byte, whatever else runs and in whatever order.

    Attributes:
        scenario: the world's plan.
        people: the HMI's human side.
        line: the physical line.
        store: what has left it.
        clerk: the people in the store.
        outside: does something with sockets of the bench's own, and returns what comes of it.
        showing: its dashboards.

    """

    @property
    def now(self) -> int:
        """Simulated time in microseconds."""
        return self._host.call(lambda: int(self._engine.now))

    @property
    def position(self) -> int:
        """Number of records so far: a cursor for ``advance``."""
        return self._journal.position

    @property
    def records(self) -> list[AnyRecord]:
        """The kept journal: record ``i`` has position ``i``."""
        return self._journal.records

    @property
    def head(self) -> str:
        """SHA-256 of the last journal block written."""
        return self._journal.head

    @property
    def events(self) -> int:
        """Engine entries executed so far."""
        return self._engine.events

    @property
    def timers(self) -> int:
        """How many of ``events`` were timers of the control levels."""
        return sum(seat.timers for seat in self._seats.values())

    @property
    def endpoints(self) -> Mapping[str, Endpoint]:
        """What is served on wires, by pair of seats; none where every seat is in the bench."""
        return self._host.endpoints

    @property
    def lateness(self) -> Quantiles | None:
        """How late events were in real time; ``None`` where time waits for everybody."""
        return None if self.measured is None else self.measured.lateness

    @property
    def measured(self) -> Measured | None:
        """All that was measured of real time; ``None`` where time waits for everybody."""
        return self._host.measured()

    @property
    def captured(self) -> tuple[Captured, ...]:
        """The files of the bytes on each wire; they are whole once the attempt is closed."""
        return (*self._host.captured(), *self.showing.captured())

    @property
    def inspector(self) -> Inspector:
        """The camera's eye, which in ``image`` fidelity holds the pictures of the packs it refused."""
        return self.line.world.inspector

    def call(self, work: Callable[[], Result]) -> Result:
        """Do something to what is of the world, which may be running."""
        return self._host.call(work)

    def write(self, record: AnyRecord) -> int:
        """Append a record and return its position."""
        return self._host.call(partial(self._write, record))

    def rng(self, name: str) -> random.Random:
        """Return the named stream."""
        return self._streams.stream(name)

    def ask(self, action: str, subject: str = "", by: str = "operator 1") -> None:
        """Ask something of L2 at the HMI."""
        self._host.call(partial(self.people.ask, action, subject, by))

    def inject(self, fault: FaultPlan) -> int:
        """Make a fault active now; returns its number.

        Raises:
            UnknownFaultError: no such target, kind or parameter.
            RealTargetError: it is not ours.
            UnitError: a parameter's value is of another kind or out of range.

        """
        return self._host.call(lambda: self._faults.begin(self.now, fault))

    def heal(self, fault: int) -> None:
        """End a fault now."""
        self._host.call(lambda: self._faults.end(self.now, fault))

    def hand(self, act: str, who: str = "operator 1", **args: str) -> None:
        """Do something physical: an act of ``line.hands.ACTS``, or one on power and cables.

        Raises:
            UnknownActError: no such act here.

        """
        if act in self._utilities.acts:
            detail = ", ".join(args.values())
            self.write(OperatorActed(self.now, who, act, detail))
            self._utilities.acts[act](**args)
        else:
            self._host.call(lambda: self._hands.do(self.now, act, who, **args))

    def in_store(self, do: Callable[[int, Store, Clerk], Result]) -> Result:
        """Let people in the store do something now; returns what comes of it."""
        return self._host.call(lambda: do(int(self._engine.now), self.store, self.clerk))

    def advance(self, until: Callable[[AnyRecord], bool] | None, limit_us: int, *,
                since: int | None = None) -> int | None:
        """Let the world run until a record satisfies ``until``; returns its position, ``None`` at the limit.

        Records written already from position ``since`` on are looked at first. ``until=None`` runs for
        ``limit_us``.
        """
        if until is None:
            self._host.run(self.now + limit_us)
            self._host.call(self._journal.settle)
            return None
        search = Search(self._journal, until, self.position if since is None else since)
        if not search.found():
            self._host.run(self.now + limit_us, search.found)
        self._host.call(self._journal.settle)
        return search.position if search.hit else None

    def plan(self, message: ToSite) -> None:
        """Tell the site something in the planner's place, on the planner's way."""
        self.say("erp>l3", message)

    def audit(self) -> str:
        """Ask the enterprise for everything it has, as claims; returns why it did not say all, or ``""``."""
        return Auditor(self, partial(self.say, "l3>l4")).ask()

    def begin_lines(self, lines: int, work: LineWork) -> None:
        """Let the ends of further lines report to the site from now on."""
        self._host.call(lambda: self._line_ends.begin(int(self._engine.now), lines, work))

    def trace(self, by: By, value: str) -> str:
        """Find out as a partner which packs a recall concerns, as a claim; returns why that ended early."""
        found = trace(Auditor(self, partial(self.say, "partner>l4")), by, value)
        if not found.why:
            self.write(RecallClaimed(self.now, "l4", by, value, found.chains))
        return found.why

    def say(self, link: str, message: Message) -> None:
        """Say something on a link, ``from>to``, in place of the seat that speaks there."""
        self._host.call(lambda: self._links[link].say(self.now, message))

    def close(self) -> None:
        """Stop and clear the line, let the stack say what it has to, and close the journal."""
        try:
            if not self._stood_idle:
                self._bring_to_rest()
        finally:
            self._host.close()
            self._folders.close()
            self.showing.close(int(self._engine.now))
        end = int(self._engine.now)
        for note in self.showing.noted():
            self._journal.write(note)
        if self.measured is not None:
            for record in self.measured.records(end):
                self._journal.write(record)
        self._journal.close(end)

    @property
    def _stood_idle(self) -> bool:
        """Whether nobody has used the line, so that the wall's time need not pass until it rests."""
        return self.scenario.clock[0] == "real" and not self.line.world.packs and not self.people.is_known

    def _bring_to_rest(self) -> None:
        if self._seats["l2"].powered:
            self._log_in()
            self.ask("stop_line")
        self.advance(None, _SETTLE_US)
        self._host.call(lambda: self._hands.do(self.now, "clear_line"))
        self.advance(None, int(self.scenario.stack.report_every) + _SETTLE_US)

    def _log_in(self) -> None:
        """Where L2 keeps users, nobody else stops the line."""
        if self.people.passwords:
            self.call(partial(self.people.log_in, self.scenario.line.operator.name))
            self.advance(None, _SETTLE_US)

    def abandon(self) -> None:
        """Let go of processes and sockets; the journal stays without an end."""
        self._host.close()
        self._folders.close()
        self.showing.close(int(self._engine.now))

    def bring(self, batch: Batch, product: Product) -> None:
        """Bring an order's material to the line although nobody asked at the HMI: a foreign L2 has its own."""
        self._host.call(lambda: self.line.begin_batch(self.now, batch, product))
