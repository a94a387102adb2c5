"""The metrics of an edge node and its devices: name, data type, alias and unit of each, and how a value is held."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import msgspec

from linebench.ports.dashboard import Board, Gauge, Value
from linebench.wire.sparkplug.decisions import NodeDecisions
from linebench.wire.sparkplug.meaning import DataType, held
from linebench.wire.sparkplug.times import millis
from linebench.wire.sparkplug.values import Metric, Properties, Property

__all__ = ["BD_SEQ", "REBIRTH", "REFUSED", "Catalogue", "Entry"]

BD_SEQ = "bdSeq"
"""Joins a node's birth to the will of its connection."""
REBIRTH = "Node Control/Rebirth"
"""Written true by a host that wants a birth."""
REFUSED = Gauge("commands refused", "count")
"""What the node shows beside its board: commands that it did not carry out, since nothing here can be written."""
_TYPES: Mapping[str, DataType] = MappingProxyType({
    "text": DataType.STRING, "count": DataType.INT64, "real": DataType.DOUBLE, "flag": DataType.BOOLEAN,
    "time": DataType.DATETIME})


class Entry(msgspec.Struct, frozen=True):
    """One metric. ``alias``: ``None`` where the node uses none."""

    name: str
    datatype: DataType
    alias: int | None
    unit: str


class Catalogue:
    """All metrics by source. Aliases are unique over the node and its devices."""

    def __init__(self, board: Board, epoch_us: int, decisions: NodeDecisions, *, aliases: bool) -> None:
        self._epoch_us = epoch_us
        gauges = {"": (), **board}
        gauges[""] = (*gauges[""], REFUSED)
        pairs = [(source, gauge) for source, each in gauges.items() for gauge in each]
        self._entries = {
            (source, gauge.name): Entry(gauge.name, _TYPES[gauge.kind],
                                        decisions.alias(number) if aliases else None, gauge.unit)
            for number, (source, gauge) in enumerate(pairs, 1)}
        self.devices = tuple(source for source in board if source)

    def names(self, source: str) -> tuple[str, ...]:
        """The names of the metrics of a source."""
        return tuple(name for owner, name in self._entries if owner == source)

    def born(self, source: str, name: str, value: Value, t: int) -> Metric:
        """A metric as a birth names it."""
        entry = self._entries[source, name]
        unit = Properties(("engUnit",), (Property(DataType.STRING, value=held(DataType.STRING, entry.unit)),))
        return msgspec.structs.replace(
            self.told(source, name, value, t), name=name, datatype=entry.datatype,
            properties=unit if entry.unit else None)

    def told(self, source: str, name: str, value: Value, t: int, *, late: bool = False) -> Metric:
        """A metric as data name it. ``late``: it is historical."""
        entry = self._entries[source, name]
        if entry.datatype is DataType.DATETIME and isinstance(value, int):
            value = millis(self._epoch_us, value)
        return Metric(name=name if entry.alias is None else None, alias=entry.alias,
                      timestamp=millis(self._epoch_us, t), is_historical=late, is_null=value is None,
                      value=None if value is None else held(entry.datatype, value))

    def controls(self, session: int, t: int) -> Iterator[Metric]:
        """What a birth of the node names before its own metrics."""
        yield self.session(session, t)
        yield Metric(name=REBIRTH, timestamp=millis(self._epoch_us, t), datatype=DataType.BOOLEAN,
                     value=held(DataType.BOOLEAN, value=False))

    def session(self, number: int, t: int) -> Metric:
        """The metric that joins a birth to a death."""
        return Metric(name=BD_SEQ, timestamp=millis(self._epoch_us, t), datatype=DataType.INT64,
                      value=held(DataType.INT64, number))
