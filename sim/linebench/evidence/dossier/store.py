"""The files of a dossier: which there are, how they are read and written, and where its packages lie."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from linebench.evidence.closing import Assessed, Attached, Closing, Condition, Remark, Review, Signed
from linebench.evidence.dossier.errors import DossierError
from linebench.evidence.dossier.model import Concluded, Dossier, Frozen
from linebench.evidence.files import Source
from linebench.evidence.model import encode_pretty

__all__ = ["ATTACHED", "ATTACHMENTS", "AUDIT", "CONCLUSION", "CONDITIONS", "CONTENT", "DEVIATIONS", "DOSSIER",
           "FROZEN", "RECORD", "REMARKS", "REVIEWS", "SIGNATURES", "SIGNED", "SUMMARY", "Store", "is_dossier",
           "relative", "state_of", "written"]

DOSSIER = "dossier.json"
AUDIT = "audit.jsonl"
DEVIATIONS = "deviations.json"
REMARKS = "remarks.json"
REVIEWS = "reviews.json"
ATTACHMENTS = "attachments.json"
CONDITIONS = "conditions.json"
CONCLUSION = "conclusion.json"
RECORD = "record.json"
SUMMARY = "summary.pdf"
FROZEN = "frozen.json"
SIGNATURES = "signatures.json"
CONTENT = (DOSSIER, DEVIATIONS, REMARKS, REVIEWS, ATTACHMENTS, CONDITIONS, CONCLUSION, RECORD, SUMMARY, FROZEN,
           SIGNATURES)
"""The files of one revision."""
ATTACHED = "attachments"
"""The folder of attached files; they are only ever added."""
SIGNED = "signed"
"""The folder of earlier revisions, each whole as it was signed."""

T = TypeVar("T")
E = TypeVar("E")


def is_dossier(folder: Path) -> bool:
    """Whether a folder is a dossier and no package."""
    return (folder / DOSSIER).is_file()


def relative(package: Path, folder: Path) -> str:
    """Return the path of a package relative to the dossier, with ``/``.

    Raises:
        DossierError: there is no such path.

    """
    try:
        return Path(os.path.relpath(package.resolve(), folder.resolve())).as_posix()
    except ValueError as error:  # another drive
        raise DossierError(f"{package}: lies on another drive than the dossier {folder}; put both on "
                           "one") from error


class Store:
    """A dossier's folder, for reading. Who changes something does it at a ``Desk``."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.source = folder, Source(folder)
        if not is_dossier(folder):
            raise DossierError(f"{folder.as_posix()}: found no {DOSSIER}; expected the folder of a dossier; make "
                               "one with: linebench dossier make PACKAGE --out DIR")

    def read(self, name: str, kind: type[T], empty: E) -> T | E:
        """Read a file, ``empty`` where it is not there.

        Raises:
            DossierError: it is damaged.

        """
        if not self.source.has(name):
            return empty
        try:
            return msgspec.json.decode(self.source.read(name), type=kind)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise DossierError(f"{name}: is damaged: {error}") from error

    @property
    def dossier(self) -> Dossier:
        """What dossier.json holds; it is there, or this were no dossier."""
        return self.read(DOSSIER, Dossier, _NONE)

    @property
    def concluded(self) -> Concluded:
        """The conclusion."""
        return self.read(CONCLUSION, Concluded, Concluded())

    @property
    def signatures(self) -> tuple[Signed, ...]:
        """The signatures given to this revision, in order."""
        return self.read(SIGNATURES, tuple[Signed, ...], ())

    @property
    def frozen(self) -> Frozen | None:
        """What was laid before those who sign, if anything was."""
        return self.read(FROZEN, Frozen, None)

    @property
    def closing(self) -> Closing:
        """Everything people added."""
        dossier, concluded = self.dossier, self.concluded
        return Closing(
            revision=str(dossier.revision), assessed=self.read(DEVIATIONS, tuple[Assessed, ...], ()),
            remarks=self.read(REMARKS, tuple[Remark, ...], ()), reviews=self.read(REVIEWS, tuple[Review, ...], ()),
            attachments=self.read(ATTACHMENTS, tuple[Attached, ...], ()),
            conditions=self.read(CONDITIONS, tuple[Condition, ...], ()), conclusion=concluded.conclusion,
            release=concluded.release, original=concluded.original, history=dossier.history)

    @property
    def packages(self) -> tuple[Path, ...]:
        """The folders of the packages, in the order of their sittings."""
        return tuple(Path(os.path.normpath(self.folder / one.path)) for one in self.dossier.packages)


_NONE = Dossier(id="", protocol="", protocol_revision="", packages=(), signatures=())


def state_of(store: Store) -> str:
    """How far a dossier has come: open, frozen or signed."""
    return "signed" if store.signatures else "frozen" if store.frozen else "open"


def written(closing: Closing) -> dict[str, bytes]:
    """Return the files that hold what people added, but the conclusion."""
    parts: dict[str, Sequence[object]] = {
        DEVIATIONS: closing.assessed, REMARKS: closing.remarks, REVIEWS: closing.reviews,
        ATTACHMENTS: closing.attachments, CONDITIONS: closing.conditions}
    return {name: encode_pretty(tuple(values)) for name, values in parts.items()}
