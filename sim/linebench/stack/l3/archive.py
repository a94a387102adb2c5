"""The documents of a batch: made from what the line has reported, put into the archive, and taken out of it.

Every event of a document has an id, the hash of what it says, so that nobody takes it twice. Source: CBV 2.0, 8.9.
"""

from collections.abc import Iterable, Mapping
from typing import get_args

import msgspec

from linebench.epcis.convert import FORMS
from linebench.epcis.hashing import event_hash
from linebench.epcis.model import Document, Event
from linebench.ports.l3 import Report
from linebench.ports.office import BatchDocument, Form
from linebench.stack.l3.config import L3Config
from linebench.stack.l3.office_decisions import OfficeDecisions
from linebench.stack.l3.visibility import Visibility
from linebench.stack.machine import Effect, Store

__all__ = ["ARCHIVED", "archived", "document_of", "put_away", "taken_out"]

ARCHIVED = "archive:"
"""Before the number of an order and the form of its document, which is kept when all else of it is purged."""
_VERSION = {"json": "2.0", "xml-2.0": "2.0", "xml-1.2": "1.2"}


def document_of(reports: Iterable[Report], form: Form, config: L3Config, decisions: OfficeDecisions) -> str:
    """What the line has reported of a batch, as a document that is dated by its last event."""
    visibility = Visibility(config.epoch, config.site, config.line,
                            lambda at_us: decisions.offset_at(at_us, config.zone))
    events = tuple(named(event) for report in reports for event in visibility.events_of(report, config.orders))
    document = Document(version=_VERSION[form], created=max(event.event_time for event in events),
                        events=decisions.documented(events))
    return FORMS[form](document).decode()


def named(event: Event) -> Event:
    """The event with its hash as its id."""
    return msgspec.structs.replace(event, event_id=event_hash(event))


def put_away(order: str, texts: Mapping[Form, str], out: list[Effect]) -> None:
    """Keep the documents of a batch."""
    out += [Store(f"{ARCHIVED}{order}:{form}", text) for form, text in texts.items()]


def archived(restored: Mapping[str, object]) -> dict[tuple[str, Form], str]:
    """What is in the archive, by order and form."""
    return {(order, form): str(restored[key]) for form in get_args(Form) for key in restored
            if key.startswith(ARCHIVED) and key.endswith(f":{form}")
            for order in [key.removeprefix(ARCHIVED).removesuffix(f":{form}")]}


def taken_out(order: str, form: Form, text: str, decisions: OfficeDecisions) -> BatchDocument:
    """A document that was put away."""
    return BatchDocument(order, form, decisions.retrieved(text), archived=True)
