"""From codewords to modules."""

import numpy as np

from linebench.imaging.picture import Modules
from linebench.imaging.symbols.ecc200.codewords import Choice, choice, data_codewords
from linebench.imaging.symbols.ecc200.placement import FIXED, bit_source
from linebench.imaging.symbols.ecc200.reed_solomon import with_checks
from linebench.imaging.symbols.ecc200.sizes import Size

__all__ = ["Choice", "choice", "data_codewords", "matrix", "with_checks"]

_FIXED = bytes([FIXED])


def matrix(codewords: bytes, size: Size) -> Modules:
    """The modules of all ``codewords``, data and check, of a symbol; read-only."""
    bits = np.unpackbits(np.frombuffer(codewords + _FIXED, dtype=np.uint8))
    modules: Modules = bits.take(bit_source(size)).view(np.bool_)
    modules.flags.writeable = False
    return modules
