"""A document in another form, without loss: its events keep their hash ids.

What another form has no room for is refused by its writer, and never left out in silence.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

import msgspec

from linebench.epcis.json_writer import write_json
from linebench.epcis.model import Document, Event, Place, QuantityElement, Typed
from linebench.epcis.xml_writer import write_xml
from linebench.product.epc_uri import canonical_link, urn_of_link

__all__ = ["FORMS", "Rename", "as_links", "as_urns", "written"]

Rename: TypeAlias = Callable[[str], str]
FORMS: Mapping[str, Callable[[Document], bytes]] = MappingProxyType({
    "json": write_json,
    "xml-2.0": lambda document: write_xml(document, "2.0"),
    "xml-1.2": lambda document: write_xml(document, "1.2"),
})
"""What a document can be written as."""


def written(document: Document, form: str) -> bytes:
    """The document in one of ``FORMS``.

    Raises:
        EpcisError: the form has no room for something in it.

    """
    return FORMS[form](document)


def as_links(document: Document) -> Document:
    """The document with every identifier of GS1 as canonical Digital Link."""
    return _renamed(document, lambda text: canonical_link(text) or text)


def as_urns(document: Document, prefix_length: Callable[[str], int]) -> Document:
    """The document with every identifier of GS1 as EPC URN, as EPCIS 1.2 writes them.

    ``prefix_length`` tells from a canonical link how long the company prefix in it is.

    Raises:
        EpcUriError: it does not fit an identifier.

    """
    def rename(text: str) -> str:
        link = None if text.startswith("urn:") else canonical_link(text)
        return text if link is None else urn_of_link(link, prefix_length(link))

    return _renamed(document, rename)


def _renamed(document: Document, rename: Rename) -> Document:
    return msgspec.structs.replace(document, events=tuple(_event(each, rename) for each in document.events))


def _event(event: Event, rename: Rename) -> Event:
    changes = {name: _value(getattr(event, name), rename) for name in _NAMED if getattr(event, name)}
    return msgspec.structs.replace(event, **changes)


_NAMED = ("epc_list", "parent_id", "child_epcs", "input_epc_list", "output_epc_list", "quantity_list",
          "child_quantity_list", "input_quantity_list", "output_quantity_list", "read_point", "biz_location",
          "biz_transaction_list", "source_list", "destination_list")


def _value(found: Any, rename: Rename) -> Any:  # noqa: ANN401  # of the type of the field
    if isinstance(found, str):
        return rename(found)
    if isinstance(found, tuple):
        return tuple(_value(each, rename) for each in found)
    if isinstance(found, Place | Typed):
        return msgspec.structs.replace(found, id=rename(found.id))
    if isinstance(found, QuantityElement):
        return msgspec.structs.replace(found, epc_class=rename(found.epc_class))
    return found
