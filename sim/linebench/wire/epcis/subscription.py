"""One subscription: what it has been sent, and what a delivery looks like."""

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable
from typing import Any

import msgspec

from linebench.epcis.model import Event
from linebench.epcis.times import micros
from linebench.wire.epcis.moments import time_text
from linebench.wire.epcis.parameters import Parameters
from linebench.wire.epcis.wanted import Wanted
from linebench.wire.http.messages import Request

__all__ = ["Subscription", "delivery", "recorded_since"]

_SECOND = 1_000_000
_RECORDED = "GE_recordTime"


class Subscription:
    """Somebody who is sent what the query ``query`` finds.

    Attributes:
        since: what was recorded before has been sent.
        busy: it is being looked what is new.
        again: meanwhile something was stored.

    """

    def __init__(self, number: int, query: str, wanted: Wanted, created: int, settled: int) -> None:
        self.number, self.query, self.wanted = number, query, wanted
        self.since = _second(settled) if wanted.since is None else wanted.since
        self.busy = self.again = False
        self._created = created
        self._told: int | None = None
        self._had: Counter[bytes] = Counter()

    def document(self) -> dict[str, Any]:
        """As JSON, without its token."""
        when = {"stream": True} if self.wanted.schedule is None else {
            "schedule": self.wanted.said, "reportIfEmpty": self.wanted.even_empty}
        told = {} if self._told is None else {"lastNotifiedAt": time_text(self._told)}
        return {"subscriptionID": str(self.number), "dest": self.wanted.dest, **when,
                "createdAt": time_text(self._created), **told}

    def fresh(self, events: Iterable[Event], settled: int) -> list[Event]:
        """Of the events recorded since, those that it has not had.

        ``settled``: all that was recorded before that moment is among them, and need not be looked at again.
        Repositories write times more or less finely, so that a second is looked at as a whole.
        """
        bound = _second(settled)
        before, kept, found = self._had, Counter[bytes](), []
        for event in events:
            key = msgspec.json.encode(event)
            if before[key]:
                before[key] -= 1
            else:
                found.append(event)
            if event.record_time and micros(event.record_time) >= bound:
                kept[key] += 1
        self._had, self.since = kept, max(self.since, bound)
        return found

    def told(self, now: int) -> None:
        """It has been sent something."""
        self._told = now


def delivery(subscription: Subscription, body: bytes) -> Request:
    """One delivery. Its target is the whole address, as ``dest`` says it.

    It is signed with HMAC-SHA-256 of the body.
    """
    token = subscription.wanted.token
    signed = {"gs1-signature": hmac.new(token.encode(), body, hashlib.sha256).hexdigest()} if token else {}
    headers = {"content-type": "application/json", "gs1-epcis-version": "2.0.0", "gs1-cbv-version": "2.0.0"}
    return Request("POST", subscription.wanted.dest, {**headers, **signed}, body)


def recorded_since(parameters: Parameters, since: int) -> Parameters:
    """The parameters of a query, for what was recorded since; a later time that it has itself stays."""
    own = [values[0] for name, values in parameters if name == _RECORDED and len(values) == 1]
    later = max([time_text(since), *own], key=_moment)
    return (*(each for each in parameters if each[0] != _RECORDED), (_RECORDED, (later,)))


def _second(moment: int) -> int:
    return moment - moment % _SECOND


def _moment(text: str) -> int:
    try:
        return micros(text)
    except ValueError:
        return 0
