"""Whether sampled modules carry the content, for symbols whose codewords we do not lay ourselves (QR Code)."""

import numpy as np
import zxingcpp

from linebench.imaging.grading.iso15415.measured import Measured

__all__ = ["reads"]

_SCALE = 4
"""Pixels per module of the picture drawn from the samples: decoders need a few."""
_QUIET = 4
_LIGHT = 255


def reads(measured: Measured) -> bool:
    """Draw the sampled modules without any fault but their states, and read that."""
    rows, columns = measured.symbol.modules.shape
    dark = measured.dark.reshape(rows + 2, columns + 2)[1:-1, 1:-1]
    drawn = np.where(np.pad(dark, _QUIET), np.uint8(0), np.uint8(_LIGHT))
    large = np.ascontiguousarray(np.kron(drawn, np.ones((_SCALE, _SCALE), dtype=np.uint8)))
    found = zxingcpp.read_barcodes(large)
    return any(code.bytes == measured.symbol.content.encode("latin-1", "replace")
               or code.bytes == measured.symbol.content.encode("utf-8") for code in found)
