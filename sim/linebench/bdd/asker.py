"""Who asks the enterprise about packs: by word where nobody has a wire to it, else over that wire.

Over a wire the request is made, and the answer read, by the partner's end of the dialect.
"""

import h11

from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.exchange import exchanged
from linebench.bdd.partner import dialler_of
from linebench.ports.verification import Notice, Noticed, ToAsker, Verified, Verify
from linebench.records import AnyRecord
from linebench.records.wire import Delivered
from linebench.scenario.stack import WirePlan
from linebench.wire.dialect import dialects
from linebench.wire.http.messages import Request, Response
from linebench.wire.side import Heard, Setting
from linebench.wire.verification.client import UnfitError, VerificationClient, refusal
from linebench.wiring.http_guest import HttpGuest

__all__ = ["Asker", "asker_of"]

_LINK = "partner>l4"
_NOTE = "asker"
_PATIENCE_US = 60_000_000
"""How long an answer is waited for."""


class Asker:
    """Asks for everybody in one test case.

    Attributes:
        answer: to the latest question or notice; ``None``: there is none.
        took_us: how long it took, in microseconds; over a wire as exactly as it is looked.

    """

    def __init__(self, attempt: Attempt) -> None:
        self._attempt = attempt
        plan = attempt.scenario.stack.partner
        self._wire = _Wire(attempt, plan) if plan is not None and plan.dialect in _FACES else None
        self.answer: ToAsker | None = None
        self.took_us = 0

    def say(self, message: Verify | Notice) -> None:
        """Say something and wait for the answer."""
        began = self._attempt.now
        self.answer = self._wire.ask(message) if self._wire else self._ask(message)
        self.took_us = self._attempt.now - began

    def _ask(self, message: Verify | Notice) -> ToAsker | None:
        self._attempt.bench.say(_LINK, message)
        at = self._attempt.wait(lambda record: _answer_in(record, message) is not None, _PATIENCE_US)
        return None if at is None else _answer_in(self._attempt.records[at], message)


class _Wire:
    """The wire of partners, and the partner's end of its dialect."""

    def __init__(self, attempt: Attempt, plan: WirePlan) -> None:
        self._attempt = attempt
        dialect = dialects()[plan.dialect]
        profile = dialect.profile(plan.profile, plan.options)
        side = dialect.host(profile, Setting(name="partner", now=lambda: attempt.now))
        assert isinstance(side, VerificationClient)
        self._side = side
        self._guest = HttpGuest(dialler_of(attempt, plan), "localhost")
        attempt.leaving.append(lambda: attempt.bench.outside(self._guest.leave()))

    def ask(self, message: Verify | Notice) -> ToAsker | None:
        try:
            request = self._side.request_of((message,))
        except UnfitError:
            return refusal(message, "bad_request")
        response = self._exchange(request)
        try:
            heard = [] if response is None else self._side.came((message,), response)
        except UnfitError:
            return None
        return next((each.message for each in heard if isinstance(each, Heard)
                     and isinstance(each.message, Verified | Noticed)), None)

    def _exchange(self, request: Request) -> Response | None:
        try:
            return exchanged(self._attempt, self._guest, request, _PATIENCE_US)
        except (OSError, h11.RemoteProtocolError):
            return None


_FACES = ("vrs", "emvs")
"""Dialects in which packs are asked about."""


def asker_of(attempt: Attempt) -> Asker:
    """The asker of a test case, who comes when first spoken of.

    Raises:
        BenchError: there is no enterprise to be asked.

    """
    if attempt.scenario.stack.enterprise == "none" and "l4" not in attempt.scenario.stack.remote:
        raise BenchError(f"stack {attempt.scenario.stack.id} has no enterprise to be asked")
    if _NOTE not in attempt.notes:
        attempt.notes[_NOTE] = Asker(attempt)
    asker: Asker = attempt.notes[_NOTE]
    return asker


def _answer_in(record: AnyRecord, message: Verify | Notice) -> ToAsker | None:
    """The answer to a message that a record is."""
    said = record.message if isinstance(record, Delivered) else None
    if isinstance(message, Verify):
        return said if isinstance(said, Verified) and said.request == message.request else None
    return said if isinstance(said, Noticed) and said.notice == message.notice else None
