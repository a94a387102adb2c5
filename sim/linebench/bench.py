"""One attempt put together: a line, a stack on its seats, people, faults, and the journal of it all."""

import random
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import BinaryIO, TypeVar

from linebench import __version__
from linebench.auditing import Auditor
from linebench.claims.harvest import harvest
from linebench.content import Content, library
from linebench.ends import ends_of
from linebench.hosting import Host, InProcess
from linebench.imaging.shot import Inspector
from linebench.inspectors import inspector_for
from linebench.kernel.engine import Engine
from linebench.kernel.journal import Journal
from linebench.kernel.streams import Streams
from linebench.level_setups import level_setups
from linebench.levels import LEVELS, level_maker
from linebench.line.hands import Hands
from linebench.line.line import Line, fault_book
from linebench.line.operator import Operator
from linebench.line.world import World
from linebench.links import Link
from linebench.people import People
from linebench.planting import refuse_beside_real
from linebench.ports.operator import Answer, Request
from linebench.records import AnyRecord
from linebench.records.requirement import Requirement, encode_requirements
from linebench.records.run import Opened
from linebench.records.truth import OperatorActed
from linebench.scanning import Scanner
from linebench.scenario.kinds import LINKS
from linebench.scenario.model import Batch, FaultPlan, Product, Scenario, encode_scenario
from linebench.searching import Search
from linebench.seats import LevelSeat, join, latency_of
from linebench.showing import showing_of
from linebench.utilities import Utilities
from linebench.wiring.attempt import ALONE, Identity, Outside, wiring_of
from linebench.wiring.attempt import World as Wired
from linebench.wiring.captures import Captured
from linebench.wiring.endpoint import Endpoint
from linebench.wiring.facade import WiredSeat
from linebench.wiring.lateness import Measured, Quantiles

__all__ = ["Bench"]

T = TypeVar("T")
_SETTLE_US = 3_000_000
"""Time the line gets at the end of an attempt to stand and to say what it still has to say."""


class Bench:
    """One attempt in its own world.

    Equal arguments give equal journals, byte for byte, whatever else runs and in whatever order.

    Attributes:
        scenario: the world's plan.
        people: the HMI's human side.
        line: the physical line.
        outside: does something with sockets of the bench's own, and returns what comes of it.
        showing: its dashboards.

    """

    def __init__(self, scenario: Scenario, *, seed: int, sink: BinaryIO | None = None, test: str = "",
                 row: str = "", mutants: Sequence[str] = (), requirements: tuple[Requirement, ...] = (),
                 origins: str = "{}", files: tuple[tuple[str, str], ...] = (), keep: bool = True,
                 content: Content | None = None, outer: Outside = ALONE) -> None:
        """Build the world and switch it on; the line stands and waits for an order.

        Args:
            scenario: the world.
            seed: seed of the run; the attempt's streams derive from it, ``test`` and ``row``.
            sink: where journal blocks go; ``None``: nowhere.
            test: test id.
            row: Examples row as text.
            mutants: planted defects to switch on, by name.
            requirements: for record 0.
            origins: origins of the scenario's values as JSON text, for record 0.
            files: files read, for record 0.
            content: where the camera's table comes from; ``None``: the shipped library.
            keep: hold all records, which ``records`` and ``advance`` with a condition need.
            outer: what it has to do with the world outside.

        Raises:
            PlantedError, RealTargetError: mutants beside, or faults on, what is real; nothing has been opened.

        """
        refuse_beside_real(mutants, scenario)
        self.scenario = scenario
        self._engine = Engine()
        self._journal = Journal(sink, keep=keep)
        self._streams = Streams(seed, test, row)
        self._outer = outer
        self.showing = showing_of(scenario, self._engine, outer, keep=keep)
        self._record = self.showing.listening(self._journal.write)
        content = Content((library(),)) if content is None else content.fresh()
        inspector = inspector_for(scenario, self._streams.stream, content)
        self._journal.write(Opened(
            0, __version__, test, row, seed, scenario.epoch, encode_scenario(scenario), origins,
            encode_requirements(requirements), tuple(mutants), tuple(sorted({*files, *content.files}))))
        self._build(Identity(seed, test, row, tuple(mutants)), inspector)
        for plan in scenario.faults:
            self._faults.plan(plan)
        remote = self.scenario.stack.remote
        # what is here is there before time begins: the wall would not wait while levels elsewhere come to life
        levels = [name for name in LEVELS if name in self._seats]
        early = [name for name in levels if name not in remote and self.scenario.clock[0] == "real"]
        for name in early:
            self._utilities.switch(name, on=True, t=0)
        self._host.begin()
        self._host.call(lambda: self.showing.start(self.now))
        for name in levels:
            if name not in early:
                self._utilities.switch(name, on=True, t=0)

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

    def call(self, work: Callable[[], T]) -> T:
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

    def audit(self) -> str:
        """Ask the enterprise for everything it has, as claims; returns why it did not say all, or ``""``."""
        auditor = Auditor(
            lambda message: self._host.call(lambda: self._links["l3>l4"].say(self.now, message)),
            lambda until, limit: None if (at := self.advance(until, limit)) is None else self.records[at],
            self.write, lambda: self.now)
        return auditor.ask()

    def close(self) -> None:
        """Stop and clear the line, let the stack say what it has to, and close the journal."""
        try:
            if not self._stood_idle:
                self._bring_to_rest()
        finally:
            self._host.close()
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
            self.ask("stop_line")
        self.advance(None, _SETTLE_US)
        self._host.call(lambda: self._hands.do(self.now, "clear_line"))
        self.advance(None, int(self.scenario.stack.report_every) + _SETTLE_US)

    def abandon(self) -> None:
        """Let go of processes and sockets; the journal stays without an end."""
        self._host.close()
        self.showing.close(int(self._engine.now))

    def _build(self, identity: Identity, inspector: Inspector) -> None:
        scenario, engine, write = self.scenario, self._engine, self._record
        self._faults = fault_book(engine, write, self._streams.stream, scenario)
        self._links = {name: self._link(name) for name in LINKS}
        self.line = Line(scenario.line, World(
            engine, write, self._streams.stream, self._faults,
            inspector, {name: link.say for name, link in self._links.items()}, scenario.stack.devices))
        self.line.set_rate(scenario.rate)
        setups = level_setups(scenario)
        self._host: Host = wiring_of(Wired(
            scenario=scenario, engine=engine, write=write, setups=setups, identity=identity, faults=self._faults,
            stream=self._streams.stream, outside=self._outer,
            encoder=lambda: self.line.field.encoder.count(int(engine.now)), units=self.line.units(),
            settle=self._journal.settle, sync=self._journal.sync)) or InProcess(engine)
        self.outside = self._host.outside
        self._seats: dict[str, LevelSeat | WiredSeat] = {
            **{name: LevelSeat(name, engine, write, level_maker(setup, identity.mutants, self._streams.stream))
               for name, setup in setups.items() if name not in scenario.stack.remote},
            **self._host.seats,
        }
        self._staff()
        join(self._links, self._seats, ends_of(self.line, self.people, self._links))
        self._utilities = Utilities(self._host, self._seats, self.line.field, links=self._links,
                                    now=lambda: self.now, inject=self.inject, heal=self.heal)

    def _staff(self) -> None:
        """Put people at the HMI and hands on the line."""
        scanner = Scanner(self.scenario.line.operator.scanner, self._faults, lambda: self.now)
        self.people = People(self._links["hmi>l2"].say, lambda: self.now, scanner.subject)
        self._hands = Hands(self.line, self.ask)
        operator = Operator(self.scenario.line.operator, self._engine, self._hands,
                            self._streams.stream("operator"), self.ask)
        self.people.on_answer(self._answered)
        self.people.on_message(operator.receive)

    def _write(self, record: AnyRecord) -> int:
        self._journal.write(record)
        return self._journal.position - 1

    def _link(self, name: str) -> Link:
        latency, grid = latency_of(name, self.scenario)
        return Link(name, self._engine, self._record, self._faults, latency_us=latency, grid_us=grid,
                    harvest=harvest(name, self.scenario.epoch))

    def _answered(self, t: int, request: Request, answer: Answer) -> None:
        """Bring the order's material to the line when L2 has taken the order."""
        if answer.action != "start_batch" or not answer.accepted:
            return
        batch = next(batch for batch in self.scenario.batches if batch.order == request.subject)
        product = next(product for product in self.scenario.products if product.name == batch.product)
        self.line.begin_batch(t, batch, product)

    def bring(self, batch: Batch, product: Product) -> None:
        """Bring an order's material to the line although nobody asked at the HMI: a foreign L2 has its own."""
        self._host.call(lambda: self.line.begin_batch(self.now, batch, product))
