"""The tags of a device, made from the messages of its port: what was said last, and a ring for each message."""

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from linebench.ports import Message
from linebench.ports.base import Said
from linebench.ports.camera import (
    AskCounters,
    CameraCounters,
    CameraJob,
    CameraState,
    Reading,
    ResetCounters,
    TriggerNow,
)
from linebench.ports.checkweigher import ScaleState, Weight
from linebench.wire.devicetags.options import DeviceTagOptions
from linebench.wire.rings.layout import Layout
from linebench.wire.rings.ring import Field, Ring
from linebench.wire.tags.tag import Kind, Tag, Value

__all__ = ["PORTS", "DeviceTable", "Port"]


class Port(msgspec.Struct, frozen=True, kw_only=True):
    """What is said on a port. ``peer``: the seat of the host; ``states``: what holds until it is said anew;
    ``wished``: what the host says and a device that started anew has to be told again.
    """

    peer: str
    said: tuple[type[Said], ...]
    heard: tuple[type[Said], ...] = ()
    states: tuple[type[Said], ...] = ()
    wished: tuple[type[Said], ...] = ()


PORTS: Mapping[str, Port] = MappingProxyType({
    "camera": Port(peer="l2", said=(Reading, CameraState, CameraCounters), states=(CameraState,),
                   heard=(CameraJob, AskCounters, ResetCounters, TriggerNow), wished=(CameraJob,)),
    "scale": Port(peer="l1", said=(Weight, ScaleState), states=(ScaleState,)),
})
"""By seat."""
_KINDS: Mapping[type, Kind] = MappingProxyType({bool: "bool", int: "uint32", str: "string"})
_SIGNED = frozenset({"mg"})
_LONG = frozenset({"content", "text"})


class DeviceTable:
    """The tags of one device.

    ``out`` and ``into`` are the rings by message. ``Last.<message>.<field>`` is what was said last, and
    ``Last.<message>.Told`` how often: 0 for never, and 1 again after 65535. That is enough for a host that looks
    often and only wants to see.
    """

    def __init__(self, port: Port, options: DeviceTagOptions) -> None:
        """Raise ``ValueError`` when the number of slots is no power of two."""
        if options.slots < 1 or options.slots & (options.slots - 1):
            raise ValueError(f"slots {options.slots}; expected a power of two")
        self._options = options
        self.out = {kind: self._ring(kind, by_host=False) for kind in port.said}
        self.into = {kind: self._ring(kind, by_host=True) for kind in port.heard}
        self._kinds = {id(ring): kind for kind, ring in (*self.out.items(), *self.into.items())}
        self.layout = Layout(tuple(tag for kind in port.said for tag in self._last(kind)),
                             tuple(self.out.values()), tuple(self.into.values()))

    def message(self, ring: Ring, row: tuple[Value, ...]) -> Message:
        """The message that a row of a ring holds."""
        return self._kinds[id(ring)](*row)  # type: ignore[return-value]  # the rings are made from messages alone

    def live(self, message: Message, row: tuple[Value, ...], told: int) -> dict[str, Value]:
        """The tags of what was said last."""
        kind = type(message)
        return {told_tag(kind): told,
                **{_last_tag(kind, field): value for field, value in zip(kind.__struct_fields__, row, strict=True)}}

    def last(self, kind: type[Said], values: Mapping[str, Value]) -> Message | None:
        """What was said last of a kind; ``None``: nothing yet."""
        if not values[told_tag(kind)]:
            return None
        return kind(*(values[_last_tag(kind, field)] for field in kind.__struct_fields__))  # type: ignore[return-value]  # as above

    def _ring(self, kind: type[Said], *, by_host: bool) -> Ring:
        return Ring(kind.__name__, self._options.slots, self._fields(kind), by_host=by_host)

    def _fields(self, kind: type[Said]) -> list[Field]:
        return [Field(name=_camel(each.name), kind=self._kind(each), size=self._size(each),
                      summary=f"{each.name} of {kind.__name__}") for each in msgspec.structs.fields(kind)]

    def _kind(self, field: msgspec.structs.FieldInfo) -> Kind:
        return "int32" if field.name in _SIGNED else _KINDS[field.type]

    def _size(self, field: msgspec.structs.FieldInfo) -> int:
        if field.type is not str:
            return 0
        return self._options.text_size if field.name in _LONG else self._options.name_size

    def _last(self, kind: type[Said]) -> tuple[Tag, ...]:
        return (Tag(name=told_tag(kind), kind="uint16", summary=f"how often {kind.__name__} was said"),
                *(Tag(name=f"Last.{kind.__name__}.{field.name}", kind=field.kind, size=field.size,
                      summary=field.summary) for field in self._fields(kind)))


def told_tag(kind: type) -> str:
    """How often a message was said."""
    return f"Last.{kind.__name__}.Told"


def _last_tag(kind: type, field: str) -> str:
    return f"Last.{kind.__name__}.{_camel(field)}"


def _camel(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))
