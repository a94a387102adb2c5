"""Pictures of the packs that a reader of the evidence wants to see: those a fault has struck.

A picture is drawn from the truth records alone: what was printed, with which defects, seen through which
optics. It shows what the camera had before it, whatever the fidelity the verdict was reached in.
"""

import random
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from linebench.imaging.inspector import ImageInspector, Shot
from linebench.product.pack_code import PackCodeError, read_pack_code
from linebench.records import AnyRecord
from linebench.records.truth import FaultBegan, FaultStruck, PackDiverted, PackPrinted, PackViewed

__all__ = ["CodePicture", "pictures_of"]

_SEED = 15415  # of the noise in the picture; fixed, so that a package renders to the same bytes


class CodePicture(NamedTuple):
    """One picture: file name, what it shows in words, PNG bytes."""

    name: str
    title: str
    png: bytes


class _Facts:
    """What the records say about one pack."""

    def __init__(self) -> None:
        self.printed: PackPrinted | None = None
        self.viewed: PackViewed | None = None
        self.faults: list[str] = []


def pictures_of(records: Iterable[AnyRecord], limit: int = 4) -> Iterator[CodePicture]:
    """Draw at most ``limit`` packs of an attempt: those rejected or struck by a fault, in their order."""
    packs = _gather(records)
    shown = [(number, facts) for number, facts in sorted(packs.items()) if facts.faults and facts.printed]
    inspector = ImageInspector(random.Random(_SEED))
    for number, facts in shown[:limit]:
        png = _draw(inspector, facts)
        if png is not None:
            what = ", ".join(dict.fromkeys(facts.faults))
            yield CodePicture(f"pack-{number:06d}.png", f"pack {number}: {what}", png)


def _gather(records: Iterable[AnyRecord]) -> dict[int, _Facts]:
    packs: dict[int, _Facts] = {}
    faults: dict[int, FaultBegan] = {}
    for record in records:
        if isinstance(record, FaultBegan):
            faults[record.fault] = record
        elif isinstance(record, FaultStruck) and record.pack:
            packs.setdefault(record.pack, _Facts()).faults.append(_named(faults[record.fault]))
        elif isinstance(record, PackDiverted):
            packs.setdefault(record.pack, _Facts()).faults.append("rejected")
        elif isinstance(record, PackPrinted):
            packs.setdefault(record.pack, _Facts()).printed = record
        elif isinstance(record, PackViewed):
            packs.setdefault(record.pack, _Facts()).viewed = record
    return packs


def _named(fault: FaultBegan) -> str:
    return f"{fault.kind.replace('_', ' ')} at {fault.target}"


def _draw(inspector: ImageInspector, facts: _Facts) -> bytes | None:
    printed = facts.printed
    assert printed is not None
    inspector.inspect(Shot(printed.content, _text(printed), _values(printed.defects), _optics(facts)))
    return inspector.latest()


def _text(printed: PackPrinted) -> str:
    if printed.text is not None or not printed.content:
        return printed.text or ""
    try:
        return read_pack_code(printed.content).text()
    except PackCodeError:  # a code that says something else has no text that agrees with it
        return ""


def _values(defects: tuple[str, ...]) -> dict[str, float]:
    pairs = (defect.partition("=") for defect in defects)
    return {kind: float(value or 1) for kind, _, value in pairs}


def _optics(facts: _Facts) -> dict[str, float]:
    return _values(tuple(defect for defect in facts.viewed.defects if "=" in defect)) if facts.viewed else {}
