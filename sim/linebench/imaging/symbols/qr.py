"""QR symbols: GS1 QR Code and QR Code with a GS1 Digital Link. The encoder is zxing-cpp's."""

import numpy as np
import zxingcpp

from linebench.imaging.picture import Modules
from linebench.imaging.symbols.symbol import Symbol, SymbolError
from linebench.product.elements import ElementError, split_elements

__all__ = ["LEVELS", "draw_gs1", "draw_link"]

LEVELS = ("L", "M", "Q", "H")
"""Error correction, from 7 to 30 percent of the codewords."""
_QUIET_ZONE = (4.0, 4.0, 4.0, 4.0)
_VERSIONS = range(1, 41)


def draw_gs1(content: str, *, level: str = "M", version: int | None = None) -> Symbol:
    """The GS1 QR Code of an element string; check digits and dates may be wrong, its form not.

    Args:
        content: an element string as a reader delivers it.
        level: error correction, one of ``LEVELS``, at least.
        version: 1 to 40, 21 to 177 modules wide; without it the smallest.

    Raises:
        SymbolError: no element string, too long, or an option that does not exist.

    """
    try:
        elements = split_elements(content)
    except ElementError as error:
        raise SymbolError(f"{content!r} cannot be drawn as GS1 QR Code: {error}") from None
    # Square brackets, not round ones: charset 82 holds round brackets, so a lot may as well
    marked = "".join(f"[{ai}]{value}" for ai, value in elements)
    return Symbol(carrier="gs1-qr", content=content, aim="]Q3", quiet_zone=_QUIET_ZONE,
                  modules=_modules(marked, level, version, gs1=True))


def draw_link(content: str, *, level: str = "M", version: int | None = None) -> Symbol:
    """The QR Code of a URI, such as a GS1 Digital Link; options as for ``draw_gs1``.

    Raises:
        SymbolError: a character outside printing ASCII, too long, or an option that does not exist.

    """
    if not (content.isascii() and content.isprintable()):
        raise SymbolError(f"{content!r} cannot be drawn as QR Code; expected a URI in printing ASCII characters")
    return Symbol(carrier="qr-link", content=content, aim="]Q1", quiet_zone=_QUIET_ZONE,
                  modules=_modules(content, level, version, gs1=False))


def _modules(text: str, level: str, version: int | None, *, gs1: bool) -> Modules:
    if level not in LEVELS:
        raise SymbolError(f"level {level!r} does not exist; expected one of {', '.join(LEVELS)}")
    # Only a whole number may reach zxing-cpp: with anything else it ends the process
    if version is not None and (type(version) is not int or version not in _VERSIONS):
        raise SymbolError(f"version {version!r} does not exist; expected 1 to {_VERSIONS[-1]}")
    chosen = {} if version is None else {"version": version}
    try:
        code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, gs1=gs1, ec_level=level, **chosen)
    except ValueError as error:
        raise SymbolError(f"{text!r} cannot be drawn as QR Code: {error}") from None
    modules: Modules = np.asarray(code.to_image(scale=1, add_quiet_zones=False)) == 0
    modules.flags.writeable = False
    return modules
