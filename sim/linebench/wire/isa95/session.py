"""One connection to a server of OPC 10031-4: its structures known, its objects found, its methods called."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Self

from asyncua import Client, ua

from linebench.units import Duration
from linebench.wire.opcua.client import Access, protect
from linebench.wire.opcua.types.job_control import JOB_CONTROL

__all__ = ["FAILURES", "JobsError", "RefusedError", "Session", "is_gone"]

_C, _V = ua.StatusCodes, ua.VariantType
_US = 1_000_000
_GONE = frozenset({_C.BadConnectionClosed, _C.BadSecureChannelClosed, _C.BadSecureChannelIdInvalid,
                   _C.BadSessionIdInvalid, _C.BadSessionClosed, _C.BadSessionNotActivated, _C.BadServerHalted,
                   _C.BadShutdown, _C.BadCommunicationError, _C.BadTimeout})
"""The connection or session is no more, or its server does not answer: the same is said again."""
FAILURES = (OSError, TimeoutError, ua.UaError, asyncio.IncompleteReadError)
"""What the library and the system raise when the other end is gone, silent or refuses; none is ours."""
_MOST_OBJECTS = 5_000
"""Objects that are looked at when one is looked for by its type."""
_SERVER = ua.NodeId(ua.ObjectIds.Server)
_closing: set[asyncio.Task[None]] = set()
"""The event loop itself keeps no task."""


class JobsError(Exception):
    """The server has not what it needs, or was not reached; the message says which and why."""


class RefusedError(Exception):
    """The server refused one call. ``code``: its status code."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


def is_gone(error: BaseException) -> bool:
    """Whether an error of the library means that the connection is no more, and not that something was refused."""
    return not isinstance(error, ua.UaStatusCodeError) or error.code in _GONE


class Session:
    """A connection. Errors are those of ``FAILURES`` unless told otherwise.

    Attributes:
        client: the library's.
        index: of the namespace of job control at this server.

    """

    def __init__(self, client: Client, index: int) -> None:
        self.client, self.index = client, index
        self._methods: dict[tuple[ua.NodeId, str], ua.NodeId] = {}

    @classmethod
    async def open(cls, url: str, access: Access, within: Duration,
                   lost: Callable[["Session"], None]) -> Self:
        """Connect, and learn the structures.

        Args:
            url: of the server.
            access: who connects.
            within: for every request, in real time.
            lost: told when the connection is gone.

        Raises:
            JobsError: the server does not speak job control.

        """
        client = Client(url, timeout=within / _US)
        await protect(client, access)

        await client.connect()
        try:
            made = cls(client, await _index(client))
            if not _known(made.index):
                await client.load_data_type_definitions()
        except BaseException:
            await _close(client)
            raise

        async def told(_: Exception) -> None:
            lost(made)

        client.connection_lost_callback = told
        return made

    async def close(self) -> None:
        """Take leave as far as the other end still listens."""
        await _close(self.client)

    def make(self, name: str, **fields: Any) -> Any:  # noqa: ANN401 - a structure has fields of any type
        """A structure of this server."""
        return ua.extension_objects_by_datatype[ua.NodeId(JOB_CONTROL.types[name].id, self.index)](**fields)

    async def find(self, kind: str, named: str) -> ua.NodeId | None:
        """The object of a type, or of one derived from it; ``None``: there is none.

        Args:
            kind: such as ``ISA95JobOrderReceiverObjectType``.
            named: its NodeId; empty: it is looked for below Objects.

        """
        if named:
            return ua.NodeId.from_string(named)
        kinds = await self._derived(ua.NodeId(JOB_CONTROL.types[kind].id, self.index))
        return await self._below(self.client.nodes.objects.nodeid, kinds)

    async def _derived(self, kind: ua.NodeId) -> frozenset[ua.NodeId]:
        found, waiting = {kind}, [kind]
        while waiting:
            for each in await self.client.get_node(waiting.pop()).get_children(refs=ua.ObjectIds.HasSubtype):
                found.add(each.nodeid)
                waiting.append(each.nodeid)
        return frozenset(found)

    async def _below(self, top: ua.NodeId, kinds: frozenset[ua.NodeId]) -> ua.NodeId | None:
        """The nearest object of one of these types."""
        waiting, seen = deque([top]), {top, _SERVER}
        while waiting and len(seen) < _MOST_OBJECTS:
            children = await self.client.get_node(waiting.popleft()).get_children_descriptions(
                nodeclassmask=ua.NodeClass.Object)
            for each in children:
                if each.TypeDefinition in kinds:
                    return ua.NodeId(each.NodeId.Identifier, each.NodeId.NamespaceIndex, each.NodeId.NodeIdType)
                if each.NodeId not in seen:
                    seen.add(each.NodeId)
                    waiting.append(each.NodeId)
        return None

    async def child(self, node: ua.NodeId, name: str) -> ua.NodeId | None:
        """A variable or method of an object; ``None``: it has none of this name."""
        key = node, name
        if key not in self._methods:
            try:
                found = await self.client.get_node(node).get_child([f"{self.index}:{name}"])
            except ua.UaStatusCodeError as error:
                if is_gone(error):
                    raise
                return None
            self._methods[key] = found.nodeid
        return self._methods[key]

    async def call(self, node: ua.NodeId, method: str, arguments: Sequence[ua.Variant]) -> list[Any]:
        """The output arguments, also of a call that was uncertain.

        Raises:
            RefusedError: the server refused it, or has no such method.

        """
        found = await self.child(node, method)
        if found is None:
            raise RefusedError(_C.BadMethodInvalid, f"{method}: the object has no such method")
        result, = await self.client.uaclient.call([ua.CallMethodRequest(node, found, list(arguments))])
        if not result.StatusCode.is_bad() and result.OutputArguments:
            return [each.Value for each in result.OutputArguments]
        wrong = [f"argument {place} {each.name}" for place, each in enumerate(result.InputArgumentResults or (), 1)
                 if not each.is_good()]
        raise RefusedError(result.StatusCode.value, f"{method}: {', '.join([result.StatusCode.name, *wrong])}")

    async def read(self, node: ua.NodeId, name: str) -> ua.DataValue | None:
        """The value of a variable of an object, with its timestamps; ``None``: it has none of this name."""
        found = await self.child(node, name)
        if found is None:
            return None
        data: ua.DataValue = await self.client.get_node(found).read_data_value(raise_on_bad_status=False)
        return data


async def _index(client: Client) -> int:
    uris = await client.get_namespace_array()
    if JOB_CONTROL.uri not in uris:
        raise JobsError(f"{client.server_url.geturl()}: has not the namespace {JOB_CONTROL.uri}")
    return int(uris.index(JOB_CONTROL.uri))


def _known(index: int) -> bool:
    """Whether this process has the structures at this index already: reading them takes a second."""
    rows: Mapping[str, Any] = JOB_CONTROL.types
    made = {name: ua.extension_objects_by_datatype.get(ua.NodeId(row.id, index))
            for name, row in rows.items() if row.encoding}
    return all(each is not None and each.__name__ == name for name, each in made.items())


async def _close(client: Client) -> None:
    # the library takes a cancellation that meets it here for that of a task of its own, and goes on
    task = asyncio.create_task(_disconnect(client))
    _closing.add(task)
    task.add_done_callback(_closing.discard)
    await asyncio.shield(task)


async def _disconnect(client: Client) -> None:
    # it raises whatever the dead connection did to it
    with contextlib.suppress(Exception):
        await client.disconnect()
