"""What the tests of symbols share: a plain picture of a symbol, and an independent reader."""

import numpy as np
import zxingcpp

_BAND = 6
"""Rows of light above and below linear symbols."""


def picture_of(symbol, px=3, quiet=None):
    """``symbol`` in black and white, ``px`` pixels to the module, with its quiet zone or ``quiet`` modules."""
    left, top, right, bottom = (int(width) if quiet is None else quiet for width in symbol.quiet_zone)
    modules = symbol.modules
    if symbol.linear:
        modules = np.repeat(modules, int(symbol.bar_height), axis=0)
        bearer = int(symbol.bearer)
        modules = np.pad(modules, ((bearer, bearer), (0, 0)), constant_values=True)
        modules = np.pad(modules, ((_BAND, _BAND), (0, 0)))
    light = np.pad(~modules, ((top, bottom), (left, right)), constant_values=True)
    return np.ascontiguousarray(light.repeat(px, axis=0).repeat(px, axis=1).astype(np.uint8) * 255)


def zxing_reads(picture, **options):
    """What zxing-cpp reads: content and symbology identifier."""
    found = zxingcpp.read_barcode(picture, **options)
    return None if found is None else (found.bytes.decode("latin-1"), found.symbology_identifier)
