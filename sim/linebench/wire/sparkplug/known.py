"""What a host application knows of one node: who is there, and the latest value of every metric."""

from collections.abc import Iterator

import msgspec

from linebench.wire.sparkplug.catalogue import BD_SEQ
from linebench.wire.sparkplug.events import Changed, Who
from linebench.wire.sparkplug.meaning import MeaningError, meaning
from linebench.wire.sparkplug.order import Order
from linebench.wire.sparkplug.topics import Topic
from linebench.wire.sparkplug.values import Content, Metric, Payload

__all__ = ["Known", "Seen", "session_of"]


class Seen(msgspec.Struct):
    """A metric as it was last told. ``time``: milliseconds since 1970."""

    datatype: int | None
    unit: str
    value: Content | None = None
    time: int | None = None


class Known:
    """One node.

    Attributes:
        session: bdSeq of its birth.
        here: whether it and its devices are there, by device; itself under the empty name.
        metrics: by device and name.
        order: of its messages.

    """

    def __init__(self, birth: Payload) -> None:
        self.session = session_of(birth)
        self.here: dict[str, bool] = {}
        self.metrics: dict[tuple[str, str], Seen] = {}
        self.order: Order[tuple[Topic, Payload]] = Order(birth.seq or 0)
        self._aliases: dict[int, tuple[str, str]] = {}

    def born(self, who: Who, birth: Payload) -> Iterator[Changed]:
        """A birth: these are all metrics of the node or the device."""
        self.here[who.device] = True
        for key in [key for key in self.metrics if key[0] == who.device]:
            del self.metrics[key]
        for metric in birth.metrics:
            if metric.name is not None:
                self.metrics[who.device, metric.name] = Seen(metric.datatype, _unit(metric))
                if metric.alias is not None:
                    self._aliases[metric.alias] = who.device, metric.name
        yield from self.told(who, birth)

    def told(self, who: Who, payload: Payload) -> Iterator[Changed]:
        """Data: these metrics have new values. What is historical does not change what is known of now."""
        for metric in payload.metrics:
            key = self._key(who, metric)
            seen = self.metrics.get(key)
            if seen is not None:
                value = _value(seen, metric)
                time = metric.timestamp if metric.timestamp is not None else payload.timestamp
                if not metric.is_historical:
                    seen.value, seen.time = value, time
                yield Changed(who, key[1], value, seen.unit, time, metric.is_historical)

    def gone(self, device: str) -> None:
        """A device is gone; with the node, under the empty name, all its devices are."""
        for each in list(self.here) if not device else [device]:
            self.here[each] = False

    def _key(self, who: Who, metric: Metric) -> tuple[str, str]:
        if metric.name is not None:
            return who.device, metric.name
        return self._aliases.get(-1 if metric.alias is None else metric.alias, (who.device, ""))


def session_of(payload: Payload) -> int | None:
    """The bdSeq of a birth or death of a node; ``None`` where it has none."""
    for metric in payload.metrics:
        if metric.name == BD_SEQ and metric.value is not None and isinstance(metric.value.content, int):
            return metric.value.content
    return None


def _unit(metric: Metric) -> str:
    if metric.properties is None:
        return ""
    pairs = dict(zip(metric.properties.keys, metric.properties.values, strict=False))
    found = pairs.get("engUnit")
    return found.value.content if found and found.value and isinstance(found.value.content, str) else ""


def _value(seen: Seen, metric: Metric) -> Content | None:
    """What a metric means; as it stands where it does not fit its type, which is for the checks to find."""
    if metric.is_null or metric.value is None:
        return None
    try:
        return meaning(seen.datatype if metric.datatype is None else metric.datatype, metric.value)
    except MeaningError:
        return metric.value.content
