"""A server of EPCIS without sockets, somebody behind its port who keeps events in memory, and whoever asks it.

    room = Room(per_page=2)
    room.ask("POST", "/capture", body(event(1)))      # the answer; the repository works in between
    room.patient = True                               # now it does not: ``room.work()`` lets it
"""

import json

import msgspec

from linebench.epcis.convert import written
from linebench.epcis.model import Document, Event, Place
from linebench.epcis.times import is_time, micros
from linebench.ports.access import TurnedAway
from linebench.ports.l4 import Capture, Captured, Found, QueryRefused
from linebench.wire.epcis.moments import time_text
from linebench.wire.epcis.profile import EpcisProfile
from linebench.wire.epcis.server import EpcisServer
from linebench.wire.http.client import HttpClient
from linebench.wire.http.messages import Request
from tests.wire.pipe import Clock, Pipe, whole

__all__ = ["JSON", "Owner", "Room", "body", "event", "problem_in"]

JSON = {"content-type": "application/json"}


def event(number=1, step="commissioning", **others):
    """An event of one pack."""
    return Event(**{"type": "ObjectEvent", "event_time": "2026-01-31T12:00:00.000Z",
                    "event_time_zone_offset": "+00:00", "event_id": f"urn:uuid:{number}", "action": "OBSERVE",
                    "biz_step": step,
                    "epc_list": (f"urn:epc:id:sgtin:9501101.053000.{number}",),
                    "read_point": Place("urn:epc:id:sgln:9501101.00001.0"), **others})


def body(*events, form="json", **others):
    """A document of events, written."""
    return written(Document(version="2.0", created="2026-01-31T12:00:00Z", events=events, **others), form)


def problem_in(response):
    """Status, kind and detail of a refusal."""
    found = json.loads(response.body)
    assert response.headers["content-type"] == "application/problem+json"
    assert set(found) == {"type", "title", "status", "detail"}
    assert found["status"] == response.status
    return found["status"], found["type"].removeprefix("epcisException:"), found["detail"]


def _epcs(event):
    return {event.parent_id, *event.epc_list, *event.child_epcs, *event.input_epc_list, *event.output_epc_list}


def _id(place):
    return place.id if place else ""


FITS = {
    "EQ_eventID": lambda event, values: event.event_id in values,
    "eventType": lambda event, values: event.type in values,
    "EQ_action": lambda event, values: event.action in values,
    "EQ_bizStep": lambda event, values: event.biz_step in values,
    "EQ_disposition": lambda event, values: event.disposition in values,
    "EQ_bizLocation": lambda event, values: _id(event.biz_location) in values,
    "EQ_readPoint": lambda event, values: _id(event.read_point) in values,
    "MATCH_anyEPC": lambda event, values: bool(_epcs(event) & set(values)),
    "GE_recordTime": lambda event, values: bool(event.record_time) and (
        micros(event.record_time) >= micros(values[0])),
}


class Owner:
    """Keeps events. ``refuses``: why an event is not stored; empty: it is.

    Attributes:
        turned: who was turned away.
        now: microseconds since 1970, for record times in milliseconds; ``None``: it gives none.

    """

    def __init__(self, refuses=lambda event: ""):
        self.events, self.captures, self.asked, self.turned = [], {}, [], []
        self.refuses, self.now = refuses, None

    def answer(self, message):
        """What is said to a message of the port; nothing to who was turned away."""
        if isinstance(message, TurnedAway):
            self.turned.append(message)
            return None
        self.asked.append(message)
        return self._capture(message) if isinstance(message, Capture) else self._find(message)

    def _capture(self, capture):
        if capture.capture in self.captures:
            return self.captures[capture.capture]
        captured = self._store(capture)
        if captured.success or captured.stored:  # what left nothing may come again
            self.captures[capture.capture] = captured
        return captured

    def _store(self, capture):
        errors = tuple(filter(None, map(self.refuses, capture.events)))
        good = [each for each in capture.events if not self.refuses(each)] if capture.proceed or not errors else []
        self.events += [msgspec.structs.replace(each, record_time=f"{time_text(self.now())[:23]}Z")
                        for each in good] if self.now else good
        return Captured(capture.capture, not errors, len(good), errors)

    def _find(self, query):
        for name, values in query.parameters:
            timely = name != "GE_recordTime" or is_time((*values, "")[0])
            if name not in FITS or values in ((), ("impossible",)) or not timely:
                return QueryRefused(query.query, "QueryParameterException", f"found {name}, expected another")
        fitting = [each for each in self.events
                   if all(FITS[name](each, values) for name, values in query.parameters)]
        start = int(query.page or 0)
        end = start + query.per_page
        return Found(query.query, tuple(fitting[start:end]), str(end) if end < len(fitting) else "")


class Room:
    """A server with its owner and a client, joined in memory.

    Attributes:
        patient: the owner works only in ``work``.
        delivered: requests that were to be sent to subscribers.

    """

    def __init__(self, host=None, chunking=whole, owner=None, deliver=True, **options):
        self.clock, self.owner = Clock(), owner or Owner()
        self.options, self.patient, self.delivered = options, False, []
        self._deliver = self.delivered.append if deliver else None
        side = host(self.clock) if host else HttpClient("h", 10**12)
        self.pipe = Pipe(self.server(), side, self.clock, chunking)
        self.pipe.connect()

    def server(self):
        """One more server, in front of the same owner."""
        return EpcisServer(EpcisProfile(**self.options), self.clock.setting("l4"), self._deliver)

    def ask(self, method, target, body=b"", headers=JSON):
        """What a request is answered; ``None``: not yet."""
        said = []
        self.pipe.connect()
        self.pipe.act(self.pipe.host, self.pipe.host.side.ask, Request(method, target, headers, body),
                      lambda response: said.append(response) or ())
        if not self.patient:
            self.work()
        return said[0] if said else None

    def work(self):
        """Let the owner answer everything that was asked."""
        while heard := self.pipe.device.take():
            for message in heard:
                answer = self.owner.answer(message)
                if answer is not None:
                    self.pipe.device.says(answer)

    def advance(self, delay_us):
        """Let time pass, and the owner work every second."""
        until = self.clock.time + delay_us
        while self.clock.time < until:
            self.pipe.advance(min(until - self.clock.time, 1_000_000))
            if not self.patient:
                self.work()

    def get(self, target, **headers):
        """The JSON that a resource is."""
        response = self.ask("GET", target, headers={name.replace("_", "-"): each for name, each in headers.items()})
        assert response.status == 200, response
        return msgspec.json.decode(response.body)

    def events(self, target):
        """The events of a query document."""
        return self.get(target)["epcisBody"]["queryResults"]["resultsBody"]["eventList"]
