"""Over sockets: a client of others, and a program of others that tries everything which the description says."""

import asyncio
import contextlib
import threading
from concurrent.futures import Future

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import load_all_checks
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from linebench.epcis.json_reader import read_json
from linebench.epcis.json_writer import write_event
from linebench.ports.l4 import Capture, Captured, Found, Query
from linebench.wire.epcis.client import EpcisClient
from linebench.wire.epcis.openapi import description
from linebench.wire.epcis.openapi_schemas import QUERY_PARAMETERS
from linebench.wire.epcis.profile import EpcisProfile
from linebench.wire.epcis.server import EpcisServer
from linebench.wire.http.messages import Response
from linebench.wire.side import Setting
from linebench.wire.stream.client import StreamClient
from linebench.wire.stream.server import StreamServer
from tests.wire.epcis.rig import FITS, JSON, Owner, body, event, problem_in
from tests.wire.loopclock import LoopClock

LIMIT_S = 30
BUFFER = 64 * 1_048_576


class Lenient(Owner):
    """Knows every parameter of the standard: those of which it knows nothing leave all events."""

    def _find(self, query):
        known = tuple(each for each in query.parameters if each[0] in FITS or each[0] not in QUERY_PARAMETERS)
        return super()._find(Query(query.query, known, query.per_page, query.page))


class Served:
    """A server with its owner on a port of this machine, in a loop of its own."""

    def __init__(self, **options):
        self.profile, self.owner, self.broken = EpcisProfile(**options), Lenient(), []
        self.loop = asyncio.new_event_loop()
        self.loop.set_exception_handler(lambda _, context: self.broken.append(context))
        self.clock = LoopClock(self.loop)
        setting = Setting(name="l4", now=self.clock.now)
        self.server = StreamServer(EpcisServer(self.profile, setting), "l4", self.clock, self._hear,
                                   lambda _what, _detail: None, max_buffer=BUFFER)
        self._thread = threading.Thread(target=self.loop.run_forever)

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server.port}"

    def do(self, coroutine):
        """The result of a coroutine in the loop."""
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(LIMIT_S)

    def _hear(self, message):
        self.server.tell(self.owner.answer(message))


@contextlib.contextmanager
def served(**options):
    made = Served(**options)
    made._thread.start()
    try:
        made.do(made.server.start())
        yield made
    finally:
        made.do(made.server.stop())
        made.loop.call_soon_threadsafe(made.loop.stop)
        made._thread.join()
        made.loop.close()
    assert made.broken == []


def test_a_client_of_others_captures_and_asks():
    """httpx: captures in every form, one event, queries in pages, refusals, on one connection and on several."""
    with served() as made, httpx.Client(base_url=made.address, timeout=LIMIT_S) as client:
        for at, (form, media) in enumerate((("json", "application/json"), ("xml-2.0", "application/xml"),
                                            ("xml-1.2", "text/xml"))):
            sent = body(*(event(1000 * at + number) for number in range(1000)), form=form)
            taken = client.post("/capture", content=sent, headers={"content-type": media})
            assert taken.status_code == 202
            job = client.get(taken.headers["location"]).json()
            assert (job["running"], job["success"], job["linebench:stored"]) == (False, True, 1000)
        assert client.post("/events", content=write_event(event(9999)), headers=JSON).status_code == 201
        found, target = [], "/events?perPage=700"
        while target:
            response = client.get(target)
            found += [each.event_id for each in read_json(response.content).events]
            target = response.links.get("next", {}).get("url")
        assert found == [f"urn:uuid:{number}" for number in (*range(3000), 9999)]
        assert client.options("/").headers["gs1-epcis-version"] == "2.0.0"
        assert _refused(client.get("/nothing")) == (404, "NoSuchResourceException")
        large = client.post("/capture", content=b" " * (made.profile.capture_bytes + 1), headers=JSON)
        assert _refused(large) == (413, "CaptureLimitExceededException")
        assert len(client.get("/epcs?perPage=5").json()["member"]) == 5


def _refused(response):
    return problem_in(Response(response.status_code, response.headers, response.content))[:2]


def test_our_client_over_a_socket():
    """What the site says arrives, and what became of it is heard."""
    with served() as made:
        heard, done = [], Future()

        def hear(message):
            heard.append(message)
            if len(heard) == 2:
                done.set_result(None)

        async def site():
            side = EpcisClient(EpcisProfile(), Setting(name="l3", now=made.clock.now))
            client = StreamClient(side, "l3-l4", made.clock, hear, lambda _what, _detail: None,
                                  address=f"127.0.0.1:{made.server.port}", max_buffer=BUFFER)
            await client.start()
            client.tell(Capture(1, tuple(map(event, range(500)))))
            client.tell(Query(2, (("EQ_eventID", ("urn:uuid:none",)),)))
            await asyncio.wait_for(asyncio.wrap_future(done), LIMIT_S)
            await client.stop()

        made.do(site())
        assert sorted(heard, key=lambda each: isinstance(each, Captured)) == [
            Found(2, ()), Captured(1, success=True, stored=500)]


SCHEMA = schemathesis.openapi.from_dict(description(EpcisProfile()))
OPERATIONS = {each.ok().label: each.ok() for each in SCHEMA.get_all_operations()}
KNOWN = {"queryName": "known", "subscriptionID": "1", "captureID": "17", "eventID": "urn:uuid:1",
         "id": "commissioning"}
BODIES = ("POST /capture", "POST /events", "POST /queries", "POST /queries/{queryName}/subscriptions")
FINDING = ("POST /queries", *(label for label in OPERATIONS if label[:3] == "GET" and label.endswith("/events")))
CASES = [(label, mode) for label in sorted(OPERATIONS) for mode in GenerationMode
         if (label, mode) != ("OPTIONS /", GenerationMode.NEGATIVE)]  # there is nothing in it that could be wrong
load_all_checks()


@pytest.fixture(scope="module")
def filled():
    """A server in which there is something of everything."""
    with served() as made, httpx.Client(base_url=made.address, timeout=LIMIT_S) as client:
        client.post("/capture", content=body(*map(event, range(5))), headers={**JSON, "linebench-capture": "17"})
        client.post("/queries", json={"name": "known", "query": {"EQ_action": "OBSERVE"}})
        client.post("/queries/known/subscriptions", json={"dest": "http://x", "stream": True})
        yield made


@pytest.mark.slow
@pytest.mark.parametrize(("label", "mode"), CASES)
def test_a_program_of_others_finds_what_is_described(filled, label, mode):
    """schemathesis: whatever fits the description is done, and whatever does not is refused, both as it says there.

    But a schema cannot say all that must be right in a body, and which values a query may have is for the owner to
    say, who lets everything pass here.
    """
    beyond = [*([positive_data_acceptance] if label in BODIES else []),
              *([negative_data_rejection] if label in FINDING else [])]

    @given(case=OPERATIONS[label].as_strategy(generation_mode=mode), known=st.booleans())
    @settings(max_examples=8, derandomize=True, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))
    def tried(case, known):
        if known and case.method != "DELETE":
            case.path_parameters = {name: KNOWN.get(name, value) for name, value in case.path_parameters.items()}
        case.query.pop("nextPageToken", None)  # nobody can make one up
        case.call_and_validate(base_url=filled.address, timeout=LIMIT_S,
                               excluded_checks=beyond)

    tried()
