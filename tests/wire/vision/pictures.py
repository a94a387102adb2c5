"""Frames with real codes, for clients that really read."""

import numpy as np
import zxingcpp

from linebench.wire.vision import Expected, Frame

WIDTH, HEIGHT = 640, 480


def content(trigger):
    return f"010950400005910121A{trigger}\x1d10LOT-7A"


def coded(trigger):
    """A frame of 640x480 with a GS1 DataMatrix, and what is expected of it."""
    code = zxingcpp.create_barcode(f"(01)09504000059101(21)A{trigger}(10)LOT-7A", zxingcpp.BarcodeFormat.DataMatrix,
                                   gs1=True, force_square=True)
    symbol = np.array(code.to_image(scale=6, add_quiet_zones=True))
    picture = np.full((HEIGHT, WIDTH), 215, np.uint8)
    picture[100:100 + symbol.shape[0], 200:200 + symbol.shape[1]] = symbol
    return Frame(trigger, WIDTH, HEIGHT, picture.tobytes()), Expected(trigger, True, "accept", content(trigger))


def blank(trigger):
    """A frame without a code."""
    return Frame(trigger, WIDTH, HEIGHT, bytes([215]) * (WIDTH * HEIGHT)), Expected(trigger, False, "reject", "")


def small(trigger):
    """A frame of 2x1 pixels that tells frames apart."""
    return Frame(trigger, 2, 1, bytes([trigger % 256, 7]))
