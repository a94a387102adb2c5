"""Events and documents of EPCIS as values, the same for every form they travel in.

Words of the CBV are bare (``commissioning``). Names of fields of others are ``{namespace}local``; see ``names``.
Times and identifiers are texts as they were written. A list that is missing and one that is empty are the same.
Source: GS1 EPCIS 2.0, chapter 7.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeAlias

import msgspec

__all__ = ["Document", "ErrorDeclaration", "Event", "Extensions", "Persistent", "Place", "QuantityElement",
           "SensorElement", "Typed", "VocabularyElement"]

Extensions: TypeAlias = Mapping[str, Any]
"""Fields of others by ``{namespace}local``: texts, numbers, truth values, lists, and objects of the same kind."""


class QuantityElement(msgspec.Struct, frozen=True, omit_defaults=True):
    """So much of a class of things; without ``quantity``: some. ``uom``: UN/CEFACT code, ``""`` for pieces."""

    epc_class: str
    quantity: Decimal | int | None = None
    uom: str = ""


class Typed(msgspec.Struct, frozen=True, omit_defaults=True):
    """A business transaction, source or destination: what it is, and of which type (``""``: none is said)."""

    id: str
    type: str = ""


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """A read point or business location."""

    id: str
    extensions: Extensions = {}


class Persistent(msgspec.Struct, frozen=True, omit_defaults=True):
    """Dispositions that stay until they are unset."""

    set: tuple[str, ...] = ()
    unset: tuple[str, ...] = ()


class SensorElement(msgspec.Struct, frozen=True, omit_defaults=True):
    """Sensor reports under one heading, each with the standard's names (``minValue``) and those of others."""

    reports: tuple[Mapping[str, Any], ...]
    metadata: Mapping[str, Any] = {}
    extensions: Extensions = {}


class ErrorDeclaration(msgspec.Struct, frozen=True, omit_defaults=True):
    """The event is declared erroneous, and by what it is corrected."""

    declaration_time: str
    reason: str = ""
    corrective_event_ids: tuple[str, ...] = ()
    extensions: Extensions = {}


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One event. Which fields belong to which ``type`` stands in ``kinds``."""

    type: str
    event_time: str
    event_time_zone_offset: str
    record_time: str = ""
    event_id: str = ""
    certification_info: tuple[str, ...] = ()
    error_declaration: ErrorDeclaration | None = None
    action: str = ""
    epc_list: tuple[str, ...] = ()
    parent_id: str = ""
    child_epcs: tuple[str, ...] = ()
    quantity_list: tuple[QuantityElement, ...] = ()
    child_quantity_list: tuple[QuantityElement, ...] = ()
    input_epc_list: tuple[str, ...] = ()
    input_quantity_list: tuple[QuantityElement, ...] = ()
    output_epc_list: tuple[str, ...] = ()
    output_quantity_list: tuple[QuantityElement, ...] = ()
    transformation_id: str = ""
    biz_step: str = ""
    disposition: str = ""
    persistent_disposition: Persistent | None = None
    read_point: Place | None = None
    biz_location: Place | None = None
    biz_transaction_list: tuple[Typed, ...] = ()
    source_list: tuple[Typed, ...] = ()
    destination_list: tuple[Typed, ...] = ()
    sensor_element_list: tuple[SensorElement, ...] = ()
    ilmd: Extensions = {}
    extensions: Extensions = {}


class VocabularyElement(msgspec.Struct, frozen=True, omit_defaults=True):
    """Master data of one thing: attributes by their URI, and what belongs to it."""

    vocabulary: str
    id: str
    attributes: tuple[tuple[str, Any], ...] = ()
    children: tuple[str, ...] = ()


class Document(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Events with their heading.

    Attributes:
        version: of the form it was read in: ``1.2`` or ``2.0``.
        created: when it was written.
        events: in their order.
        master_data: of its header.
        id: of the document, a URI.
        sender: identifier of the party it is from, of JSON and of the Standard Business Document Header alike.
        receiver: of the party it is for.
        instance: number of the document.
        header: fields of others in the header, such as a transaction statement.
        extensions: fields of others beside the header.
        prefixes: prefix to namespace, for whoever writes it again.
        query: of the answer to a query, its name; ``None``: it is no answer.
        subscription: of the answer to a subscription, its id.

    """

    version: str
    created: str
    events: tuple[Event, ...]
    master_data: tuple[VocabularyElement, ...] = ()
    id: str = ""
    sender: str = ""
    receiver: str = ""
    instance: str = ""
    header: Extensions = {}
    extensions: Extensions = {}
    prefixes: Mapping[str, str] = {}
    query: str | None = None
    subscription: str = ""
