"""What people report, as EPCIS events: with the exception that it is about, its photos, and error declarations.

The exception and its photos stand in fields of a namespace of the bench's own: the standard has none for either
(``certificationInfo`` is for certificates). A photo goes by the hash of its bytes, ``ni:///sha-256;…`` (RFC 6920).
Every event has an id, so that it can be declared erroneous. Source: GS1 EPCIS 2.0, 7.4.1.
"""

import base64
from collections.abc import Callable, Iterator
from uuid import NAMESPACE_URL, uuid5

import msgspec

from linebench.epcis.model import ErrorDeclaration, Event, Extensions, Typed
from linebench.epcis.names import DESK
from linebench.epcis.times import micros, utc_micros
from linebench.ports.l3 import Report
from linebench.stack.l3.config import L3Config
from linebench.stack.l3.procedure import Resolved
from linebench.stack.l3.visibility import Visibility

__all__ = ["Evented", "photo_uri"]


def photo_uri(sha256: str) -> str:
    """The name of a picture by its hash, given in hex. RFC 6920, 3."""
    return "ni:///sha-256;" + base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")


class Evented:
    """Turns reports of people into events. They are read at the desk; ``offset_at`` as in ``Visibility``."""

    def __init__(self, config: L3Config, offset_at: Callable[[int], str]) -> None:
        self._epoch, self._desk, self._orders = micros(config.epoch), config.desk, config.orders
        self._visibility = Visibility(config.epoch, config.site, config.desk, offset_at)

    def events_of(self, done: Resolved, declared: Resolved | None) -> tuple[Event, ...]:
        """The events of a report, behind the declarations of those that it corrects."""
        right = tuple(self._own(done))
        if declared is None:
            return right
        declaration = ErrorDeclaration(utc_micros(self._epoch + done.t), done.reason,
                                       tuple(event.event_id for event in right))
        wrong = (msgspec.structs.replace(event, error_declaration=declaration) for event in self._own(declared))
        return (*wrong, *right)

    def _own(self, done: Resolved) -> Iterator[Event]:
        report = Report(done.number, done.order, done.events)
        self._visibility.remember(report)  # the line has told of all of these: none is encoded anew
        for number, event in enumerate(self._visibility.events_of(report, self._orders), 1):
            yield msgspec.structs.replace(
                event, event_id=f"urn:uuid:{uuid5(NAMESPACE_URL, f'{self._desk}#{done.number}-{number}')}",
                extensions=_extensions(done), biz_transaction_list=self._note(done))

    def _note(self, done: Resolved) -> tuple[Typed, ...]:
        """The delivery note, as CBV 2.0, 8.5 names business transactions: who gave it, and its number."""
        note = f"urn:epcglobal:cbv:bt:{_party(self._desk)}:{done.delivery}"
        return (Typed(note, "desadv"),) if done.delivery else ()


def _party(place: str) -> str:
    """The GLN in the link of a place."""
    return place.partition("/414/")[2].partition("/")[0]


def _extensions(done: Resolved) -> Extensions:
    photos = [photo_uri(told.sha256) for told in done.task.told if told.sha256]
    found: dict[str, object] = {"exception": done.task.procedure, "task": str(done.task.number)}
    if photos:
        found["photo"] = photos[0] if len(photos) == 1 else photos
    return {f"{{{DESK}}}{name}": value for name, value in found.items()}
