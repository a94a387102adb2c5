"""What L1 says became of packs, and what that makes of their serials."""

from collections.abc import Callable, Mapping
from typing import Any

from linebench.ports.plc import TrackResults
from linebench.stack.l2.batch import Batch
from linebench.stack.l2.config import L2Config
from linebench.stack.l2.decisions import L2Decisions
from linebench.stack.l2.desk import Desk
from linebench.stack.l2.plc import Plc
from linebench.stack.l2.tracks import NEVER, Tracks
from linebench.stack.machine import Effect, Store

__all__ = ["UNREAD_BEHIND", "Fates"]

UNREAD_BEHIND = 32
"""Records behind the newest one read after which an unread one will not be read any more: more than a late
answer of the camera can be behind.
"""

_LOST_BEHIND = 16
"""Triggers behind those that L1 reports, two of its reports, after which an open fate must have got lost."""

Finish = Callable[[tuple[str, ...], str, str, list[Effect], int], None]
"""Gives serials an end state: serials, the state's word, the reason."""


class Fates:
    """A pack is commissioned only when its reading was good *and* L1 saw it leave the reject zone.

    A missing pack counts as rejected, for nobody can say where it is. ``swept``: printer record up to which
    unread serials have their end state; ``unread``: packs that L1 rejected and whose serial nobody has read, less
    the serials that have got their end state for it.
    """

    __slots__ = ("_asked_for", "_away_from", "_away_to", "_batch", "_config", "_decisions", "_desk", "_finish",
                 "_learns", "_plc", "_silent", "_silent_at", "_tracks", "_unread_at", "swept", "unread")

    def __init__(self, config: L2Config, decisions: L2Decisions, desk: Desk, plc: Plc, *, tracks: Tracks,
                 finish: Finish) -> None:
        self._config = config
        self._decisions = decisions
        self._desk = desk
        self._plc = plc
        self._tracks = tracks
        self._finish = finish
        self.begin(None, learns=True)

    def begin(self, batch: Batch | None, *, learns: bool) -> None:
        """Judge for this batch from now on. ``learns``: a passed pack becomes commissioned now, not before."""
        self._batch = batch
        self._learns = learns
        self._silent = self._silent_at = self._asked_for = 0
        self.swept = self.unread = self._unread_at = 0
        self._away_from, self._away_to = NEVER, 0

    def restore(self, restored: Mapping[str, Any], swept: int) -> None:
        """Take up what was kept of packs that nobody could read; up to ``swept`` every serial has its end state."""
        self.swept = swept
        self.unread, self._unread_at = restored.get("unread", (0, 0))

    def recount(self) -> None:
        """L1 and camera count packs from 1 again."""
        self._unread_at = 0
        self._away_from, self._away_to = NEVER, 0

    def camera_back(self, out: list[Effect], t: int) -> None:  # noqa: ARG002  # as for every peer
        """The camera was lost and is reached again: what passed it meanwhile has had its alarm."""
        self._away_from, self._away_to = self._tracks.place[1], 0

    def results(self, message: TrackResults, out: list[Effect], t: int) -> None:
        """L1 reports the fates of packs."""
        good = self._tracks.good
        passed: list[str] = []
        others: list[tuple[int, str, str]] = []
        for result in message.results:
            serial = good.pop(result[0], None) if result[1] == "passed" else None
            if serial is None:
                others.append(result)
            else:
                passed.append(serial)
        if passed and self._learns:
            self._finish(tuple(passed), "commissioned", "", out, t)
        for other in others:
            self._not_passed(other, out, t)
        self._miss(max(message.results)[0] - _LOST_BEHIND, out)

    def _miss(self, last: int, out: list[Effect]) -> None:
        """Packs leave in their order: one up to ``last`` that is still open has a fate that was lost on its way."""
        oldest = next(iter(self._tracks.good), last + 1)
        if self._asked_for < oldest <= last:
            self._asked_for = last
            self._plc.tell("resend", out)

    def sweep(self, last: int, out: list[Effect], t: int) -> None:
        """Printer records up to ``last`` that nobody read will not be read any more: their packs were rejected."""
        batch = self._batch
        if batch is None:
            return
        overtaken, self._tracks.overtaken = self._tracks.overtaken, []
        for serial, cause in overtaken:
            self._reject(serial, cause, out, t)
        if last > self.swept:
            unread = batch.book.between(self.swept + 1, last)
            self.swept = last
            self._finish(unread, "rejected", "no read", out, t)
            overtaken += [(serial, "") for serial in unread]
        if overtaken and self.unread:
            self._keep_unread(max(0, self.unread - len(overtaken)), out)

    def _not_passed(self, result: tuple[int, str, str], out: list[Effect], t: int) -> None:
        trigger, fate, cause = result
        serial = self._tracks.good.pop(trigger, "")
        reason = ""
        if not serial:
            serial, reason = self._tracks.bad_one(trigger, cause or fate)
        if fate == "passed":
            if serial or reason:
                self._desk.alarm("unverified pack passed", out)
                self._reject(serial, reason, out, t)
            return
        if cause == "no_verdict":
            self._count_silent(trigger, out)
        if fate == "rejected" and not serial and trigger > self._unread_at:  # L1 may say it twice
            self._unread_at = trigger
            self._keep_unread(self.unread + 1, out)
        self._reject(serial, "lost" if fate == "missing" and not reason else reason or cause, out, t)

    def _reject(self, serial: str, reason: str, out: list[Effect], t: int) -> None:
        batch = self._batch
        if serial and batch is not None and batch.book.is_open(serial):
            self._finish((serial,), self._decisions.status_after_reject(reason), reason, out, t)

    def _keep_unread(self, count: int, out: list[Effect]) -> None:
        self.unread = count
        out.append(Store("unread", (count, self._unread_at)))

    def _count_silent(self, trigger: int, out: list[Effect]) -> None:
        if self._passed_while_away(trigger):
            return
        # by trigger, not by order of arrival: a pack before them may still be on its way to the exit
        self._silent = self._silent + 1 if trigger == self._silent_at + 1 else 1
        self._silent_at = trigger
        if self._silent >= self._config.camera_silent:
            self._silent = 0
            self._desk.alarm("camera down", out, latched=True)
            self._plc.distrust(out)

    def _passed_while_away(self, trigger: int) -> bool:
        """Whether a pack has no verdict because the camera was lost then, which says nothing of it now."""
        newest = self._tracks.place[1]
        if not self._away_to and newest > self._away_from:
            self._away_to = newest
        return self._away_from < trigger < self._away_to
