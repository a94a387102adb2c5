"""A planner at a site of OPC 10031-4: it gives orders and commands, and hears what becomes of them.

A connection that is lost is made again, and what had no answer is said again. An order that is said twice is one;
of a command that is said again and refused, the state of the job order shows whether it was carried out before.
"""

import asyncio
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, Self, TypeAlias, TypeVar

import msgspec
from asyncua import ua

from linebench.ports.erp import JobAnswer, JobCommand, JobOrder, JobResponse, JobWish
from linebench.wire.isa95.listening import Listening
from linebench.wire.isa95.orders import Orders
from linebench.wire.isa95.profile import JobsProfile
from linebench.wire.isa95.responses import Responses, read_state, state
from linebench.wire.isa95.session import FAILURES, JobsError, RefusedError, Session, is_gone
from linebench.wire.isa95.times import Times
from linebench.wire.isa95.values import UnfitError
from linebench.wire.isa95.words import MOVES, done_already, read_status, word_of
from linebench.wire.opcua.client import Access
from linebench.wire.side import Noted, Setting

__all__ = ["JobsClient"]

_C, _V = ua.StatusCodes, ua.VariantType
_US = 1_000_000
_METHODS = {move.command: name for name, move in MOVES.items()}
_INVALID = frozenset({_C.BadInvalidArgument, _C.BadOutOfRange, _C.BadTypeMismatch, _C.BadEncodingLimitsExceeded,
                      _C.BadRequestTooLarge})
_NO_METHOD = frozenset({_C.BadMethodInvalid, _C.BadNotImplemented, _C.BadNotSupported})
_Said: TypeAlias = JobOrder | JobCommand | JobWish
_T = TypeVar("_T")


class _Found(msgspec.Struct, frozen=True):
    """A connection with the objects found."""

    session: Session
    receiver: ua.NodeId
    provider: ua.NodeId | None


class JobsClient:
    """A planner, from entry to exit of ``async with``. It connects when it has something to say, or in ``run``.

    Args:
        url: of the site's server.
        access: who connects.
        hear: given each response that the site says by itself, and in ``say`` every answer.
        setting: clock; moments of orders are told from its epoch on.
        profile: see ``JobsProfile``.
        note: given what is worth a record.

    Raises:
        ValueError: a place of the profile is none.

    """

    def __init__(self, url: str, access: Access, *, hear: Callable[[JobAnswer | JobResponse], None],
                 setting: Setting, profile: JobsProfile | None = None,
                 note: Callable[[Noted], None] | None = None) -> None:
        self._url, self._access, self._hear, self._note = url, access, hear, note or _unnoted
        self._profile, times = profile or JobsProfile(), Times(setting)
        self._orders, self._responses = Orders(self._profile, times), Responses(self._profile, times)
        self._listening = Listening(self._responses, hear=hear, note=self._note)
        self._found: _Found | None = None
        self._connecting = asyncio.Lock()
        self._lost, self._dead = asyncio.Event(), list[Session]()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None,
                        trace: TracebackType | None) -> None:
        if self._found is not None:
            self._drop(self._found.session)
        await self._bury()

    async def run(self) -> None:
        """Stay connected until cancelled, so that everything is heard that the site says by itself."""
        while True:
            self._lost.clear()
            try:
                await self._connected()
            except (*FAILURES, JobsError) as error:
                self._note(Noted("unanswered", f"{self._url}: {error or type(error).__name__}"))
                await asyncio.sleep(self._profile.retry_after / _US)
            else:
                await self._lost.wait()

    async def say(self, said: _Said) -> None:
        """Say what is said to a site; responses and answer are heard, and what was not reached is noted."""
        try:
            responses, answer = await self.wish(said) if isinstance(said, JobWish) else ((), await self.tell(said))
        except JobsError as error:
            self._note(Noted("unanswered", str(error)))
            return
        for each in responses:
            self._hear(each)
        self._hear(answer)

    async def tell(self, said: JobOrder | JobCommand) -> JobAnswer:
        """Give an order or a command.

        Raises:
            JobsError: the site was not reached or lets us not in.

        """
        return await (self._order(said) if isinstance(said, JobOrder) else self._command(said))

    async def wish(self, said: JobWish) -> tuple[tuple[JobResponse, ...], JobAnswer]:
        """Ask what became of a job, or of all in a state.

        Raises:
            JobsError: as ``tell``.
            ValueError: neither is named, or both are.

        """
        if bool(said.job) == bool(said.state):
            raise ValueError(f"found {said.job!r} and {said.state!r}; expected a job or a state")
        try:
            given, status = await self._repeated(lambda found, _: self._wished(found, said))
            told = tuple(self._responses.read(each) for each in given)
        except RefusedError as error:
            return (), self._refusal(said.request, said.job, error)
        except UnfitError as error:
            return (), JobAnswer(said.request, said.job, "invalid", f"the site's response: {error}")
        return told, JobAnswer(said.request, said.job, self._word(status))

    async def _wished(self, found: _Found, said: JobWish) -> tuple[list[Any], int]:
        if found.provider is None:
            raise RefusedError(_C.BadMethodInvalid, "found no ISA95JobResponseProviderObjectType below Objects")
        if said.job:
            one, status = await found.session.call(found.provider, "RequestJobResponseByJobOrderID",
                                                   [ua.Variant(said.job, _V.String)])
            return [one] if self._word(status) == "ok" else [], status
        states = state(found.session.make, said.state)
        many, status = await found.session.call(found.provider, "RequestJobResponseByJobOrderState",
                                                [ua.Variant(states, _V.ExtensionObject, is_array=True)])
        return many or [], status

    async def _order(self, order: JobOrder) -> JobAnswer:
        method = "Update" if order.update else "StoreAndStart" if order.start else "Store"

        async def once(found: _Found, again: bool) -> str:
            given = self._orders.write(found.session.make, order)
            value, = await found.session.call(found.receiver, method, [ua.Variant(given, _V.ExtensionObject),
                                                                       _comments("")])
            status = self._word(value)
            return "ok" if again and status != "ok" and await self._is_there(found, order) else status

        try:
            return JobAnswer(order.job, order.job, await self._repeated(once))
        except RefusedError as error:
            return self._refusal(order.job, order.job, error)
        except UnfitError as error:
            return JobAnswer(order.job, order.job, "invalid", str(error))

    async def _command(self, said: JobCommand) -> JobAnswer:
        if said.command not in _METHODS:
            return JobAnswer(said.request, said.job, "unknown_command",
                             f"found {said.command}; expected one of {', '.join(_METHODS)}")

        async def once(found: _Found, again: bool) -> str:
            value, = await found.session.call(found.receiver, _METHODS[said.command], [
                ua.Variant(said.job, _V.String), _comments(said.comment)])
            status = self._word(value)
            if again and status in ("wrong_state", "unknown_job") and done_already(
                    said.command, await self._state_of(found, said.job)):
                return "ok"
            return status

        try:
            status = await self._repeated(once)
        except RefusedError as error:
            return self._refusal(said.request, said.job, error)
        if status == "ok" and not MOVES[_METHODS[said.command]].target:
            self._listening.forget(said.job)
        return JobAnswer(said.request, said.job, status)

    async def _listed(self, found: _Found, job: str) -> Any | None:  # noqa: ANN401 - a structure of the server
        """A job order in the site's list."""
        data = await found.session.read(found.receiver, "JobOrderList")
        listed = data.Value.Value if data is not None and data.Value is not None else None
        return next((each for each in listed or () if each.JobOrder.JobOrderID == job), None)

    async def _state_of(self, found: _Found, job: str) -> str | None:
        listed = await self._listed(found, job)
        try:
            return read_state(listed.State) if listed is not None else None
        except UnfitError:
            return ""

    async def _is_there(self, found: _Found, order: JobOrder) -> bool:
        """Whether the site has this very order."""
        listed = await self._listed(found, order.job)
        try:
            return listed is not None and self._orders.read(
                listed.JobOrder, start=order.start, update=order.update) == order
        except UnfitError:
            return False

    async def _repeated(self, once: Callable[[_Found, bool], Awaitable[_T]]) -> _T:
        """Call, again after each loss of the connection; ``once`` is told whether it may have been said before."""
        why, again = "", False
        for attempt in range(self._profile.attempts):
            if attempt:
                await asyncio.sleep(self._profile.retry_after / _US)
            found: _Found | None = None
            try:
                found = await self._connected()
                return await once(found, again)
            except (*FAILURES, RefusedError) as error:
                why = str(error) or type(error).__name__
                if isinstance(error, RefusedError) and error.code != _C.BadTimeout:
                    raise
                if not isinstance(error, RefusedError) and not is_gone(error):
                    raise JobsError(f"{self._url}: {why}") from error
                again = again or found is not None
                if found is not None and not isinstance(error, RefusedError):
                    self._drop(found.session)
        raise JobsError(f"{self._url}: no answer in {self._profile.attempts} attempts, at last for: {why}")

    async def _connected(self) -> _Found:
        async with self._connecting:
            if self._found is None:
                await self._bury()
                session = await Session.open(self._url, self._access, self._profile.answer_within, self._drop)
                try:
                    self._found = await self._look(session)
                except BaseException:
                    await session.close()
                    raise
            return self._found

    async def _look(self, session: Session) -> _Found:
        receiver = await session.find("ISA95JobOrderReceiverObjectType", self._profile.receiver)
        if receiver is None:
            raise JobsError(f"{self._url}: found no ISA95JobOrderReceiverObjectType below Objects; expected one, "
                            "or its NodeId as the option receiver")
        found = _Found(session, receiver, await session.find("ISA95JobResponseProviderObjectType",
                                                             self._profile.provider))
        await self._listening.begin(session, found.receiver, found.provider, self._profile.publish_every)
        return found

    def _drop(self, session: Session) -> None:
        """A connection is gone, or is given up."""
        if self._found is not None and self._found.session is session:
            self._found = None
            self._listening.end()
            self._dead.append(session)
            self._lost.set()

    async def _bury(self) -> None:
        while self._dead:
            await self._dead.pop().close()

    def _word(self, value: int) -> str:
        return word_of(read_status(int(value), numbers=self._profile.numbers))

    def _refusal(self, request: str, job: str, error: RefusedError) -> JobAnswer:
        """What a status code means to the port.

        Raises:
            JobsError: nothing: who connects may not call, or the server is at fault.

        """
        if error.code in _INVALID:
            return JobAnswer(request, job, "invalid", str(error))
        if error.code in _NO_METHOD:
            return JobAnswer(request, job, "unknown_command", str(error))
        raise JobsError(f"{self._url}: {error}") from error


def _comments(comment: str) -> ua.Variant:
    texts = [ua.LocalizedText(comment)] if comment else []
    return ua.Variant(texts, _V.LocalizedText, is_array=True)


def _unnoted(noted: Noted) -> None:
    del noted
