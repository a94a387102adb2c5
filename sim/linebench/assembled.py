"""One attempt put together: a line, a stack on its seats, people, faults, and the journal of it all."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import BinaryIO

from linebench import __version__
from linebench.claims.harvest import harvest
from linebench.content import Content, library
from linebench.credentials import keyed, passwords_of
from linebench.ends import ends_of
from linebench.epcis.times import micros
from linebench.failing_store import StoreSeat
from linebench.folder_links import FolderLink, Folders
from linebench.hosting import Host, InProcess
from linebench.imaging.shot import Inspector
from linebench.inspectors import inspector_for
from linebench.kernel.engine import Engine
from linebench.kernel.journal import Journal
from linebench.kernel.streams import Streams
from linebench.level_setups import level_setups
from linebench.levels import POWERED
from linebench.line.hands import Hands
from linebench.line.line import Line, fault_book
from linebench.line.operator import Operator
from linebench.line.time_server import TimeServer
from linebench.line.world import World
from linebench.links import Link
from linebench.people import People
from linebench.planting import refuse_beside_real
from linebench.pool_faults import WorldLevels
from linebench.ports import Message
from linebench.ports.operator import Answer, Request
from linebench.records import AnyRecord
from linebench.records.requirement import Requirement, encode_requirements
from linebench.records.run import Opened
from linebench.scanning import Scanner
from linebench.scenario.kinds import LINKS
from linebench.scenario.model import FaultPlan, Scenario, encode_scenario
from linebench.seats import LevelSeat, join, latency_of
from linebench.showing import showing_of
from linebench.site.clerk import Clerk
from linebench.site.line_ends import LineEnds
from linebench.site.store import Store
from linebench.stack.machine import Level
from linebench.succeeding import Successor
from linebench.utilities import Utilities
from linebench.wiring.attempt import ALONE, Identity, Outside, wiring_of
from linebench.wiring.attempt import World as Wired
from linebench.wiring.facade import WiredSeat

__all__ = ["Assembled"]


class Assembled(ABC):
    """The parts of one attempt, joined and switched on; what can be done with them derived classes say."""

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
        levels = [name for name in POWERED if name in self._seats]
        early = [name for name in levels if name not in remote and self.scenario.clock[0] == "real"]
        for name in early:
            self._utilities.switch(name, on=True, t=0)
        self._host.begin()
        self._host.call(lambda: self.showing.start(self.now))
        for name in levels:
            if name not in early:
                self._utilities.switch(name, on=True, t=0)

    @property
    @abstractmethod
    def now(self) -> int:
        """Simulated time in microseconds."""

    @abstractmethod
    def ask(self, action: str, subject: str = "", by: str = "operator 1") -> None:
        """Ask something of L2 at the HMI."""

    @abstractmethod
    def inject(self, fault: FaultPlan) -> int:
        """Make a fault active now; returns its number."""

    @abstractmethod
    def heal(self, fault: int) -> None:
        """End a fault now."""

    def _build(self, identity: Identity, inspector: Inspector) -> None:
        scenario, engine, write = self.scenario, self._engine, self._record
        self._faults = fault_book(engine, write, self._streams.stream, scenario)
        self._folders = Folders(scenario, self._outer.captures, identity.mutants)
        self._links = {name: self._link(name) for name in LINKS}
        self.line = Line(scenario.line, World(
            engine, write, self._streams.stream, self._faults,
            inspector, {name: link.say for name, link in self._links.items()}, scenario.stack.devices,
            {product.gtin: scenario.form_of(product) for product in scenario.products}))
        self.line.set_rate(scenario.rate)
        passwords = passwords_of(scenario, self._streams.stream("passwords"))
        setups = keyed(level_setups(scenario), passwords, self._streams.stream("salts"))
        self._host: Host = wiring_of(Wired(
            scenario=scenario, engine=engine, write=write, setups=setups, identity=identity, faults=self._faults,
            stream=self._streams.stream, outside=self._outer,
            encoder=lambda: self.line.field.encoder.count(int(engine.now)), units=self.line.units(),
            settle=self._journal.settle, sync=self._journal.sync)) or InProcess(engine)
        self.outside = self._host.outside
        make = WorldLevels(scenario, identity.mutants, self._streams.stream, self._faults, write).maker
        self._seats: dict[str, LevelSeat | WiredSeat] = {
            **{name: self._seat_of(name, make(name, setup))
               for name, setup in setups.items() if name not in scenario.stack.remote},
            **self._host.seats,
        }
        self._staff(passwords)
        # nobody acts in the store of a run that keeps no records, which may be long
        self.store = Store.behind(self.line) if self._journal.keeps else Store(write, lambda: 0)
        self._line_ends = LineEnds(self._links["l2>l3"].say, engine.at)
        self.clerk = Clerk(self.store, self._links["desk>l3"].say, engine.at, write)
        join(self._links, self._seats, ends_of(self.line, self.people, self._links)
             | {"desk": self.clerk.receive, "time": self._time_server().receive})
        self._utilities = Utilities(self._host, self._seats, self.line.field, links=self._links,
                                    now=lambda: self.now, inject=self.inject, heal=self.heal,
                                    successor=Successor(setups["l3"], identity, scenario.id))

    def _time_server(self) -> TimeServer:
        return TimeServer(micros(self.scenario.epoch), self._links["time>l2"].say)

    def _seat_of(self, level: str, make: Callable[[], Level]) -> LevelSeat:
        if level == "l2":
            return StoreSeat(level, self._engine, self._record, make, faults=self._faults)
        return LevelSeat(level, self._engine, self._record, make)

    def _staff(self, passwords: Mapping[str, str]) -> None:
        """Put people at the HMI and hands on the line."""
        scanner = Scanner(self.scenario.line.operator.scanner, self._faults, lambda: self.now)
        self.people = People(self._links["hmi>l2"].say, lambda: self.now, scanner.subject,
                             passwords=passwords, write=self._record)
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
        if self._folders.has(name):
            return FolderLink(name, self._engine, self._record, self._faults, latency_us=latency,
                              post=self._folders.open(name), answered=self._tell_planner)
        return Link(name, self._engine, self._record, self._faults, latency_us=latency, grid_us=grid,
                    harvest=harvest(name, self.scenario.epoch))

    def _tell_planner(self, t: int, message: Message) -> None:
        self._links["l3>erp"].say(t, message)

    def _answered(self, t: int, request: Request, answer: Answer) -> None:
        """Bring the order's material to the line when L2 has taken the order."""
        if answer.action != "start_batch" or not answer.accepted:
            return
        batch = next(batch for batch in self.scenario.batches if batch.order == request.subject)
        product = next(product for product in self.scenario.products if product.name == batch.product)
        self.line.begin_batch(t, batch, product)
