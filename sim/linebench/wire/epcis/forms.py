"""Events and lists as bodies of responses, in the form and with the identifiers that the client wants."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from linebench.epcis.convert import as_links, as_urns
from linebench.epcis.json_writer import write_event, write_json
from linebench.epcis.model import Document, Event
from linebench.epcis.names import CONTEXT
from linebench.epcis.problems import EpcisError
from linebench.epcis.xml_writer import write_xml
from linebench.product.epc_uri import EpcUriError
from linebench.wire.epcis.refusals import RefusedError
from linebench.wire.epcis.wishes import FORMS, JSON, Wishes
from linebench.wire.http.messages import Response

__all__ = ["Writer", "collection", "json_response"]

_SHIFTED = frozenset({"00", "01", "8003", "8006"})
"""Keys in which one digit stands before the company prefix."""


class Writer:
    """Writes events. ``prefixes``: the company prefixes that are known."""

    def __init__(self, prefixes: Sequence[str]) -> None:
        self._prefixes = sorted(prefixes, key=len, reverse=True)

    def query_document(self, events: Sequence[Event], wishes: Wishes, query: str, created: str) -> Response:
        """The answer to a query.

        Raises:
            RefusedError: it cannot be written as the client wants it.

        """
        form = wishes.form(FORMS)
        document = self._named(Document(version="2.0", created=created, events=tuple(events), query=query), wishes)
        return _told(form, wishes, _written(document, form, wishes))

    def event(self, event: Event, wishes: Wishes) -> Response:
        """One event by itself, in JSON.

        Raises:
            RefusedError: it cannot be written as the client wants it.

        """
        form = wishes.form()
        document = self._named(Document(version="2.0", created="", events=(event,)), wishes)
        try:
            return _told(form, wishes, write_event(document.events[0]))
        except EpcisError as error:
            raise _unwritable(form, error) from error

    def delivery(self, events: Sequence[Event], query: str, subscription: str, created: str) -> bytes:
        """What a subscription is due: a query document in JSON."""
        return write_json(Document(version="2.0", created=created, events=tuple(events), query=query,
                                   subscription=subscription))

    def _named(self, document: Document, wishes: Wishes) -> Document:
        try:
            if wishes.epc_format == "Always_GS1_Digital_Link":
                return as_links(document)
            return as_urns(document, self._length) if wishes.epc_format == "Always_EPC_URN" else document
        except EpcUriError as error:
            raise RefusedError("NotAcceptableException", f"GS1-EPC-Format: {error}") from error

    def _length(self, link: str) -> int:
        ai, key = link.split("/")[3:5]
        own = key[ai in _SHIFTED:]
        found = next((len(each) for each in self._prefixes if own.startswith(each)), 0)
        if not found:
            raise RefusedError("NotAcceptableException", f"GS1-EPC-Format: found {link}, of a company whose prefix "
                               "is not known; expected another format than Always_EPC_URN")
        return found


def _written(document: Document, form: str, wishes: Wishes) -> bytes:
    if form not in JSON and wishes.cbv_format == "Always_Web_URI":
        raise RefusedError("NotAcceptableException", "GS1-CBV-XML-Format: found Always_Web_URI, expected another: "
                                                     "XML is written with URNs")
    try:
        return write_json(document) if form in JSON else write_xml(document, "2.0" if wishes.new else "1.2")
    except EpcisError as error:
        raise _unwritable(form, error) from error


def _unwritable(form: str, error: EpcisError) -> RefusedError:
    return RefusedError("NotAcceptableException", f"{form} has no room for what was found: {error}")


def _told(form: str, wishes: Wishes, body: bytes) -> Response:
    version = "2.0.0" if form in JSON or wishes.new else "1.2.0"
    return Response(200, {"content-type": form, "gs1-epcis-version": version, "gs1-epc-format": wishes.epc_format},
                    body)


def json_response(value: Any, status: int = 200, headers: Mapping[str, str] | None = None,  # noqa: ANN401  # any JSON
                  form: str = JSON[0]) -> Response:
    """A value as JSON."""
    return Response(status, {"content-type": form, **(headers or {})}, msgspec.json.encode(value))


def collection(members: Sequence[str]) -> dict[str, Any]:
    """A list of names, as the standard has it."""
    return {"@context": CONTEXT, "type": "Collection", "member": list(members)}
