"""What is to be written on a pack, before it is: the data, the text beside them and the way of encoding."""

import random
from dataclasses import dataclass, field

from linebench.imaging.marking import Marking, Option
from linebench.product.pack_code import PackCode

__all__ = ["Another", "Neighbours", "Writing"]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What a content fault may take its wrong data from. Where something is None it makes up a value.

    Attributes:
        before: the code of the pack before.
        foreign: a code that the order does not know: another product, lot or serial number.
        rejected: the code of a pack that was rejected already.

    """

    before: PackCode | None = None
    foreign: PackCode | None = None
    rejected: PackCode | None = None


@dataclass(frozen=True, slots=True)
class Another:
    """A further code that stands right of the pack's own.

    ``content`` and ``marking`` say which symbol; ``gap``: X that stay light before it.
    """

    content: str
    marking: Marking
    gap: float


@dataclass(slots=True)
class Writing:
    """Content faults change it in place; the symbol and the text are then made from it.

    Attributes:
        code: what was ordered, for reference.
        content: the element string for the symbol; empty: no symbol.
        text: the human-readable text, lines joined by line feeds.
        carrier: name of the carrier.
        options: keyword options of the carrier's encoder, such as ``fnc1`` or ``wrong``.
        chance: the fault's own stream.
        near: data of other packs.
        others: further codes in view, from left to right.

    """

    code: PackCode
    content: str
    text: str
    chance: random.Random
    carrier: str = "gs1-datamatrix"
    options: dict[str, Option] = field(default_factory=dict)
    near: Neighbours = field(default_factory=Neighbours)
    others: list[Another] = field(default_factory=list)
