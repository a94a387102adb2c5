"""From reading to fate: every pack between the camera and the report of L1 that it passed or not.

This is the per-pack path. A good pack costs one look into the serial book and one comparison of its text.
"""

from collections.abc import Callable, Sequence
from typing import Any

from linebench.ports.camera import Reading
from linebench.ports.plc import Verdict
from linebench.stack.l2.batch import Batch
from linebench.stack.l2.book import REFUSED, VERIFIED
from linebench.stack.l2.decisions import L2Decisions
from linebench.stack.l2.desk import Desk
from linebench.stack.l2.verify import DATAMATRIX, DUPLICATE, EARLIER, PASSED_OVER, UNKNOWN, judge
from linebench.stack.machine import Answer, Arm, Effect, Send

__all__ = ["NEVER", "Tracks"]

_NOTHING: tuple[Effect, ...] = ()
_RING = 1024
"""More packs than are ever between camera and report, so a slot is free again before its turn comes."""
_MASK = _RING - 1
_KEYS = tuple(f"track:{number}" for number in range(_RING))
_LATE = 64
"""Packs behind which an answer of the camera is not waited for any more."""
_TO_L1 = "l1"
_ALARMS = {DUPLICATE: "duplicate serial", EARLIER: "duplicate serial", UNKNOWN: "unknown serial"}
"""What people are told of a serial that is on another pack, or may be: that pack shows it, and owns it not."""
NEVER = 1 << 60
"""A count that no line reaches."""


def _nobody(_: list[Effect]) -> None:
    """Stand for a count nobody waits for."""


class Tracks:
    """Packs whose fate is not known yet, by camera trigger.

    ``good``: serial of each pack verified good. ``bad``: (serial, reason) of each other one, the serial empty when
    none of this batch was read. ``early``: causes of fates that came before the reading, for late answers of the
    camera, and ``overtaken`` what those answers said: (serial, cause). ``top``: highest printer record read.
    ``enough``: how many packs verified good make ``complete`` be called.

    A camera may answer late, but a later trigger never shows an earlier record: such a pack was on the line
    before and was put back. The first reading of a trigger counts; what comes for it again is the wire's doing.
    """

    __slots__ = (
        "_batch",
        "_decisions",
        "_delay",
        "_desk",
        "_head",
        "_judged",
        "_late",
        "_length",
        "_prefix",
        "_status",
        "_store",
        "_tail",
        "_top_at",
        "bad",
        "complete",
        "early",
        "enough",
        "good",
        "overtaken",
        "top",
    )

    def __init__(self, decisions: L2Decisions, desk: Desk, store: dict[str, Any]) -> None:
        self._decisions = decisions
        self._store = store
        self._desk = desk
        self._delay = decisions.verdict_delay_us()
        self._late: dict[str, Verdict] = {}
        self._batch: Batch | None = None
        self._prefix = self._head = self._tail = "\0"
        self._length = 0
        self._status: dict[str, int] = {}
        self._judged = [0] * _RING  # by the place of its trigger: a trigger whose reading was judged
        self.good: dict[int, str] = {}
        self.enough = NEVER
        self.complete: Callable[[list[Effect]], None] = _nobody
        self.bad: dict[int, tuple[str, str]] = {}
        self.early: dict[int, str] = {}
        self.overtaken: list[tuple[str, str]] = []
        self.top = self._top_at = 0

    def begin(self, batch: Batch | None) -> None:
        """Verify against this batch from now on; ``None``: no batch is running."""
        self._batch = batch
        self.good.clear()
        self.bad.clear()
        self.early.clear()
        self._judged = [0] * _RING
        self.top = self._top_at = 0
        self.enough = NEVER
        if batch is not None:
            self._prefix, self._length = batch.prefix, len(batch.prefix)
            self._head, self._tail = batch.text_head, batch.text_tail
            self._status = batch.book.status

    def restore(self) -> None:
        """Take up the packs that were verified before a power loss and whose fate is still open."""
        if self._batch is None:
            return
        for key in _KEYS:
            trigger, serial, reason = self._store.get(key, (0, "", ""))
            if serial and self._batch.book.is_open(serial):
                self._enter(trigger, serial, reason)

    @property
    def place(self) -> tuple[int, int]:
        """Highest printer record read, and the camera trigger that read it."""
        return self.top, self._top_at

    @place.setter
    def place(self, place: tuple[int, int]) -> None:
        self.top, self._top_at = place

    def read(self, message: Reading, t: int) -> Answer:  # noqa: ARG002  # every handler is told the time
        """The camera read a pack: decide and tell L1 at once."""
        content = message.content
        serial = content[self._length:]
        record = self._status.get(serial)
        # records come in the order in which they were printed; whatever does not needs a closer look
        trigger = message.trigger
        if (record is None or record <= self.top or self._delay or self.early
                or self._judged[trigger & _MASK] == trigger or message.text != self._head + serial + self._tail
                or message.symbology != DATAMATRIX or not content.startswith(self._prefix)):
            return self._look_closer(message)
        self._status[serial] = VERIFIED
        self._judged[trigger & _MASK] = trigger
        self.good[trigger] = serial
        self.top = record
        self._top_at = trigger
        self._store[_KEYS[trigger & _MASK]] = (trigger, serial, "")
        verdict = Send(_TO_L1, Verdict(trigger, True))
        return verdict if len(self.good) < self.enough else self._enough_read(verdict)

    def _enough_read(self, verdict: Send) -> Sequence[Effect]:
        """With the packs that are verified the order is complete: whoever counts is told."""
        out: list[Effect] = [verdict]
        self.complete(out)
        return out

    def late(self, name: str) -> Sequence[Effect]:
        """A verdict that was sat on is sent now."""
        verdict = self._late.pop(name, None)
        return _NOTHING if verdict is None else (Send(_TO_L1, verdict),)

    def unsettled(self) -> int:
        """How many packs passed the camera and have no fate yet."""
        return len(self.good) + len(self.bad)

    def abandon(self) -> tuple[str, ...]:
        """Nobody will report on these packs any more. Returns the serials on them."""
        serials = (*self.good.values(), *(serial for serial, _ in self.bad.values() if serial))
        self.good.clear()
        self.bad.clear()
        self.early.clear()
        self._judged = [0] * _RING
        self._top_at = 0
        return serials

    def bad_one(self, trigger: int, cause: str) -> tuple[str, str]:
        """Serial and reason of a pack that was judged bad; an unread one is remembered with ``cause``."""
        known = self.bad.pop(trigger, None)
        if known is None and trigger and self._judged[trigger & _MASK] != trigger:
            self.early[trigger] = cause
        return known or ("", "")

    def _look_closer(self, message: Reading) -> Sequence[Effect]:
        batch, place = self._batch, message.trigger & _MASK
        if batch is None or self._judged[place] == message.trigger:
            return _NOTHING
        self._judged[place] = message.trigger
        if message.trigger in self.early:
            return self._too_late(batch, message)
        self.early = {trigger: cause for trigger, cause in self.early.items() if message.trigger - trigger < _LATE}
        serial, reason = judge(batch, message, self._decisions)
        record = self._status.get(serial, 0)
        if 0 < record < self.top and message.trigger > self._top_at:
            reason = reason or PASSED_OVER
        elif record > self.top:
            self.top, self._top_at = record, message.trigger
        out: list[Effect] = []
        if reason in _ALARMS:
            self._desk.alarm(_ALARMS[reason], out)
            serial = ""
        elif record <= 0 and reason:
            serial = ""  # the pack shows a serial that is not in use: its fate is not the serial's
        self._enter(message.trigger, serial, reason)
        self._say(Verdict(message.trigger, good=self._decisions.verdict(reason)), out)
        if serial:
            self._store[_KEYS[message.trigger & _MASK]] = (message.trigger, serial, reason)
        if len(self.good) >= self.enough:
            self.complete(out)
        return out

    def _too_late(self, batch: Batch, message: Reading) -> Sequence[Effect]:
        """The pack was rejected before its reading came; the next sweep gives the serial that reason."""
        cause = self.early.pop(message.trigger)
        serial, _ = judge(batch, message, self._decisions)
        if self._status.get(serial, 0) <= 0:
            return _NOTHING
        self._status[serial] = REFUSED
        self.overtaken.append((serial, cause))
        return _NOTHING

    def _enter(self, trigger: int, serial: str, reason: str) -> None:
        if reason:
            self.bad[trigger] = (serial, reason)
        else:
            self.good[trigger] = serial
        if serial:
            self._status[serial] = REFUSED if reason else VERIFIED

    def _say(self, verdict: Verdict, out: list[Effect]) -> None:
        if not self._delay:
            out.append(Send(_TO_L1, verdict))
            return
        name = f"verdict:{verdict.trigger}"
        self._late[name] = verdict
        out.append(Arm(name, self._delay))
