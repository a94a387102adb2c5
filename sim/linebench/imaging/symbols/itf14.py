"""ITF-14 symbols: ISO/IEC 16390, GS1 General Specifications 5.3."""

from linebench.imaging.symbols.linear import bars, checked_height, only_digits
from linebench.imaging.symbols.symbol import Symbol

__all__ = ["BAR_HEIGHT", "draw"]

BAR_HEIGHT = 26.0
"""12.7 mm at X 0.495 mm, what fits a pack; general distribution wants 32 mm, which is 64 X."""
_BEARER = 2.0
_QUIET_ZONE = (10.0, 0.0, 10.0, 0.0)
_START, _STOP = "1111", "311"
_WIDTHS = ("11331", "31113", "13113", "33111", "11313", "31311", "13311", "11133", "31131", "13131")
"""Widths of each digit; wide is 3 X, the upper end of the 2.25 to 3.0 that GS1 allows, so that X stays whole."""


def draw(content: str, *, bar_height: float = BAR_HEIGHT, bearer: float = _BEARER) -> Symbol:
    """The symbol of 14 digits, of which the last may be a wrong check digit.

    Args:
        content: the 14 digits of a GTIN.
        bar_height: in X.
        bearer: height of the bars above and below in X; 0 for none.

    Raises:
        SymbolError: not 14 digits, or a height below zero.

    """
    digits = [int(digit) for digit in only_digits(content, 14, "ITF-14")]
    pairs = ("".join(bar + space for bar, space in zip(_WIDTHS[dark], _WIDTHS[light], strict=True))
             for dark, light in zip(digits[::2], digits[1::2], strict=True))
    return Symbol(carrier="itf-14", content=content, aim="]I1", quiet_zone=_QUIET_ZONE,
                  modules=bars([_START, *pairs, _STOP]), bar_height=checked_height(bar_height),
                  bearer=checked_height(bearer) if bearer else 0)
