"""The form of a pack's code: which elements stand in it, in which order, and which of them people can read.

What it is differs from market to market; ``market`` makes it of a market's rules and a product's own numbers.
"""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import msgspec

from linebench.product.elements import SEPARATOR
from linebench.product.identifiers import IDENTIFIERS

__all__ = ["USUAL", "CodeForm", "Columns", "Pairs", "columns_of", "pairs_of"]

Pairs: TypeAlias = tuple[tuple[str, str], ...]
"""Application identifiers and values."""
Columns: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""Elements that come with serials: for each identifier the values, in the order of the serials."""


class CodeForm(msgspec.Struct, frozen=True):
    """What the code of every pack of a product consists of, by application identifiers.

    Attributes:
        elements: those in the code, in their order.
        text: those that people can read beside it, a line for each.
        constants: values that are the same on every pack, such as a national number.
        with_serial: those whose values come with each serial from whoever gives it out, such as a crypto code.
        ordered: whether another order is wrong.

    """

    elements: tuple[str, ...] = ("01", "17", "10", "21")
    text: tuple[str, ...] = ("01", "21", "10", "17")
    constants: Pairs = ()
    with_serial: tuple[str, ...] = ()
    ordered: bool = False

    def write(self, values: Mapping[str, str]) -> str:
        """The element string of these values, which are not checked; one that is missing is empty."""
        parts = [ai + values.get(ai, "") for ai in self.elements]
        between = [SEPARATOR if IDENTIFIERS[ai].separated else "" for ai in self.elements[:-1]]
        return "".join(part + end for part, end in zip(parts, [*between, ""], strict=True))

    def fault(self, elements: Sequence[tuple[str, str]]) -> str:
        """What is wrong with the elements of a code besides the values that an order decides; ``""``: nothing."""
        found = tuple(ai for ai, _ in elements)
        if sorted(found) != sorted(self.elements):
            return f"elements {_listed(found)}, not {_listed(self.elements)}"
        if self.ordered and found != self.elements:
            return f"the order {_listed(found)}, not {_listed(self.elements)}"
        values = dict(elements)
        wrong = next(((ai, value) for ai, value in self.constants if values[ai] != value), None)
        return f"{values[wrong[0]]!r} in ({wrong[0]}), not {wrong[1]!r}" if wrong else ""


USUAL = CodeForm()
"""GTIN, expiry, lot and serial: needs a single separator, behind the lot."""


def columns_of(beside: Sequence[Pairs]) -> Columns:
    """The same values by identifier; every serial has the same identifiers."""
    return tuple((ai, tuple(dict(pairs)[ai] for pairs in beside)) for ai, _ in beside[0]) if beside else ()


def pairs_of(columns: Columns, count: int) -> list[Pairs]:
    """Of each of ``count`` serials its own pairs."""
    return [tuple((ai, values[number]) for ai, values in columns) for number in range(count)]


def _listed(ais: Sequence[str]) -> str:
    return " ".join(f"({ai})" for ai in ais)
