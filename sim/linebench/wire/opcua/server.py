"""An OPC UA server of the bench: one endpoint on loopback, protected as told, with an empty address space."""

import asyncio
import contextlib
import gc
import ipaddress
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from asyncua import ua

from linebench.wire.dialect import Profile
from linebench.wire.opcua.certificates import Identity, TrustFolder, identity
from linebench.wire.opcua.core import Core, OpenServer
from linebench.wire.opcua.events import Events
from linebench.wire.opcua.methods import Methods
from linebench.wire.opcua.security import POLICIES, Security, Users, tokens
from linebench.wire.opcua.sessions import Listener
from linebench.wire.opcua.telling import Telling

__all__ = ["TAGS", "Build", "Endpoint", "OpcUaServer"]

TAGS = "urn:linebench:tags"
"""Namespace of tags, index 2 unless told otherwise."""
_MAX_PORT = 65_535
_PRODUCT = "urn:linebench"
_MAX_MESSAGE = 16 * 1024 * 1024
"""A read of every tag of the largest table is a tenth of it."""


class Endpoint(Profile, frozen=True, kw_only=True):
    """Where a server listens."""

    host: str = "127.0.0.1"
    port: int = 0
    """0 picks a free one; real servers use 4840."""
    real: bool = False
    """Whether other machines may connect; without it only loopback is taken."""
    exposed: bool = False
    """Whether what stands in front of it lets other machines in, wherever it listens itself."""
    path: str = "/linebench"

    @property
    def loopback(self) -> bool:
        """Whether only this machine can connect."""
        if self.exposed:
            return False
        with contextlib.suppress(ValueError):
            return ipaddress.ip_address(self.host).is_loopback
        return self.host == "localhost"


class Build(Profile, frozen=True, kw_only=True):
    """What the server says of itself (ServerStatus.BuildInfo), which a client may ask before anything else."""

    manufacturer: str = "linebench"
    product: str = ""
    """Empty: its name."""
    software: str = ""


class OpcUaServer:
    """A server, from entry to exit of ``async with``. It starts in a fifth of a second, the first in more than one.

    Args:
        endpoint: where it listens.
        security: who may connect.
        name: as clients see it; also names certificate and application URI.
        namespaces: URIs from index 2 on, in the order in which the emulated device has them.
        made: what it says of itself.

    Raises:
        ValueError: the endpoint is not on loopback and not ``real``, or is real and takes anybody.
        CertificateError: the server's certificate cannot be used.
        OSError: the port is taken.

    Attributes:
        core: services and address space.
        methods: where methods of instances are linked.
        telling: what subscribers are told, in order.
        events: where events are raised.

    """

    def __init__(self, endpoint: Endpoint, security: Security, name: str, *,
                 namespaces: Sequence[str] = (TAGS,), made: Build | None = None) -> None:
        _check(endpoint, security)
        self.endpoint = endpoint
        self.security = security
        self.name = name
        self.namespaces = tuple(namespaces)
        self._made = made or Build()
        users = Users(security, loopback=endpoint.loopback)
        self.core = Core(users, takes_open_channels="None" in security.policies)
        self.methods: Methods = self.core.method_service
        self.telling = Telling()
        self.events = Events(self.core, self.telling)
        self._server = OpenServer(iserver=self.core)

    @property
    def uri(self) -> str:
        """The application's URI, also namespace 1."""
        return f"{_PRODUCT}:{self.name}"

    @property
    def url(self) -> str:
        """Where clients find it, with the port that it took."""
        assert self._server.bserver is not None, "it listens only inside `async with`"
        return f"opc.tcp://{self.endpoint.host}:{self._server.bserver.port}{self.endpoint.path}"

    @property
    def busy(self) -> bool:
        """Whether a request is being answered."""
        return self._listener.busy

    def counts(self) -> dict[int, tuple[int, int]]:
        """Of every connection, by the port of the client's end: bytes sent and bytes received."""
        return self._listener.counts()

    def watch(self, changed: Callable[[], None]) -> None:
        """Have ``changed`` called after a connection came or went, bytes were read, or a request was answered."""
        self._listener.changed = changed

    @property
    def _listener(self) -> Listener:
        listener = self._server.bserver
        assert isinstance(listener, Listener), "it listens only inside `async with`"
        return listener

    @property
    def certificate(self) -> Identity | None:
        """The server's own, when it is secured."""
        if not self.security.secured:
            return None
        return identity(Path(self.security.folder), self.name, self.uri)

    @property
    def trusted(self) -> Path | None:
        """The folder whose certificates are taken as clients'."""
        return Path(self.security.folder) / "trusted" if self.security.folder else None

    async def __aenter__(self) -> Self:
        await self.build()
        await self._server.start()
        self._running = asyncio.create_task(self.telling.run())
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None,
                        trace: TracebackType | None) -> None:
        self._running.cancel()
        await asyncio.wait({self._running})
        await self._server.stop()

    async def build(self) -> None:
        """Make the standard address space and the namespaces; ``async with`` does it."""
        server = self._server
        server.name = self.name
        server.product_uri = _PRODUCT
        server.application_type = ua.ApplicationType.Server
        server.set_endpoint(f"opc.tcp://{self.endpoint.host}:{self.endpoint.port}{self.endpoint.path}")
        server._application_uri = self.uri  # noqa: SLF001 - init writes the namespaces from it, and offers no other way
        server.limits.max_message_size = _MAX_MESSAGE
        server.limits.max_chunk_count = _MAX_MESSAGE // server.limits.max_recv_buffer + 1
        await server.init()
        made = self._made
        await server.set_build_info(_PRODUCT, made.manufacturer, made.product or self.name, made.software, "",
                                    datetime.now(UTC))
        await self._protect()
        for namespace in self.namespaces:
            await self.namespace(namespace)
        self.settle()

    async def namespace(self, uri: str) -> int:
        """The index of a namespace, new or known."""
        return int(await self._server.register_namespace(uri))

    def settle(self) -> None:
        """Call after nodes were added: a full garbage collection over them would stop the bench for 0.1 s."""
        gc.collect()
        gc.freeze()

    async def _protect(self) -> None:
        self._server.set_security_policy([POLICIES[each] for each in self.security.policies])
        self._server.set_identity_tokens(tokens(self.security, loopback=self.endpoint.loopback))
        if (own := self.certificate) is None or self.trusted is None:
            return
        await self._server.load_certificate(own.certificate)
        await self._server.load_private_key(own.key)
        self._server.set_certificate_validator(TrustFolder(self.trusted))


def _check(endpoint: Endpoint, security: Security) -> None:
    where = f"opc.tcp://{endpoint.host}:{endpoint.port}"
    if not 0 <= endpoint.port <= _MAX_PORT:
        raise ValueError(f"{where}: no such port; expected 1 to {_MAX_PORT}, or 0 for a free one")
    if not endpoint.loopback and not endpoint.real:
        raise ValueError(f"{where}: is not on loopback; expected 127.0.0.1, or an endpoint told to be real")
    if not endpoint.loopback and "None" in security.policies:
        raise ValueError(f"{where}: policy None is for loopback alone; expected signed policies")
    if security.secured and not security.folder:
        raise ValueError(f"{where}: signed policies need a folder for the certificate; none is named")
    if not tokens(security, loopback=endpoint.loopback):
        raise ValueError(f"{where}: nobody could be let in; expected users, certificates or somebody anonymous")
