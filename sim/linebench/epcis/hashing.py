"""The event hash id: the same event gives the same name, in whatever form it travels.

Source: GS1 CBV 2.0, 8.9. Its text and the published hashes disagree: the text puts a business transaction before
its type, sources before destinations, and sensors behind both; the hashes come about with types first, sensors
before transactions, and destinations and ilmd before sources. ``Order.PUBLISHED`` gives the hashes, ``Order.TEXT``
follows the text. Numbers in fields of others lose their zeros at the end in both; with ``PUBLISHED`` those in front
go too (``0010`` is ``10``).
"""

import enum
import hashlib
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from linebench.epcis import words
from linebench.epcis.canonical import canonical_id
from linebench.epcis.model import Event, QuantityElement, SensorElement, Typed
from linebench.epcis.names import MASTER_DATA, parted
from linebench.epcis.sensors import METADATA, REPORT
from linebench.epcis.times import is_time, utc_text
from linebench.epcis.words import Vocabulary

__all__ = ["Order", "event_hash", "pre_hash"]

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?")
_REMARK = "{http://www.w3.org/2000/01/rdf-schema#}comment"
"""Says something to people only."""
_FRACTION = re.compile(r"-?\d+\.\d+")


class Order(enum.Enum):
    """Which of two readings of the standard is followed."""

    PUBLISHED = "published"
    TEXT = "text"


def event_hash(event: Event, order: Order = Order.PUBLISHED) -> str:
    """The hash id of an event, a URI ``ni:///sha-256;…?ver=CBV2.0``. Its own id and record time do not matter."""
    digest = hashlib.sha256(pre_hash(event, order).encode()).hexdigest()
    return f"ni:///sha-256;{digest}?ver=CBV2.0"


def pre_hash(event: Event, order: Order = Order.PUBLISHED) -> str:
    """The text that is hashed."""
    writer = _Writer(order)
    place, location = event.read_point, event.biz_location
    return "".join((
        f"eventType={event.type}eventTime={utc_text(event.event_time)}",
        f"eventTimeZoneOffset={event.event_time_zone_offset}",
        *sorted(f"certificationInfo={canonical_id(each)}" for each in event.certification_info),
        *writer.ordered(event),
        writer.place("readPoint", place.id, place.extensions) if place else "",
        writer.place("bizLocation", location.id, location.extensions) if location else "",
        *writer.lists(event),
        writer.own(event.extensions),
    ))


class _Writer:
    """Writes the parts of one event in one reading of the standard."""

    def __init__(self, order: Order) -> None:
        self._order = order

    def ordered(self, event: Event) -> Iterable[str]:
        """What stands between the times and the places."""
        published = self._order is Order.PUBLISHED
        head = [_one("parentID", event.parent_id), _ids("epcList", event.epc_list)]
        yield from head if published else reversed(head)
        yield _ids("inputEPCList", event.input_epc_list)
        yield _ids("childEPCs", event.child_epcs)
        yield _quantities("quantityList", event.quantity_list)
        yield _quantities("childQuantityList", event.child_quantity_list)
        yield _quantities("inputQuantityList", event.input_quantity_list)
        yield _ids("outputEPCList", event.output_epc_list)
        yield _quantities("outputQuantityList", event.output_quantity_list)
        yield f"action={event.action}" if event.action else ""
        yield _one("transformationID", event.transformation_id)
        yield _word("bizStep", event.biz_step, words.STEPS)
        yield _word("disposition", event.disposition, words.DISPOSITIONS)
        if kept := event.persistent_disposition:
            yield "persistentDisposition"
            yield from sorted(_word("set", each, words.DISPOSITIONS) for each in kept.set)
            yield from sorted(_word("unset", each, words.DISPOSITIONS) for each in kept.unset)

    def lists(self, event: Event) -> Iterable[str]:
        """What stands between the places and the fields of others."""
        transactions = self.typed("bizTransactionList", "bizTransaction", event.biz_transaction_list,
                                  words.TRANSACTIONS)
        sources = self.typed("sourceList", "source", event.source_list, words.PARTIES)
        destinations = self.typed("destinationList", "destination", event.destination_list, words.PARTIES)
        sensors = self.sensors(event.sensor_element_list)
        ilmd = "ilmd" + self.own(event.ilmd) if event.ilmd else ""
        if self._order is Order.PUBLISHED:
            return sensors, transactions, destinations, ilmd, sources
        return transactions, sources, destinations, sensors, ilmd

    def place(self, name: str, at: str, own: Mapping[str, Any]) -> str:
        """A read point or business location."""
        return f"{name}id={canonical_id(at)}{self.own(own)}"

    def typed(self, name: str, member: str, found: tuple[Typed, ...], vocabulary: Vocabulary) -> str:
        """Business transactions, sources or destinations."""
        if not found:
            return ""
        pairs = ((f"{member}={canonical_id(each.id)}", _word("type", each.type, vocabulary)) for each in found)
        turned = self._order is Order.PUBLISHED
        return name + "".join(sorted(kind + one if turned else one + kind for one, kind in pairs))

    def sensors(self, found: tuple[SensorElement, ...]) -> str:
        """The sensor elements."""
        return "sensorElementList" + "".join(sorted(self._sensor(each) for each in found)) if found else ""

    def _sensor(self, found: SensorElement) -> str:
        heading = "sensorMetadata" + self._flat(found.metadata, METADATA) if found.metadata else ""
        reports = sorted("sensorReport" + self._flat(each, REPORT) for each in found.reports)
        return "sensorElement" + heading + "".join(reports) + self.own(found.extensions)

    def _flat(self, found: Mapping[str, Any], order: Iterable[str]) -> str:
        standard = "".join(f"{name}={_standard(name, found[name])}" for name in order if name in found)
        return standard + self.own({name: each for name, each in found.items() if parted(name)[0]})

    def own(self, found: Mapping[str, Any]) -> str:
        """Fields of others, in order."""
        return "".join(sorted(part for name, value in found.items() if name != _REMARK
                              for part in self._field(name, value)))

    def _field(self, name: str, value: Any) -> Iterable[str]:  # noqa: ANN401  # whatever others put into their fields
        if isinstance(value, tuple | list):
            for each in value:
                yield from self._field(name, each)
        elif isinstance(value, Mapping):
            yield _full(name) + self.own(value)
        else:
            said = self._own_text(value)
            yield f"{_full(name)}={said}" if said else _full(name)

    def _own_text(self, value: Any) -> str:  # noqa: ANN401  # whatever others put into their fields
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, int | Decimal):
            return _trimmed(value)
        text = "" if value is None else str(value).strip()
        if self._order is Order.PUBLISHED and _NUMBER.fullmatch(text):
            return _trimmed(Decimal(text))
        if _FRACTION.fullmatch(text):
            return text.rstrip("0").rstrip(".")
        return canonical_id(words.web_of_urn(text))


_SENSOR_WORDS = {"type": words.MEASUREMENTS, "exception": words.ALERTS, "component": words.COMPONENTS}


def _standard(name: str, value: Any) -> str:  # noqa: ANN401  # of the type of the field
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | Decimal):
        return _trimmed(value)
    text = str(value).strip()
    if name in _SENSOR_WORDS:
        return _SENSOR_WORDS[name].as_web(text)
    return utc_text(text) if name.lower().endswith("time") and is_time(text) else canonical_id(text)


def _full(name: str) -> str:
    """A name as the hash writes it; the CBV's own namespace as the JSON-LD context has it."""
    namespace, local = parted(name)
    if namespace == MASTER_DATA:
        namespace += ":"
    return f"{{{namespace}}}{local}" if namespace else local


def _one(name: str, value: str) -> str:
    return f"{name}={canonical_id(value)}" if value else ""


def _word(name: str, value: str, vocabulary: Vocabulary) -> str:
    return f"{name}={vocabulary.as_web(value)}" if value else ""


def _ids(name: str, found: tuple[str, ...]) -> str:
    return name + "".join(sorted([f"epc={canonical_id(each)}" for each in found])) if found else ""


def _quantities(name: str, found: tuple[QuantityElement, ...]) -> str:
    return name + "".join(sorted(_quantity(each) for each in found)) if found else ""


def _quantity(found: QuantityElement) -> str:
    amount = "" if found.quantity is None else f"quantity={_trimmed(found.quantity)}"
    unit = f"uom={found.uom}" if found.uom else ""
    return f"quantityElementepcClass={canonical_id(found.epc_class)}{amount}{unit}"


def _trimmed(value: Decimal | int) -> str:
    if isinstance(value, int):
        return str(value)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
