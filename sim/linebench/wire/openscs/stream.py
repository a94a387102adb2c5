"""EPCIS documents as files: what the event manager's EPCISStream takes (OPC 10000-20, temporary file transfer).

A client has a file made, writes to it and commits it; the document is read then, and its events go to the owner in
one piece. The same document from the same user is the same delivery, however often it comes.
"""

import asyncio
import hashlib
import itertools
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from asyncua import ua

from linebench.epcis.model import Event
from linebench.epcis.problems import EpcisError
from linebench.epcis.reading import read
from linebench.ports.l4 import Capture, Captured
from linebench.wire.opcua.instance import Instance, InstanceBuilder, Wish
from linebench.wire.opcua.methods import CALLER, Outcome, Refused
from linebench.wire.opcua.server import OpcUaServer
from linebench.wire.opcua.typebuilder import TypeSpace
from linebench.wire.openscs.asking import Asking
from linebench.wire.openscs.handlers import argument
from linebench.wire.openscs.offer import Offer
from linebench.wire.openscs.structures import UnfitError, read_pairs, text

__all__ = ["EpcisStream"]

_C, _V = ua.StatusCodes, ua.VariantType
_MOST_FILES = 20
"""Open at a time, of all clients."""
_US = 1_000_000
_ARGUMENT = "OPENSCS.OPENSCSEventStreamArgumentDataType"


class _File:
    """A file that is being written."""

    def __init__(self, handle: int, user: str, instance: Instance) -> None:
        self.handle, self.user, self.instance = handle, user, instance
        self.data = bytearray()
        self.position = 0
        self.touched = 0.0


class EpcisStream:
    """The stream of one event manager.

    Args:
        server: where.
        types: with OPEN-SCS added.
        manager: the event manager.
        path: of the stream in it.
        offer: limits.
        asking: the owner.

    """

    def __init__(self, server: OpcUaServer, types: TypeSpace, manager: Instance, path: str, *, offer: Offer,
                 asking: Asking) -> None:
        self._server, self._types, self._manager, self._path = server, types, manager, path
        self._offer, self._asking = offer, asking
        self._files: dict[int, _File] = {}
        self._handles = itertools.count(1)

    def begin(self) -> None:
        """Answer the methods of the stream."""
        link = self._manager.link
        link(f"{self._path}/GenerateFileForWrite", self._generate)
        link(f"{self._path}/GenerateFileForRead", _nothing_to_read)
        link(f"{self._path}/CloseAndCommit", self._commit)

    async def _generate(self, options: Any) -> Outcome:  # noqa: ANN401 - whatever a client gives
        if getattr(type(options), "data_type", None) != self._types.node(_ARGUMENT):
            raise Refused(_C.BadInvalidArgument, _C.BadTypeMismatch)
        with argument(0, 1):
            self._check(options)
        self._forget_old()
        if len(self._files) >= _MOST_FILES:
            raise Refused(_C.BadResourceUnavailable)
        handle = next(self._handles)
        self._files[handle] = file = _File(handle, CALLER.get(), await self._node(handle))
        self._touch(file)
        return [ua.Variant(file.instance[""], _V.NodeId), ua.Variant(handle, _V.UInt32)]

    def _check(self, options: Any) -> None:  # noqa: ANN401 - a structure made from the table
        read_pairs(options.EventContext)
        forms = map(text, (options.SNFormat, options.ParentSNFormat, options.PackedElementSNFormat))
        if unknown := [each for each in forms if each and not self._offer.takes(each)]:
            raise UnfitError(f"found {unknown[0]}, expected one of {', '.join(self._offer.formats)}")

    async def _node(self, handle: int) -> Instance:
        made = await InstanceBuilder(self._server, self._types).make(
            "FileType", f"{self._manager.name}/{self._path}/{handle}", self._manager[self._path],
            reference=ua.ObjectIds.HasComponent, wish=Wish(values={
                "Writable": ua.Variant(True), "UserWritable": ua.Variant(True),
                "OpenCount": ua.Variant(1, _V.UInt16)}))
        for name, handler in (("Open", _refuse), ("Read", _refuse), ("Write", self._write), ("Close", self._close),
                              ("GetPosition", self._tell_position), ("SetPosition", self._set_position)):
            made.link(name, handler)
        return made

    def _write(self, handle: int, data: bytes | None) -> Outcome:
        file = self._file(handle)
        end = file.position + len(data or b"")
        if end > self._offer.most_bytes:
            raise Refused(_C.BadResourceUnavailable)
        file.data[file.position:end] = data or b""
        file.position = end
        file.instance.show("Size", ua.Variant(len(file.data), _V.UInt64), datetime.now(UTC))
        return []

    def _tell_position(self, handle: int) -> Outcome:
        return [ua.Variant(self._file(handle).position, _V.UInt64)]

    def _set_position(self, handle: int, position: int) -> Outcome:
        file = self._file(handle)
        file.position = min(position, len(file.data))  # beyond the end means the end (OPC 10000-20, SetPosition)
        return []

    def _close(self, handle: int) -> Outcome:
        self._forget(self._file(handle))
        return []

    async def _commit(self, handle: int) -> Outcome:
        file = self._file(handle)
        self._forget(file)
        data = bytes(file.data)
        number = int.from_bytes(hashlib.sha256(file.user.encode() + b"/" + data).digest()[:7], "big")
        try:
            answer = await self._asking.ask(Capture(number, self._events(data)))
        except TimeoutError as error:
            raise Refused(_C.BadTimeout) from error
        assert isinstance(answer, Captured), answer
        if not answer.success:
            raise Refused(_C.BadRequestNotAllowed)
        return [ua.Variant(ua.NodeId(), _V.NodeId)]  # null: it is done, so that no state machine has to tell

    def _events(self, data: bytes) -> tuple[Event, ...]:
        """The events of a document, or the status code for one that is not to be taken."""
        try:
            events = read(data).events
        except EpcisError as error:
            raise Refused(_C.BadDecodingError) from error
        identifiers = sum(len(each.epc_list) for each in events if each.type == "ObjectEvent")
        aggregations = sum(each.type == "AggregationEvent" for each in events)
        if identifiers > self._offer.most_object_sids or aggregations > self._offer.most_aggregation_events:
            raise Refused(_C.BadRequestTooLarge)
        return events

    def _file(self, handle: int) -> _File:
        file = self._files.get(handle)
        if file is None or file.user != CALLER.get():
            raise Refused(_C.BadInvalidArgument, _C.BadInvalidArgument)
        self._touch(file)
        return file

    def _touch(self, file: _File) -> None:
        file.touched = asyncio.get_running_loop().time()

    def _forget_old(self) -> None:
        since = asyncio.get_running_loop().time() - self._offer.file_within / _US
        for file in [each for each in self._files.values() if each.touched < since]:
            self._forget(file)

    def _forget(self, file: _File) -> None:
        del self._files[file.handle]
        core, node = self._server.core, file.instance[""]
        beside = core.aspace[self._manager[self._path]].references
        beside[:] = [each for each in beside if each.NodeId != node]
        # what leads to the parts of a file are its other parts: the library would look for it at every node
        items = [ua.DeleteNodesItem(file.instance[path], False) for path in file.instance.paths]
        core.node_mgt_service.delete_nodes(ua.DeleteNodesParameters(items))
        self._server.methods.unlink(node)


def _nothing_to_read(options: object) -> Outcome:
    del options
    raise Refused(_C.BadNotSupported)


def _refuse(*arguments: object) -> Sequence[ua.Variant]:
    """Open and Read: the file is open for writing already."""
    del arguments
    raise Refused(_C.BadInvalidState)
