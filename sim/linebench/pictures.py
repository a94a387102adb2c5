"""Pictures of the packs that a reader of the evidence wants to see: those rejected or struck by a fault.

A picture is drawn from the truth records alone: what was printed, with which defects, seen through which
optics. It shows what the camera had before it, whatever the fidelity the verdict was reached in. The noise of
the camera is not in the records, so there is none in the picture.
"""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from linebench.imaging.defects import DefectError, with_defects
from linebench.imaging.glyphs import GlyphError
from linebench.imaging.layout import layout
from linebench.imaging.noise import NoisePool
from linebench.imaging.picture import png
from linebench.imaging.render import SceneError, render
from linebench.imaging.scene import Scene
from linebench.imaging.symbol import SymbolError
from linebench.pack_facts import PackFacts, gather
from linebench.records import AnyRecord

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
    packs = gather(records)
    drawn: list[CodePicture] = []
    for number in dict.fromkeys((*named, *sorted(each for each in packs if packs[each].stands_out))):
        if len(drawn) < limit and number in packs:
            drawn += _picture(packs[number])
    return tuple(sorted(drawn))


def _picture(pack: PackFacts) -> Iterator[CodePicture]:
    if pack.printed is None:
        return
    scene = Scene(content=pack.printed.content, text=pack.text)
    optics = [defect for defect in pack.viewed.defects if "=" in defect] if pack.viewed else ()
    try:
        struck = with_defects(scene, _values(pack.printed.defects), _values(optics))
        picture = render(struck, _silence(scene))
    except (DefectError, SymbolError, GlyphError, SceneError):
        return
    yield CodePicture(f"pack-{pack.number:06d}.png", pack.caption(), png(picture))


def _silence(scene: Scene) -> NoisePool:
    place = layout(scene)
    return NoisePool(random.Random(0), place.height, place.width, sd=0)


def _values(defects: Iterable[str]) -> Mapping[str, float]:
    pairs = (defect.partition("=") for defect in defects)
    return {kind: float(value or 1) for kind, _, value in pairs}
