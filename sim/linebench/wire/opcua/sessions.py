"""Sessions and connections of clients, with what the library leaves open between them closed.

Cured here: tokens of sessions that can be guessed, sessions on an open channel of a secured server, a client
certificate other than the channel's, roles, browse continuation points. README.md names the test of each.
"""

import asyncio
import secrets
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from asyncua import ua
from asyncua.common.utils import ServiceError
from asyncua.server.binary_server_asyncio import BinaryServer, OPCUAProtocol
from asyncua.server.internal_session import InternalSession
from asyncua.server.uaprocessor import UaProcessor
from asyncua.ua.ua_binary import struct_from_binary

from linebench.wire.opcua.calls import Calls
from linebench.wire.opcua.methods import CALLER
from linebench.wire.opcua.security import Client

if TYPE_CHECKING:
    from linebench.wire.opcua.core import Core

__all__ = ["Listener", "Processor", "Session"]

_TOKEN_BYTES = 32
_POINT_BYTES = 8
_MAX_POINTS = 10
"""Browses that one session may leave unfinished; the least that a full-featured server profile asks for is 1."""


def _request(name: int) -> ua.NodeId:
    return ua.NodeId(name)


_CREATE_SESSION = _request(ua.ObjectIds.CreateSessionRequest_Encoding_DefaultBinary)
_BROWSE_NEXT = _request(ua.ObjectIds.BrowseNextRequest_Encoding_DefaultBinary)
_CALL = _request(ua.ObjectIds.CallRequest_Encoding_DefaultBinary)
_MESSAGES = (b"HEL", b"OPN", b"MSG", b"CLO", b"ERR")
_HEAD_BYTES = 8
"""Type, chunk type and size of a message (OPC 10000-6 table 62)."""
_SMALLEST_BYTES = 12
"""With the number of the channel; a hello is longer."""
_DISCOVERY = {
    _request(ua.ObjectIds.GetEndpointsRequest_Encoding_DefaultBinary),
    _request(ua.ObjectIds.FindServersRequest_Encoding_DefaultBinary),
    _request(ua.ObjectIds.CloseSecureChannelRequest_Encoding_DefaultBinary),
}
"""What anybody may ask on a channel without protection, so that clients can find the protected ones."""


class Session(InternalSession):
    """One client's session."""

    iserver: "Core"

    def __init__(self, core: "Core", name: str) -> None:
        super().__init__(core, core.aspace, core.subscription_service, name, external=True)
        # the library counts its tokens up: whoever knows one knows the others
        core.unregister_external_session(self)
        self.auth_token = ua.NodeId(secrets.token_bytes(_TOKEN_BYTES))
        core.register_external_session(self)
        self._points: dict[bytes, tuple[list[ua.ReferenceDescription], int]] = {}

    @property
    def client(self) -> Client:
        """Who it is; only after activation."""
        assert isinstance(self.user, Client)
        return self.user

    def activate_session(self, params: ua.ActivateSessionParameters,
                         peer_certificate: bytes | None) -> ua.ActivateSessionResult:
        """Let the client in, or raise. The channel's certificate says which application it is, never which user."""
        del peer_certificate
        return super().activate_session(params, None)

    async def write(self, params: ua.WriteParameters) -> list[ua.StatusCode]:
        """Write; what clients may write has a writer, which answers."""
        if not self.client.operator:
            return [ua.StatusCode(ua.StatusCodes.BadUserAccessDenied) for _ in params.NodesToWrite]
        return self.iserver.written(params.NodesToWrite)

    async def call(self, params: list[ua.CallMethodRequest]) -> list[ua.CallMethodResult]:
        """Call methods; see ``methods``."""
        if not self.client.operator:
            return [ua.CallMethodResult(ua.StatusCode(ua.StatusCodes.BadUserAccessDenied)) for _ in params]
        CALLER.set(self.client.name or "")
        results: list[ua.CallMethodResult] = await super().call(params)
        return results

    async def browse(self, params: ua.BrowseParameters) -> list[ua.BrowseResult]:
        """Browse, in pages of the size that is asked for."""
        results = await super().browse(params)
        return [self._page(_known(result), int(params.RequestedMaxReferencesPerNode)) for result in results]

    async def browse_next(self, parameters: ua.BrowseNextParameters) -> list[ua.BrowseResult]:
        """The pages that follow, or their release."""
        return [self._next(point, release=parameters.ReleaseContinuationPoints)
                for point in parameters.ContinuationPoints]

    def _next(self, point: bytes, *, release: bool) -> ua.BrowseResult:
        left = self._points.pop(bytes(point or b""), None)
        if left is None:
            return ua.BrowseResult(ua.StatusCode(ua.StatusCodes.BadContinuationPointInvalid))
        return ua.BrowseResult() if release else self._page(ua.BrowseResult(References=left[0]), left[1])

    def _page(self, result: ua.BrowseResult, size: int) -> ua.BrowseResult:
        if not 0 < size < len(result.References):
            return result
        if len(self._points) >= _MAX_POINTS:
            return ua.BrowseResult(ua.StatusCode(ua.StatusCodes.BadNoContinuationPoints))
        point = secrets.token_bytes(_POINT_BYTES)
        self._points[point] = (result.References[size:], size)
        return ua.BrowseResult(ContinuationPoint=point, References=result.References[:size])


def _known(result: ua.BrowseResult) -> ua.BrowseResult:
    # Invalid is for a NodeId that cannot be; one that merely is not there is Unknown (OPC 10000-4 table 177)
    if result.StatusCode.value == ua.StatusCodes.BadNodeIdInvalid:
        result.StatusCode = ua.StatusCode(ua.StatusCodes.BadNodeIdUnknown)
    return result


class Processor(UaProcessor):
    """Requests of one connection."""

    iserver: "Core"

    def __init__(self, core: "Core", transport: Any, limits: Any) -> None:  # noqa: ANN401 - the library's own, untyped there
        super().__init__(core, transport, limits)
        self.calls = Calls()

    async def _process_message(self, typeid: ua.NodeId, requesthdr: Any, seqhdr: Any, body: Any) -> Any:  # noqa: ANN401 - the library's own, untyped there
        self._check_channel(typeid)
        if typeid == _CREATE_SESSION:
            self._check_certificate(struct_from_binary(ua.CreateSessionParameters, body.copy()))
        if typeid == _CALL and self._is_slow(asked := struct_from_binary(ua.CallParameters, body.copy())):
            self.session_last_activity = time.monotonic()
            self.calls.begin(self._call(asked, requesthdr.RequestHandle, seqhdr))
            return True
        if typeid != _BROWSE_NEXT:
            return await super()._process_message(typeid, requesthdr, seqhdr, body)
        if self.session is None or not self.session.is_activated():
            raise ServiceError(ua.StatusCodes.BadSessionNotActivated)
        self.session.touch()
        results = await self.session.browse_next(struct_from_binary(ua.BrowseNextParameters, body))
        response = ua.BrowseNextResponse(Parameters=ua.BrowseNextResult(Results=results))
        self.send_response(requesthdr.RequestHandle, seqhdr, response)
        return True

    def _is_slow(self, asked: ua.CallParameters) -> bool:
        return (self.session is not None and self.session.is_activated()
                and self.iserver.method_service.answers_later(asked.MethodsToCall or ()))

    async def _call(self, asked: ua.CallParameters, handle: int, seqhdr: Any) -> None:  # noqa: ANN401 - as above
        """Call what is not answered at once; the requests behind it do not wait."""
        self.session.touch()
        response = ua.CallResponse(Results=await self.session.call(asked.MethodsToCall))
        self.send_response(handle, seqhdr, response)

    def _check_channel(self, typeid: ua.NodeId) -> None:
        """On a secured server a channel without protection is for discovery alone; the library lets sessions in."""
        if self._channel_is_open() and not self.iserver.takes_open_channels and typeid not in _DISCOVERY:
            raise ServiceError(ua.StatusCodes.BadSecurityPolicyRejected)

    def _check_certificate(self, params: ua.CreateSessionParameters) -> None:
        """The certificate that is checked for trust has to be the one that the channel is protected with."""
        shown = bytes(params.ClientCertificate or b"")
        if not self._channel_is_open() and not shown.startswith(self._connection.security_policy.peer_certificate):
            raise ServiceError(ua.StatusCodes.BadSecurityChecksFailed)

    def _channel_is_open(self) -> bool:
        return bool(self._connection.security_policy.Mode == ua.MessageSecurityMode.None_)


class _Counted:
    """A connection's way out, which counts what is written."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self.sent = 0
        self._transport = transport

    def write(self, data: bytes) -> None:
        """Send."""
        self.sent += len(data)
        self._transport.write(data)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever else the library asks of a transport
        return getattr(self._transport, name)


class _Connection(OPCUAProtocol):
    """One connection, whose requests go to our processor.

    Attributes:
        port: of the client.
        received: bytes.
        stirred: called whenever something happened that may end a wait for quiescence.

    """

    processor: UaProcessor | None
    transport: asyncio.Transport | None
    _buffer: bytes
    port = 0
    received = 0
    stirred: Callable[[], None]
    _out: _Counted | None = None
    _answering = False

    @property
    def sent(self) -> int:
        """Bytes."""
        return self._out.sent if self._out is not None else 0

    @property
    def busy(self) -> bool:
        """Whether a request is being answered, or waits for that."""
        return self._answering or not self.messages.empty()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        if self.processor is not None and self.transport is not None:
            self.port = int(self.peer_name[1]) if self.peer_name else 0
            self._out = _Counted(self.transport)
            self.processor = Processor(self.iserver, self._out, self.limits)
            self.processor.set_policies(self.policies)
        self.stirred()

    def connection_lost(self, ex: BaseException | None) -> None:
        super().connection_lost(ex)
        if isinstance(self.processor, Processor):
            self.processor.calls.end()
        self.stirred()

    def data_received(self, data: bytes) -> None:
        """Take bytes. What cannot begin a message ends the connection; the library would collect it."""
        self.received += len(data)
        super().data_received(data)
        self._hang_up_on_garbage()
        self.stirred()

    async def _process_one_msg(self, header: Any, buf: Any) -> bool:  # noqa: ANN401 - as the library has it
        self._answering = True
        try:
            return bool(await super()._process_one_msg(header, buf))
        finally:
            self._answering = False
            self.stirred()

    def _hang_up_on_garbage(self) -> None:
        held = bytes(self._buffer[:_HEAD_BYTES])
        size = int.from_bytes(held[4:8], "little") if len(held) == _HEAD_BYTES else _SMALLEST_BYTES
        known = any(kind.startswith(held[:3]) for kind in _MESSAGES)
        if self.transport is not None and not (known and _SMALLEST_BYTES <= size <= self.limits.max_recv_buffer):
            self._buffer = b""
            self.transport.close()


class Listener(BinaryServer):
    """The listening socket.

    Attributes:
        changed: called after a connection came or went, bytes were read, or a request was answered.

    """

    changed: Callable[[], None] | None = None

    @property
    def busy(self) -> bool:
        """Whether a request is being answered."""
        return any(each.busy for each in self._connections())

    def counts(self) -> dict[int, tuple[int, int]]:
        """Of every connection, by the port of the client's end: bytes sent and bytes received."""
        return {each.port: (each.sent, each.received) for each in self._connections()}

    def _connections(self) -> list[_Connection]:
        return [each for each in self.clients if isinstance(each, _Connection)]

    def _make_protocol(self) -> OPCUAProtocol:
        made = _Connection(iserver=self.iserver, policies=self._policies, clients=self.clients,
                           closing_tasks=self.closing_tasks, limits=self.limits)
        made.stirred = self._stirred
        return made

    def _stirred(self) -> None:
        if self.changed is not None:
            self.changed()
