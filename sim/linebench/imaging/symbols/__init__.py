"""What is encoded, module by module: GS1 DataMatrix with all its faults, and the other carriers of packs."""

from linebench.imaging.symbols.carriers import CARRIERS, draw
from linebench.imaging.symbols.datamatrix import correctable
from linebench.imaging.symbols.ecc200 import Decoded, codeword_map, decode_codewords, read_codewords
from linebench.imaging.symbols.symbol import Carrier, Symbol, SymbolError

__all__ = ["CARRIERS", "Carrier", "Decoded", "Symbol", "SymbolError", "codeword_map", "correctable",
           "decode_codewords", "draw", "read_codewords"]
