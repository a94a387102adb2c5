"""Documents for partners of the United States: written as the guideline has it, and checked for what it asks."""

import msgspec
import pytest

from linebench.content import library
from linebench.epcis import EpcisError
from linebench.epcis.convert import as_links, written
from linebench.epcis.dscsa import (
    AFFIRM,
    DROP_SHIPMENT,
    EPC_CLASS,
    GUIDELINE_VERSION,
    MASTER,
    NOTICE,
    STATEMENT,
    Exchange,
    dscsa_document,
    read_exchange,
)
from linebench.epcis.dscsa_check import dscsa_problems
from linebench.epcis.hashing import event_hash
from linebench.epcis.model import Typed
from linebench.epcis.names import MASTER_DATA
from linebench.epcis.reading import read

FOLDER = library() / "fixtures" / "messages" / "epcis"
GOLDEN = (FOLDER / "valid" / "dscsa.1.2.xml").read_bytes()
KNOWN = (FOLDER / "dscsa.toml").read_text("utf-8")
EXCHANGE = read_exchange(KNOWN, "dscsa.toml")
SOUND = read(GOLDEN)
BARE = as_links(msgspec.structs.replace(SOUND, sender="", receiver="", header={}, master_data=(), prefixes={}))
"""The events alone, with links, as a site has them."""


def changed(number, **fields):
    """The sound document with one event changed."""
    events = list(SOUND.events)
    events[number] = msgspec.structs.replace(events[number], **fields)
    return msgspec.structs.replace(SOUND, events=tuple(events))


def without(vocabulary, name):
    """The sound document without one attribute of its master data."""
    data = tuple(msgspec.structs.replace(each, attributes=tuple(
        pair for pair in each.attributes if pair[0] != MASTER + name)) if each.vocabulary == vocabulary else each
        for each in SOUND.master_data)
    return msgspec.structs.replace(SOUND, master_data=data)


def with_attribute(name, value):
    """The sound document with one attribute of its trade item changed."""
    first, *others = SOUND.master_data
    pairs = tuple((key, value if key == MASTER + name else old) for key, old in first.attributes)
    item = msgspec.structs.replace(first, attributes=pairs)
    return msgspec.structs.replace(SOUND, master_data=(item, *others))


def test_the_golden_document_is_what_is_written():
    """From events with links and what partners know of each other: byte for byte, and nothing is missing."""
    document = dscsa_document(BARE, EXCHANGE)
    assert written(document, "xml-1.2") == GOLDEN
    assert dscsa_problems(read(GOLDEN)) == ()


def test_heading_and_statement():
    """Sender and receiver as location numbers, the guideline's version, and what the seller affirms."""
    assert (SOUND.sender, SOUND.receiver) == (EXCHANGE.sender.sgln, EXCHANGE.receiver.sgln)
    assert SOUND.header == {GUIDELINE_VERSION: "GS1 US DSCSA R1.3",
                            STATEMENT: {AFFIRM: "true", NOTICE: EXCHANGE.notice}}


def test_events_keep_their_hash_through_every_form():
    """1.2 XML, JSON, and 1.2 XML again: the events are equal by their hash, and so are the bytes."""
    there = read(written(SOUND, "json"))
    back = read(written(there, "xml-1.2"))
    hashes = [[event_hash(event) for event in each.events] for each in (SOUND, there, back)]
    assert hashes == [hashes[0]] * 3
    assert written(there, "xml-1.2") == GOLDEN


@pytest.mark.parametrize(("said", "drop", "expected"), [(None, True, "true"), (None, False, "false"),
                                                        ("true", False, "true")])
def test_whoever_ships_says_whether_goods_go_past_the_buyer(said, drop, expected):
    """As the exchange has it, unless the event says so itself; no other event gets it."""
    *others, ship = BARE.events
    ship = msgspec.structs.replace(ship, extensions={} if said is None else {DROP_SHIPMENT: said})
    document = dscsa_document(msgspec.structs.replace(BARE, events=(*others, ship)),
                              msgspec.structs.replace(EXCHANGE, drop_shipment=drop))
    assert [event.extensions.get(DROP_SHIPMENT) for event in document.events] == [None, None, None, expected]


def test_a_company_that_nobody_named_is_refused():
    """Where the company prefix in an identifier ends cannot be guessed."""
    other = msgspec.structs.replace(EXCHANGE, items=tuple(
        msgspec.structs.replace(item, epc_class="urn:epc:idpat:sgtin:030001.0012345.*") for item in EXCHANGE.items),
        sender=msgspec.structs.replace(EXCHANGE.sender, sgln=EXCHANGE.receiver.sgln))
    with pytest.raises(EpcisError, match="found a company prefix that nobody of the exchange has, expected one of"):
        dscsa_document(BARE, other)


@pytest.mark.parametrize(("change", "message"), [
    (('sgln = "urn:epc:id:sgln:9501101.00001.0"', 'sgln = "9501101000018"'),
     "expected an identifier such as urn:epc:id:sgln"),
    (('ndc = "0110-1530-11"\n', ""), "missing required field `ndc` - at `$.items[0]`"),
    (("[receiver]", "[buyer]"), "contains unknown field `buyer`"),
    (("[sender]", "[sender"), "dscsa.toml: found"),
])
def test_an_exchange_that_is_none_is_refused(change, message):
    """File, what was found, what was expected."""
    with pytest.raises(EpcisError) as caught:
        read_exchange(KNOWN.replace(*change), "dscsa.toml")
    assert str(caught.value).startswith("dscsa.toml: found ")
    assert message in str(caught.value)


MDA = f"{{{MASTER_DATA}}}"


@pytest.mark.parametrize(("document", "told"), [
    (msgspec.structs.replace(SOUND, version="2.0"), "document: found EPCIS 2.0, expected EPCIS 1.2, in XML"),
    (msgspec.structs.replace(SOUND, sender=""), "StandardBusinessDocumentHeader.sender: found nothing, expected"),
    (msgspec.structs.replace(SOUND, receiver="urn:epc:id:sgln:9521321.0001.0"),
     "StandardBusinessDocumentHeader.receiver: found 'urn:epc:id:sgln:9521321.0001.0', expected a location number"),
    (msgspec.structs.replace(SOUND, header={STATEMENT: SOUND.header[STATEMENT]}),
     "EPCISHeader.guidelineVersion: found nothing, expected 'GS1 US DSCSA R1.3'"),
    (msgspec.structs.replace(SOUND, header={**SOUND.header, GUIDELINE_VERSION: "R2"}),
     "EPCISHeader.guidelineVersion: found 'R2', expected"),
    (msgspec.structs.replace(SOUND, header={GUIDELINE_VERSION: "GS1 US DSCSA R1.2"}),
     "EPCISHeader.dscsaTransactionStatement: found nothing, expected it, for the document ships something"),
    (msgspec.structs.replace(SOUND, header={**SOUND.header, STATEMENT: {AFFIRM: "false", NOTICE: "x"}}),
     "affirmTransactionStatement: found 'false', expected true"),
    (msgspec.structs.replace(SOUND, header={**SOUND.header, STATEMENT: {AFFIRM: "true", NOTICE: " "}}),
     "legalNotice: found nothing, expected the text of the statement"),
    (msgspec.structs.replace(SOUND, master_data=SOUND.master_data[1:]),
     "EPCClass urn:epc:idpat:sgtin:9501101.053011.*: found nothing, expected master data of a trade item"),
    (without(EPC_CLASS, "strengthDescription"), ".strengthDescription: found nothing, expected a text"),
    (with_attribute("additionalTradeItemIdentificationTypeCode", "GTIN"), "found 'GTIN', expected 'US_FDA_NDC'"),
    (with_attribute("additionalTradeItemIdentification", "12-34"),
     "found '12-34', expected a National Drug Code of 10 or 11 digits"),
    (msgspec.structs.replace(SOUND, master_data=SOUND.master_data[:-1]),
     "Location urn:epc:id:sgln:9521321.00001.0: found nothing, expected master data of a party or place"),
    (changed(0, ilmd={MDA + "lotNumber": "L"}), "eventList[0].ilmd.itemExpirationDate: found nothing, expected it"),
    (changed(1, epc_list=("https://id.gs1.org/00/395011010000000017",)),
     "eventList[1]: found 'https://id.gs1.org/00/395011010000000017', expected an identifier as URN"),
    (changed(3, extensions={}), "eventList[3].dropShipment: found nothing, expected true or false"),
    (changed(3, extensions={DROP_SHIPMENT: "maybe"}), "eventList[3].dropShipment: found 'maybe', expected true or"),
    (changed(3, source_list=(Typed(SOUND.sender, "location"),)),
     "eventList[3].sourceList: found no owning_party, expected who owns the goods, and where they are"),
    (changed(3, biz_transaction_list=()), "eventList[3].bizTransactionList: found nothing, expected the order or"),
])
def test_what_partners_must_tell_and_do_not_is_found(document, told):
    """Each thing that is missing or wrong is one problem, with its place."""
    (problem,) = map(str, dscsa_problems(document))
    assert told in problem


def test_a_document_that_ships_nothing_needs_no_statement():
    """Commissioning alone is affirmed by nobody."""
    document = msgspec.structs.replace(SOUND, events=SOUND.events[:1], header={
        GUIDELINE_VERSION: SOUND.header[GUIDELINE_VERSION]})
    assert dscsa_problems(document) == ()


def test_the_longest_prefix_that_fits_counts():
    """Where the prefix of one company begins as another's, each identifier is still cut where it has to be."""
    other = msgspec.structs.replace(EXCHANGE.items[0], epc_class="urn:epc:idpat:sgtin:950110.0000011.*")
    exchange = Exchange(sender=EXCHANGE.sender, receiver=EXCHANGE.receiver, items=(*EXCHANGE.items, other))
    assert exchange.prefixes == {"9501101", "9521321", "950110"}
    assert dscsa_document(BARE, exchange).events == dscsa_document(BARE, EXCHANGE).events
