"""What is encoded, module by module: GS1 DataMatrix with all its faults."""

from linebench.imaging.symbols.datamatrix import draw
from linebench.imaging.symbols.ecc200 import Decoded, codeword_map, decode_codewords, read_codewords
from linebench.imaging.symbols.symbol import Carrier, Symbol, SymbolError

__all__ = ["Carrier", "Decoded", "Symbol", "SymbolError", "codeword_map", "decode_codewords", "draw",
           "read_codewords"]
