"""Serial numbers that are no serial numbers of this pack: used before, never issued, or rejected already."""

from linebench.imaging.faults.kind import CodeFault, Values
from linebench.imaging.faults.pieces import put, value_of
from linebench.imaging.faults.plausible import redrawn
from linebench.imaging.faults.writing import Writing
from linebench.product.pack_code import PackCode

__all__ = ["FAULTS"]


def _duplicate(writing: Writing, _: Values) -> None:
    _take(writing, writing.near.before)


def _not_issued(writing: Writing, _: Values) -> None:
    _take(writing, writing.near.foreign)


def _rejected(writing: Writing, _: Values) -> None:
    _take(writing, writing.near.rejected)


def _take(writing: Writing, source: PackCode | None) -> None:
    right = value_of(writing, "21")
    known = source is not None and source.serial != right
    put(writing, "21", source.serial if source and known else redrawn(right, writing.chance))


_WHOSE = "Where none is known, one of the same form is made up"

FAULTS = (
    CodeFault(
        id="serial_duplicate", plane="content",
        summary=f"The pack carries the serial number of the pack before. {_WHOSE}.",
        verdict="reject", reason="serial error", write=_duplicate),
    CodeFault(
        id="serial_not_issued", plane="content",
        summary=f"The pack carries a serial number that nobody issued for this order. {_WHOSE}.",
        verdict="reject", reason="serial error", write=_not_issued),
    CodeFault(
        id="serial_rejected", plane="content",
        summary=f"The pack carries the serial number of a pack that was rejected already. {_WHOSE}.",
        verdict="reject", reason="serial error", write=_rejected),
)
