"""Text to data codewords: the smallest symbol that holds it, filled up with pads. ISO/IEC 16022:2006 5.2."""

import functools
from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from linebench.imaging.symbols.ecc200.alphabets import ASCII, PAD
from linebench.imaging.symbols.ecc200.shortest import Plan, plans, tokens, written
from linebench.imaging.symbols.ecc200.sizes import RECTANGLES, SIZES, SQUARES, Size, size_of
from linebench.imaging.symbols.symbol import SymbolError

__all__ = ["Choice", "choice", "data_codewords"]

_SHAPES = {"square": SQUARES, "rectangle": RECTANGLES}
_PAD_STEP, _PAD_TURN, _LAST = 149, 253, 254


class Choice(NamedTuple):
    """The sizes a symbol may have, smallest first, and how many data codewords each holds."""

    sizes: tuple[Size, ...]
    capacities: tuple[int, ...]


@functools.cache
def choice(shape: str = "square", size: tuple[int, int] | None = None) -> Choice:
    """The one ``size`` (rows, columns), or without it all sizes of a ``shape``: square or rectangle.

    Raises:
        SymbolError: there is no such size or shape.

    """
    if size is None and shape not in _SHAPES:
        raise SymbolError(f"{shape!r} is no shape of a Data Matrix symbol; expected {' or '.join(_SHAPES)}")
    sizes = _SHAPES[shape] if size is None else (size_of(*size),)
    return Choice(sizes, tuple(one.data for one in sizes))


def data_codewords(text: str, among: Choice) -> tuple[Size, bytes]:
    """The smallest size that holds ``text``, and its data codewords, pads included.

    ASCII encodation wherever a mix with C40 or Text gives no smaller symbol. ``text`` holds ``alphabets.FNC1``
    where FNC1 is meant.

    Raises:
        SymbolError: a character outside Latin-1, or more than the largest size holds.

    """
    parts = tokens(text)
    try:
        plain = b"".join(map(ASCII.__getitem__, parts))
    except KeyError as error:
        raise SymbolError(f"{error.args[0]!r} cannot stand in a Data Matrix symbol; expected characters of "
                          "Latin-1") from None
    place = bisect_left(among.capacities, len(plain))
    # C40 saves at most a third of a codeword at each one that holds a single character, and costs a latch
    least = len(plain) + 1 - (2 * len(parts) - len(text)) // 3
    if (place and among.capacities[place - 1] >= least) or place == len(among.sizes):
        return _packed(text, plain, among, place)
    size = among.sizes[place]
    return size, _filled(plain, size.data)


def _packed(text: str, plain: bytes, among: Choice, place: int) -> tuple[Size, bytes]:
    """The same with a mix of encodations, where one leads to a size before ``place``."""
    ways = plans(text)
    for size in among.sizes[:place]:
        plan = _fitting(ways, size.data)
        if plan is not None:
            return size, _filled(written(text, plan), size.data)
    if place == len(among.sizes):
        least = min(plan.codewords for plan in ways)
        raise SymbolError(f"the content takes {least} codewords; expected at most {among.capacities[-1]}, "
                          f"which {among.sizes[-1]} holds")
    return among.sizes[place], _filled(plain, among.capacities[place])


def _fitting(ways: Iterable[Plan], capacity: int) -> Plan | None:
    return next((plan for plan in ways if plan.codewords == capacity
                 or (plan.codewords < capacity and not plan.exact)), None)


def _filled(data: bytes, capacity: int) -> bytes:
    """Pads up to ``capacity``: the first as it is, the others scrambled by their position."""
    return data if len(data) == capacity else data + _FIRST_PAD + _PADS[len(data) + 1:capacity]


def _scrambled(position: int) -> int:
    pad = PAD + _PAD_STEP * position % _PAD_TURN + 1
    return pad if pad <= _LAST else pad - _LAST


_FIRST_PAD = bytes([PAD])
_PADS = bytes(_scrambled(position) for position in range(1, max(size.data for size in SIZES.values()) + 1))
