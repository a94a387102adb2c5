"""What linear symbols have in common: a row of bars and spaces, their widths counted in X."""

from collections.abc import Iterable

import numpy as np

from linebench.imaging.picture import Modules
from linebench.imaging.symbols.symbol import SymbolError

__all__ = ["bars", "checked_height", "only_digits"]


def bars(patterns: Iterable[str]) -> Modules:
    """One row of modules from widths in X: dark and light in turn, the first is dark; read-only."""
    widths = [int(width) for pattern in patterns for width in pattern]
    row: Modules = np.repeat(np.arange(len(widths)) % 2 == 0, widths)[np.newaxis]
    row.flags.writeable = False
    return row


def only_digits(content: str, length: int, title: str) -> str:
    """``content`` itself when it is ``length`` digits; whether the last one is a right check digit is not asked.

    Raises:
        SymbolError: it is not.

    """
    if len(content) != length or not (content.isascii() and content.isdigit()):
        raise SymbolError(f"{content!r} cannot be drawn as {title}; expected {length} digits")
    return content


def checked_height(height: float) -> float:
    """``height`` itself when bars can be as high, in X.

    Raises:
        SymbolError: it is zero or less.

    """
    if not height > 0:
        raise SymbolError(f"bars cannot be {height} X high; expected more than 0")
    return height
