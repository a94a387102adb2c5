"""What the enterprise repository answers when it is asked."""

import msgspec
import pytest

from linebench.epcis.model import Place, VocabularyElement
from linebench.ports.l4 import Found, QueryRefused
from tests.stack.l4.goods import CASE, OTHER, PACK, Enterprise, born, packed, said

SITE, DOCK = "https://example.com/site", "https://example.com/site/dock"
EVENTS = (born(PACK, OTHER, CASE), packed(CASE, PACK), said("shipping", CASE, at=3, read_point=Place(DOCK)))


@pytest.fixture
def site():
    found = Enterprise(master_data=(VocabularyElement("urn:x:place", SITE, children=(DOCK,)),))
    found.capture(1, *EVENTS)
    return found


def answered(message):
    assert type(message) is Found
    return [msgspec.structs.replace(event, record_time="") for event in message.events], message.page


def test_a_query_finds_what_fits(site):
    """By the standard's parameters, places by master data among them."""
    assert answered(site.ask()) == (list(EVENTS), "")
    assert answered(site.ask(("MATCH_epc", (PACK,)), ("EQ_action", ("ADD",)))) == (list(EVENTS[:2]), "")
    assert answered(site.ask(("WD_readPoint", (SITE,)))) == ([EVENTS[2]], "")
    assert answered(site.ask(("EQ_bizStep", ("receiving",)))) == ([], "")
    assert answered(site.ask(("GE_recordTime", ("2026-01-01T00:00:00Z",)))) == (list(EVENTS), "")
    assert answered(site.ask(("GE_recordTime", ("2026-01-01T00:00:01Z",)))) == ([], "")


def test_a_large_answer_comes_in_pages(site):
    """Each with the token of the next; a restart between them changes nothing."""
    newest = ("orderBy", ("eventTime",))
    events, token = answered(site.ask(newest, per_page=2))
    assert events == [EVENTS[2], EVENTS[1]]
    site.power()
    assert answered(site.ask(newest, per_page=2, page=token)) == ([EVENTS[0]], "")


@pytest.mark.parametrize(("parameters", "more", "kind", "reason"), [
    ((("EQ_colour", ("red",)),), {}, "QueryParameterException", "found the parameter 'EQ_colour', expected one of"),
    ((("EQ_action", ("add",)),), {}, "QueryParameterException", "EQ_action: found 'add', expected ADD, DELETE"),
    ((("maxEventCount", ("2",)),), {}, "QueryTooLargeException", "more than 2 events fit"),
    ((), {"page": "nine"}, "QueryParameterException", "found the page 'nine', expected the token"),
    ((), {"per_page": 0}, "QueryParameterException", "found 0 events of a page, expected 1 or more"),
])
def test_a_query_that_cannot_be_is_refused(site, parameters, more, kind, reason):
    """With the exception of the standard, and why."""
    refused = site.ask(*parameters, **more)
    assert type(refused) is QueryRefused
    assert (refused.kind, refused.reason[:len(reason)]) == (kind, reason)
