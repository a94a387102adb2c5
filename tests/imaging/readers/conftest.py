from dataclasses import dataclass

import cv2
import numpy as np
import pytest

from linebench.imaging.picture import Picture
from linebench.imaging.symbols import draw

GS1 = "010950110153000317271231" + "10LOT-7A\x1d21"
CONTENTS = {
    "gs1-datamatrix": GS1 + "SERIAL000001", "datamatrix": "0109504000059101", "gs1-qr": GS1 + "SERIAL000001",
    "qr-link": "https://id.gs1.org/01/09501101530003/10/LOT-7A", "gs1-128": "010950110153000310LOT",
    "ean-13": "9501101530003", "itf-14": "09501101530003"}


@dataclass(frozen=True, eq=False)
class Shown:
    """A picture of one symbol with what is known of it."""

    picture: Picture
    content: str
    aim: str
    corners: tuple[tuple[float, float], ...]


def shown(carrier="gs1-datamatrix", content=None, *, px=8, angle=0.0, spoil=None, size=(480, 640), blur=0.0):
    """A symbol in the middle of a picture, turned counter-clockwise by ``angle`` degrees."""
    symbol = draw(content or CONTENTS[carrier], carrier)
    modules = np.array(symbol.modules)
    if spoil is not None:
        spoil(modules)
    if symbol.linear:
        modules = np.repeat(modules, round(symbol.bar_height / 2), axis=0)
    pixels = np.kron(np.where(modules, 30, 217), np.ones((px, px))).astype(np.uint8)
    high, wide = pixels.shape
    height, width = size
    turn = cv2.getRotationMatrix2D(((wide - 1) / 2, (high - 1) / 2), angle, 1)
    turn[:, 2] += ((width - wide) / 2, (height - high) / 2)
    picture = cv2.warpAffine(pixels, turn, (width, height), borderValue=217)
    corners = np.array([(0, 0), (wide, 0), (wide, high), (0, high)]) - 0.5
    placed = corners @ turn[:, :2].T + turn[:, 2] + 0.5
    picture = cv2.GaussianBlur(picture, (0, 0), blur) if blur else picture
    return Shown(picture, symbol.content, symbol.aim, tuple(map(tuple, placed.tolist())))


def off_by(corners, true):
    """The greatest distance of a corner from where it is, in pixels."""
    return float(np.abs(np.array(corners) - np.array(true)).max())


@pytest.fixture(name="shown")
def _shown():
    return shown


@pytest.fixture(name="off_by")
def _off_by():
    return off_by
