"""What a printer is behind its dialect: a job, fields, a queue of records, counters and a state. No bytes.

The port knows a job with its GTIN, lot and expiry, and records with a serial each. A dialect knows fields. The core
keeps the fields and says on the port what has changed: ``PrintJob`` before the first record that differs from the
job last told, then one ``PrintOrders`` per record. A field that is not given a value keeps its last one, so a
mis-named field shows as what a real unit does: it prints the stale value.
"""

from collections import deque
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import msgspec

from linebench.ports.printer import (
    ClearFaults,
    ClearQueue,
    JobTold,
    PrintDone,
    PrinterEnable,
    PrinterState,
    PrintJob,
    PrintNow,
    PrintOrders,
    ToHost,
)
from linebench.product.elements import ElementError
from linebench.wire.printers.fields import PackData
from linebench.wire.printers.options import PrinterProfile
from linebench.wire.side import Effect, Heard, Noted, Setting

__all__ = ["Change", "Outcome", "PrinterCore"]


class Outcome(msgspec.Struct, frozen=True):
    """What came of a command. ``why``: empty when it was done, else ``unknown job``, ``no job``, ``full``,
    ``locally`` (only a person can); ``effects`` stand in any case.
    """

    why: str = ""
    effects: tuple[Effect, ...] = ()

    @property
    def done(self) -> bool:
        """Whether the command was carried out."""
        return not self.why


class Change(msgspec.Struct, frozen=True):
    """What the simulated device's message means to the dialect.

    ``prints``: how many print-completes are to be announced; ``state``: the state differs from the one before;
    ``emptied``: the last record left the queue.
    """

    prints: int = 0
    state: bool = False
    emptied: bool = False


class PrinterCore:
    """One printer, whatever its dialect; all connections share it.

    Attributes:
        job: the selected job, empty when there is none.
        jobs: those in memory; empty: any that is asked for.
        values: the label's fields by name, as they stand now.
        waiting: records told and not yet printed, oldest first, by number.
        products: prints made since the counter was reset, announced or not.
        prints: prints announced since the counter was reset.
        accepted: records acknowledged since the printer was switched on.
        state: what the simulated device said last.
        enabled: whether the head prints.

    """

    def __init__(self, profile: PrinterProfile, setting: Setting) -> None:
        self._profile, self._setting = profile, setting
        self._epoch = datetime.fromisoformat(setting.epoch).astimezone(UTC)
        self._ahead_us = int(profile.clock_offset)
        self._told: PrintJob | None = None
        self._last = self._made = 0
        self.job = ""
        self.jobs = set(profile.jobs)
        self.values: dict[str, str] = dict(profile.defaults)
        self.waiting: deque[int] = deque()
        self.products = self.prints = self.accepted = 0
        self.state = PrinterState(setting.name, "ready", "", 0)
        self.enabled = True
        self.changed: datetime = self.clock()

    def clock(self) -> datetime:
        """The unit's own idea of UTC."""
        return self._epoch + timedelta(microseconds=self._setting.now() + self._ahead_us)

    def set_clock(self, now: datetime) -> None:
        """Somebody sets the unit's clock."""
        self._ahead_us += round((now - self.clock()) / timedelta(microseconds=1))

    @property
    def places(self) -> int:
        """Records that the queue can still take."""
        return self._profile.depth - len(self.waiting)

    def store(self, job: str) -> None:
        """Keep a job in memory, where it can be selected from now on."""
        if self.jobs:
            self.jobs.add(job)

    def select(self, job: str) -> Outcome:
        """Select a job. The port is told with the first record, when the fields are known."""
        if self.jobs and job not in self.jobs:
            return Outcome("unknown job", (Noted("refused", f"job {job!r}; expected one of {sorted(self.jobs)}"),))
        self.job = job
        if not self._profile.fields_survive_select:
            self.values = dict(self._profile.defaults)
        return Outcome()

    def assign(self, values: Mapping[str, str]) -> Outcome:
        """Give fields values; names that the label does not know are dropped."""
        known = self._profile.fields.names
        strange = sorted(name for name in values if name not in known)
        self.values.update({name: value for name, value in values.items() if name in known})
        return Outcome("", (Noted("dropped", f"no such field: {', '.join(strange)}"),) if strange else ())

    def record(self, values: Mapping[str, str]) -> Outcome:
        """Give fields values and queue one record with what they say then."""
        if not self.job:
            return Outcome("no job", (Noted("refused", "a record, and no job is selected"),))
        if self.places < 1 and self._profile.when_full == "refuse":
            return Outcome("full", (Noted("full", f"a record, and {len(self.waiting)} wait"),))
        self.accepted += 1
        strikes = self.accepted % self._profile.defect_every == 0
        effects = () if strikes and self._profile.updates == "ignored" else self.assign(values).effects
        if strikes and self._profile.records == "dropped":
            return Outcome("", effects)
        replaced = self.clear().effects if self.places < 1 else ()
        return Outcome("", (*effects, *replaced, *self._order()))

    def clear(self) -> Outcome:
        """Forget all records that wait."""
        self.waiting.clear()
        return Outcome("", (Heard(ClearQueue()),))

    def clear_faults(self) -> Outcome:
        """Forget faults that are over."""
        if self._profile.faults_cleared == "locally":
            return Outcome("locally", (Noted("refused", "clearing of faults; only a person can"),))
        return Outcome("", (Heard(ClearFaults()),))

    def enable(self, *, on: bool) -> Outcome:
        """Let the head print, or let packs pass unprinted."""
        self.enabled = on
        return Outcome("", (Heard(PrinterEnable(on)),))

    def print_now(self) -> Outcome:
        """Print at once, whether a pack is there or not."""
        if not self.job:
            return Outcome("no job", (Noted("refused", "a print, and no job is selected"),))
        return Outcome("", (Heard(PrintNow()),))

    def reset_counters(self) -> None:
        """Count from 0 again."""
        self.products = self.prints = 0

    def lost(self) -> tuple[Effect, ...]:
        """The last connection is gone: what does not survive that is forgotten."""
        if not self._profile.job_survives:
            self.job = ""
        if self._profile.queue_survives or not self.waiting:
            return ()
        return self.clear().effects

    def tell(self, message: ToHost) -> Change:
        """The simulated device says ``message``. That it tells its job, nobody asks by a dialect of printers."""
        if isinstance(message, JobTold):
            return Change()
        return self._printed(message.record) if isinstance(message, PrintDone) else self._stated(message)

    def _order(self) -> tuple[Effect, ...]:
        data, effects = self._data()
        job = PrintJob(self.job, data.gtin or "", data.lot or "", data.expiry or "")
        if job != self._told:
            if self.waiting:
                effects += (Noted("early", f"{len(self.waiting)} records of another lot wait"),)
            effects += (Heard(job),)
            self._told = job
        self._last += 1
        self.waiting.append(self._last)
        return (*effects, Heard(PrintOrders(self._last, (data.serial or "",))))

    def _data(self) -> tuple[PackData, tuple[Effect, ...]]:
        """What is printed now. Text that is no element string becomes a serial that no reader takes for one."""
        try:
            return self._profile.fields.read(self.values), ()
        except ElementError as error:
            text = self.values[self._profile.fields.code]
            return PackData(serial=text), (Noted("unreadable", str(error)),)

    def _printed(self, record: int) -> Change:
        waited = bool(self.waiting)
        while self.waiting and self.waiting[0] <= record:
            self.waiting.popleft()
        self.products += 1
        self._made += 1
        strikes = self._made % self._profile.defect_every == 0
        prints = {"once": 1, "missing": 0, "doubled": 2}[self._profile.print_complete] if strikes else 1
        self.prints += prints
        return Change(prints, state=False, emptied=waited and not self.waiting)

    def _stated(self, state: PrinterState) -> Change:
        before, self.state = self.state, state
        differs = (before.state, before.reason, before.warning, before.ink) != (
            state.state, state.reason, state.warning, state.ink)
        if differs:
            self.changed = self.clock()
        return Change(state=differs)
