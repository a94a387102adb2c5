"""All hands and eyes of one system, made from what its stack file says."""

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path

import msgspec

from linebench.binding.clock import ClockError, Reading, read_ahead
from linebench.binding.deed import ACTIONS, BindingError, Deed, Hand, Outcome
from linebench.binding.desk import Desk
from linebench.binding.eye import Exhibit, Eye
from linebench.binding.keeping import Keeper, KeepingError
from linebench.binding.kinds import (
    EyeKind,
    HandKind,
    HandOptions,
    Options,
    Place,
    eye_kinds,
    hand_kinds,
    options_of,
)
from linebench.binding.lasting import Lasting
from linebench.binding.meaning import Meaning
from linebench.binding.shared import WATCHER, Shared
from linebench.binding.whose import Whose
from linebench.records.claim import FileKept
from linebench.scenario.model import Batch, Product, Scenario
from linebench.scenario.stack import ActionPlan, ClaimPlan

__all__ = ["Binder", "Bound", "Watch", "bound_hand", "eye_options", "hand_options", "watch_of"]

_END_S = 5
"""How long the clock may take at the end, when the system may be gone already."""


class Watch:
    """One eye with what its statements mean. ``plan``: as the stack file has it; ``anew``: it tells what is so now,
    and so once more for every test case.
    """

    def __init__(self, plan: ClaimPlan, eye: Eye, meaning: Meaning, *, anew: bool = False) -> None:
        self.plan, self.eye, self.meaning, self.anew = plan, eye, meaning, anew


class Bound(msgspec.Struct, frozen=True):
    """One action with its hand."""

    kind: HandKind
    options: HandOptions
    hand: Hand


class Binder:
    """Hands and eyes of a system.

    Attributes:
        clocks: what was read of its clock, by ``start`` and ``end``; ``recorded``: which of it is in the journal.
        tolerance: how far times that it states may be off, in microseconds.
        lasting: what outlives the attempt; ``None``: nothing, the system begins anew with each.
        whose: tells what it states about this attempt, where it also speaks of others; else ``None``.

    Args:
        scenario: the world: its stack has the bindings, its orders are what templates may name.
        folder: what relative paths start from: the folder of the stack file.
        real: whether they may leave this machine.
        desk: where people are asked, where anybody can be.
        keeper: where files go that are kept as evidence; ``None``: nowhere.
        lasting: see the attribute.

    Raises:
        BindingError: a binding that cannot be used.

    """

    def __init__(self, scenario: Scenario, folder: Path, *, real: bool = False, desk: Desk | None = None,
                 keeper: Keeper | None = None, lasting: Lasting | None = None) -> None:
        self._keeper = keeper
        self._reading = asyncio.Lock()
        self.clocks: dict[str, Reading] = {}
        self.recorded: set[str] = set()
        self.tolerance = int(scenario.stack.clock.tolerance)
        self._scenario, self._folder, self._real, self._desk = scenario, folder, real, desk
        self.lasting = lasting
        self._shared = Shared() if lasting is None else lasting.shared
        orders = {batch.order for batch in scenario.batches}
        self.whose = None if lasting is None else Whose(orders, self.tolerance)
        stack = scenario.stack
        self._bound = {plan.id: bound_hand(plan, self._place(f"stack.action.{plan.id}")) for plan in stack.actions}
        self.hands: Mapping[str, Hand] = {action: one.hand for action, one in self._bound.items()}
        self.watches = tuple(watch_of(plan, self._place(f"stack.claim.{plan.id}"), scenario.epoch, lasting)
                             for plan in stack.claims)
        self._begun = asyncio.Event()
        if "log_in" in self.hands:
            self._shared.log_in = self._log_in

    async def do(self, action: str, subject: str = "", by: str = "") -> Outcome:
        """Have an action done.

        Raises:
            LookupError: nothing is bound to it.

        """
        hand = self.hands.get(action)
        if hand is None:
            raise LookupError(f"action {action} has no binding in stack {self._scenario.stack.id}")
        return await hand.do(Deed(action, {"action": action, "subject": subject, "by": by, **self._facts(subject)}))

    def unable(self, action: str) -> str:
        """Why an action can be asked of nobody here; empty when it can."""
        one = self._bound.get(action)
        if one is None:
            return f"action {action} has no binding in stack {self._scenario.stack.id}"
        if one.kind.attended and self._desk is None:
            return (f"action {action} is bound to a person (stack.action.{action}) and nobody can be asked; use "
                    "--ask page, --ask terminal or --answers FILE")
        return ""

    def within(self, action: str) -> int:
        """How long doing an action may take, in microseconds by the wall; 0 where it is not bound."""
        one = self._bound.get(action)
        return 0 if one is None else int(one.options.within)

    def kept(self, watch: Watch, exhibit: Exhibit, t: int, source: str) -> FileKept:
        """Keep a file as evidence.

        Raises:
            KeepingError: it cannot be kept.

        """
        if self._keeper is None:
            raise KeepingError(f"{exhibit.path.name}: is not kept: nothing is kept of this attempt")
        kept = self._keeper.keep(exhibit.path)
        return FileKept(t, source, watch.plan.id, kept.file, kept.sha256)

    @property
    def programs(self) -> tuple[int, ...]:
        """Process ids of the programs that bindings started and that run."""
        return tuple(process.pid for process in self._shared.processes.values() if process.returncode is None)

    async def watch(self) -> None:
        """Open the eyes: the system has begun. Every look follows that."""
        for watch in () if self._begun.is_set() else self.watches:
            await (watch.eye.open() if self.lasting is None else self.lasting.open(watch.plan, anew=watch.anew))
        self._begun.set()

    async def begun(self) -> None:
        """Wait until the system has begun for the first time; what it said before is not about this attempt."""
        await self._begun.wait()

    async def set_clock(self, watch: Watch, now: Callable[[], int]) -> str:
        """Learn how far the clock by which a watch's statements state their times is ahead, once for all of them.

        ``now``: the bench's clock. Returns why that cannot be done, else empty.
        """
        if "read_clock" not in self.hands or not watch.meaning.timed:
            return ""
        async with self._reading:
            try:
                if not self.clocks:
                    self.clocks["start"] = await self._read_clock(watch.plan.times, now)
            except ClockError as error:
                return str(error)
        watch.meaning.skew_us = self.clocks["start"].ahead_us
        return ""

    async def end_clock(self, now: Callable[[], int]) -> None:
        """Read the clock once more at the end, if it was read at the start; whoever cannot answer has none."""
        form = next((watch.plan.times for watch in self.watches if watch.meaning.timed), "iso")
        if [*self.clocks] == ["start"]:
            with contextlib.suppress(ClockError, TimeoutError):
                self.clocks["end"] = await asyncio.wait_for(self._read_clock(form, now), _END_S)

    async def _read_clock(self, form: str, now: Callable[[], int]) -> Reading:
        plan = self._scenario.stack.clock
        return await read_ahead(partial(self.do, "read_clock", by=WATCHER), now,
                                datetime.fromisoformat(self._scenario.epoch), plan.times or form, plan.samples)

    async def _log_in(self, person: str) -> bool:
        return (await self.do("log_in", by=person)).accepted

    async def close(self) -> None:
        """Let go of everything that does not outlive the attempt."""
        if self.lasting is None:
            await self._shared.close()

    def _place(self, where: str) -> Place:
        return Place(where, self._folder, self._shared, self._real, self._desk)

    def _facts(self, order: str) -> dict[str, str]:
        """What the order says that an action is about; of the scenario's first where it names none."""
        batches = self._scenario.batches
        batch: Batch = next((each for each in batches if each.order == order), batches[0])
        product: Product = next(each for each in self._scenario.products if each.name == batch.product)
        return {"order": batch.order, "product": product.name, "gtin": product.gtin, "lot": batch.lot,
                "expiry": batch.expiry, "quantity": str(batch.quantity), "case_size": str(product.case_size),
                "pallet_size": str(product.pallet_size)}


def bound_hand(plan: ActionPlan, place: Place) -> Bound:
    """The hand of an action.

    Raises:
        BindingError: no such action or kind, or options that do not fit.

    """
    kind, options = hand_options(plan, place.where)
    return Bound(kind, options, kind.make(options, place))


def hand_options(plan: ActionPlan, where: str) -> tuple[HandKind, HandOptions]:
    """The kind of an action's hand, and its options; raises as ``bound_hand``."""
    if plan.id not in ACTIONS:
        raise BindingError(f"{where}: no such action; expected one of {', '.join(ACTIONS)}")
    kind = hand_kinds().get(plan.by)
    if kind is None:
        raise _unknown(where, plan.by, hand_kinds())
    options = options_of(kind, plan.options, where)
    assert isinstance(options, HandOptions)
    return kind, options


def watch_of(plan: ClaimPlan, place: Place, epoch: str, lasting: Lasting | None = None) -> Watch:
    """The eye of a claim with its meaning. ``lasting``: has the eye, where it outlives the attempt.

    Raises:
        BindingError: no such kind, options that do not fit, or fields that are missing or unknown.

    """
    kind, options = eye_options(plan, place.where)
    make: Callable[[], Eye] = partial(kind.make, options, place)
    eye = make() if lasting is None else lasting.eye(plan, make)
    return Watch(plan, eye, Meaning(plan, place.where, epoch), anew=kind.anew)


def eye_options(plan: ClaimPlan, where: str) -> tuple[EyeKind, Options]:
    """The kind of a claim's eye, and its options; raises as ``watch_of``."""
    kind = eye_kinds().get(plan.by)
    if kind is None:
        raise _unknown(where, plan.by, eye_kinds())
    return kind, options_of(kind, plan.options, where)


def _unknown(where: str, name: str, kinds: Mapping[str, HandKind] | Mapping[str, EyeKind]) -> BindingError:
    return BindingError(f"{where}.by: found {name!r}; expected one of {', '.join(kinds)}")
