"""What a message of a node must be, whatever was said before. Source: Eclipse Sparkplug 3.0.0, 4 and 6."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from linebench.wire.sparkplug.catalogue import BD_SEQ, REBIRTH
from linebench.wire.sparkplug.checks.finding import Finding, Said
from linebench.wire.sparkplug.decisions import TURN
from linebench.wire.sparkplug.meaning import DataType, MeaningError, is_known, meaning
from linebench.wire.sparkplug.values import Held, Metric

__all__ = ["of_message"]

_Rule: TypeAlias = Callable[[Said], Iterator[Finding]]
_BIRTHS = ("NBIRTH", "DBIRTH")


def of_message(said: Said) -> tuple[Finding, ...]:
    """All that is wrong with one message."""
    return tuple(finding for rule in _RULES for finding in rule(said))


def _wrong(said: Said, clause: str, found: str, expected: str, *, must: bool = True) -> Finding:
    return Finding(said.t, f"tck-id-{clause}", str(said.topic), found, expected, must)


def _kind(said: Said) -> str:
    return said.topic.kind.lower()


def _delivery(said: Said) -> Iterator[Finding]:
    """Live messages go once and are kept by nobody. A death is a will, with a QoS of its own."""
    kind = said.topic.kind
    kept = "payloads-ndeath-will-message-retain" if kind == "NDEATH" else f"topics-{_kind(said)}-mqtt"
    if said.message.retain:
        yield _wrong(said, kept, "a message that the broker keeps", "retain = false")
    if said.message.qos and said.by_qos and kind != "NDEATH":
        yield _wrong(said, f"topics-{_kind(said)}-mqtt", f"QoS {said.message.qos}", "QoS 0")


def _timestamp(said: Said) -> Iterator[Finding]:
    if said.payload.timestamp is None and said.topic.kind != "NDEATH":
        yield _wrong(said, f"payloads-{_kind(said)}-timestamp", "no timestamp", "the time at which it was sent")


def _sequence(said: Said) -> Iterator[Finding]:
    seq = said.payload.seq
    if said.topic.kind == "NDEATH":
        if seq is not None:
            yield _wrong(said, "payloads-ndeath-seq", f"seq {seq}", "no seq in a death")
    elif seq is None:
        yield _wrong(said, "payloads-sequence-num-always-included", "no seq", "one in every message but a death")
    elif said.topic.kind == "NBIRTH" and seq:
        yield _wrong(said, "topics-nbirth-seq-num", f"seq {seq}", "seq 0")
    elif seq >= TURN:
        yield _wrong(said, "payloads-sequence-num-incrementing", f"seq {seq}", "0 to 255, and 0 after 255")


def _births(said: Said) -> Iterator[Finding]:
    """A birth names every metric with its type, its value and its time."""
    for metric in said.payload.metrics if said.topic.kind in _BIRTHS else ():
        name = repr(metric.name or metric.alias)
        if metric.name is None:
            yield _wrong(said, "payloads-name-requirement", f"metric {name} without a name", "a name in births")
        if metric.datatype is None:
            yield _wrong(said, "payloads-metric-datatype-req", f"{name} without a data type", "one in births")
        elif not is_known(metric.datatype):
            yield _wrong(said, "payloads-metric-datatype-value", f"{name} of data type {metric.datatype}",
                         f"1 to {max(DataType)}")
        if metric.value is None and not metric.is_null:
            yield _wrong(said, f"topics-{_kind(said)}-metrics", f"{name} without a value",
                         "its value, or is_null")


def _metrics(said: Said) -> Iterator[Finding]:
    for metric in said.payload.metrics if said.topic.kind in (*_BIRTHS, "NDATA", "DDATA") else ():
        name = repr(metric.name or metric.alias)
        if metric.timestamp is None:
            yield _wrong(said, "payloads-name-birth-data-requirement", f"{name} without a timestamp",
                         "the time of its value")
        yield from _typed(said, metric, name)
        properties = metric.properties
        if properties is not None and len(properties.keys) != len(properties.values):
            yield _wrong(said, "payloads-propertyset-keys-array-size",
                         f"{name} with {len(properties.keys)} keys and {len(properties.values)} values",
                         "as many of both")


def _typed(said: Said, metric: Metric, name: str) -> Iterator[Finding]:
    if metric.datatype is None:
        return
    if said.topic.kind not in _BIRTHS:
        yield _wrong(said, "payloads-metric-datatype-not-req", f"{name} with a data type",
                     "none: the birth has told it", must=False)
    if is_known(metric.datatype):
        try:
            meaning(metric.datatype, metric.value)
        except MeaningError as error:
            yield _wrong(said, "payloads-metric-datatype-value-type", f"{name}: {error}",
                         "a value of its data type")


def _session(said: Said) -> Iterator[Finding]:
    if said.topic.kind not in ("NBIRTH", "NDEATH"):
        return
    metric = _named(said, BD_SEQ)
    if metric is None:
        clause = "topics-nbirth-bdseq-included" if said.topic.kind == "NBIRTH" else "payloads-ndeath-bdseq"
        yield _wrong(said, clause, f"no metric {BD_SEQ}", "one")
        return
    if metric.datatype not in (None, DataType.INT64):
        known = "nbirth-payload-bdSeq" if said.topic.kind == "NBIRTH" else "will-message-payload-bdSeq"
        yield _wrong(said, f"message-flow-edge-node-birth-publish-{known}",
                     f"{BD_SEQ} of data type {metric.datatype}",
                     f"{int(DataType.INT64)}, which is INT64")
    if said.topic.kind == "NDEATH" and len(said.payload.metrics) > 1:
        yield _wrong(said, "topics-ndeath-payload", f"{len(said.payload.metrics)} metrics", f"{BD_SEQ} alone")


def _control(said: Said) -> Iterator[Finding]:
    if said.topic.kind != "NBIRTH":
        return
    metric = _named(said, REBIRTH)
    if metric is None or metric.datatype != DataType.BOOLEAN or metric.value != Held("boolean", content=False):
        yield _wrong(said, "topics-nbirth-rebirth-metric", f"no metric {REBIRTH} that is a false boolean", "one")
    elif metric.alias is not None:
        yield _wrong(said, "operational-behavior-data-commands-rebirth-name-aliases",
                     f"{REBIRTH} with alias {metric.alias}", "its name alone, which every host knows")


def _named(said: Said, name: str) -> Metric | None:
    return next((metric for metric in said.payload.metrics if metric.name == name), None)


_RULES: tuple[_Rule, ...] = (_delivery, _timestamp, _sequence, _births, _metrics, _session, _control)
