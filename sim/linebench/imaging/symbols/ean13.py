"""EAN-13 symbols: ISO/IEC 15420, GS1 General Specifications 5.2."""

from linebench.imaging.symbols.linear import bars, checked_height, only_digits
from linebench.imaging.symbols.symbol import Symbol

__all__ = ["BAR_HEIGHT", "draw"]

BAR_HEIGHT = 69.0
"""22.85 mm at X 0.330 mm, the nominal size; guard bars are drawn no longer than the others."""
_QUIET_ZONE = (11.0, 0.0, 7.0, 0.0)
_GUARD, _CENTRE = "111", "11111"
_WIDTHS = ("3211", "2221", "2122", "1411", "1132", "1231", "1114", "1312", "1213", "3112")
"""Widths of each digit: set A from a space on, set C from a bar on, set B backwards from a space on."""
_SETS = ("AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB", "ABBAAB", "ABBBAA", "ABABAB", "ABABBA", "ABBABA")
"""How the first digit shows: by the sets of the six that follow."""


def draw(content: str, *, bar_height: float = BAR_HEIGHT) -> Symbol:
    """The symbol of 13 digits, of which the last may be a wrong check digit.

    Raises:
        SymbolError: not 13 digits.

    """
    digits = [int(digit) for digit in only_digits(content, 13, "EAN-13")]
    left = [_WIDTHS[digit][::1 if name == "A" else -1]
            for digit, name in zip(digits[1:7], _SETS[digits[0]], strict=True)]
    right = [_WIDTHS[digit] for digit in digits[7:]]
    return Symbol(carrier="ean-13", content=content, aim="]E0", quiet_zone=_QUIET_ZONE,
                  modules=bars([_GUARD, *left, _CENTRE, *right, _GUARD]), bar_height=checked_height(bar_height))
