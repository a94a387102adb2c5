"""A site that brings its responses: it calls ReceiveJobResponse of a planner's server until that has answered."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from types import TracebackType
from typing import Self

from asyncua import ua

from linebench.ports.erp import JobResponse
from linebench.wire.isa95.profile import JobsProfile
from linebench.wire.isa95.responses import Responses
from linebench.wire.isa95.session import FAILURES, JobsError, RefusedError, Session
from linebench.wire.isa95.times import Times
from linebench.wire.isa95.words import read_status, word_of
from linebench.wire.opcua.client import Access
from linebench.wire.side import Noted, Setting

__all__ = ["ResponseReporter"]

_US = 1_000_000
_RECEIVER = "ISA95JobResponseReceiverObjectType"


class ResponseReporter:
    """Brings responses in the order in which they were told, from entry to exit of ``async with``.

    What could not be brought is tried again until it can; of a job order, only the newest response waits. What the
    planner refuses is noted and not said again. Responses that wait are not kept over a new start: the owner of the
    job orders tells them again.

    Args:
        url: of the planner's server.
        access: who connects.
        setting: clock; moments are told from its epoch on.
        profile: see ``JobsProfile``; ``receiver`` is the planner's object here.
        note: given what was refused, and each attempt in vain.
        brought: given each response that the planner has confirmed.

    """

    def __init__(self, url: str, access: Access, *, setting: Setting, profile: JobsProfile | None = None,
                 note: Callable[[Noted], None] | None = None,
                 brought: Callable[[JobResponse], None] | None = None) -> None:
        self._url, self._access, self._profile = url, access, profile or JobsProfile()
        self._responses = Responses(self._profile, Times(setting))
        self._note, self._brought = note or (lambda _: None), brought or (lambda _: None)
        self._waiting: OrderedDict[str, JobResponse] = OrderedDict()
        self._told = asyncio.Event()
        self._session: Session | None = None

    async def __aenter__(self) -> Self:
        self._running = asyncio.create_task(self._run())
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None,
                        trace: TracebackType | None) -> None:
        self._running.cancel()
        await asyncio.wait({self._running})
        await self._hang_up()

    def tell(self, response: JobResponse) -> None:
        """Bring this."""
        self._waiting.pop(response.job, None)
        self._waiting[response.job] = response
        self._told.set()

    async def _run(self) -> None:
        while True:
            await self._told.wait()
            while self._waiting:
                response = next(iter(self._waiting.values()))
                if await self._bring(response):
                    self._done(response)
                else:
                    await asyncio.sleep(self._profile.retry_after / _US)
            self._told.clear()

    def _done(self, response: JobResponse) -> None:
        if self._waiting.get(response.job) is response:  # else a newer one waits
            del self._waiting[response.job]

    async def _bring(self, response: JobResponse) -> bool:
        """Whether the planner has answered, however it did."""
        try:
            session, node = await self._connected()
            given = self._responses.write(session.make, response, None)
            value, = await session.call(node, "ReceiveJobResponse",
                                        [ua.Variant(given, ua.VariantType.ExtensionObject)])
        except RefusedError as error:
            self._note(Noted("refused", f"{response.job}: {error}"))
            return True
        except (*FAILURES, JobsError) as error:
            self._note(Noted("unanswered", f"{self._url}: {error or type(error).__name__}"))
            await self._hang_up()
            return False
        self._answered(response, word_of(read_status(int(value), numbers=self._profile.numbers)))
        return True

    def _answered(self, response: JobResponse, status: str) -> None:
        if status == "ok":
            self._brought(response)
        else:
            self._note(Noted("refused", f"{response.job}: {status}"))

    async def _connected(self) -> tuple[Session, ua.NodeId]:
        if self._session is None:
            self._session = await Session.open(self._url, self._access, self._profile.answer_within, _ignore)
        node = await self._session.find(_RECEIVER, self._profile.receiver)
        if node is None:
            raise JobsError(f"{self._url}: found no {_RECEIVER} below Objects; expected one")
        return self._session, node

    async def _hang_up(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()


def _ignore(session: Session) -> None:
    """A connection is gone: the next call finds that out by itself."""
    del session
