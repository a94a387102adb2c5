"""Values of nodes of the system's own OPC UA server: every change is a statement."""

import asyncio
import os
from collections import deque
from collections.abc import Sequence
from typing import Any

import msgspec
from asyncua import Client, ua

from linebench.binding.address import check_host
from linebench.binding.deed import BindingError
from linebench.binding.eye import Once, Row, Seen
from linebench.binding.kinds import EyeKind, Options, Place
from linebench.units import Duration
from linebench.wire.opcua.client import Access, protect
from linebench.wire.opcua.security import Policy

__all__ = ["KIND", "OpcUaEye", "OpcUaOptions", "access_of", "node_of"]

_US = 1_000_000
_QUEUE = 100
_SHOWN = 240


class Secured(Options, frozen=True, kw_only=True):
    """Who connects. ``password_env``: the environment variable that holds the password, for a stack file stands in
    every journal. ``folder``: of the client's certificate; ``trusted``: of those of servers that are taken.
    """

    policy: Policy = "None"
    user: str = ""
    password_env: str = ""
    folder: str = ""
    trusted: str = ""


class OpcUaOptions(Secured, frozen=True, kw_only=True):
    """``url``: ``opc.tcp://host:port/path``; ``node.NAME``: a NodeId, such as ``ns=3;s="L2"."State"``. A row has
    ``node``, ``value``, ``time`` and the value once more under the node's name.
    """

    url: str
    node: dict[str, str] = msgspec.field(default_factory=dict)
    every: Duration = Duration(100_000)
    """How often the server is to look for changes."""
    within: Duration = Duration(5_000_000)


class OpcUaEye:
    """An ``Eye``. It connects when it is first asked to look, and again after a loss."""

    def __init__(self, options: OpcUaOptions, place: Place) -> None:
        check_host(place, options.url)
        if not options.node:
            raise BindingError(f"{place.where}.node: found nothing; expected such as node.state = ns=3;s=State")
        self._nodes = {node_of(text, f"{place.where}.node.{name}").to_string(): name
                       for name, text in options.node.items()}
        self._options, self._access = options, access_of(options)
        self._client: Client | None = None
        self._changes: deque[Row] = deque()
        self._now: dict[str, Row] = {}
        self._trouble = Once()
        place.shared.at_end(self._leave)

    async def open(self) -> None:
        """See ``Eye``: the values that stand now count."""
        self._changes = deque(self._now.values())

    async def look(self) -> Sequence[Seen]:
        """See ``Eye``."""
        trouble = "" if self._client is not None else await self._connect()
        found: list[Seen] = [*self._trouble.told(trouble)]
        found += self._changes
        self._changes.clear()
        return found

    async def reach(self) -> str:
        """See ``Eye``."""
        return "" if self._client is not None else await self._connect()

    async def _connect(self) -> str:
        client = Client(self._options.url, timeout=self._options.within / _US)
        try:
            async with asyncio.timeout(self._options.within / _US):
                await protect(client, self._access)
                client.connection_lost_callback = self._lost
                await client.connect()
                subscription = await client.create_subscription(self._options.every / 1000, self)
                await subscription.subscribe_data_change(
                    [client.get_node(node) for node in self._nodes], queuesize=_QUEUE)
        except Exception as error:  # noqa: BLE001  # the library raises whatever happened
            await _hang_up(client)
            return f"{self._options.url}: {type(error).__name__} {error}".strip()[:_SHOWN]
        self._client = client
        return ""

    def datachange_notification(self, node: Any, value: object, data: Any) -> None:  # noqa: ANN401  # untyped
        """A node has a value, as the library tells it; after a reconnection it tells all once more."""
        name, text = self._nodes[node.nodeid.to_string()], _text(value)
        if name in self._now and self._now[name].values["value"] == text:
            return
        stamp = data.monitored_item.Value.SourceTimestamp
        time = f"{stamp.isoformat()}Z" if stamp is not None else ""
        self._now[name] = Row({"node": name, "value": text, "time": time, name: text}, f"node {name}")
        self._changes.append(self._now[name])

    async def _lost(self, _: Exception) -> None:
        self._client = None

    async def _leave(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            await _hang_up(client)


def node_of(text: str, where: str) -> ua.NodeId:
    """Read a NodeId.

    Raises:
        BindingError: it is none.

    """
    try:
        return ua.NodeId.from_string(text)
    except (ua.UaError, ValueError) as error:
        raise BindingError(f"{where}: found {text!r}; expected a NodeId such as ns=3;s=State") from error


def access_of(options: Secured) -> Access:
    """How a client connects, with the password from the environment."""
    return Access(policy=options.policy, user=options.user, password=os.environ.get(options.password_env, ""),
                  name="linebench", folder=options.folder, trusted=options.trusted)


async def _hang_up(client: Client) -> None:
    try:
        await asyncio.wait_for(client.disconnect(), 1)
    except Exception:  # noqa: BLE001  # the library raises whatever the dead connection did to it
        return


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


KIND = EyeKind(name="opcua", summary="values of nodes of the system's own OPC UA server", options=OpcUaOptions,
               make=OpcUaEye, reaches=lambda options: (options.url,), anew=True)
