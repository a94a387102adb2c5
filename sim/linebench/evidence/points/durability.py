"""Signatures and durability: EC-62 to EC-75, and EC-52, which a document alone can show."""

from collections.abc import Iterator

from linebench.evidence.closing import Signed
from linebench.evidence.manifest import SEAL
from linebench.evidence.people.order import may_sign
from linebench.evidence.people.signing import check, fields_of, unsound
from linebench.evidence.points.paper import Paper, read_paper
from linebench.evidence.points.point import Bad, Kind, Note, Open, point
from linebench.evidence.points.reading import Reading
from linebench.evidence.points.times import instant

__all__: list[str] = []

_SUMMARY = "summary.pdf"
_PLACE = "summary, signatures"


def _summary(read: Reading) -> tuple[str, bytes]:
    return read.last.file(_SUMMARY), read.documents.get(_SUMMARY, b"")


def _unsigned(read: Reading) -> Iterator[Note]:
    if not read.signed:
        yield Open("nobody has signed yet")
