"""Pictures of the packs that a reader of the evidence wants to see: those rejected or struck by a fault.

A picture is drawn from the truth records alone: what was printed, with which defects, seen through which
optics. It shows what the camera had before it, whatever the fidelity the verdict was reached in. The noise of
the camera is not in the records, so there is none in the picture.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import msgspec

from linebench.imaging.drawing.exact import draw_exact
from linebench.imaging.drawing.glyphs import GlyphError
from linebench.imaging.drawing.printing import TextError
from linebench.imaging.drawing.scene import Scene
from linebench.imaging.faults.catalogue import catalogue, read_fault
from linebench.imaging.faults.kind import Fault, FaultError
from linebench.imaging.label import LABEL, label_of
from linebench.imaging.marking import read_marking
from linebench.imaging.picture import png
from linebench.imaging.shot import Shot
from linebench.imaging.symbols import SymbolError
from linebench.pack_facts import PackFacts, gather
from linebench.records import AnyRecord
from linebench.records.run import Opened

__all__ = ["CodePicture", "pictures_of"]


class CodePicture(NamedTuple):
    """One picture: file name, what it shows in words, PNG bytes."""

    name: str
    title: str
    png: bytes


def pictures_of(records: Iterable[AnyRecord], *, named: Sequence[int] = (),
                limit: int = 4) -> tuple[CodePicture, ...]:
    """Draw at most ``limit`` packs of an attempt: those ``named`` first, then those rejected or struck by a
    fault. A pack that never met a printer, or whose print cannot be drawn, has no picture.
    """
    journal = tuple(records)
    packs, sound = gather(journal), _sound(journal)
    drawn: list[CodePicture] = []
    for number in dict.fromkeys((*named, *sorted(each for each in packs if packs[each].stands_out))):
        if len(drawn) < limit and number in packs:
            drawn += _picture(packs[number], sound)
    return tuple(sorted(drawn))


def _picture(pack: PackFacts, sound: Scene) -> Iterator[CodePicture]:
    if pack.printed is None:
        return
    shot = Shot(pack.printed.content, pack.text, read_marking(pack.printed.marking), _faults(pack.printed.faults),
                _faults(pack.viewed.faults if pack.viewed else ()))
    try:
        drawn = draw_exact(label_of(shot, sound))
    except (FaultError, SymbolError, GlyphError, TextError):
        return
    yield CodePicture(f"pack-{pack.number:06d}.png", pack.caption(), png(drawn.picture))


def _sound(records: Iterable[AnyRecord]) -> Scene:
    """The sound label of a journal's line, without noise: its print head is that of the scenario in record 0."""
    opened = next((record for record in records if isinstance(record, Opened)), None)
    stations = msgspec.json.decode(opened.scenario)["line"]["stations"] if opened else ()
    heads = (station["settings"].get("nozzles_per_inch") for station in stations)
    return replace(LABEL, noise=0, nozzles_per_inch=next(filter(None, heads), LABEL.nozzles_per_inch))


def _faults(written: Iterable[str]) -> tuple[Fault, ...]:
    """Those of the faults in a record that act on the picture."""
    return tuple(read_fault(text) for text in written if text.partition(" ")[0] in catalogue())
