"""GS1 element strings: application identifiers with values, written one behind the other.

``content`` everywhere in the bench is such a string as a reader delivers it: no leading FNC1, and 0x1D
behind a value whose end is not known beforehand, unless it is the last one. GS1 General Specifications 7.8.
"""

import collections
import functools
import re
from collections.abc import Iterable

from linebench.product.dates import is_date
from linebench.product.identifiers import IDENTIFIERS, Identifier
from linebench.product.keys import check_digit

__all__ = ["SEPARATOR", "ElementError", "association_faults", "human_text", "read_elements", "split_elements",
           "write_elements"]

SEPARATOR = "\x1d"
_AI_LENGTHS = (2, 3, 4)

Elements = tuple[tuple[str, str], ...]


class ElementError(ValueError):
    """An element string or element that is wrong. The message says where, what was found and expected."""


def write_elements(pairs: Iterable[tuple[str, str]]) -> str:
    """The element string of ``pairs`` of application identifier and value, in their order.

    Raises:
        ElementError: an unknown identifier, or a value that its format, check digit or date rules out.

    """
    written = ""
    between = ""
    for number, (ai, value) in enumerate(pairs, 1):
        where = f"element {number}"
        row = _known(ai, where)
        _check_form(row, value, where)
        _check_value(row, value, where)
        written += between + ai + value
        between = SEPARATOR if row.separated else ""
    return written


def read_elements(text: str) -> Elements:
    """The pairs of application identifier and value in an element string, in their order.

    Strict: a separator where none belongs (first, last, doubled, behind a predefined length) is an error.

    Raises:
        ElementError: names the position (from 0), what stands there and what was expected.

    """
    elements = []
    for position, ai, value in _split(text):
        _check_value(IDENTIFIERS[ai], value, f"position {position}")
        elements.append((ai, value))
    return tuple(elements)


def split_elements(text: str) -> Elements:
    """As ``read_elements``, but check digits and dates may be wrong: the form alone is checked."""
    return tuple((ai, value) for _, ai, value in _split(text))


def human_text(pairs: Iterable[tuple[str, str]]) -> str:
    """The human-readable text of ``pairs``: identifiers in brackets, one pair per line, line feeds between."""
    return "\n".join(f"({ai}){value}" for ai, value in pairs)


def association_faults(pairs: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """What is wrong between the elements of one code: repeated, missing or forbidden companions."""
    counts = collections.Counter(ai for ai, _ in pairs)
    faults = [f"({ai}) stands {count} times; expected once" for ai, count in counts.items() if count > 1]
    for ai in counts:
        row = _known(ai, "element list")
        if row.needs and not set(row.needs) & set(counts):
            faults.append(f"({ai}) stands alone; expected one of {_listed(row.needs)} with it")
        faults.extend(f"({ai}) stands with ({bad}); expected one of them" for bad in row.forbids if bad in counts)
    return tuple(faults)


def _split(text: str) -> Iterable[tuple[int, str, str]]:
    if not text:
        raise ElementError("position 0: found nothing, expected an application identifier")
    position = 0
    while position < len(text):
        row = _identifier_at(text, position)
        start = position + len(row.ai)
        end = _value_end(row, text, start)
        value = text[start:end]
        _check_form(row, value, f"position {start}")
        yield start, row.ai, value
        position = _next_start(row, text, end)


def _identifier_at(text: str, position: int) -> Identifier:
    for length in _AI_LENGTHS:
        row = IDENTIFIERS.get(text[position:position + length])
        if row is not None:
            return row
    found = text[position:position + max(_AI_LENGTHS)]
    raise ElementError(f"position {position}: found {found!r}, expected an application identifier")


def _value_end(row: Identifier, text: str, start: int) -> int:
    if not row.separated:
        return min(start + row.longest, len(text))
    end = text.find(SEPARATOR, start)
    return len(text) if end < 0 else end


def _next_start(row: Identifier, text: str, end: int) -> int:
    if not row.separated or end == len(text):
        return end
    if end + 1 == len(text):
        raise ElementError(f"position {end}: found a separator at the end, expected none behind the last value")
    return end + 1


def _known(ai: str, where: str) -> Identifier:
    row = IDENTIFIERS.get(ai)
    if row is None:
        raise ElementError(f"{where}: found {ai!r}, expected a known application identifier")
    return row


@functools.cache
def _pattern(row: Identifier) -> re.Pattern[str]:
    return row.pattern()


def _check_form(row: Identifier, value: str, where: str) -> None:
    if not _pattern(row).fullmatch(value):
        raise ElementError(f"{where}: found {value!r}, expected {row.format} for ({row.ai}) {row.title}")


def _check_value(row: Identifier, value: str, where: str) -> None:
    if row.date and not is_date(value[:6]):
        raise ElementError(f"{where}: found {value!r}, expected a date YYMMDD for ({row.ai}) {row.title}")
    if row.key and check_digit(value[:row.key - 1]) != value[row.key - 1]:
        expected = check_digit(value[:row.key - 1])
        raise ElementError(f"{where}: found {value!r} with check digit {value[row.key - 1]}, expected {expected}")


def _listed(ais: Iterable[str]) -> str:
    return ", ".join(f"({ai})" for ai in ais)
