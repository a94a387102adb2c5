"""Whether a document is what partners of the United States may send each other. The form itself is checked before.

Source: as ``dscsa``.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from linebench.epcis.dscsa import (
    AFFIRM,
    DROP_SHIPMENT,
    EPC_CLASS,
    GUIDELINE,
    GUIDELINE_VERSION,
    ITEM,
    LOCATION,
    MASTER,
    NDC_TYPE,
    NOTICE,
    PLACE,
    STATEMENT,
)
from linebench.epcis.model import Document, Event, VocabularyElement
from linebench.epcis.names import MASTER_DATA, parted
from linebench.epcis.problems import Problem

__all__ = ["dscsa_problems"]

_SGLN = re.compile(r"urn:epc:id:sgln:(?=[0-9.]{13}\.)[0-9]{6,12}\.[0-9]{0,6}\..+")
_SGTIN = re.compile(r"urn:epc:id:(sgtin:[0-9]+\.[0-9]+)\..+")
_NDC = re.compile(r"[0-9]{10,11}|[0-9]{4,5}-[0-9]{3,4}-[0-9]{1,2}")
_GUIDELINES = re.compile(r"GS1 US DSCSA R1\.[0-9]+")
_URN = "urn:epc:id:"
_ILMD = ("lotNumber", "itemExpirationDate")
_ENDS = ("owning_party", "location")


def dscsa_problems(document: Document) -> tuple[Problem, ...]:
    """Everything that the guideline asks for and the document has not."""
    return tuple(problem for look in _LOOKS for problem in look(document))


def _heading(document: Document) -> Iterator[Problem]:
    if document.version != "1.2":
        yield Problem("document", f"EPCIS {document.version}", "EPCIS 1.2, in XML")
    for role in ("sender", "receiver"):
        party = getattr(document, role)
        if not _SGLN.fullmatch(party):
            yield Problem(f"StandardBusinessDocumentHeader.{role}", repr(party) if party else "nothing",
                          "a location number such as urn:epc:id:sgln:9501101.00001.0")
    version = document.header.get(GUIDELINE_VERSION)
    if not isinstance(version, str) or not _GUIDELINES.fullmatch(version):
        yield Problem("EPCISHeader.guidelineVersion", repr(version) if version else "nothing", f"'{GUIDELINE}'")


def _statement(document: Document) -> Iterator[Problem]:
    """Who ships affirms that the law was kept."""
    if not any(event.biz_step == "shipping" for event in document.events):
        return
    found = document.header.get(STATEMENT)
    said = {parted(name)[1]: value for name, value in found.items()} if isinstance(found, Mapping) else {}
    where = "EPCISHeader.dscsaTransactionStatement"
    if not said:
        yield Problem(where, "nothing", "it, for the document ships something")
        return
    affirmed = said.get(parted(AFFIRM)[1])
    if str(affirmed).lower() != "true":
        yield Problem(f"{where}.affirmTransactionStatement", repr(affirmed), "true")
    if not str(said.get(parted(NOTICE)[1]) or "").strip():
        yield Problem(f"{where}.legalNotice", "nothing", "the text of the statement")


def _items(document: Document) -> Iterator[Problem]:
    """Every trade item in an event is described."""
    known = {each.id: each for each in document.master_data if each.vocabulary == EPC_CLASS}
    classes = dict.fromkeys(f"urn:epc:idpat:{match[1]}.*" for event in document.events for epc in _epcs(event)
                            if (match := _SGTIN.fullmatch(epc)))
    for name in classes:
        if name not in known:
            yield Problem(f"EPCClass {name}", "nothing", "master data of a trade item that is in the events")
    for name, each in known.items():
        yield from _lacking(each, f"EPCClass {name}", (*ITEM.values(), f"{ITEM['ndc']}TypeCode"))
        yield from _ndc(dict(each.attributes), f"EPCClass {name}")


def _ndc(attributes: Mapping[str, object], where: str) -> Iterator[Problem]:
    number, kind = (attributes.get(f"{MASTER}{ITEM['ndc']}{end}") for end in ("", "TypeCode"))
    if kind and kind != NDC_TYPE:
        yield Problem(f"{where}.{ITEM['ndc']}TypeCode", repr(kind), f"'{NDC_TYPE}'")
    if number and not _NDC.fullmatch(str(number)):
        yield Problem(f"{where}.{ITEM['ndc']}", repr(number), "a National Drug Code of 10 or 11 digits")


def _places(document: Document) -> Iterator[Problem]:
    """Who sends, who gets, and between whom goods change hands, has an address."""
    known = {each.id: each for each in document.master_data if each.vocabulary == LOCATION}
    moved = [end.id for event in document.events for end in (*event.source_list, *event.destination_list)]
    wanted = dict.fromkeys(each for each in (document.sender, document.receiver, *moved) if _SGLN.fullmatch(each))
    for name in wanted:
        if name not in known:
            yield Problem(f"Location {name}", "nothing", "master data of a party or place of the exchange")
    for name, each in known.items():
        yield from _lacking(each, f"Location {name}", PLACE.values())


def _lacking(element: VocabularyElement, where: str, names: Iterable[str]) -> Iterator[Problem]:
    said = dict(element.attributes)
    for name in names:
        if not str(said.get(MASTER + name) or "").strip():
            yield Problem(f"{where}.{name}", "nothing", "a text")


def _events(document: Document) -> Iterator[Problem]:
    for number, event in enumerate(document.events):
        where = f"eventList[{number}]"
        for epc in _epcs(event):
            if not epc.startswith(_URN):
                yield Problem(where, repr(epc), "an identifier as URN, as EPCIS 1.2 has it")
                break
        if event.biz_step == "commissioning" and any(map(_SGTIN.fullmatch, event.epc_list)):
            yield from _commissioned(event, where)
        if event.biz_step == "shipping":
            yield from _shipping(event, where)


def _commissioned(event: Event, where: str) -> Iterator[Problem]:
    for name in _ILMD:
        if f"{{{MASTER_DATA}}}{name}" not in event.ilmd:
            yield Problem(f"{where}.ilmd.{name}", "nothing", "it, of every pack that is commissioned")


def _shipping(event: Event, where: str) -> Iterator[Problem]:
    drop = event.extensions.get(DROP_SHIPMENT)
    if str(drop).lower() not in ("true", "false"):
        yield Problem(f"{where}.dropShipment", repr(drop) if drop else "nothing", "true or false")
    for name, ends in (("sourceList", event.source_list), ("destinationList", event.destination_list)):
        for kind in _ENDS:
            if kind not in {end.type for end in ends}:
                yield Problem(f"{where}.{name}", f"no {kind}", "who owns the goods, and where they are")
    if not event.biz_transaction_list:
        yield Problem(f"{where}.bizTransactionList", "nothing", "the order or the despatch advice, po or desadv")


def _epcs(event: Event) -> tuple[str, ...]:
    return (*event.epc_list, *event.child_epcs, *((event.parent_id,) if event.parent_id else ()))


_LOOKS: tuple[Callable[[Document], Iterator[Problem]], ...] = (_heading, _statement, _items, _places, _events)
