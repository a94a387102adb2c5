"""The library's server with our sessions, subscriptions, methods and listener in place of its own."""

import asyncio
import socket
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from asyncua import Server, ua
from asyncua.crypto import uacrypto
from asyncua.crypto.permission_rules import User
from asyncua.server.internal_server import InternalServer
from asyncua.server.user_managers import UserManager

from linebench.wire.opcua.methods import Methods
from linebench.wire.opcua.sessions import Listener, Session
from linebench.wire.opcua.standard import keep, kept
from linebench.wire.opcua.subscriptions import LIFE_MS, Subscriptions

__all__ = ["Core", "OpenServer", "Writer"]

Writer: TypeAlias = Callable[[Sequence[ua.WriteValue]], Sequence[ua.StatusCode]]
"""Takes writes of one request that follow each other, and answers each."""

_MAX_SUBSCRIPTIONS = 100
_MAX_QUEUE = 10_000
_MAX_UNACKNOWLEDGED = 100
_MAX_CONNECTIONS = 100
_ACTIVATION_S = 10.0
_FOR_EVER_MS = 7 * 24 * 3_600_000


class Core(InternalServer):
    """Services and address space.

    Attributes:
        takes_open_channels: whether sessions may stand on channels without protection.

    """

    time_task: asyncio.Task[None] | None

    def __init__(self, users: UserManager, *, takes_open_channels: bool) -> None:
        super().__init__(user_manager=users)
        self.takes_open_channels = takes_open_channels
        self.method_service.stop()
        self.method_service: Methods = Methods(self.aspace)
        self.subscription_service: Subscriptions = Subscriptions(self.aspace, iserver=self)
        self.isession.subscription_service = self.subscription_service
        self._writers: dict[ua.NodeId, Writer] = {}
        self._lower_limits()

    def _lower_limits(self) -> None:
        # a client that was killed is forgotten after half a minute, and no client can take the bench's memory
        self.max_session_timeout_ms = LIFE_MS
        self.max_subscriptions = _MAX_SUBSCRIPTIONS
        self.max_monitored_item_queue_size = _MAX_QUEUE
        self.max_unacked_messages_per_subscription = _MAX_UNACKNOWLEDGED
        self.max_connections = _MAX_CONNECTIONS
        self.max_pending_activation_seconds = _ACTIVATION_S
        self.allow_remote_admin = False

    def be_patient(self) -> None:
        """Keep clients however long they say nothing: theirs is not the wall's time."""
        self.max_session_timeout_ms = _FOR_EVER_MS
        self.max_pending_activation_seconds = 0

    async def stop(self) -> None:
        """Stop at once: the library's clock would have its second first."""
        if self.time_task is not None:
            self.time_task.cancel()
            await asyncio.wait({self.time_task})
            self.time_task = None
        await super().stop()
        self.aspace.clear()  # what was frozen is never collected, so that the nodes must not hang on a circle

    async def load_standard_address_space(self, shelf_file: Path | None = None) -> None:
        """Take the standard nodes from an earlier server of this process, if there was one."""
        if nodes := kept():
            self.aspace._nodes = nodes  # noqa: SLF001 - one by one would take as long as building them
            return
        await super().load_standard_address_space(shelf_file)
        keep(self.aspace._nodes)  # noqa: SLF001 - as above

    def create_session(self, name: str, user: User | None = None, external: bool = False) -> Session:
        """A session for a client; who it is shows when it is activated."""
        del user, external
        return Session(self, name)

    def take_writes(self, nodes: Sequence[ua.NodeId], writer: Writer) -> None:
        """Let clients write to ``nodes``, which ``writer`` answers; nothing else is writable."""
        self._writers.update(dict.fromkeys(nodes, writer))

    def written(self, values: Sequence[ua.WriteValue]) -> list[ua.StatusCode]:
        """Hand one request to the writers, in its order, and answer for what has none."""
        answers: list[ua.StatusCode] = []
        for writer, run in _runs(values, self._writers):
            answers += writer(run) if writer else [self._refuse(value) for value in run]
        return answers

    def _refuse(self, value: ua.WriteValue) -> ua.StatusCode:
        # the library says access denied to all of these
        node = self.aspace.get(value.NodeId)
        if node is None:
            return ua.StatusCode(ua.StatusCodes.BadNodeIdUnknown)
        known = value.AttributeId in node.attributes
        return ua.StatusCode(ua.StatusCodes.BadNotWritable if known else ua.StatusCodes.BadAttributeIdInvalid)


def _runs(values: Sequence[ua.WriteValue], writers: dict[ua.NodeId, Writer]
          ) -> list[tuple[Writer | None, list[ua.WriteValue]]]:
    runs: list[tuple[Writer | None, list[ua.WriteValue]]] = []
    for value in values:
        writer = writers.get(value.NodeId)
        if not runs or runs[-1][0] != writer:
            runs.append((writer, []))
        runs[-1][1].append(value)
    return runs


class OpenServer(Server):
    """The library's server, which takes our listener."""

    iserver: Core

    async def start(self) -> None:
        """Listen. Raises ``OSError`` when the port is taken."""
        if self.iserver.certificate is not None:
            uacrypto.check_certificate(self.iserver.certificate, self._application_uri, socket.gethostname())
        await self._setup_server_nodes()
        await self.iserver.start()
        host, port = self._get_bind_socket_info()
        assert host is not None
        assert port is not None
        self.bserver = Listener(self.iserver, host, port, self.limits)
        self.bserver.set_policies(self._policies)
        try:
            await self.bserver.start()
        except OSError:
            await self.iserver.stop()
            raise
