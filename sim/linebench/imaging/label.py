"""What stands before a line's camera as a scene: the label of a pack, printed and seen with its faults."""

import functools
import zlib
from dataclasses import replace

from linebench.imaging.drawing.exact import draw_exact
from linebench.imaging.drawing.scene import Room, Scene
from linebench.imaging.grading import Grading, grade
from linebench.imaging.marking import Marking
from linebench.imaging.shot import Sight
from linebench.imaging.symbols import Symbol, draw

__all__ = ["LABEL", "grade_print", "label_of", "symbol_of"]

LABEL = Scene(symbol=None, px_per_module=6, room=Room(columns=24, lines=4, side=26))
"""A sound label without print. Room for GTIN, serial, lot and expiry of twenty characters with their application
identifiers, and for the largest square symbol of the securPharm coding rules. Line cameras see 5 to 8 pixels a
module.
"""

_VERIFIER_PX = 10

_KEPT = 64
"""A duplicate or a repeated print shows a code again within a few packs; older ones never come back."""


@functools.lru_cache(maxsize=_KEPT)
def symbol_of(content: str, marking: Marking) -> Symbol:
    """The symbol of a content as marked.

    Raises:
        SymbolError: content that cannot be drawn so.

    """
    return draw(content, marking.carrier, **dict(marking.options))


def label_of(sight: Sight, sound: Scene = LABEL) -> Scene:
    """The scene of a pack before a camera whose sound state is ``sound``.

    Everything random in it follows from the content, so that the picture can be drawn again from records.

    Raises:
        SymbolError: content that cannot be drawn.

    """
    symbol = symbol_of(sight.content, sight.marking) if sight.content else None
    return replace(sound, symbol=symbol, text=sight.text, faults=sight.print_faults + sight.camera_faults,
                   seed=zlib.crc32(sight.content.encode()))


def grade_print(sight: Sight, sound: Scene = LABEL) -> Grading:
    """The grade that a print deserves: its code alone, by a sound camera of 10 pixels a module, without noise.

    That is the measuring set-up that the securPharm coding rules ask of a verifier.

    Raises:
        SymbolError: content that cannot be drawn.

    """
    label = label_of(sight, sound)
    assert label.symbol is not None
    scene = replace(label, text="", room=None, noise=0, px_per_module=_VERIFIER_PX, faults=sight.print_faults)
    drawn = draw_exact(scene)
    return grade(drawn.picture, drawn.geometry, label.symbol)
