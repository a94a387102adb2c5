"""A payload as a value, as the bytes have it: what is not there is ``None``; a value knows the field it stood in.

Times are milliseconds since 1970 in UTC. Which meaning a value has depends on a data type that may stand in an
earlier message: see ``meaning``. Source: Eclipse Sparkplug 3.0.0, chapter 6.
"""

from typing import TypeAlias

import msgspec

__all__ = ["Content", "DataSet", "Held", "MetaData", "Metric", "Parameter", "Payload", "Properties", "Property",
           "PropertyList", "Row", "Template"]

class Held(msgspec.Struct, frozen=True):
    """A value and the field it stands in.

    ``kind``: ``int`` (32 bits), ``long`` (64 bits), ``float``, ``double``, ``boolean``, ``string``, ``bytes``,
    ``dataset``, ``template``, of a property also ``set`` and ``sets``. Numbers are without sign.
    """

    kind: str
    content: "Content"


class Row(msgspec.Struct, frozen=True):
    """A row of a data set; an element without a value is ``None``."""

    elements: tuple["Element", ...] = ()


class Element(msgspec.Struct, frozen=True):
    """A cell of a data set."""

    value: Held | None = None


class DataSet(msgspec.Struct, frozen=True):
    """A table. ``types``: the data type of each column."""

    size: int | None = None
    columns: tuple[str, ...] = ()
    types: tuple[int, ...] = ()
    rows: tuple[Row, ...] = ()


class Property(msgspec.Struct, frozen=True):
    """What is said about a metric, such as its unit. ``type``: its data type."""

    type: int | None = None
    is_null: bool = False
    value: Held | None = None


class Properties(msgspec.Struct, frozen=True):
    """Properties by name: as many keys as values."""

    keys: tuple[str, ...] = ()
    values: tuple[Property, ...] = ()


class PropertyList(msgspec.Struct, frozen=True):
    """Several sets of properties."""

    sets: tuple[Properties, ...] = ()


class Parameter(msgspec.Struct, frozen=True):
    """A parameter of a template."""

    name: str | None = None
    type: int | None = None
    value: Held | None = None


class Template(msgspec.Struct, frozen=True):
    """The form of a compound metric, or a metric of that form. ``reference``: the definition's name."""

    version: str | None = None
    metrics: tuple["Metric", ...] = ()
    parameters: tuple[Parameter, ...] = ()
    reference: str | None = None
    is_definition: bool = False


class MetaData(msgspec.Struct, frozen=True):
    """What is said about a file or a long value."""

    is_multi_part: bool = False
    content_type: str | None = None
    size: int | None = None
    seq: int | None = None
    file_name: str | None = None
    file_type: str | None = None
    md5: str | None = None
    description: str | None = None


Content: TypeAlias = int | float | bool | str | bytes | DataSet | Template | Properties | PropertyList
"""What a value can be."""


class Metric(msgspec.Struct, frozen=True, kw_only=True):
    """One metric. ``datatype``: stands in births; later an alias or the name tells which metric is meant."""

    name: str | None = None
    alias: int | None = None
    timestamp: int | None = None
    datatype: int | None = None
    is_historical: bool = False
    is_transient: bool = False
    is_null: bool = False
    metadata: MetaData | None = None
    properties: Properties | None = None
    value: Held | None = None


class Payload(msgspec.Struct, frozen=True, kw_only=True):
    """A message. ``seq``: 0 to 255; a death of a node has none."""

    timestamp: int | None = None
    metrics: tuple[Metric, ...] = ()
    seq: int | None = None
    uuid: str | None = None
    body: bytes | None = None
