import random
import string

import pytest
import zxingcpp
from tests.imaging.symbols.pictures import picture_of, zxing_reads

from linebench.imaging.readers.dmtx import DmtxReader
from linebench.imaging.symbols import SymbolError, draw
from linebench.imaging.symbols.ecc200 import RECTANGLES, SQUARES
from linebench.product.identifiers import CHARSET_82, IDENTIFIERS

FAST = {"formats": zxingcpp.BarcodeFormat.DataMatrix, "is_pure": True, "try_rotate": False, "try_invert": False,
        "try_downscale": False}
ALPHABETS = (string.digits, string.ascii_uppercase + string.digits, CHARSET_82)
SEPARATED = [row for row in IDENTIFIERS.values() if row.format.startswith("X..")]
SCALES = ((3, 2), (4, 3), (5, 3))
"""Pixels to the module and modules of quiet zone, the fastest first."""
USUAL = [size for size in SQUARES if size.rows <= 26]


def payload(chance, size):
    """A random element string that fills a random share of ``size``, and its symbol."""
    symbol = draw(f"20{chance.randrange(100):02d}", size=(size.rows, size.columns))
    content, alphabet = symbol.content, chance.choice(ALPHABETS)
    goal = chance.randrange(2 * size.data)
    while len(content) < goal:
        row = chance.choice(SEPARATED)
        length = chance.randint(1, min(row.longest, max(1, goal - len(content))))
        content += ("\x1d" if len(content) > 4 else "") + row.ai + "".join(chance.choices(alphabet, k=length))
        try:
            symbol = draw(content, size=(size.rows, size.columns))
        except SymbolError:
            break
    return symbol


def sizes(chance, count):
    """Usual sizes mostly, all others now and then."""
    for _ in range(count):
        yield chance.choice(chance.choices([USUAL, RECTANGLES, SQUARES], [7, 2.5, 0.5])[0])


def dmtx_reads(symbol, reader):
    """What libdmtx reads. Its search misses a low rectangle now and then, but not at all scales."""
    for px, quiet in SCALES:
        found = reader.read(picture_of(symbol, px, quiet))
        if found is not None:
            return found.content, found.symbology
    return None


def refuted(count, seed):
    """Symbols that a witness reads otherwise, and which sizes were tried."""
    chance, reader = random.Random(seed), DmtxReader(shrink=1, scan_gap=1)
    wrong, tried = [], set()
    for size in sizes(chance, count):
        symbol = payload(chance, size)
        tried.add(size)
        reads = zxing_reads(picture_of(symbol), **FAST), dmtx_reads(symbol, reader)
        if reads != ((symbol.content, "]d2"),) * 2:
            wrong.append((str(size), symbol.content, reads))
    return wrong, tried


def test_two_witnesses_read_some():
    """zxing-cpp and libdmtx read random GS1 payloads with all separators, as GS1."""
    assert refuted(300, 1)[0] == []


@pytest.mark.nightly
def test_two_witnesses_read_ten_thousand():
    """The same for ten thousand, in every size of ISO/IEC 16022."""
    assert refuted(10_000, 2) == ([], {*SQUARES, *RECTANGLES})
