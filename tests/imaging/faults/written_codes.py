"""A pack code, what content faults make of it, and what reads it."""

import numpy as np
import zxingcpp
from hypothesis import strategies as st

from linebench.imaging.drawing.exact import draw_exact
from linebench.imaging.drawing.scene import Beside, Scene
from linebench.imaging.faults.apply import written
from linebench.imaging.faults.catalogue import fault
from linebench.imaging.faults.writing import Neighbours
from linebench.imaging.symbols import draw
from linebench.product import PackCode, PackCodeError, read_pack_code
from linebench.product.identifiers import CHARSET_82
from linebench.product.keys import check_digit

GTIN, EXPIRY, LOT, SERIAL = "09501101530003", "271231", "AB12X6", "C0F3M8PK77"
CODE = PackCode(GTIN, EXPIRY, LOT, SERIAL)
HEAD = f"01{GTIN}17{EXPIRY}10{LOT}"
CONTENT = f"{HEAD}\x1d21{SERIAL}"
OTHER = PackCode("09504000059101", "290600", "K7", "0000000042")

CODES = st.builds(
    PackCode,
    gtin=st.from_regex(r"[0-9]{13}", fullmatch=True).map(lambda body: body + check_digit(body)),
    expiry=st.dates().map(lambda day: f"{day:%y%m%d}").filter(lambda day: day[2:] != "0229"),
    lot=st.text(CHARSET_82, min_size=1, max_size=20),
    serial=st.text(CHARSET_82, min_size=1, max_size=20))
SEEDS = st.integers(0, 2**64)


def write(kind, *, code=CODE, seed=1, near=None, **values):
    """What stands on the pack when one fault strikes."""
    return written(code, [fault(kind, **values)], seed, near or Neighbours())


def whole(writing):
    """Content, text, carrier and options."""
    return writing.content, writing.text, writing.carrier, writing.options


def text(gtin=GTIN, serial=SERIAL, lot=LOT, expiry=EXPIRY):
    """The text beside the code."""
    return f"(01){gtin}\n(21){serial}\n(10){lot}\n(17){expiry}"


def complaint(content):
    """What a strict reader of pack codes says, after the content itself; nothing when it is a pack code."""
    try:
        read_pack_code(content)
    except PackCodeError as error:
        return str(error).partition(" is no pack code")[2].lstrip(":; ")
    return ""


def picture(writing):
    """The exact picture of what is written."""
    others = tuple(Beside(draw(each.content, each.marking.carrier, **dict(each.marking.options)), each.gap)
                   for each in writing.others)
    symbol = draw(writing.content, writing.carrier, **writing.options)
    return draw_exact(Scene(symbol=symbol, text=writing.text, others=others)).picture


def codes_seen(writing):
    """Content and symbology identifier of each symbol that zxing-cpp finds, from left to right."""
    found = zxingcpp.read_barcodes(np.ascontiguousarray(picture(writing)))
    found.sort(key=lambda each: each.position.top_left.x)
    return [(each.bytes.decode("latin-1"), each.symbology_identifier) for each in found]
