"""The pool over SOAP, byte by byte: what is taken, every fault, every status."""

import pytest
from lxml import etree

from linebench.ports.serials import Draw, Drawn
from linebench.wire.serials_soap.profile import SoapProfile
from linebench.wire.serials_soap.server import SoapPoolServer
from linebench.wire.side import Heard
from tests.stack.pool.kit import OTHER, Kit
from tests.wire.pipe import Clock
from tests.wire.serials.kit import ask, request, response
from tests.wire.serials_soap.texts import SPACES, asked_in_soap

MEDIA = {"1.1": "text/xml", "1.2": "application/soap+xml"}
OUR = {"o": "urn:tracelink:soap", "d": "urn:linebench:serials", "s1": SPACES["1.1"], "s2": SPACES["1.2"]}


def server(**options):
    return SoapPoolServer(SoapProfile(**options), Clock().setting("pool"))


def post(side, kit, body, version="1.1", target="/soap"):
    """Status, content type and root of the response."""
    status, headers, found, rest = response(ask(side, kit, request(
        "POST", target, body, content_type=f"{MEDIA[version]}; charset=utf-8", soapaction='""')))
    assert rest == b""
    return status, headers["content-type"].split(";")[0], etree.fromstring(found)


@pytest.mark.parametrize("version", ["1.1", "1.2"])
@pytest.mark.parametrize("prefix", ["", "urn:"])
def test_a_request_and_its_answer(version, prefix):
    """Systems swapped, what was said of the pool and the documents repeated, and the serials."""
    side, kit = server(), Kit()
    status, media, root = post(side, kit, asked_in_soap(version=version, prefix=prefix), version)
    assert (status, media, root.tag) == (200, MEDIA[version], f"{{{SPACES[version]}}}Envelope")
    (answer,) = root.xpath("*/o:serialNumbersRequestResponse/SNResponse", namespaces=OUR)
    assert [(each.tag, each.text) for each in answer.iter() if len(each) == 0] == [
        ("SendingSystem", "POOL"), ("ReceivingSystem", "LINE"), ("IdType", "GS1_SER"), ("EncodingType", "SGTIN"),
        ("Name", "GTIN"), ("Value", OTHER), ("PONumber", "4500"), ("ReferenceIdentifier", "a"),
        ("SerialNumber", "007"), ("SerialNumber", "B2")]
    assert kit.store["drawn:soap//LINE/a"].asked == Draw("soap//LINE/a", 2, "SGTIN", (("GTIN", OTHER),))


def test_tokens_are_of_a_system():
    """The same reference of two systems is two requests; of one it is one. Without one, each is new."""
    side, kit = server(), Kit()
    found = [post(side, kit, asked_in_soap(sending=who, size=1))[2].xpath("//SerialNumber/text()")
             for who in ("A", "B", "A")]
    found += [post(side, kit, asked_in_soap(token="", size=1))[2].xpath("//SerialNumber/text()") for _ in "ab"]
    assert found == [["007"], ["B2"], ["007"], ["C3"], ["D4"]]


def test_the_state_is_that_of_the_profile():
    """The form has no word for it."""
    kit = Kit()
    post(server(state="unallocated"), kit, asked_in_soap())
    assert kit.count((("GTIN", OTHER),)) == {"unassigned": 3, "unallocated": 2}


def fault(root, version="1.1"):
    """Code, reason and the pool's own word."""
    space = f"s{version[2]}"
    paths = (("faultcode", "faultstring") if version == "1.1"
             else (f"{space}:Code/{space}:Value", f"{space}:Reason/{space}:Text"))
    (found,) = root.xpath(f"{space}:Body/{space}:Fault", namespaces=OUR)
    return (*(found.xpath(f"string({path})", namespaces=OUR) for path in paths),
            found.xpath("string(.//d:status)", namespaces=OUR))


@pytest.mark.parametrize(("version", "code", "status"), [("1.1", "soap:Client", 500), ("1.2", "soap:Sender", 400)])
@pytest.mark.parametrize(("asked", "word"), [
    ({"form": "NTIN"}, "unknown_form"), ({"gtin": "1"}, "unknown_criteria")])
def test_what_the_pool_refuses_to_the_client(version, code, status, asked, word):
    """A fault of the client, with the pool's own word in the detail."""
    found = post(server(), Kit(), asked_in_soap(version=version, **asked), version)
    assert (found[0], found[1], fault(found[2], version)) == (
        status, MEDIA[version], (code, f"the pool refused: {word}", word))


@pytest.mark.parametrize(("version", "code"), [("1.1", "soap:Server"), ("1.2", "soap:Receiver")])
def test_what_the_pool_cannot_give(version, code):
    """Fewer are an answer, none is a fault of the server."""
    side, kit = server(), Kit()
    found = post(side, kit, asked_in_soap(version=version, size=9), version)
    assert (found[0], len(found[2].xpath("//SerialNumber"))) == (200, 5)
    found = post(side, kit, asked_in_soap(version=version, size=9, token="b"), version)
    assert (found[0], fault(found[2], version)) == (
        500, (code, "the pool refused: insufficient", "insufficient"))


BOMB = b'<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;&x;">]>'
OUTSIDE = b'<!DOCTYPE a SYSTEM "file:///etc/passwd">'
HEADER = b'<s:Header><x:must xmlns:x="urn:x" s:mustUnderstand="1"/></s:Header>'


def changed(old, new):
    body = asked_in_soap()
    assert old in body
    return body.replace(old, new)


@pytest.mark.parametrize(("body", "code", "why"), [
    (b"", "Client", "document: found no XML: "), (b"<a>", "Client", "document: found no XML: "),
    (changed(b"?>\n", b"?>\n" + BOMB), "Client", "document: found a DOCTYPE, expected none"),
    (changed(b"?>\n", b"?>\n" + OUTSIDE), "Client", "document: found a DOCTYPE, expected none"),
    (b"<a>" * 100_000, "Client", "document: found no XML: "),
    (changed(b"LINE<", b"&nbsp;<"), "Client", "document: found no XML: "),
    (b"<a/>", "VersionMismatch", "found a; expected {http"),
    (asked_in_soap(version="1.2"), "VersionMismatch", "found {http"),
    (changed(b"<s:Header/>", HEADER), "MustUnderstand", "found the header {urn:x}must"),
    (changed(b"urn:tracelink:soap", b"urn:other"), "Client", "Envelope/Body: found {urn:other}serialNumbersReq"),
    (changed(b"<s:Body>", b"<s:Body><a/>"), "Client", "Envelope/Body: found 2 elements in it, expected one"),
    (changed(b">2<", b">0<"), "Client", "serialNumbersRequest/Size: found '0', expected a whole number from 1"),
    (changed(b">2<", b">two<"), "Client", "serialNumbersRequest/Size: found 'two'"),
    (changed(b">2<", b"><a/><"), "Client", "serialNumbersRequest/Size: found elements in it"),
    (changed(b"<IdType>GS1_SER</IdType>", b""), "Client", "serialNumbersRequest/IdType: found nothing"),
    (changed(b"<IdType>", b"<IdType>x</IdType><IdType>"), "Client", "serialNumbersRequest/IdType: found it 2 time"),
    (changed(b"<Size>", b"<Colour>red</Colour><Size>"), "Client", "serialNumbersRequest: found the element Colour"),
    (changed(b"<Name>GTIN</Name>", b""), "Client", "serialNumbersRequest/ObjectKey[1]/Name: found nothing"),
    (changed(b">4500<", b">" + b"4" * 201 + b"<"), "Client", "serialNumbersRequest/ReferenceDocuments/PONumber")])
def test_what_is_no_request(body, code, why):
    """A fault that says where, what was found and what was expected; nothing reaches the pool."""
    kit = Kit()
    status, media, root = post(server(), kit, body)
    found = fault(root)
    assert (status, media, found[0], found[2]) == (500, "text/xml", f"soap:{code}", "")
    assert found[1].startswith(why)
    assert (kit.store, kit.effects) == ({}, [])


@pytest.mark.parametrize(("method", "target", "media", "status", "more"), [
    ("POST", "/", "text/xml", 404, {}), ("GET", "/soap", "text/xml", 405, {"allow": "POST"}),
    ("POST", "/soap/", "application/json", 415, {}), ("POST", "/soap", "", 415, {})])
def test_requests_that_are_no_soap(method, target, media, status, more):
    """They get a problem document, as any server would give."""
    found, headers, _, _ = response(ask(server(), Kit(), request(method, target, b"", content_type=media)))
    assert (found, headers["content-type"]) == (status, "application/problem+json")
    assert {name: headers[name] for name in more} == more


def test_credentials_and_size():
    """401 before anything is read; 413 while it arrives."""
    out = ask(server(users={"kim": "x"}), Kit(), request("POST", "/soap", b"<", content_type="text/xml"))
    assert response(out)[0] == 401
    out = ask(server(body_limit=10), Kit(), request("POST", "/soap", b"x" * 11, content_type="text/xml"))
    assert response(out)[0] == 413


def test_torn_bytes():
    """Byte by byte it is the same request."""
    data = request("POST", "/soap", asked_in_soap(), content_type="text/xml")
    whole = ask(server(), Kit(), data)
    side, kit, out = server(), Kit(), b""
    side.opened(1)
    for at in range(len(data)):
        out += ask(side, kit, data[at:at + 1], opens=False)
    assert (out, b"200 OK" in out) == (whole, True)


def test_an_answer_that_is_none_of_serials():
    """A pool that answers a draw with serials that XML cannot have has failed."""
    side = server()
    side.opened(1)
    (heard,) = side.received(1, request("POST", "/soap", asked_in_soap(), content_type="text/xml"))
    assert isinstance(heard, Heard)
    (said,) = side.tell(Drawn(heard.message.request, "ok", "", "allocated", ("a\x00",)))
    assert b"Fault" in said.data
    assert response(said.data)[0] == 500
