"""Text of a run made fit to be shown: characters that hide or cannot be printed are written as their code.

A GS1 code holds the control character 1D, and a broken device may say anything. What cannot be seen must not
vanish from a report, and must not turn the text around it.
"""

import re
import unicodedata

import msgspec

__all__ = ["filled", "printable", "shown", "shown_values"]

_PLACES = re.compile(r"<([^<>]+)>")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co"})
"""Categories that have no picture of their own. They do not change between versions of Unicode."""

# what the fonts built into typst can print: Latin, Greek, Cyrillic, punctuation, currency, arrows, mathematics;
# measured with typst 0.15, held by a test. PDF/UA refuses a file with any other character.
_UNPRINTABLE = re.compile(
    "[^\n\u0020-\u007e\u00a0-\u00ac\u00ae-\u024f\u02b0-\u02ff\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u04ff"
    "\u1e00-\u1eff\u2000-\u200a\u2010-\u2027\u202f-\u2040\u2044-\u2052\u2070\u2071\u2074-\u208e\u20a0-\u20c0"
    "\u2126-\u2151\u2153-\u2184\u2190-\u22ff\u2500-\u25ff]"
)


def shown(text: str) -> str:
    """Write hidden characters as ``[U+001D]``; line feeds and tabs stay."""
    if text.isprintable():
        return text
    return "".join(_code(char) if _hidden(char) else char for char in text)


def printable(text: str) -> str:
    """Write everything the bundled fonts cannot print as ``[U+4E2D]``; tabs become blanks."""
    return _UNPRINTABLE.sub(lambda match: _code(match[0]), text.replace("\t", "  "))


def shown_values(model: msgspec.Struct) -> object:
    """Return a struct as plain values with every text in it printable."""
    return _each(msgspec.to_builtins(model))


def _each(value: object) -> object:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {name: _each(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_each(part) for part in value]
    return value


def _hidden(char: str) -> bool:
    return unicodedata.category(char) in _HIDDEN and char not in "\n\t"


def _code(char: str) -> str:
    return f"[U+{ord(char):04X}]"


def filled(title: str, row: str) -> str:
    """Return the title of a case with the values of its row in the places that it has in angle brackets."""
    return _PLACES.sub(lambda place: _value(place, row), title)


def _value(place: re.Match[str], row: str) -> str:
    found = re.search(rf"(?:^|, ){re.escape(place[1])}=(.*?)(?=, [^=,]+=|$)", row)
    return found[1] if found else place[0]
