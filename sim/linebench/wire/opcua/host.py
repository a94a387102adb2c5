"""The host's end of OPC UA: a tag host that reads its pictures from a server and writes its puts to it.

In granted time somebody calls ``poll``; in real time ``run`` looks as soon as a subscription tells of a change.
A connection begins with ``back`` and a whole picture, and puts follow the first picture; what is put while there
is no connection is never sent. One thing is done after another, so writes keep the order in which they were put.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import TracebackType
from typing import Self

from asyncua import ua

from linebench.ports import Message
from linebench.units import Duration
from linebench.wire.dialect import Profile
from linebench.wire.identity import one_line, unsupported
from linebench.wire.opcua.client import Access, Connection, PictureError
from linebench.wire.opcua.clocks import ClockWatch
from linebench.wire.opcua.granted import GrantedSocket
from linebench.wire.opcua.server import TAGS
from linebench.wire.side import Arm, Cancel, Effect, Heard, Noted
from linebench.wire.tags.image import Put, TagHost
from linebench.wire.tags.tag import Value

__all__ = ["HostOptions", "OpcUaTagHost"]

_US = 1_000_000
_FAILURES = (OSError, TimeoutError, ua.UaError, asyncio.IncompleteReadError)
"""What the library and the system raise when the other end is gone, silent or refuses; none is ours."""

_C = ua.StatusCodes
_REFUSALS = frozenset({_C.BadUserAccessDenied, _C.BadIdentityTokenRejected, _C.BadIdentityTokenInvalid})
"""Who is there does not let us in."""


class HostOptions(Profile, frozen=True, kw_only=True):
    """Times of the host's end; the bench's own choices."""

    answer_within: Duration = Duration(500_000)
    """For every request, in the time that the host lives in. None is repeated: the connection is given up, and a
    new one begins with a picture.
    """
    retry_after: Duration = Duration(500_000)
    """Between attempts to connect."""
    publish_every: Duration = Duration(20_000)
    """How often the server tells of changes, in real time."""
    look_every: Duration = Duration(1_000_000)
    """In real time: a picture at the latest after this, also when no change was told."""


class OpcUaTagHost:
    """Carries ``face`` over a client connection, from entry to exit of ``async with``. It connects when it looks.

    Args:
        url: endpoint of the server.
        face: what is carried.
        hear: given the messages that the face hears.
        note: given what is worth a record.
        timers: given the timers of the face; ``expired`` tells when one ran out.
        options: times.
        access: who connects.
        nodes: NodeId text by tag, such as ``ns=3;s="L2"."State"``, for tags that are called otherwise there.
        namespace: URI that all other tags' names are in.
        supported: how the identities begin that are served; none: all. Another is hung up on and asked again later.
        granted: the connection's place where time is granted, without which it is the wall's.
        watch: compares the server's clock with the host's own; ``None``: nobody does.

    """

    def __init__(self, url: str, face: TagHost, *, hear: Callable[[Message], None], note: Callable[[Noted], None],
                 timers: Callable[[Arm | Cancel], None], options: HostOptions | None = None,
                 access: Access | None = None, nodes: Mapping[str, str] | None = None,
                 namespace: str = TAGS, supported: Sequence[str] = (),
                 granted: GrantedSocket | None = None, watch: ClockWatch | None = None) -> None:
        self._url, self._face = url, face
        self._watch = watch
        self._hear, self._note, self._timers = hear, note, timers
        self._options = options or HostOptions()
        self._access = access or Access()
        self._nodes, self._namespace = dict(nodes or {}), namespace
        self._supported, self._granted = tuple(supported), granted
        self._connection: Connection | None = None
        self._puts: deque[Put] = deque()
        self._seen = False
        self._picture: dict[str, Value] = {}
        self._trouble = ""
        self._busy = asyncio.Lock()
        self._woken = asyncio.Event()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None,
                        trace: TracebackType | None) -> None:
        async with self._busy:
            connection, self._connection = self._connection, None
            if connection is not None:
                await connection.close()

    @property
    def connected(self) -> bool:
        """Whether a connection stood when it was last used."""
        return self._connection is not None

    async def tell(self, message: Message) -> None:
        """The host says ``message``; returns when the controller has it, or the connection is lost."""
        async with self._busy:
            self._do(self._face.tell(message))
            await self._write()

    async def expired(self, name: str) -> None:
        """The timer ``name`` of the face ran out."""
        async with self._busy:
            self._do(self._face.expired(name))
            await self._write()

    async def poll(self) -> None:
        """Connect unless connected, look at all tags once, and write what comes of it."""
        async with self._busy:
            if self._connection is None:
                await self._connect()
            await self._look()
            await self._write()

    async def run(self) -> None:
        """Look whenever something changed, and connect again after each loss; until cancelled."""
        subscribed: Connection | None = None
        while True:
            self._woken.clear()
            await self.poll()
            if self._connection is not None and self._connection is not subscribed:
                subscribed = self._connection
                await self._subscribe(subscribed)
            wait = self._options.look_every if self._connection is not None else self._options.retry_after
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(wait / _US):
                    await self._woken.wait()

    async def _connect(self) -> None:
        connection: Connection | None = None
        try:
            connection = await Connection.open(
                self._url, self._face.table, self._access, namespace=self._namespace, nodes=self._nodes,
                answer_within=self._options.answer_within, lost=self._woken.set,
                granted=self._granted)
            identity = one_line(*await connection.identity())
        except (*_FAILURES, ValueError) as error:
            await self._unreached(connection, error)
            return
        if why := unsupported(identity, self._supported):
            await connection.close()
            self._refuse("unsupported", why)
            return
        self._connection, self._trouble = connection, ""
        self._face.named(identity)
        self._do(self._face.back())

    async def _unreached(self, connection: Connection | None, error: Exception) -> None:
        if connection is not None:
            await connection.close()
        if isinstance(error, ua.UaStatusCodeError) and error.code in _REFUSALS:
            self._refuse("refused", f"log-in refused: {self._why(error)}")
        else:
            self._tell_once("unreachable", self._why(error))

    def _refuse(self, what: str, why: str) -> None:
        self._tell_once(what, why)
        self._do(self._face.refused(why))

    async def _subscribe(self, connection: Connection) -> None:
        async with self._busy:
            try:
                await connection.subscribe(self._options.publish_every, self._woken.set)
            except _FAILURES as error:
                await self._lose(self._why(error))

    async def _look(self) -> None:
        if self._connection is None:
            return
        try:
            await self._read(self._connection)
        except PictureError as error:
            self._tell_once("picture", str(error))
        except _FAILURES as error:
            await self._lose(self._why(error))
        else:
            self._seen, self._trouble = True, ""
            self._do(self._face.seen(dict(self._picture)))
            if self._watch is not None:
                self._do(self._watch.seen(self._connection.newest))

    async def _read(self, connection: Connection) -> None:
        """One look. Nothing says that a server answers one read from one moment."""
        self._picture.update(await connection.picture(self._face.glance()))
        while more := self._face.beyond(self._picture, torn=True):
            self._picture.update(await connection.picture(more))

    async def _write(self) -> None:
        while self._puts and self._seen and self._connection is not None:
            put = self._puts.popleft()
            try:
                refused = await self._connection.write(put.values)
            except _FAILURES as error:
                await self._lose(self._why(error))
            else:
                for name, why in refused:
                    self._note(Noted("refused", f"write of {name}: {why}"))

    def _do(self, wanted: "Iterable[Effect | Put]") -> None:
        for item in wanted:
            match item:
                case Put() if self._connection is None:
                    self._note(Noted("unsent", f"no connection: {', '.join(name for name, _ in item.values)}"))
                case Put():
                    self._puts.append(item)
                case Heard():
                    self._hear(item.message)
                case Arm() | Cancel():
                    self._timers(item)
                case Noted():
                    self._note(item)

    async def _lose(self, why: str) -> None:
        connection, self._connection = self._connection, None
        self._seen = False
        self._puts.clear()
        self._note(Noted("lost", why))
        self._do(self._face.lost())
        if connection is not None:
            await connection.close()

    def _tell_once(self, what: str, why: str) -> None:
        # the same trouble at every look is one note
        if why != self._trouble:
            self._trouble = why
            self._note(Noted(what, why))

    def _why(self, error: Exception) -> str:
        if isinstance(error, TimeoutError):
            return f"no answer within {self._options.answer_within}"
        if isinstance(error, ua.UaStatusCodeError):
            return str(ua.StatusCode(error.code).name)
        return f"{type(error).__name__}: {error}"
