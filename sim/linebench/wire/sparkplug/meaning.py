"""Data types: how a value of each is held in a payload, and what a held value means.

Numbers with a sign are held as two's complement of 32 or 64 bits; a reader takes those of 8 and 16 bits too, as
some makers write them. Source: Eclipse Sparkplug 3.0.0, 6.4.16.
"""

from collections.abc import Mapping
from enum import IntEnum
from types import MappingProxyType

from linebench.wire.sparkplug.protobuf import signed
from linebench.wire.sparkplug.values import Content, Held

__all__ = ["DataType", "MeaningError", "held", "is_known", "meaning"]


class MeaningError(ValueError):
    """A value that its data type does not allow. The message says what was found and what was expected."""


class DataType(IntEnum):
    """The data types of metrics by their number."""

    INT8 = 1
    INT16 = 2
    INT32 = 3
    INT64 = 4
    UINT8 = 5
    UINT16 = 6
    UINT32 = 7
    UINT64 = 8
    FLOAT = 9
    DOUBLE = 10
    BOOLEAN = 11
    STRING = 12
    DATETIME = 13
    TEXT = 14
    UUID = 15
    DATASET = 16
    BYTES = 17
    FILE = 18
    TEMPLATE = 19
    PROPERTIES = 20
    PROPERTY_LIST = 21
    INT8_ARRAY = 22
    INT16_ARRAY = 23
    INT32_ARRAY = 24
    INT64_ARRAY = 25
    UINT8_ARRAY = 26
    UINT16_ARRAY = 27
    UINT32_ARRAY = 28
    UINT64_ARRAY = 29
    FLOAT_ARRAY = 30
    DOUBLE_ARRAY = 31
    BOOLEAN_ARRAY = 32
    STRING_ARRAY = 33
    DATETIME_ARRAY = 34


_T = DataType
_SIGNED: Mapping[DataType, int] = MappingProxyType({_T.INT8: 8, _T.INT16: 16, _T.INT32: 32, _T.INT64: 64})
_UNSIGNED: Mapping[DataType, int] = MappingProxyType({
    _T.UINT8: 8, _T.UINT16: 16, _T.UINT32: 32, _T.UINT64: 64, _T.DATETIME: 64})
_KINDS: Mapping[DataType, str] = MappingProxyType({
    **dict.fromkeys((_T.INT8, _T.INT16, _T.INT32, _T.UINT8, _T.UINT16, _T.UINT32), "int"),
    **dict.fromkeys((_T.INT64, _T.UINT64, _T.DATETIME), "long"),
    _T.FLOAT: "float", _T.DOUBLE: "double", _T.BOOLEAN: "boolean",
    **dict.fromkeys((_T.STRING, _T.TEXT, _T.UUID), "string"),
    **{each: "bytes" for each in _T if each >= _T.INT8_ARRAY or each in (_T.BYTES, _T.FILE)},
    _T.DATASET: "dataset", _T.TEMPLATE: "template", _T.PROPERTIES: "set", _T.PROPERTY_LIST: "sets"})
_TYPES = MappingProxyType({"int": int, "long": int, "float": float, "double": float, "boolean": bool, "string": str,
                           "bytes": bytes})
_UINT32_ALSO_LONG = _T.UINT32
"""A type that makers hold in either field: its numbers fill 32 bits."""


def is_known(datatype: int | None) -> bool:
    """Whether a number is that of a data type."""
    return datatype in _KINDS


def held(datatype: DataType, value: Content) -> Held:
    """Hold a value as its data type asks.

    Raises:
        MeaningError: it is of another type or out of range.

    """
    kind = _KINDS[datatype]
    wanted = _TYPES.get(kind)
    if wanted is float and type(value) is int:
        value = float(value)
    if wanted is not None and type(value) is not wanted:
        raise MeaningError(f"found {value!r}; expected a value of {datatype.name}")
    if isinstance(value, int) and kind != "boolean":
        value = _number(datatype, value)
    return Held(kind, value)


def _number(datatype: DataType, value: int) -> int:
    bits = _SIGNED.get(datatype) or _UNSIGNED[datatype]
    least, most = (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) if datatype in _SIGNED else (0, (1 << bits) - 1)
    if not least <= value <= most:
        raise MeaningError(f"found {value}; expected {least} to {most}, a value of {datatype.name}")
    return value & (0xFFFF_FFFF if _KINDS[datatype] == "int" else 0xFFFF_FFFF_FFFF_FFFF)


def meaning(datatype: int | None, value: Held | None) -> Content | None:
    """Say what a held value means; ``None`` for none.

    Raises:
        MeaningError: it stands in the field of another type, or is out of range.

    """
    if value is None:
        return None
    if datatype is None or datatype not in _KINDS:
        raise MeaningError(f"found data type {datatype}; expected 1 to {max(_KINDS)}")
    known = DataType(datatype)
    if value.kind != _KINDS[known] and not (known is _UINT32_ALSO_LONG and value.kind == "long"):
        raise MeaningError(f"found a value in the field {value.kind}; expected {_KINDS[known]}, for {known.name}")
    if not isinstance(value.content, int) or known is _T.BOOLEAN:
        return value.content
    if known in _SIGNED:
        return _with_sign(known, value.content)
    if value.content >> _UNSIGNED[known]:
        raise MeaningError(f"found {value.content}; expected a value of {known.name}")
    return value.content


def _with_sign(datatype: DataType, content: int) -> int:
    bits = _SIGNED[datatype]
    number = signed(content, 64 if bits == 64 else 32)  # noqa: PLR2004  # the two fields there are
    if not -(1 << bits - 1) <= number < 1 << bits:
        raise MeaningError(f"found {number}; expected a value of {datatype.name}")
    return signed(content, bits)
