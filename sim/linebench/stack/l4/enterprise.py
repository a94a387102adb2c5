"""The enterprise repository: stores what can be, answers what is asked."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import msgspec

from linebench.epcis.model import Event
from linebench.epcis.places import MasterData
from linebench.epcis.query import QueryError, compile_query
from linebench.epcis.times import text_of
from linebench.ports.access import TurnedAway
from linebench.ports.l4 import Capture, Captured, Found, Query, QueryRefused
from linebench.ports.verification import Notice, Verify
from linebench.stack.access_log import AccessLog
from linebench.stack.l4.captures import judged
from linebench.stack.l4.config import L4Config
from linebench.stack.l4.decisions import L4Decisions
from linebench.stack.l4.standing import Standing
from linebench.stack.l4.verification import Verifier
from linebench.stack.machine import Effect, Handler, Machine, Send
from linebench.store import Repository, StoreError

__all__ = ["EnterpriseRepository"]

_NOTHING: tuple[Effect, ...] = ()


class EnterpriseRepository(Machine):
    """L4 as a ``Level``. Peers: ``l3``, and ``partner``; each is answered what it asked. Auditors, who are told
    whom it turned away, sit among the partners.

    It keeps all events in its repository, which is where it starts from after a loss of power: a capture is on the
    disk before its answer is made, so there is no Store effect for it.
    Invariant: every stored event was sound with those stored before it, and a capture is stored once.
    """

    def __init__(self, config: L4Config, repository: Repository, decisions: L4Decisions | None = None) -> None:
        self._config = config
        self._repository = repository
        self._decisions = decisions or L4Decisions()
        self._master = MasterData(config.master_data)
        self._standing = Standing(repository.replay, self._decisions.is_undone)
        self._verifier = Verifier(config, repository, self._standing, self._decisions, self._recorded)
        self._log = AccessLog(config.epoch_us, "partner", self._decisions)
        self._handlers = self.heard_from("l3")

    def heard_from(self, peer: str) -> Mapping[type, Handler]:
        """What ``peer`` may say; it is answered to them."""
        return {Capture: partial(self._capture, peer), Query: partial(self._query, peer),
                Verify: lambda ask, t: Send(peer, self._verifier.verify(ask, t)),
                Notice: lambda notice, t: Send(peer, self._verifier.notice(notice, t)),
                TurnedAway: self._log.take}

    def start(self, restored: dict[str, Any], t: int) -> Sequence[Effect]:  # noqa: ARG002  # timeless
        """Power came on."""
        self._log.restore(restored)
        self._standing.forget()
        self._standing.history()
        return _NOTHING

    def expire(self, name: str, t: int) -> Sequence[Effect]:  # noqa: ARG002  # the repository has no timers
        """The repository arms no timers."""
        return _NOTHING

    def _capture(self, peer: str, capture: Capture, t: int) -> Send:
        key = self._decisions.delivery(peer, capture.capture)
        before = self._repository.delivery(key)
        if before is not None:
            return self._answered(peer, capture, before.stored, before.errors)
        found = judged(capture, self._standing, self._repository, self._decisions)
        if found.events or not found.errors:  # one of which nothing can be stored may come again
            self._keep(key, self._recorded(found.events, t), found.errors)
        return self._answered(peer, capture, len(found.events), found.errors)

    def _recorded(self, events: tuple[Event, ...], t: int) -> tuple[Event, ...]:
        """The events with the time of their recording, whatever others said of it. GS1 EPCIS 2.0, 7.4.1."""
        now = text_of(self._config.epoch_us + t)
        return tuple(msgspec.structs.replace(event, record_time=now) for event in events)

    def _keep(self, key: str, events: tuple[Event, ...], errors: tuple[str, ...]) -> None:
        try:
            self._repository.add(key, self._decisions.kept(events), errors)
        except StoreError:
            self._standing.forget()  # it has taken what is not stored
            raise

    def _answered(self, peer: str, capture: Capture, stored: int, errors: tuple[str, ...]) -> Send:
        captured = Captured(capture.capture, not errors, stored, errors)
        return Send(peer, self._decisions.answer(captured))

    def _query(self, peer: str, query: Query, t: int) -> Send:  # noqa: ARG002  # what is stored has no clock
        try:
            asked = compile_query(query.parameters, master_data=self._master)
            page = self._repository.events(asked, query.page, query.per_page)
        except QueryError as error:
            return Send(peer, QueryRefused(query.query, error.kind, str(error)))
        return Send(peer, Found(query.query, page.events, self._decisions.next_page(page.next)))
