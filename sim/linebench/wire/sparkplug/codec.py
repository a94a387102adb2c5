"""Payloads as bytes, and bytes as payloads: a table for each kind of message, and one way through all of them.

The payload is one fixed form of protocol buffers, so that a table is shorter than a generated class, needs no
library of a certain version, and tells more: of a foreign node's payload it says what is wrong, and where.
Fields of extensions are passed over. Source: Eclipse Sparkplug 3.0.0, 6.4 (``sparkplug_b.proto``).
"""

import struct
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

import msgspec

from linebench.wire.sparkplug import values as of
from linebench.wire.sparkplug.protobuf import PayloadError, Raw, Wire, fields, floats, varint, written

__all__ = ["PayloadError", "decode", "encode"]

_DEEPEST = 16
"""Templates in templates, and sets in sets, which are read."""
_SHORT, _LONG = (1 << 32) - 1, (1 << 64) - 1


class _Kind(NamedTuple):
    """How a content is written and read. ``read`` gets the depth as well."""

    wire: Wire
    write: Callable[[Any], Raw]
    read: Callable[[Raw, int], Any]


class _Field(NamedTuple):
    """Where a field goes. ``held``: the kind of value that it is, where a message has one of several."""

    attribute: str
    kind: _Kind
    many: bool = False
    held: str = ""


_Table: TypeAlias = Mapping[int, _Field]


def encode(payload: of.Payload) -> bytes:
    """Write a payload."""
    return _encode(payload, _PAYLOAD)


def decode(data: bytes) -> of.Payload:
    """Read a payload.

    Raises:
        PayloadError: it is none; the message says what was found, and where.

    """
    payload: of.Payload = _decode(data, of.Payload, _PAYLOAD, 0)
    return payload


def _encode(message: msgspec.Struct, table: _Table) -> bytes:
    return b"".join(_written(message, number, field) for number, field in table.items())


def _written(message: msgspec.Struct, number: int, field: _Field) -> bytes:
    value = getattr(message, field.attribute)
    if field.held:
        value = value.content if value is not None and value.kind == field.held else None
    elif value is False:
        value = None  # a flag that is not set is left out
    values = value if field.many else () if value is None else (value,)
    return b"".join(written(number, field.kind.wire, field.kind.write(each)) for each in values)


def _decode(data: bytes, form: type[Any], table: _Table, depth: int) -> Any:  # noqa: ANN401  # of the form asked for
    if depth > _DEEPEST:
        raise PayloadError(f"found messages in each other deeper than {_DEEPEST}; expected fewer")
    found: dict[str, Any] = {}
    for number, wire, raw in fields(data):
        field = table.get(number)
        if field is not None:
            for content in _read(field, wire, raw, depth):
                if field.many:
                    found.setdefault(field.attribute, []).append(content)
                else:
                    found[field.attribute] = of.Held(field.held, content) if field.held else content
    return form(**{name: tuple(value) if isinstance(value, list) else value for name, value in found.items()})


def _read(field: _Field, wire: Wire, raw: Raw, depth: int) -> Iterator[Any]:
    if wire is field.kind.wire:
        yield field.kind.read(raw, depth)
    elif field.many and wire is Wire.BYTES and field.kind.wire is Wire.VARINT:  # numbers may stand close together
        assert isinstance(raw, bytes)
        yield from (field.kind.read(number, depth) for number in _packed(raw))
    else:
        raise PayloadError(f"{field.attribute}: found a field of form {int(wire)}; expected form "
                           f"{int(field.kind.wire)}")


def _packed(raw: bytes) -> Iterator[int]:
    head = varint(1 << 3)
    while raw:
        end = next((at + 1 for at, byte in enumerate(raw) if byte < 0x80), len(raw))  # noqa: PLR2004  # see protobuf
        ((_, _, number),) = fields(head + raw[:end])
        assert isinstance(number, int)
        yield number
        raw = raw[end:]


def _text(raw: Raw, depth: int) -> str:  # noqa: ARG001  # every kind is read alike
    assert isinstance(raw, bytes)
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise PayloadError(f"found a text with byte 0x{raw[error.start]:02X}, which is not UTF-8") from error


def _message(form: type[Any], table: Callable[[], _Table]) -> _Kind:
    """A message in a message; ``table`` is called late, for some hold themselves."""
    return _Kind(Wire.BYTES, lambda value: _encode(value, table()),
                 lambda raw, depth: _decode(raw, form, table(), depth + 1))  # type: ignore[arg-type]  # of Wire.BYTES


_U32 = _Kind(Wire.VARINT, lambda value: value & _SHORT, lambda raw, _: raw & _SHORT)  # type: ignore[operator]  # of VARINT
_U64 = _Kind(Wire.VARINT, lambda value: value & _LONG, lambda raw, _: raw)
_FLAG = _Kind(Wire.VARINT, int, lambda raw, _: bool(raw))
_TEXT = _Kind(Wire.BYTES, str.encode, _text)
_BYTES = _Kind(Wire.BYTES, bytes, lambda raw, _: raw)
_FLOAT = _Kind(Wire.SHORT, lambda value: struct.pack("<f", value), lambda raw, _: floats(raw))  # type: ignore[arg-type]
_DOUBLE = _Kind(Wire.LONG, lambda value: struct.pack("<d", value), lambda raw, _: floats(raw))  # type: ignore[arg-type]
_SIMPLE = (("int", _U32), ("long", _U64), ("float", _FLOAT), ("double", _DOUBLE), ("boolean", _FLAG),
           ("string", _TEXT))
"""Kinds of values that every message has which has a value, in the order of their numbers."""


def _values(first: int, *more: tuple[str, _Kind]) -> dict[int, _Field]:
    return {first + at: _Field("value", kind, held=held) for at, (held, kind) in enumerate((*_SIMPLE, *more))}


_ELEMENT: _Table = _values(1)
_ROW: _Table = {1: _Field("elements", _message(of.Element, lambda: _ELEMENT), many=True)}
_DATASET: _Table = {
    1: _Field("size", _U64), 2: _Field("columns", _TEXT, many=True), 3: _Field("types", _U32, many=True),
    4: _Field("rows", _message(of.Row, lambda: _ROW), many=True)}
_PROPERTIES: _Table = {
    1: _Field("keys", _TEXT, many=True), 2: _Field("values", _message(of.Property, lambda: _PROPERTY), many=True)}
_PROPERTY_LIST: _Table = {1: _Field("sets", _message(of.Properties, lambda: _PROPERTIES), many=True)}
_PROPERTY: _Table = {
    1: _Field("type", _U32), 2: _Field("is_null", _FLAG),
    **_values(3, ("set", _message(of.Properties, lambda: _PROPERTIES)),
              ("sets", _message(of.PropertyList, lambda: _PROPERTY_LIST)))}
_PARAMETER: _Table = {1: _Field("name", _TEXT), 2: _Field("type", _U32), **_values(3)}
_TEMPLATE: _Table = {
    1: _Field("version", _TEXT), 2: _Field("metrics", _message(of.Metric, lambda: _METRIC), many=True),
    3: _Field("parameters", _message(of.Parameter, lambda: _PARAMETER), many=True), 4: _Field("reference", _TEXT),
    5: _Field("is_definition", _FLAG)}
_METADATA: _Table = {
    1: _Field("is_multi_part", _FLAG), 2: _Field("content_type", _TEXT), 3: _Field("size", _U64),
    4: _Field("seq", _U64), 5: _Field("file_name", _TEXT), 6: _Field("file_type", _TEXT), 7: _Field("md5", _TEXT),
    8: _Field("description", _TEXT)}
_METRIC: _Table = {
    1: _Field("name", _TEXT), 2: _Field("alias", _U64), 3: _Field("timestamp", _U64), 4: _Field("datatype", _U32),
    5: _Field("is_historical", _FLAG), 6: _Field("is_transient", _FLAG), 7: _Field("is_null", _FLAG),
    8: _Field("metadata", _message(of.MetaData, lambda: _METADATA)),
    9: _Field("properties", _message(of.Properties, lambda: _PROPERTIES)),
    **_values(10, ("bytes", _BYTES), ("dataset", _message(of.DataSet, lambda: _DATASET)),
              ("template", _message(of.Template, lambda: _TEMPLATE)))}
_PAYLOAD: _Table = {
    1: _Field("timestamp", _U64), 2: _Field("metrics", _message(of.Metric, lambda: _METRIC), many=True),
    3: _Field("seq", _U64), 4: _Field("uuid", _TEXT), 5: _Field("body", _BYTES)}
