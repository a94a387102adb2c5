"""The encodations of ISO/IEC 16022:2006 5.2: which characters stand for which codewords or values."""

from collections.abc import Mapping

__all__ = ["ASCII", "C40", "C40_LATCH", "FNC1", "FNC1_CODEWORD", "GS", "PAD", "TEXT", "TEXT_LATCH", "UNLATCH",
           "UPPER_SHIFT"]

PAD, C40_LATCH, FNC1_CODEWORD, UPPER_SHIFT, TEXT_LATCH, UNLATCH = 129, 230, 232, 235, 239, 254
FNC1 = "\ue232"
"""Stands for FNC1 within text to encode: a private character, which no content of ours holds."""
GS = "\x1d"

_HALF = 128


def _ascii() -> Mapping[str, bytes]:
    table = {chr(code): bytes([code + 1]) for code in range(_HALF)}
    table |= {chr(code + _HALF): bytes([UPPER_SHIFT, code + 1]) for code in range(_HALF)}
    table |= {f"{pair:02d}": bytes([130 + pair]) for pair in range(100)}
    return table | {FNC1: bytes([FNC1_CODEWORD])}


ASCII = _ascii()
"""Codewords of a character or of a pair of digits."""

_SHIFT1, _SHIFT2, _SHIFT3 = range(3)
_FNC1_VALUE, _UPPER_VALUE = 27, 30
_PUNCTUATION = "".join(map(chr, [*range(33, 48), *range(58, 65), *range(91, 96)]))
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _valued(letters: str) -> Mapping[str, tuple[int, ...]]:
    """The values of each character, three to two codewords, where ``letters`` are the ones that take one value."""
    basic = " 0123456789" + letters
    table: dict[str, tuple[int, ...]] = {character: (3 + place,) for place, character in enumerate(basic)}
    table |= {chr(code): (_SHIFT1, code) for code in range(32)}
    table |= {character: (_SHIFT2, place) for place, character in enumerate(_PUNCTUATION)}
    table |= {character: (_SHIFT3, place) for place, character in enumerate(f"`{letters.swapcase()}{{|}}~\x7f")}
    table = {character: table[character] for character in map(chr, range(_HALF))}
    table |= {chr(ord(character) + _HALF): (_SHIFT2, _UPPER_VALUE, *values) for character, values in table.items()}
    return table | {FNC1: (_SHIFT2, _FNC1_VALUE)}


C40 = _valued(_LETTERS)
"""Values of a character in C40: one for capitals, digits and space."""
TEXT = _valued(_LETTERS.lower())
"""Values of a character in Text: one for small letters, digits and space."""
