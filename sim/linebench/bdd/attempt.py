"""One execution of one test case: its world, its journal, and what the steps so far were about.

The world comes into being when a step first needs it, so that Givens can still choose it: which scenario, what
speed, how many serials. After that it is fixed. Records written earlier are kept and follow record 0.
"""

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from linebench.bdd.actual import Blocked
from linebench.bdd.config import RunConfig
from linebench.bdd.continued import Continued, goes_on
from linebench.bdd.document import CaseDoc, Document, RowDoc
from linebench.bdd.foreign import Foreign
from linebench.bdd.result import attempt_name
from linebench.bdd.traces import LATENESS, Traces, encode_lateness, traces_of
from linebench.bdd.worlds import Library
from linebench.bench import Bench
from linebench.binding.allowed import refuse_unlisted
from linebench.line.faults import RealTargetError
from linebench.records import AnyRecord
from linebench.records.protocol import Stimulus
from linebench.records.requirement import Requirement
from linebench.scenario.load import Loaded
from linebench.scenario.model import Batch, Scenario
from linebench.scenario.stack import StackPlan
from linebench.wiring.attempt import Outside
from linebench.wiring.maps import read_maps

__all__ = ["Attempt", "BenchError"]


class BenchError(Exception):
    """Something is wrong with the bench or the protocol, not with the system under test."""


class Attempt:
    """A test case being executed; every step gets it as ``attempt``.

    Attributes:
        n: number of the running step, from 1; 0 before the first.
        actuals: comparisons the running step has recorded.
        cursor: position of the latest stimulus; every wait searches the journal from here.
        moment_us: when that stimulus took effect.
        packs: numbers of the packs the protocol calls "that pack" or "those packs", oldest first.
        fate_since: position from which the fate of these packs counts; 0 unless they came back onto the line.
        batch: the order the protocol runs, ``None`` before a step has chosen one.
        faults: numbers of the faults injected so far that can be healed, by the words that name them.
        foreign: what it has to do with a system that is not ours, and with people.
        notes: what one step leaves for a later one, by topic.
        continued: what outlives the attempts of the run where a system goes on.
        number: the attempt's own in its run, from 1.
        greet: called once when the world has come into being of a system that goes on.
        noted: what steps measured of the bench itself, for the audit trail: no journal holds it.
        leaving: what steps have to let go of before the world ends, such as connections of their own.

    """

    def __init__(self, document: Document, case: CaseDoc, row: RowDoc, config: RunConfig, library: Library, *,
                 continued: Continued) -> None:
        """Prepare an attempt; nothing is opened yet."""
        self.continued, self.number = continued, continued.count()
        self.greet: Callable[[], None] = _nothing
        self.leaving: list[Callable[[], None]] = []
        self.noted: list[str] = []
        self._written: Mapping[str, str] = {}
        self.document, self.case, self.row, self.config, self.library = document, case, row, config, library
        self.n = self.actuals = self.cursor = self.moment_us = self.fate_since = 0
        self.packs: tuple[int, ...] = ()
        self.batch: Batch | None = None
        self.faults: dict[str, int] = {}
        self.foreign = Foreign(config, case.test, self.journal.parent)
        self.notes: dict[str, Any] = {}  # each topic's steps know the type of their own note
        self._name: str | Path | None = config.scenario
        self._given: dict[str, str] = {}
        self._loaded: Loaded | None = None
        self._bench: Bench | None = None
        self._sink: BinaryIO | None = None
        self._early: list[AnyRecord] = []

    # -- the world -------------------------------------------------------------------------------------------

    @property
    def loaded(self) -> Loaded:
        """The world as chosen so far, with the origin of every value.

        Raises:
            BenchError: no scenario was named.
            ScenarioError: it, or a value that a Given set, is wrong.

        """
        if self._name is None:
            raise BenchError('no scenario: name one with Given the scenario "…" in the Background, or --scenario')
        if self._loaded is None:
            loaded = self.library.load(self._name, self._given, self.document.file.parent)
            if goes_on(loaded):
                loaded, self._written = self.continued.named(loaded, self.number)
            self._loaded = loaded
        return self._loaded

    @property
    def scenario(self) -> Scenario:
        """The world as chosen so far; raises as ``loaded`` does."""
        return self.loaded.scenario

    @property
    def scenario_id(self) -> str:
        """Id of the scenario, ``""`` while none is loaded."""
        return self._loaded.scenario.id if self._loaded else ""

    def choose(self, name: str) -> None:
        """Take the scenario that a Given names; it wins over the command line."""
        self._refuse_late()
        self._name, self._loaded = name, None

    def change(self, key: str, text: str) -> None:
        """Set a value of the scenario by its key path before the world starts, as text with unit.

        Raises:
            BenchError: the world already runs.
            ScenarioError: there is no such key, or the value does not fit it.

        """
        self._refuse_late()
        self._given[self._as_written(key)], self._loaded = text, None
        _ = self.loaded  # a wrong value is the error of the step that gave it

    def _as_written(self, key: str) -> str:
        """A key path as files have it: their orders have other names where the attempt's are its own."""
        for name, before in self._written.items():
            if key.startswith(f"batch.{name}."):
                return f"batch.{before}.{key.removeprefix(f'batch.{name}.')}"
        return key

    def _refuse_late(self) -> None:
        if self._bench is not None:
            raise BenchError("this Given chooses the world and must stand before the steps that run it")

    @property
    def bench(self) -> Bench:
        """The running world; made on first use."""
        if self._bench is None:
            self._bench = self._build()
            for record in self._early:
                self._bench.write(record)
            self._early.clear()
            if self.goes_on:
                self.greet()
        return self._bench

    @property
    def goes_on(self) -> bool:
        """Whether the system goes on from one test case to the next; no while no world is loaded."""
        return self._loaded is not None and goes_on(self._loaded)

    @property
    def began(self) -> bool:
        """Whether the world came into being."""
        return self._bench is not None

    def _build(self) -> Bench:
        loaded = self.loaded
        refuse_unlisted(loaded.scenario)  # a Given may have changed what was looked at before the run
        files = {*loaded.files, *self.library.files, *self.foreign.files,
                 (self.document.path, self.document.sha256)}
        self._sink = self._open_journal()
        try:
            return Bench(loaded.scenario, seed=self.config.seed, sink=self._sink, test=self.case.test,
                         row=self.row.text, mutants=self.config.mutants, requirements=self.library.requirements,
                         origins=loaded.origins_text, files=tuple(sorted(files)), content=self.library.content,
                         outer=Outside(captures=self._captures(loaded.scenario.stack), real=self.config.real,
                                       binder=self.foreign.bind(loaded, self.continued, self.number),
                                       maps=read_maps(loaded)))
        except BaseException as error:
            self._sink.close()
            shutil.rmtree(self.journal.with_name("captures"), ignore_errors=True)
            self.journal.unlink()  # nothing is in it: no world, no journal
            if isinstance(error, RealTargetError):
                raise Blocked(str(error)) from error
            raise

    def unbound(self, action: str) -> str:
        """Why an action cannot be asked of this system; empty when it can."""
        _ = self.bench
        return self.foreign.unable(action)

    def answer_time(self, action: str, least_us: int) -> int:
        """How long an answer may take, in microseconds of the attempt: so long, or as long as its binding says."""
        return max(least_us, self.foreign.within(action) * self.scenario.clock[1])

    def _captures(self, stack: StackPlan) -> Path | None:
        """Where the bytes on wires, the files and what is published go, where there are any and they are wanted."""
        leaves = stack.is_wired or stack.dashboards or stack.folders.form != "none"
        return self.journal.with_name("captures") if leaves and stack.captures else None

    def _open_journal(self) -> BinaryIO:
        self.journal.parent.mkdir(parents=True, exist_ok=True)
        try:
            return self.journal.open("xb")
        except FileExistsError as error:
            raise BenchError(f"{self.journal} exists; an attempt is never overwritten: use a new folder") from error

    @property
    def journal(self) -> Path:
        """Where the journal is written."""
        return self.config.out / "attempts" / attempt_name(self.case.test, self.row.text) / "journal.zst"

    def traces(self) -> Traces:
        """What the world left beside its journal; whole once it is closed. Nothing before it came into being."""
        left = Traces() if self._bench is None else traces_of(
            self._bench, self.foreign.answered, self.foreign.clocks, self._told_orders())
        return msgspec.structs.replace(left, noted=tuple(self.noted))

    def _told_orders(self) -> tuple[str, ...]:
        return tuple(batch.order for batch in self.scenario.batches) if self.goes_on else ()

    def write_lateness(self) -> None:
        """Keep beside the journal how late events were, where time went by the wall."""
        measured = self._bench.measured if self._bench else None
        if measured is not None:
            self.journal.with_name(LATENESS).write_bytes(encode_lateness(measured))

    def close(self) -> None:
        """End the world and its journal."""
        try:
            self._leave()
            if self._bench is not None:
                self._bench.close()
        finally:
            if self._sink is not None:
                self._sink.close()

    def abandon(self) -> None:
        """Leave the journal as it is, without an end: readers report it as unsealed."""
        self._leave()
        if self._bench is not None:
            self._bench.abandon()
        if self._sink is not None:
            self._sink.close()

    def _leave(self) -> None:
        while self.leaving:
            self.leaving.pop()()

    # -- records ---------------------------------------------------------------------------------------------

    @property
    def now(self) -> int:
        """Simulated time in microseconds; 0 before the world starts."""
        return self._bench.now if self._bench else 0

    @property
    def records(self) -> list[AnyRecord]:
        """The journal so far."""
        return self.bench.records

    def write(self, record: AnyRecord) -> int:
        """Append a record; before the world starts it is kept and the position is -1."""
        if self._bench is None:
            self._early.append(record)
            return -1
        return self._bench.write(record)

    def plain(self, message: str) -> str:
        """Return a message as records may hold it: without a path of this machine."""
        return self.library.content.plain(message, self.config.out, self.document.file.parent)

    def requirement(self, name: str) -> Requirement:
        """Return a requirement by its id.

        Raises:
            LookupError: fixtures/requirements.toml has no such id.

        """
        for requirement in self.library.requirements:
            if requirement.id == name:
                return requirement
        raise LookupError(f"no requirement {name}; add it to fixtures/requirements.toml")

    # -- stimuli and waits -----------------------------------------------------------------------------------

    def stimulus(self, what: str, **detail: str | int) -> int:
        """Record that the step acts now, and search from here on. Returns the position."""
        bench = self.bench
        self.cursor = bench.write(Stimulus(bench.now, self.n, what, json.dumps(detail, sort_keys=True)))
        self.moment_us = bench.now
        return self.cursor

    def wait(self, until: Callable[[AnyRecord], bool], limit_us: int, *, since: int | None = None) -> int | None:
        """Run until a record from the cursor on (or ``since``) satisfies ``until``; see ``Bench.advance``."""
        return self.bench.advance(until, limit_us, since=self.cursor if since is None else since)

    def found(self, wanted: Callable[[AnyRecord], bool], *, since: int | None = None) -> list[int]:
        """Positions of all records so far, from the cursor on (or ``since``), that satisfy ``wanted``."""
        start = self.cursor if since is None else since
        return [at for at, record in enumerate(self.records[start:], start) if wanted(record)]


def _nothing() -> None:
    """Nobody has to be greeted."""
