"""The asker's end over SOAP: what cannot be said, and answers that are none."""

import pytest

from linebench.ports.serials import Count, Counted, Draw, Drawn, Move, Moved
from linebench.wire.serials_soap.client import SoapPoolClient
from linebench.wire.serials_soap.profile import SoapProfile
from linebench.wire.side import Arm, Heard, Noted
from tests.wire.pipe import Clock
from tests.wire.serials_soap.texts import SPACES


def client(**options):
    side = SoapPoolClient(SoapProfile(**options), Clock().setting("line"))
    side.opened(1)
    return side


@pytest.mark.parametrize(("asked", "answer"), [
    (Move("m", ("A",), "encoded", "SGTIN"), Moved("m", "bad_request")),
    (Count("c", "SGTIN", ()), Counted("c", "bad_request")),
    (Draw("a", 1, "SGTIN", (), "unallocated"), Drawn("a", "bad_request")),
    (Draw("a", 1, "SGTIN", (), collection="mine"), Drawn("a", "bad_request")),
    (Draw(" a", 1, "SGTIN", ()), Drawn(" a", "bad_request")),
    (Draw("a\x00", 1, "SGTIN", ()), Drawn("a\x00", "bad_request")),
    (Draw("a", 0, "SGTIN", ()), Drawn("a", "bad_request"))])
def test_what_cannot_be_said(asked, answer):
    """It is answered at once, and nothing goes to the pool."""
    noted, heard = client().tell(asked)
    assert (noted.what, heard) == ("refused", Heard(answer))


def answered(body, status=200):
    side = client()
    side.tell(Draw("a", 2, "SGTIN", ()))
    head = f"HTTP/1.1 {status} X\r\ncontent-type: text/xml\r\ncontent-length: {len(body)}\r\n\r\n".encode()
    return [each for each in side.received(1, head + body) if isinstance(each, Noted | Heard | Arm)]


def envelope(inner):
    return f'<e:Envelope xmlns:e="{SPACES["1.1"]}"><e:Body>{inner}</e:Body></e:Envelope>'.encode()


def response(token="a", receiving="LINE", numbers="<SerialNumbers><SerialNumber>A</SerialNumber></SerialNumbers>"):
    return envelope(
        '<u:serialNumbersRequestResponse xmlns:u="urn:tracelink:soap"><SNResponse>'
        f"<SendingSystem>POOL</SendingSystem><ReceivingSystem>{receiving}</ReceivingSystem><IdType>G</IdType><EncodingType>SGTIN</EncodingType>"
        f"<ReferenceDocuments><ReferenceIdentifier>{token}</ReferenceIdentifier></ReferenceDocuments>{numbers}"
        "</SNResponse></u:serialNumbersRequestResponse>")


def test_an_answer():
    """Fewer than asked is heard as that."""
    assert answered(response()) == [Heard(Drawn("a", "insufficient", "", "allocated", ("A",)))]


@pytest.mark.parametrize(("body", "status"), [
    (response(token="b"), 200), (response(receiving="OTHER"), 200), (b"", 200), (b"<html/>", 502),
    (response(numbers=""), 200), (response(numbers="<SerialNumbers><SerialNumber/></SerialNumbers>"), 200),
    (response(numbers="<SerialNumbers><SerialNumber>A</SerialNumber></SerialNumbers>"
                      "<Extra><Name>91</Name></Extra>"), 200),
    (envelope("<a/>"), 200), (envelope('<u:serialNumbersRequestResponse xmlns:u="urn:tracelink:soap"/>'), 200),
    (envelope("<e:Fault><faultcode>e:Server</faultcode><faultstring>broken</faultstring></e:Fault>"), 500)])
def test_what_is_no_answer_is_asked_again(body, status):
    """After a pause; it is noted."""
    noted, arm = answered(body, status)
    assert (noted.what, arm) == ("unanswered", Arm("again Draw a", 1_000_000))


@pytest.mark.parametrize(("body", "status", "word"), [
    (envelope("<e:Fault><faultcode>e:Client</faultcode><faultstring/></e:Fault>"), 500, "bad_request"),
    (b"{}", 401, "no_privilege"), (b"{}", 403, "no_privilege"), (b"{}", 404, "bad_request")])
def test_what_is_refused_is_heard(body, status, word):
    """Asking again would change nothing."""
    assert answered(body, status) == [Heard(Drawn("a", word))]
