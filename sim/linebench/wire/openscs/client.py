"""A client of a server of serial numbers: it draws and reports, and asks again after a lost connection."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, Self, TypeAlias

from asyncua import Client, ua

from linebench.ports.serials import Draw, Drawn, Inspect, Move, Moved, Pack
from linebench.units import Duration
from linebench.wire.dialect import Profile
from linebench.wire.opcua.client import Access, protect
from linebench.wire.opcua.types.openscs import OPENSCS
from linebench.wire.openscs.structures import (
    Labels,
    Make,
    key_values,
    label,
    label_collection,
    read_drawn,
    sn_collection,
)
from linebench.wire.openscs.words import DRAWS, EVENTS, MOVES, word_of

__all__ = ["ClientOptions", "OpenScsClient", "OpenScsError"]

_C, _V = ua.StatusCodes, ua.VariantType
_US = 1_000_000
_GONE = frozenset({_C.BadConnectionClosed, _C.BadSecureChannelClosed, _C.BadSecureChannelIdInvalid,
                   _C.BadSessionIdInvalid, _C.BadSessionClosed, _C.BadSessionNotActivated, _C.BadServerHalted,
                   _C.BadShutdown, _C.BadCommunicationError, _C.BadTimeout})
"""The connection or session is no more, or its server does not answer: the same is said again."""
_DRAW: dict[str, str] = {state: name for name, state in DRAWS.items()}
_MOVE = {"unassigned": "SNReturnUnallocated", "unallocated": "SNReturnAllocated", "allocated": "SNtoAllocated",
         **{state: name for name, (state, _) in EVENTS.items() if state}}
"""By which method a state is reported, unless told otherwise. For samples taken from items there is none."""


_Arguments: TypeAlias = Callable[[Make], list[ua.Variant]]
"""Makes the arguments with the structures of whichever connection they go over."""


class OpenScsError(Exception):
    """The server refused a call, has not what it needs, or was not reached; the message says which and why."""


class ClientOptions(Profile, frozen=True, kw_only=True):
    """Times of the client."""

    answer_within: Duration = Duration(30_000_000)
    """For each request, in real time; without an answer the connection is given up and the request repeated."""
    retry_after: Duration = Duration(500_000)
    """Between attempts."""
    attempts: int = 5
    """At a request, the first one too; then it is given up, and whoever asked may ask the same again."""


class _Unanswered(Exception):  # noqa: N818 - a repetition follows, no error
    """The server has waited in vain for the owner; the connection stands."""


class _Session:
    """A connection with the managers found."""

    def __init__(self, client: Client, index: int, methods: dict[str, tuple[ua.NodeId, ua.NodeId]]) -> None:
        self.client = client
        self._index, self._methods = index, methods

    @classmethod
    async def open(cls, url: str, access: Access, within: Duration) -> Self:
        """Connect and look for what is below OPENSCSObjects."""
        client = Client(url, timeout=within / _US)
        await protect(client, access)
        await client.connect()
        try:
            index = await _index(client)
            if not _known(index):
                await client.load_data_type_definitions()
            return cls(client, index, await _methods(client, index))
        except BaseException:
            await _close(client)
            raise

    def make(self, name: str, **fields: Any) -> Any:  # noqa: ANN401 - a structure has fields of any type
        """A structure of this server."""
        return ua.extension_objects_by_datatype[ua.NodeId(OPENSCS.types[name].id, self._index)](**fields)

    async def call(self, method: str, arguments: Sequence[ua.Variant]) -> list[Any]:
        """The output arguments."""
        if method not in self._methods:
            raise OpenScsError(f"{method}: no object below OPENSCSObjects has it")
        manager, node = self._methods[method]
        result, = await self.client.uaclient.call([ua.CallMethodRequest(manager, node, list(arguments))])
        if result.StatusCode.value == _C.BadTimeout:
            raise _Unanswered(result.StatusCode.name)
        if not result.StatusCode.is_good():
            wrong = [f"argument {place} {each.name}" for place, each in enumerate(result.InputArgumentResults, 1)
                     if not each.is_good()]
            raise OpenScsError(f"{method}: {', '.join([result.StatusCode.name, *wrong])}")
        return [each.Value for each in result.OutputArguments]


class OpenScsClient:
    """Draws and reports, from entry to exit of ``async with``. It connects when it is first asked.

    Args:
        url: of the server.
        access: who connects; the standard asks for a signed policy and a user.
        options: see ``ClientOptions``.

    """

    def __init__(self, url: str, access: Access, options: ClientOptions | None = None) -> None:
        self._url, self._access = url, access
        self._options = options or ClientOptions()
        self._session: _Session | None = None
        self._connecting = asyncio.Lock()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None,
                        trace: TracebackType | None) -> None:
        if self._session is not None:
            await self._leave(self._session)

    async def draw(self, asked: Draw) -> Drawn:
        """Draw serials. The same ``request`` again is answered with the same serials.

        Raises:
            OpenScsError: the server refused the call or was not reached.
            ValueError: serials are not given out in this state.

        """
        method = _named(_DRAW, asked.state)

        def arguments(make: Make) -> list[ua.Variant]:
            return [_text(asked.collection), ua.Variant(asked.count, _V.UInt32), _text(asked.form),
                    _structures(key_values(make, asked.criteria)), _text(asked.request)]

        status, collection, token = await self._call(method, arguments)
        if token != asked.request:
            raise OpenScsError(f"{method}: answered for the request {token!r}, expected {asked.request!r}")
        return read_drawn(collection, asked.request, word_of(int(status)))

    async def move(self, said: Move, by: str = "") -> Moved:
        """Report that serials have come into another state.

        Args:
            said: what is reported. A method of the pool has no place for context and properties, an event puts
                criteria in front of its context.
            by: the method, where a state is reported by more than one: ``SNtoUnallocated``, ``SNtoEncoded``.

        Raises:
            OpenScsError: as ``draw``.
            ValueError: the standard has no method for this state, or no place for what is said.

        """
        method = by or _named(_MOVE, said.state)
        if method not in MOVES:
            return await self._event(method, said)
        if said.context or said.properties:
            raise ValueError(f"{method}: has no place for context and properties; expected an event")
        return await self._report(method, said.request, lambda make: [
            ua.Variant(sn_collection(make, said.collection, said.state, said.serials), _V.ExtensionObject),
            _structures(key_values(make, said.criteria)), _text(said.form)])

    async def inspect(self, said: Inspect, *, labels: bool) -> Moved:
        """Report that serials were looked at: as ``labels``, or on their items. Raises as ``move``."""
        return await self._event("LabelsInspectingEvent" if labels else "SIDInspectingEvent", said)

    async def pack(self, said: Pack) -> Moved:
        """Report that something was packed or unpacked. Raises as ``draw``."""
        method = "AggregationPackingEvent" if said.packed else "AggregationUnpackingEvent"
        return await self._report(method, said.request, lambda make: [
            _structures([_aggregation(make, said, parent, children) for parent, children in said.elements]),
            _text(said.parent_form), _text(said.child_form), _structures(key_values(make, said.context))])

    async def _event(self, method: str, said: Move | Inspect) -> Moved:
        if method not in EVENTS:
            raise ValueError(f"{method}: no event of OPC 30260; expected one of {', '.join(EVENTS)}")
        plain = EVENTS[method][1] == "sn"
        if plain and said.properties:
            raise ValueError(f"{method}: has no place for properties of single serials")

        def arguments(make: Make) -> list[ua.Variant]:
            labels = Labels(said.collection, said.state, said.serials, said.properties)
            collection = (sn_collection(make, said.collection, said.state, said.serials) if plain
                          else label_collection(make, labels))
            return [ua.Variant(collection, _V.ExtensionObject), _text(said.form),
                    _structures(key_values(make, said.criteria + said.context))]

        return await self._report(method, said.request, arguments)

    async def _report(self, method: str, request: str, arguments: _Arguments) -> Moved:
        status, = await self._call(method, arguments)
        return Moved(request, word_of(int(status)))

    async def _call(self, method: str, arguments: _Arguments) -> list[Any]:
        """Call, again after each loss of the connection: what is said is the same each time."""
        why = ""
        for attempt in range(self._options.attempts):
            if attempt:
                await asyncio.sleep(self._options.retry_after / _US)
            session: _Session | None = None
            try:
                session = await self._connected()
                return await session.call(method, arguments(session.make))
            except (OSError, TimeoutError, asyncio.IncompleteReadError, ua.UaError, _Unanswered) as error:
                if isinstance(error, ua.UaStatusCodeError) and error.code not in _GONE:
                    raise OpenScsError(f"{self._url}: {ua.StatusCode(error.code).name}") from error
                why = str(error) or type(error).__name__
                if session is not None and not isinstance(error, _Unanswered):
                    await self._leave(session)
        raise OpenScsError(f"{self._url}: {method} was not answered in {self._options.attempts} attempts, at last "
                           f"for: {why}")

    async def _connected(self) -> _Session:
        async with self._connecting:
            if self._session is None:
                self._session = await _Session.open(self._url, self._access, self._options.answer_within)
            return self._session

    async def _leave(self, session: _Session) -> None:
        if self._session is session:
            self._session = None
            await _close(session.client)


async def _index(client: Client) -> int:
    uris = await client.get_namespace_array()
    if OPENSCS.uri not in uris:
        raise OpenScsError(f"{client.server_url.geturl()}: has not the namespace {OPENSCS.uri}")
    return int(uris.index(OPENSCS.uri))


def _known(index: int) -> bool:
    """Whether this process has the structures at this index already: reading them takes a second."""
    made = [ua.extension_objects_by_datatype.get(ua.NodeId(row.id, index)) for row in OPENSCS.types.values()
            if row.encoding]
    return all(each is not None and each.__name__.startswith("OPENSCS") for each in made)


async def _methods(client: Client, index: int) -> dict[str, tuple[ua.NodeId, ua.NodeId]]:
    """Manager and method by the method's name, of the first manager that has it."""
    folder = await client.nodes.objects.get_child([f"{index}:OPENSCSObjects"])
    found: dict[str, tuple[ua.NodeId, ua.NodeId]] = {}
    for manager in await folder.get_children():
        for each in await manager.get_children_descriptions(nodeclassmask=ua.NodeClass.Method):
            found.setdefault(each.BrowseName.Name, (manager.nodeid, each.NodeId))
    return found


async def _close(client: Client) -> None:
    # the library raises whatever the dead connection did to it
    with contextlib.suppress(Exception):
        await client.disconnect()


def _aggregation(make: Make, said: Pack, parent: str, children: Sequence[str]) -> Any:  # noqa: ANN401 - a structure
    inside = tuple(each for each in said.properties if each[0] in children)
    return make("OPENSCSAggregationDataType", ParentElement=label(make, parent, dict(said.properties)),
                ParentElementCollection=label_collection(make, Labels("", "commissioned", tuple(children), inside)))


def _named(methods: dict[str, str], state: str) -> str:
    if state not in methods:
        raise ValueError(f"OPC 30260 has no method for the state {state!r}; expected one of {', '.join(methods)}")
    return methods[state]


def _text(text: str) -> ua.Variant:
    return ua.Variant(text, _V.String)


def _structures(values: list[Any]) -> ua.Variant:
    return ua.Variant(values, _V.ExtensionObject, is_array=True)
