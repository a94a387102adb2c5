"""The document of a batch can be read by everybody, and tells what can be."""

from collections import Counter
from collections.abc import Iterator

from linebench.epcis.history import RULES, History
from linebench.epcis.model import Document
from linebench.epcis.problems import EpcisError
from linebench.epcis.reading import is_json, read
from linebench.oracle.rule import Rule
from linebench.ports.office import BatchDocument

__all__ = ["RULE"]

_VERSION = {"json": "2.0", "xml-2.0": "2.0", "xml-1.2": "1.2"}


class RULE(Rule):
    """Opportunities: documents of batches.

    Each is EPCIS of the version and form that was asked for, in UTF-8, every event has an id of its own, and
    nothing is told of a pack or container before it is commissioned. EPCIS 2.0, 7.4 and 9; CBV 2.0, 8.9.
    """

    id = "batch-document-sound"
    title = "The document of a batch is valid EPCIS in the form asked for, with unique events in a possible order."
    classes = ("document",)

    def on_document(self, document: BatchDocument, t: int, at: int) -> None:
        """Read one document."""
        self.opportunities += 1
        data = document.text.encode()
        try:
            found = read(data)
        except EpcisError as error:
            self.find(f"the document of order {document.order} as {document.form} cannot be read: {error}", t,
                      at=(at,))
            return
        for what in _wrong(found, _VERSION[document.form]):
            self.find(f"the document of order {document.order} as {document.form}: {what}", t, at=(at,))
        if is_json(data) != (document.form == "json"):
            self.find(f"the document of order {document.order} is not written as {document.form}", t, at=(at,))


def _wrong(document: Document, version: str) -> Iterator[str]:
    if document.version != version:
        yield f"found version {document.version}, expected {version}"
    if not document.events:
        yield "it has no event"
    ids = Counter(event.event_id for event in document.events)
    if ids[""]:
        yield f"{ids['']} events have no id"
    twice = [name for name, times in ids.items() if name and times > 1]
    if twice:
        yield f"several events have the id {twice[0]} (and {len(twice) - 1} more ids)"
    for number, breach in History().replay(document.events)[:1]:
        yield f"event {number + 1} cannot be: {RULES[breach.rule]}; {breach.epc}"
