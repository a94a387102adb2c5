"""Events: raised once, seen on the object that raised them, on every notifier above it and on the server."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from asyncua import ua
from asyncua.server.address_space import AddressSpace

from linebench.wire.opcua.nodes import add_reference
from linebench.wire.opcua.space import is_subtype
from linebench.wire.opcua.telling import Telling

if TYPE_CHECKING:
    from linebench.wire.opcua.core import Core

__all__ = ["Event", "Events"]

_SERVER = ua.NodeId(ua.ObjectIds.Server)
_BASE = ua.NodeId(ua.ObjectIds.BaseEventType)
_SUBSCRIBE = 1


class Event:
    """One event as the library's services ask for it.

    Args:
        space: where the types of events are.
        kind: its type.
        fields: by browse path, names joined by ``/``; what is missing is null.

    """

    def __init__(self, space: AddressSpace, kind: ua.NodeId, fields: Mapping[str, ua.Variant]) -> None:
        self._space = space
        self.EventType = kind
        self.fields = fields
        self.emitting_node = _SERVER

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - where clauses read fields of any type as attributes
        # only for names that are no attributes: the condition methods of the library look for Retain
        if name in ("Retain", "NodeId"):
            raise AttributeError(name)
        found = self.fields.get(name)
        return found.Value if found is not None else None

    def to_event_fields(self, clauses: Sequence[ua.SimpleAttributeOperand]) -> list[ua.Variant]:
        """The fields that a client selected, null for those that this type does not have."""
        return [self._select(clause) for clause in clauses]

    def _select(self, clause: ua.SimpleAttributeOperand) -> ua.Variant:
        kind = clause.TypeDefinitionId
        of_type = kind.is_null() or kind == _BASE or is_subtype(self._space, self.EventType, kind)
        path = "/".join(each.Name for each in clause.BrowsePath or ())
        found = self.fields.get(path) if of_type and clause.AttributeId == ua.AttributeIds.Value else None
        return found if found is not None else ua.Variant()


class Events:
    """The notifiers of a server and what is raised on them."""

    def __init__(self, core: "Core", telling: Telling) -> None:
        self._core = core
        self._telling = telling
        self._above: dict[ua.NodeId, ua.NodeId] = {}
        self._numbers = itertools.count(1)

    def notifier(self, node: ua.NodeId, *, above: ua.NodeId = _SERVER) -> None:
        """Let clients subscribe to ``node``; what it raises is seen on ``above`` too."""
        self._above[node] = above
        for each in (node, above):
            data = self._core.aspace[each]
            value = ua.DataValue(ua.Variant(_SUBSCRIBE, ua.VariantType.Byte))
            data.attributes[ua.AttributeIds.EventNotifier].value = value
        add_reference(self._core, above, ua.NodeId(ua.ObjectIds.HasNotifier), node)

    def emit(self, kind: ua.NodeId, source: ua.NodeId, *, time: datetime, message: str = "",
                   severity: int = 100, fields: Mapping[str, ua.Variant] | None = None) -> Event:
        """Raise an event.

        Args:
            kind: type of the event.
            source: the object that raises it; itself or a node above it is a notifier.
            time: the simulated moment.
            message: in words; the type's name when empty.
            severity: 1 to 1000, 100 for what merely happens.
            fields: the type's own fields.

        """
        event = Event(self._core.aspace, kind, {**self._common(kind, source, time, message, severity),
                                                **(fields or {})})
        self._telling.event(lambda: self._raise(event, source))
        return event

    async def _raise(self, event: Event, source: ua.NodeId) -> None:
        for node in self._notifiers(source):
            event.emitting_node = node
            await self._core.subscription_service.trigger_event(event)

    def _notifiers(self, source: ua.NodeId) -> Iterator[ua.NodeId]:
        at = source
        while at != _SERVER:
            yield at
            at = self._above.get(at, _SERVER)
        yield _SERVER

    def _common(self, kind: ua.NodeId, source: ua.NodeId, time: datetime, message: str,
                severity: int) -> dict[str, ua.Variant]:
        kinds = ua.VariantType
        number = next(self._numbers)
        return {
            "EventId": ua.Variant(number.to_bytes(8, "big"), kinds.ByteString),
            "EventType": ua.Variant(kind, kinds.NodeId),
            "SourceNode": ua.Variant(source, kinds.NodeId),
            "SourceName": ua.Variant(self._name(source), kinds.String),
            "Time": ua.Variant(time, kinds.DateTime),
            "ReceiveTime": ua.Variant(time, kinds.DateTime),
            "LocalTime": ua.Variant(ua.TimeZoneDataType(), kinds.ExtensionObject),
            "Message": ua.Variant(ua.LocalizedText(message or self._name(kind)), kinds.LocalizedText),
            "Severity": ua.Variant(severity, kinds.UInt16),
        }

    def _name(self, node: ua.NodeId) -> str:
        value = self._core.aspace.read_attribute_value(node, ua.AttributeIds.BrowseName).Value
        return str(value.Value.Name) if value is not None else node.to_string()
