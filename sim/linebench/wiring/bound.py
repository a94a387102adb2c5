"""A peer of a foreign level that is no wire: the HMI and the site are played by its bindings."""

import asyncio
from collections.abc import Callable, Collection, Iterator, Mapping

from linebench.binding.binder import Binder, Watch
from linebench.binding.clock import stated_times
from linebench.binding.deed import NOT_DONE
from linebench.binding.eye import Exhibit, Row, Trouble
from linebench.binding.keeping import KeepingError
from linebench.binding.meaning import MeaningError
from linebench.binding.whose import OTHERS
from linebench.ports import Message
from linebench.ports.operator import Answer, Request
from linebench.records import AnyRecord
from linebench.records.wire import WireNoted
from linebench.units import Duration
from linebench.wiring.endpoint import Endpoint, Surroundings
from linebench.wiring.ends import WiringError
from linebench.wiring.unserved import Unserved

__all__ = ["PLAYED", "BoundEndpoint", "BoundLife"]

PLAYED = ("hmi", "l3")
"""Peers that bindings play, unless a stack file has a wire to them."""
_US = 1_000_000
_SITE = frozenset({"serials", "packed", "batch", "events"})
"""What a level says to its site; everything else it says to people."""


class BoundEndpoint(Unserved):
    """An ``Endpoint``. What people ask is done by hands, what eyes see is what the level says."""

    def __init__(self, around: Surroundings, binder: Binder, write: Callable[[AnyRecord], None]) -> None:
        """``write`` appends a record to the journal."""
        super().__init__(around)
        self._binder, self._write = binder, write
        self._sequence = 0
        self._mistimed: set[str] = set()
        self._source = around.link.partition("-")[0]

    async def start(self) -> None:
        """See ``Endpoint``: the eyes open."""
        for watch in self._mine():
            self._begin(self._watch(watch))

    async def stop(self) -> None:
        """See ``Endpoint``."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tell_others()
        if "end" not in self._binder.clocks:
            await self._binder.end_clock(self._around.clock.now)
            self._record_clock("end")

    def tell(self, message: Message) -> None:
        """See ``Endpoint``: a person's request is carried out."""
        if isinstance(message, Request):
            self._begin(self._do(message))

    async def _do(self, request: Request) -> None:
        try:
            outcome = await self._binder.do(request.action, request.subject, request.by)
        except LookupError as error:
            self._around.note(NOT_DONE, f"{request.action}: {error}")
            return
        if outcome.said is not None:
            self._write(outcome.said.record(self._around.clock.now()))
        if not outcome.able:
            self._around.note(NOT_DONE, f"{request.action}: {outcome.reason}")
            return
        self._around.hear(Answer(request.action, outcome.accepted, outcome.reason))

    async def _watch(self, watch: Watch) -> None:
        await self._binder.begun()
        told = None
        while True:
            unset = "" if told == "" else await self._binder.set_clock(watch, self._around.clock.now)
            if unset and unset != told:
                self._around.note("no clock", f"{watch.plan.id}: {unset}")
            told = unset
            self._record_clock("start")
            for seen in () if unset else watch.meaning.gathered(await watch.eye.look()):  # times need its clock
                self._see(watch, seen)
            await asyncio.sleep(int(watch.plan.every) / _US)

    def _see(self, watch: Watch, seen: tuple[Row, ...] | Exhibit | Trouble) -> None:
        """Say what was seen. Reports are numbered without gaps, so one that means nothing has no number."""
        if isinstance(seen, Trouble):
            self._around.note("unreadable", f"{watch.plan.id}: {seen.detail}")
            return
        try:
            if isinstance(seen, Exhibit):
                self._write(self._binder.kept(watch, seen, self._around.clock.now(), self._source))
                return
            if not self._is_ours(watch, seen[0]):
                return
            message = watch.meaning.read(seen[0], self._sequence + 1, *seen[1:])
        except (MeaningError, KeepingError) as error:
            self._around.note("unreadable", f"{watch.plan.id}: {error}")
        else:
            self._sequence += 1
            self._note_times(watch, message)
            self._around.hear(message)

    def _is_ours(self, watch: Watch, row: Row) -> bool:
        """Whether a statement is of this attempt: a system that goes on also tells of those before."""
        whose = self._binder.whose
        dated = "start" in self._binder.clocks
        return whose is None or whose.is_ours(watch.plan.id, watch.meaning.stated(row, dated=dated))

    def _tell_others(self) -> None:
        """Note what was said of other attempts, once for each claim, when nothing more can come."""
        whose = self._binder.whose
        for told in () if whose is None else whose.told({watch.plan.id for watch in self._mine()}):
            self._write(WireNoted(self._around.clock.now(), self._around.link, "device", OTHERS, told))

    def _mine(self) -> Iterator[Watch]:
        """The eyes on what the system says to this peer."""
        for watch in self._binder.watches:
            if (watch.plan.gives in _SITE) == (self._around.peer == "l3"):
                yield watch

    def _record_clock(self, when: str) -> None:
        """Write what was read of the system's clock, once."""
        reading = self._binder.clocks.get(when)
        if reading is not None and when not in self._binder.recorded:
            self._binder.recorded.add(when)
            self._write(reading.record(self._around.clock.now(), self._source, when))

    def _note_times(self, watch: Watch, message: Message) -> None:
        """Note a stated time that cannot be: before the attempt, or after it was heard; once for each claim."""
        now, within = self._around.clock.now(), self._binder.tolerance
        off = [time for time in stated_times(message) if not -within <= time <= now + within]
        if off and watch.plan.id not in self._mistimed:
            self._mistimed.add(watch.plan.id)
            stated = f"{Duration(abs(off[0]))} {'before the' if off[0] < 0 else 'of the'} attempt"
            self._around.note("time outside tolerance", (
                f"{watch.plan.id}: states {stated}, heard at {Duration(now)}; tolerance {Duration(within)}; "
                "further ones are not told"))


class BoundLife:
    """A ``Life`` whose power is bound. Without a binding the level has its own. A level that goes on from one
    attempt to the next keeps its power between them, and is never reset.
    """

    def __init__(self, binder: Binder) -> None:
        self._binder, self._lasting = binder, binder.lasting

    @property
    def programs(self) -> Collection[int]:
        """See ``Life``."""
        return self._binder.programs

    async def prepare(self) -> None:
        """See ``Life``: nothing is left of what the system did before, unless it goes on."""
        if self._lasting is None:
            await self._power("reset")

    async def begin(self, t: int, endpoints: Mapping[str, Endpoint]) -> None:  # noqa: ARG002  # it knows where they are
        """See ``Life``."""
        if self._lasting is None or not self._lasting.powered:
            await self._power("power_on")
        self._note(powered=True)
        await self._binder.watch()

    async def end(self) -> None:
        """See ``Life``."""
        self._note(powered=False)
        await self._power("power_off")

    def dismiss(self) -> None:
        """See ``Life``. What was started is ended with the bindings."""

    def _note(self, *, powered: bool) -> None:
        if self._lasting is not None:
            self._lasting.powered = powered

    async def _power(self, action: str) -> None:
        if action in self._binder.hands:
            outcome = await self._binder.do(action)
            if not outcome.accepted:
                raise WiringError(f"{action}: {outcome.reason}")
