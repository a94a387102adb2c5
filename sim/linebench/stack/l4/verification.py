"""Answers partners about single packs, from what is stored; what they do with packs, and recalls, are stored too.

Sources: Commission Delegated Regulation (EU) 2016/161, articles 11 to 13; GS1 Lightweight Messaging Standard.
Everything that an answer rests on is an event, so it outlives a loss of power; only who asked within the last
minute is kept in memory alone.
"""

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable
from typing import TypeAlias

from linebench.epcis.canonical import canonical_id
from linebench.epcis.model import Event
from linebench.epcis.query import compile_query
from linebench.epcis.times import text_of
from linebench.ports.verification import INTENTS, Notice, Noticed, Verified, Verify
from linebench.product.dates import is_date, last_day
from linebench.product.epc_uri import DOMAIN
from linebench.product.keys import is_key
from linebench.stack.l4.config import L4Config
from linebench.stack.l4.pack_record import (
    LotRecord,
    PackRecord,
    lot_link,
    lot_record,
    pack_link,
    pack_record,
)
from linebench.stack.l4.standing import Attempt, Standing
from linebench.stack.l4.verification_decisions import VerificationDecisions
from linebench.stack.l4.verification_events import dispensing, notice_event, undoing, why_not
from linebench.store import Repository

__all__ = ["Verifier"]

_AT_ONCE_US = 60_000_000
"""A pack is not carried from one place to another in less."""
_ALL = 1_000_000
"""Events of an answer: all that there are of a pack or lot."""
_GTIN, _GLN = 14, 13
_MISMATCHES = {(False, False): "", (True, False): "lot", (False, True): "expiry", (True, True): "lot_and_expiry"}
"""Why not, by whether lot and expiry date are others than those of the pack."""
Recorded: TypeAlias = Callable[[tuple[Event, ...], int], tuple[Event, ...]]


class Verifier:
    """Answers questions and takes notices. ``recorded``: events with the time of their recording."""

    def __init__(self, config: L4Config, repository: Repository, standing: Standing,
                 decisions: VerificationDecisions, recorded: Recorded) -> None:
        self._config, self._repository, self._recorded = config, repository, recorded
        self._standing, self._decisions = standing, decisions
        self._asked: OrderedDict[str, tuple[str, int]] = OrderedDict()
        self._acts: dict[str, Callable[[Verify, PackRecord, LotRecord, int], Verified]] = {
            "verify": self._looked_up, "dispense": self._dispense, "undo": self._undo}

    def verify(self, ask: Verify, t: int) -> Verified:
        """The answer to a question."""
        if not _is_sound(ask):
            return Verified(ask.request, verified=False, why="bad_request")
        if self._config.gtins and ask.gtin not in self._config.gtins:
            return Verified(ask.request, verified=False, why="unknown_product")
        pack = pack_record(self._events("MATCH_epc", pack_link(ask.gtin, ask.serial)))
        why = self._mismatch(ask, pack)
        if why:
            return Verified(ask.request, verified=False, why=why)
        lot = lot_record(self._events("MATCH_epcClass", lot_link(ask.gtin, pack.lot))) if pack.lot else LotRecord()
        return self._acts[ask.intent](ask, pack, lot, t)

    def notice(self, notice: Notice, t: int) -> Noticed:
        """Keep what is told of a lot, or say why it cannot be."""
        reason = why_not(notice)
        if reason:
            return Noticed(notice.notice, accepted=False, reason=reason)
        key = f"notice:{notice.sender}:{notice.notice}"
        if self._repository.delivery(key) is None:
            self._store(key, notice_event(notice, self._now(t)), t)
        return Noticed(notice.notice, accepted=True)

    def _mismatch(self, ask: Verify, pack: PackRecord) -> str:
        if not self._decisions.is_known(pack):
            return "unknown"
        if not pack.lot:
            return ""  # it was never commissioned, so it is out of the market anyhow
        lot = bool(ask.lot) and not self._decisions.has_lot(pack, ask.lot)
        expiry = bool(ask.expiry) and pack.expiry != last_day(ask.expiry)
        why = _MISMATCHES[lot, expiry]
        return "unknown_lot" if why == "lot" and not self._is_lot(ask) else why

    def _is_lot(self, ask: Verify) -> bool:
        """Whether any pack of the product was commissioned with the lot that is said."""
        asked = compile_query([("EQ_ILMD_cbvmda:lotNumber", (ask.lot,))])
        start = f"{DOMAIN}/01/{ask.gtin}/"
        page = self._repository.events(asked, limit=_ALL)
        return any(canonical_id(epc).startswith(start) for event in page.events for epc in event.epc_list)

    def _why(self, ask: Verify, pack: PackRecord, t: int) -> str:
        """Why a pack is not as good as it says, whatever is wanted with it."""
        link = pack_link(ask.gtin, ask.serial)
        while self._asked and next(iter(self._asked.values()))[1] < t - _AT_ONCE_US:
            self._asked.popitem(last=False)
        before = self._asked.pop(link, None)
        self._asked[link] = (ask.asker, t)
        if before is not None and self._decisions.is_elsewhere(ask.asker, before[0]):
            return "cloned"
        if self._decisions.is_ended(pack):
            return "inactive"
        return "dispensed" if pack.state == "dispensed" else ""

    def _looked_up(self, ask: Verify, pack: PackRecord, lot: LotRecord, t: int) -> Verified:
        why = self._why(ask, pack, t)
        notes = () if why else self._notes(pack, lot, t)
        return Verified(ask.request, not why, why, pack.state, notes)

    def _notes(self, pack: PackRecord, lot: LotRecord, t: int) -> tuple[str, ...]:
        decisions, expiry = self._decisions, lot.extended or pack.expiry
        expired = expiry is not None and decisions.is_expired(expiry, self._today(t))
        said = {"recalled": decisions.is_recalled(recalled=pack.recalled or lot.recalled), "expired": expired,
                "extended": lot.extended is not None}
        return tuple(name for name, holds in said.items() if holds)

    def _dispense(self, ask: Verify, pack: PackRecord, lot: LotRecord, t: int) -> Verified:
        key = _key(ask)
        if self._repository.delivery(key) is not None:
            return Verified(ask.request, verified=True, state=pack.state)
        why = self._why(ask, pack, t)
        if why == "dispensed" and self._decisions.is_elsewhere(ask.asker, pack.place):
            why = "cloned"
        notes = self._notes(pack, lot, t)
        why = why or next((note for note in notes if note != "extended"), "")
        if why:
            return Verified(ask.request, verified=False, why=why, state=pack.state)
        self._store(key, dispensing(ask, self._now(t)), t)
        return Verified(ask.request, verified=True, state="dispensed", notes=notes)

    def _undo(self, ask: Verify, pack: PackRecord, lot: LotRecord, t: int) -> Verified:  # noqa: ARG002  # acts alike
        key = _key(ask)
        if self._repository.delivery(key) is not None:
            return Verified(ask.request, verified=True, state=pack.state)
        why = self._why_not_undone(ask, pack, t)
        if why:
            return Verified(ask.request, verified=False, why=why, state=pack.state)
        assert pack.ended is not None
        self._store(key, undoing(pack.ended, text_of(self._now(t))), t)
        return Verified(ask.request, verified=True, state="active")

    def _why_not_undone(self, ask: Verify, pack: PackRecord, t: int) -> str:
        if pack.state != "dispensed":
            return "not_dispensed"
        if not self._decisions.is_by(ask.asker, pack.place):
            return "not_by_you"
        return "" if self._decisions.is_undone_in_time(self._now(t) - pack.ended_us) else "too_late"

    def _events(self, parameter: str, link: str) -> list[Event]:
        """The events that name a pack or lot and were not taken back."""
        page = self._repository.events(compile_query([(parameter, (link,))]), limit=_ALL)
        return [event for event in page.events
                if not self._standing.declares(event) and not self._standing.is_undone(event)]

    def _store(self, key: str, event: Event, t: int) -> None:
        self._repository.add(key, self._recorded((event,), t))
        Attempt(self._standing).take(event)

    def _now(self, t: int) -> int:
        return self._config.epoch_us + t

    def _today(self, t: int) -> dt.date:
        return dt.datetime.fromtimestamp(self._now(t) // 1_000_000, dt.UTC).date()


def _key(ask: Verify) -> str:
    """By what a request is known when it comes again."""
    return f"{ask.intent}:{ask.asker}:{ask.request}"


def _is_sound(ask: Verify) -> bool:
    return (is_key(ask.gtin, _GTIN) and bool(ask.serial) and is_key(ask.asker, _GLN) and ask.intent in INTENTS
            and bool(ask.request) and (not ask.expiry or is_date(ask.expiry)))
