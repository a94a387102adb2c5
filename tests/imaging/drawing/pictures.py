"""Stripes with sharp edges, and where their edges are found."""

import hashlib
import random

import numpy as np

from linebench.imaging.drawing.exact import draw_exact
from linebench.imaging.drawing.fast import FastMode
from linebench.imaging.drawing.scene import Scene
from linebench.imaging.faults.catalogue import fault
from linebench.imaging.symbols import draw
from linebench.imaging.symbols.symbol import Symbol

CODE = draw("01095011015300031727123110LOT-7A\x1d21ABCDEFGH0000")
TEXT = "(01)09501101530003\n(21)ABCDEFGH0000\n(10)LOT-7A\n(17)271231"
STRIPES = Symbol(carrier="test", content="", aim="", modules=np.tile(np.arange(20) % 2 == 0, (20, 1)),
                 quiet_zone=(1, 1, 1, 1))
PAPER, INK = 0.85, 0.05


def scene(*faults, of=CODE, **fields):
    """A scene without noise and blur; a fault is its kind, or kind and values."""
    made = tuple(fault(each) if isinstance(each, str) else fault(*each) for each in faults)
    return Scene(**{"symbol": of, "faults": made, "seed": 1, "noise": 0, "lens": 0, **fields})


def fast(drawn_scene, seed=1):
    """Drawn by a fast mode of its own."""
    return FastMode(random.Random(seed)).draw(drawn_scene)


def share(picture):
    """From paper, 0, to ink, 1."""
    return (PAPER - picture.astype(float) / 255) / (PAPER - INK)


def edge_errors(drawn, px):
    """How far the stripes' edges are from where geometry has them along the row amid the symbol, in X."""
    found = []
    for u in range(20):
        x, y = drawn.geometry.px(np.array([[u, 10.0]]))[0]
        left, right = round(x - 0.4 * px), round(x + 0.4 * px)
        area = share(drawn.picture)[int(y), left:right].sum()
        place = left + area if u % 2 else right - area
        found.append((place - x) / px)
    return np.array(found)


def everything():
    """A scene with many things at once."""
    return scene("nozzle_dead", "gain", "spots", "rotation", "tilt", "film_wrinkle", "occlusion", "light_gradient",
                 "glare", "defocus", "motion_blur", "noise", "hot_pixels", "jpeg", text=TEXT, frame=(800, 480),
                 lens=0.1, noise=4)


def digests():
    """SHA-256 of that scene's picture in both modes."""
    fast_mode = FastMode(random.Random(7))
    drawn = [draw_exact(everything()), fast_mode.draw(everything()), fast_mode.draw(everything())]
    return [hashlib.sha256(each.picture.tobytes()).hexdigest() for each in drawn]
