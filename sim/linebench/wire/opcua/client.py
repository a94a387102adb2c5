"""One connection of the bench as a client: dialled, protected, with all tags found, read and written."""

import asyncio
import contextlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from asyncua import Client, ua
from asyncua.crypto import security_policies

from linebench.units import Duration
from linebench.wire.dialect import Profile
from linebench.wire.opcua.certificates import TrustFolder, identity
from linebench.wire.opcua.granted import GrantedClient, GrantedSocket
from linebench.wire.opcua.security import Policy
from linebench.wire.opcua.tags import VARIANTS
from linebench.wire.tags.tag import Kind, Tag, TagTable, Value

__all__ = ["Access", "Connection", "PictureError", "protect"]

_POLICIES = {"Basic256Sha256": security_policies.SecurityPolicyBasic256Sha256,
             "Aes128Sha256RsaOaep": security_policies.SecurityPolicyAes128Sha256RsaOaep,
             "Aes256Sha256RsaPss": security_policies.SecurityPolicyAes256Sha256RsaPss}
_US = 1_000_000
_TYPES: Mapping[Kind, type | tuple[type, ...]] = {
    "bool": bool, "int16": int, "uint16": int, "int32": int, "uint32": int, "float": (int, float), "string": str}


_BUILD = tuple(ua.NodeId(each) for each in (
    ua.ObjectIds.Server_ServerStatus_BuildInfo_ManufacturerName,
    ua.ObjectIds.Server_ServerStatus_BuildInfo_ProductName,
    ua.ObjectIds.Server_ServerStatus_BuildInfo_SoftwareVersion))


class PictureError(ValueError):
    """The server has not all tags, or not as they are expected; the message names the first and how many."""


class Access(Profile, frozen=True, kw_only=True):
    """How a client connects."""

    policy: Policy = "None"
    user: str = ""
    password: str = ""
    name: str = "linebench-l2"
    """The client's name; its application URI is ``urn:linebench:`` and the name."""
    folder: str = ""
    """Where its certificate and key are, or are made."""
    trusted: str = ""
    """Folder of the server certificates that it takes; without one it takes any, which a bench on a desk may."""


class Connection:
    """A session with every tag of a table found. Errors are those of the library and of the system.

    Args:
        client: a connected session.
        nodes: NodeId by tag.

    Attributes:
        newest: the latest of all source timestamps so far, ``None`` where the server gives none.

    """

    def __init__(self, client: Client, table: TagTable, nodes: Mapping[str, ua.NodeId]) -> None:
        self._client = client
        self._table = table
        self._nodes = nodes
        self._kinds = {tag.name: VARIANTS[tag.kind] for tag in table}
        self.newest: datetime | None = None

    @classmethod
    async def open(cls, url: str, table: TagTable, access: Access, *, namespace: str, nodes: Mapping[str, str],
                   answer_within: Duration, lost: Callable[[], None], granted: GrantedSocket | None = None) -> Self:
        """Connect and find the tags.

        Args:
            url: endpoint.
            table: the tags.
            access: who connects.
            namespace: URI that the tags' names are in.
            nodes: NodeId text by tag, for those that a real controller calls otherwise.
            answer_within: for every request.
            lost: told when the connection is gone, in real time.
            granted: the connection's place where time is granted, without which it is the wall's.

        """
        client = (Client(url, timeout=answer_within / _US) if granted is None
                  else GrantedClient(url, answer_within, granted))
        await protect(client, access)

        async def told(_: Exception) -> None:
            lost()

        client.connection_lost_callback = told
        await client.connect()
        try:
            named = {tag: ua.NodeId.from_string(text) for tag, text in nodes.items()}
            if any(tag.name not in named for tag in table):
                index = await client.get_namespace_index(namespace)
                named = {tag.name: ua.NodeId(tag.name, index) for tag in table} | named
            made = cls(client, table, named)
            await made._learn_kinds()
        except BaseException:
            await _close(client)
            raise
        return made

    async def close(self) -> None:
        """Take leave as far as the other end still listens."""
        await _close(self._client)

    async def identity(self) -> tuple[str, ...]:
        """What the server says of itself: maker, product and version, each empty where it does not tell it."""
        values = await self._client.uaclient.read_attributes(list(_BUILD), ua.AttributeIds.Value)
        texts = (value.Value.Value if value.Value is not None else None for value in values)
        return tuple(text if isinstance(text, str) else "" for text in texts)

    async def picture(self, names: Collection[str] = ()) -> dict[str, Value]:
        """These tags, without names all, by one read.

        Raises:
            PictureError: one is missing or of another type.

        """
        tags = [self._table[name] for name in names] if names else list(self._table)
        values = await self._client.uaclient.read_attributes(
            [self._nodes[tag.name] for tag in tags], ua.AttributeIds.Value)
        known = [] if self.newest is None else [self.newest]
        self.newest = max([*known, *_moments(values)], default=None)
        return _picture(tags, values)

    async def write(self, values: Sequence[tuple[str, Value]]) -> list[tuple[str, str]]:
        """Write tags in this order by one request; returns those that were refused, with why."""
        items = [ua.WriteValue(self._nodes[name], ua.AttributeIds.Value, "",
                               # without timestamps: servers may refuse those of a client
                               ua.DataValue(ua.Variant(value, self._kinds[name]), StatusCode=None))
                 for name, value in values]
        results = await self._client.uaclient.write(ua.WriteParameters(items))
        return [(name, result.name) for (name, _), result in zip(values, results, strict=True)
                if not result.is_good()]

    async def subscribe(self, every: Duration, changed: Callable[[], None]) -> None:
        """Have ``changed`` called when any tag changed; what it is now is for the next picture."""
        subscription = await self._client.create_subscription(every / 1000, _Ear(changed))
        nodes = [self._client.get_node(self._nodes[tag.name]) for tag in self._table]
        await subscription.subscribe_data_change(nodes, queuesize=1)

    async def _learn_kinds(self) -> None:
        # a real controller has its own widths; what it does not tell or calls by a type of its own stays as ours
        writable = [tag.name for tag in self._table if tag.writable]
        found = await self._client.uaclient.read_attributes([self._nodes[name] for name in writable],
                                                            ua.AttributeIds.DataType) if writable else []
        for name, value in zip(writable, found, strict=True):
            kind = value.Value.Value if value.Value is not None else None
            if isinstance(kind, ua.NodeId) and kind.NamespaceIndex == 0:
                with contextlib.suppress(ValueError):
                    self._kinds[name] = ua.VariantType(kind.Identifier)


class _Ear:
    """Hears of any change, and of the subscription's end."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed

    def datachange_notification(self, node: object, value: object, data: object) -> None:
        del node, value, data
        self._changed()

    def status_change_notification(self, status: object) -> None:
        del status
        self._changed()


async def protect(client: Client, access: Access) -> None:
    """Make a client that is not connected yet call itself and protect itself as ``access`` says.

    Raises:
        ValueError: the policy needs a folder for the certificate.

    """
    uri = f"urn:linebench:{access.name}"
    client.application_uri = uri
    client.name = client.description = access.name
    if access.user:
        client.set_user(access.user)
        client.set_password(access.password)
    if access.trusted:
        client.certificate_validator = TrustFolder(Path(access.trusted))
    if access.policy != "None":
        if not access.folder:
            raise ValueError(f"policy {access.policy} needs a folder for the client's certificate; none is named")
        own = identity(Path(access.folder), access.name, uri)
        policy, mode = access.policy.split("_")
        await client.set_security(_POLICIES[policy], str(own.certificate), str(own.key),
                                  mode=ua.MessageSecurityMode[mode])


async def _close(client: Client) -> None:
    # the library raises whatever the dead connection did to it
    with contextlib.suppress(Exception):
        await client.disconnect()
    await asyncio.sleep(0)


def _moments(values: Iterable[ua.DataValue]) -> list[datetime]:
    """Source timestamps; the library leaves out that they are UTC."""
    return [value.SourceTimestamp.replace(tzinfo=UTC) for value in values if value.SourceTimestamp is not None]


def _picture(tags: Sequence[Tag], values: Sequence[ua.DataValue]) -> dict[str, Value]:
    picture: dict[str, Value] = {}
    wrong: list[str] = []
    for tag, data in zip(tags, values, strict=True):
        status = data.StatusCode
        value: Any = data.Value.Value if data.Value is not None else None
        if tag.kind == "string" and value is None:
            value = ""
        if status is not None and status.is_bad():
            wrong.append(f"{tag.name}: {status.name}")
        elif not _fits(tag.kind, value):
            wrong.append(f"{tag.name}: {value!r}, expected {tag.kind}")
        else:
            picture[tag.name] = value
    if wrong:
        more = f" and {len(wrong) - 1} more" if len(wrong) > 1 else ""
        raise PictureError(f"{wrong[0]}{more}")
    return picture


def _fits(kind: Kind, value: object) -> bool:
    # a boolean is an int to Python and to nobody else
    return isinstance(value, _TYPES[kind]) and isinstance(value, bool) == (kind == "bool")
