"""The port between the site's office and L3: batches are released, packs are traced, documents given and kept.

The office speaks on the way of the desk. Everything is asked by name and answered once; who asks again is answered
again.
"""

from typing import Literal, TypeAlias

from linebench.ports.base import Said

__all__ = ["ArchiveBatch", "AskDocument", "AskPacks", "AskPast", "AskRelease", "BatchArchived", "BatchDocument",
           "BatchReleased", "By", "Form", "OfficeRefused", "Packs", "Past", "ReleaseRefused", "ToOffice", "ToSite"]

By: TypeAlias = Literal["lot", "serial", "parent"]
"""What a recall goes by: a lot, a pack, or a container."""
Form: TypeAlias = Literal["json", "xml-2.0", "xml-1.2"]
"""What a document is written in: EPCIS 2.0 in JSON-LD or XML, or EPCIS 1.2 in XML."""


class AskRelease(Said, frozen=True, tag="ask_release"):
    """Office to L3: release the batch of this order. ``by``: who."""

    order: str
    by: str


class BatchReleased(Said, frozen=True, tag="batch_released"):
    """L3 to office: the batch is released."""

    order: str


class ReleaseRefused(Said, frozen=True, tag="release_refused"):
    """L3 to office: the batch is not released, for something of it is open."""

    order: str
    reason: str


class AskPacks(Said, frozen=True, tag="ask_packs"):
    """Office to L3: say which packs are concerned. ``value``: the lot, or the element string of a thing."""

    question: int
    by: By
    value: str


class Packs(Said, frozen=True, tag="packs"):
    """L3 to office: these are. Each with what it is in, innermost first, as element strings."""

    question: int
    by: By
    value: str
    chains: tuple[tuple[str, ...], ...]


class AskPast(Said, frozen=True, tag="ask_past"):
    """Office to L3: say in what this thing has been. ``epc``: its element string."""

    question: int
    epc: str


class Past(Said, frozen=True, tag="past"):
    """L3 to office: the containers in which it was, one after the other, ``""`` for a time in none."""

    question: int
    epc: str
    parents: tuple[str, ...]


class AskDocument(Said, frozen=True, tag="ask_document"):
    """Office to L3: what the line has reported of an order is wanted as one document."""

    order: str
    form: Form


class BatchDocument(Said, frozen=True, tag="batch_document"):
    """L3 to office: the document. ``archived``: it comes out of the archive."""

    order: str
    form: Form
    text: str
    archived: bool = False


class ArchiveBatch(Said, frozen=True, tag="archive_batch"):
    """Office to L3: put the documents of an order into the archive, and purge what the line reported of it."""

    order: str
    by: str


class BatchArchived(Said, frozen=True, tag="batch_archived"):
    """L3 to office: it is done. ``purged``: how many reports were."""

    order: str
    purged: int


class OfficeRefused(Said, frozen=True, tag="office_refused"):
    """L3 to office: this cannot be. ``asked``: of what."""

    asked: str
    reason: str


ToSite: TypeAlias = AskRelease | AskPacks | AskPast | AskDocument | ArchiveBatch
ToOffice: TypeAlias = BatchReleased | ReleaseRefused | Packs | Past | BatchDocument | BatchArchived | OfficeRefused
