"""ECC 200, the Data Matrix code of ISO/IEC 16022, with what an ordinary encoder refuses: every single codeword.

``codewords`` turns text into data codewords, ``reed_solomon`` adds check codewords, ``placement`` says which
module carries which bit. ``encode`` and ``decode`` walk that way down and up.
"""

from linebench.imaging.symbols.ecc200.decode import Decoded, decode_codewords, read_codewords
from linebench.imaging.symbols.ecc200.encode import data_codewords, matrix, with_checks
from linebench.imaging.symbols.ecc200.placement import codeword_map
from linebench.imaging.symbols.ecc200.sizes import RECTANGLES, SIZES, SQUARES, Size, size_of

__all__ = ["RECTANGLES", "SIZES", "SQUARES", "Decoded", "Size", "codeword_map", "data_codewords",
           "decode_codewords", "matrix", "read_codewords", "size_of", "with_checks"]
