"""EPCIS 1.2 as trading partners of the United States exchange it: who sends what to whom, and what they affirm.

Source: GS1 US, Applying the GS1 System of Standards for DSCSA and Traceability, R1.3.
"""

from collections.abc import Iterable
from typing import Any

import msgspec

from linebench.epcis.convert import as_urns
from linebench.epcis.model import Document, Event, VocabularyElement
from linebench.epcis.problems import EpcisError, Problem

__all__ = ["AFFIRM", "DROP_SHIPMENT", "EPC_CLASS", "GUIDELINE", "GUIDELINE_VERSION", "HEALTH_CARE", "ITEM",
           "LOCATION", "MASTER", "NDC_TYPE", "NOTICE", "PLACE", "STATEMENT", "Exchange", "Item", "Party",
           "dscsa_document", "read_exchange"]

HEALTH_CARE = "http://epcis.gs1us.org/hc/ns"
"""Namespace of the fields that the guideline adds."""
GUIDELINE = "GS1 US DSCSA R1.3"
GUIDELINE_VERSION, STATEMENT, AFFIRM, NOTICE, DROP_SHIPMENT = (f"{{{HEALTH_CARE}}}{name}" for name in (
    "guidelineVersion", "dscsaTransactionStatement", "affirmTransactionStatement", "legalNotice", "dropShipment"))
EPC_CLASS, LOCATION = "urn:epcglobal:epcis:vtype:EPCClass", "urn:epcglobal:epcis:vtype:Location"
MASTER = "urn:epcglobal:cbv:mda#"
NDC_TYPE = "US_FDA_NDC"
ITEM = {"ndc": "additionalTradeItemIdentification", "name": "regulatedProductName",
        "maker": "manufacturerOfTradeItemPartyName", "dosage_form": "dosageFormType",
        "strength": "strengthDescription", "net_content": "netContentDescription"}
"""Of a trade item: our word to the attribute's name."""
PLACE = {"name": "name", "street": "streetAddressOne", "city": "city", "state": "state",
         "postal_code": "postalCode", "country": "countryCode"}
"""Of a party or place likewise."""
_PREFIXED = ("urn:epc:id:sgln:", "urn:epc:idpat:sgtin:")


class Party(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A partner or one of its places. ``sgln``: its location number as a URN."""

    sgln: str
    name: str
    street: str
    city: str
    state: str
    postal_code: str
    country: str


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A trade item. ``epc_class``: its pattern ``urn:epc:idpat:sgtin:….*``; ``ndc``: its National Drug Code."""

    epc_class: str
    ndc: str
    name: str
    maker: str
    dosage_form: str
    strength: str
    net_content: str


class Exchange(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What partners know of each other beside events.

    ``notice``: legal text of the transaction statement; ``drop_shipment``: whether goods go past the buyer.
    """

    sender: Party
    receiver: Party
    items: tuple[Item, ...]
    places: tuple[Party, ...] = ()
    notice: str = "Seller has complied with each applicable subsection of FDCA Sec. 581(27)(A)-(G)."
    drop_shipment: bool = False

    @property
    def prefixes(self) -> frozenset[str]:
        """Company prefixes of all that is named here."""
        named = (self.sender.sgln, self.receiver.sgln, *(each.sgln for each in self.places),
                 *(item.epc_class for item in self.items))
        return frozenset(_prefix(urn) for urn in named)


def read_exchange(text: str, source: str) -> Exchange:
    """What a TOML file says of an exchange; ``source`` names it in messages.

    Raises:
        EpcisError: it says something else.

    """
    try:
        found = msgspec.toml.decode(text, type=Exchange)
        _ = found.prefixes
    except (msgspec.DecodeError, ValueError) as error:
        expected = "sender, receiver and items, as fixtures/messages/epcis/dscsa.toml has them"
        raise EpcisError((Problem(source, str(error), expected),)) from error
    return found


def dscsa_document(document: Document, exchange: Exchange) -> Document:
    """The document with the heading and master data of an exchange, its identifiers as URNs, to be written as 1.2.

    Whoever ships says whether goods go past the buyer: a shipping event that does not say so gets it.

    Raises:
        EpcisError: the company prefix in an identifier is none of those that the exchange names.
        EpcUriError: an identifier does not fit its company prefix.

    """
    named = as_urns(document, lambda link: _prefix_length(link, exchange.prefixes))
    statement = {AFFIRM: "true", NOTICE: exchange.notice}
    parties = dict.fromkeys((exchange.sender, exchange.receiver, *exchange.places))
    return msgspec.structs.replace(
        named, version="1.2", sender=exchange.sender.sgln, receiver=exchange.receiver.sgln,
        instance=document.instance or document.id or "1",
        header={**named.header, GUIDELINE_VERSION: GUIDELINE, STATEMENT: statement},
        prefixes={**named.prefixes, "gs1ushc": HEALTH_CARE},
        master_data=(*map(_item, exchange.items), *map(_place, parties)),
        events=tuple(_shipped(event, drop=exchange.drop_shipment) for event in named.events))


def _shipped(event: Event, *, drop: bool) -> Event:
    if event.biz_step != "shipping" or DROP_SHIPMENT in event.extensions:
        return event
    said = {**event.extensions, DROP_SHIPMENT: "true" if drop else "false"}
    return msgspec.structs.replace(event, extensions=said)


def _item(item: Item) -> VocabularyElement:
    attributes = dict(_attributes(item, ITEM.items()))
    type_code = (f"{MASTER}{ITEM['ndc']}TypeCode", NDC_TYPE)
    first, *others = attributes.items()
    return VocabularyElement(EPC_CLASS, item.epc_class, (first, type_code, *others))


def _place(party: Party) -> VocabularyElement:
    return VocabularyElement(LOCATION, party.sgln, _attributes(party, PLACE.items()))


def _attributes(of: Item | Party, names: Iterable[tuple[str, str]]) -> tuple[tuple[str, Any], ...]:
    return tuple((MASTER + attribute, getattr(of, name)) for name, attribute in names)


def _prefix(urn: str) -> str:
    start = next((start for start in _PREFIXED if urn.startswith(start)), None)
    prefix = urn.removeprefix(start).partition(".")[0] if start else ""
    if not prefix.isdecimal():
        raise ValueError(f"found {urn!r}, expected an identifier such as urn:epc:id:sgln:9501101.00001.0")
    return prefix


def _prefix_length(link: str, prefixes: Iterable[str]) -> int:
    """Digits of the company prefix in a canonical link: of the longest prefix that fits."""
    ai, key = link.split("/")[3:5]
    body = key[1:] if ai in ("00", "01", "8003", "8006") else key
    fitting = [len(prefix) for prefix in prefixes if body.startswith(prefix)]
    if not fitting:
        raise EpcisError((Problem(link, "a company prefix that nobody of the exchange has",
                                  "one of " + ", ".join(sorted(prefixes))),))
    return max(fitting)
