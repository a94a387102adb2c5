"""What every repository does, in memory and in both databases alike."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linebench.epcis.model import ErrorDeclaration, Event
from linebench.epcis.query import Query, QueryError, compile_query
from linebench.store import Delivery, Page
from tests.epcis.stock import A1, CASES, EX, MASTER, STOCK
from tests.epcis.strategies import EVENTS

ALL = tuple(STOCK.values())
COUNTED = iter(range(1_000_000))


def seen(at, **fields):
    """One sight of a pack at a second of a minute."""
    return Event(type="ObjectEvent", action="OBSERVE", event_time=f"2026-01-31T12:00:{at:02}Z",
                 event_time_zone_offset="+00:00", epc_list=(A1,), **fields)


def paged(repository, query, size):
    """Every page of an answer, which ends."""
    pages, token = [], ""
    while not pages or token:
        assert len(pages) <= repository.count()
        page = repository.events(query, token, size)
        pages.append(page.events)
        token = page.next
    return pages


def all_of(repository, query, size=7):
    return [event for page in paged(repository, query, size) for event in page]


def test_an_empty_one_has_nothing(repository):
    """And says so everywhere."""
    assert repository.count() == 0
    assert list(repository.replay()) == []
    assert repository.events(Query()) == Page(())
    assert repository.event("urn:uuid:born") is None
    assert repository.known(["urn:uuid:born"]) == {}
    assert repository.delivery("1") is None


def test_what_is_added_comes_back_in_order(repository):
    """Capture by capture, with what was said of each."""
    repository.add("1", ALL[:3])
    repository.add("2", ALL[3:], ("eventList[9]: why",))
    repository.add("3", ())
    assert list(repository.replay()) == list(ALL)
    assert repository.count() == len(ALL)
    assert [repository.delivery(name) for name in ("1", "2", "3", "4")] == [
        Delivery(3), Delivery(len(ALL) - 3, ("eventList[9]: why",)), Delivery(0), None]


def test_a_capture_is_stored_once(repository):
    """Whatever is said to be in it the second time."""
    repository.add("1", ALL[:3])
    repository.add("1", ALL[3:], ("late",))
    assert list(repository.replay()) == list(ALL[:3])
    assert repository.delivery("1") == Delivery(3)


def test_events_are_found_by_id(repository):
    """As they were captured first; what declares one erroneous is not the one."""
    declared = seen(5, event_id="urn:x:1", error_declaration=ErrorDeclaration("2026-02-01T00:00:00Z"))
    first, second = seen(1, event_id="urn:x:1"), seen(2, event_id="urn:x:2")
    repository.add("1", (first, seen(3)))
    repository.add("2", (declared, second, seen(4, event_id="urn:x:2")))
    assert [repository.event(each) for each in ("urn:x:1", "urn:x:2", "", "urn:x:3", "\0", "\ud800")] == [
        first, second, None, None, None, None]
    assert repository.known({"urn:x:1", "urn:x:2", "urn:x:3"}) == {"urn:x:1": first, "urn:x:2": second}


def test_a_declaration_alone_is_no_event_that_is_known(repository):
    """It is found by its id all the same."""
    declared = seen(5, event_id="urn:x:1", error_declaration=ErrorDeclaration("2026-02-01T00:00:00Z"))
    repository.add("1", (declared,))
    assert repository.known(["urn:x:1"]) == {}
    assert repository.event("urn:x:1") == declared


def test_many_ids_are_looked_up_at_once(repository):
    """More than one statement of a database could name."""
    events = tuple(seen(1, event_id=f"urn:x:{number}") for number in range(900))
    repository.add("1", events)
    assert repository.known([f"urn:x:{number}" for number in range(1_000)]) == {
        event.event_id: event for event in events}


def test_every_query_finds_what_fits(repository):
    """All parameters of the standard, whatever of them a database can look up."""
    repository.add("1", ALL)
    for name, values, expected in CASES:
        query = compile_query([(name, values)], EX, MASTER)
        assert all_of(repository, query) == [STOCK[each] for each in expected.split()], (name, values)


def test_conditions_narrow_together(repository):
    """Identifiers, times, steps and types at once."""
    repository.add("1", ALL)
    query = compile_query([("MATCH_anyEPC", (A1, "urn:epc:idpat:sscc:9501101.*")), ("eventType", ("ObjectEvent",)),
                           ("GE_eventTime", ("2026-01-31T11:00:00Z",)), ("LT_eventTime", ("2026-01-31T11:00:20Z",)),
                           ("EQ_bizStep", ("commissioning", "shipping"))])
    assert all_of(repository, query) == [STOCK["born"]]


@pytest.mark.parametrize("values", [("urn:x:nobody\0",), tuple(f"urn:x:{n}" for n in range(2_000)), ("é",)])
def test_values_no_database_would_take(repository, values):
    """A character that is none, or very many of them: the answer is right all the same."""
    repository.add("1", (seen(1, event_id="urn:x:1999"), seen(2)))
    query = compile_query([("EQ_eventID", values), ("MATCH_epc", (A1, *values))])
    assert all_of(repository, query) == ([seen(1, event_id="urn:x:1999")] if len(values) > 1 else [])


ORDERS = ((), (("orderBy", ("eventTime",)),), (("orderBy", ("eventTime",)), ("orderDirection", ("ASC",))),
          (("orderBy", ("recordTime",)),), (("orderBy", ("recordTime",)), ("orderDirection", ("ASC",))),
          (("orderBy", ("ex:rank",)),), (("orderBy", ("ex:rank",)), ("orderDirection", ("ASC",))))


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_pages_are_the_whole_answer_in_order(repository, order):
    """However large they are: nothing twice, nothing left out, equal ones as they were stored."""
    chance = random.Random(3)
    events = [seen(chance.randrange(9), event_id=f"urn:x:{number}",
                   record_time=chance.choice(("", "2026-02-01T00:00:00Z", "2026-02-01T00:00:01Z")),
                   extensions=chance.choice(({}, {"{https://example.com/a/}rank": chance.randrange(3)})))
              for number in range(450)]
    repository.add("1", events[:200])
    repository.add("2", events[200:])
    query = compile_query((*order, ("GE_eventTime", ("2026-01-31T12:00:01Z",))), EX)
    fitting = [event for event in events if query.fits(event)]
    expected = sorted(fitting, key=query.order.key, reverse=query.order.descending) if order else fitting
    for size in (1 if order == ORDERS[1] else 50, 199, 200, 201, len(expected), 1_000):
        pages = paged(repository, query, size)
        assert [event for page in pages for event in page] == expected
        assert [len(page) for page in pages[:-1]] == [size] * (len(pages) - 1)
        assert pages[-1]


def test_so_many_and_no_more(repository):
    """eventCountLimit counts over all pages; maxEventCount refuses what is larger."""
    repository.add("1", [seen(number) for number in range(10)])
    few = compile_query({"eventCountLimit": ("5",), "orderBy": ("eventTime",)})
    assert paged(repository, few, 2) == [(seen(9), seen(8)), (seen(7), seen(6)), (seen(5),)]
    assert paged(repository, few, 5) == [tuple(seen(number) for number in range(9, 4, -1))]
    assert repository.events(few, "1-99", 2) == Page(())
    assert len(all_of(repository, compile_query({"maxEventCount": ("10",)}))) == 10
    for order in ORDERS:
        with pytest.raises(QueryError, match="more than 9 events fit") as refused:
            repository.events(compile_query((*order, ("maxEventCount", ("9",))), EX))
        assert refused.value.kind == "QueryTooLargeException"


@pytest.mark.parametrize("token", ["x", "1", "0-1", "1-0", "99-1", "9" * 30 + "-1", "1-1;", "-1-1"])
def test_a_page_that_is_none_is_refused(repository, token):
    """With one message, in whatever order the answer would be."""
    repository.add("1", [seen(1)])
    for order in ORDERS:
        with pytest.raises(QueryError, match="expected the token that came with the page before it"):
            repository.events(compile_query(order, EX), token)


def test_pages_have_events(repository):
    """None at all is no page."""
    with pytest.raises(QueryError, match="found 0 events of a page, expected 1 or more"):
        repository.events(Query(), "", 0)


def test_what_is_stored_between_pages_changes_none_before(repository):
    """A page goes on behind the last one, whatever came meanwhile."""
    repository.add("1", [seen(number) for number in (1, 3, 5)])
    newest = compile_query({"orderBy": ("eventTime",)})
    first = repository.events(newest, "", 2)
    repository.add("2", [seen(2), seen(4), seen(6)])
    assert first.events == (seen(5), seen(3))
    assert repository.events(newest, first.next, 2).events == (seen(2), seen(1))


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(EVENTS, min_size=1, max_size=3))
def test_every_event_comes_back_equal(repository, events):
    """Numbers exact, fields of others whole, of every kind."""
    before = repository.count()
    repository.add(f"{next(COUNTED)}", events)
    assert list(repository.replay())[before:] == events
