"""GS1-128 symbols: ISO/IEC 15417, GS1 General Specifications 5.4."""

import functools
from collections.abc import Iterator

from linebench.imaging.symbols.linear import bars, checked_height
from linebench.imaging.symbols.symbol import Symbol, SymbolError

__all__ = ["BAR_HEIGHT", "draw"]

BAR_HEIGHT = 50.0
"""12.7 mm at X 0.254 mm, what fits a pack; general distribution wants 32 mm."""
_QUIET_ZONE = (10.0, 0.0, 10.0, 0.0)
_LONGEST = 48
"""Characters of data in one symbol, separators included."""

_PATTERNS = (
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213", "221312",
    "231212", "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132", "221231", "213212",
    "223112", "312131", "311222", "321122", "321221", "312212", "322112", "322211", "212123", "212321", "232121",
    "111323", "131123", "131321", "112313", "132113", "132311", "211313", "231113", "231311", "112133", "112331",
    "132131", "113123", "113321", "133121", "313121", "211331", "231131", "213113", "213311", "213131", "311123",
    "311321", "331121", "312113", "312311", "332111", "314111", "221411", "431111", "111224", "111422", "121124",
    "121421", "141122", "141221", "112214", "112412", "122114", "122411", "142112", "142211", "241211", "221114",
    "413111", "241112", "134111", "111242", "121142", "121241", "114212", "124112", "124211", "411212", "421112",
    "421211", "212141", "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311",
    "113141", "114131", "311141", "411131", "211412", "211214", "211232", "2331112",
)
"""Widths of each value, a bar first; 103 to 105 start in set A, B or C, 106 stops."""
_START = {"A": 103, "B": 104, "C": 105}
_LATCH = {"A": 101, "B": 100, "C": 99}
_SHIFT, _FNC1, _STOP, _MODULUS = 98, 102, 106, 103
_GS = "\x1d"
_CODES = {"A": (0, 96), "B": (32, 128)}
"""First character code of a set, and the first beyond it."""

_Ways = dict[str, tuple[int, ...]]
"""By code set: the values that lead to a position, the set left open."""


def draw(content: str, *, bar_height: float = BAR_HEIGHT) -> Symbol:
    """The shortest symbol of an element string, which is not checked; 0x1D becomes FNC1.

    Raises:
        SymbolError: nothing, too much, or a character outside ASCII.

    """
    if not 0 < len(content) <= _LONGEST:
        raise SymbolError(f"{content!r} has {len(content)} characters; expected 1 to {_LONGEST} in GS1-128")
    if not content.isascii():
        raise SymbolError(f"{content!r} cannot be drawn as GS1-128; expected ASCII characters")
    values = _values(content)
    check = (values[0] + sum(place * value for place, value in enumerate(values))) % _MODULUS
    return Symbol(carrier="gs1-128", content=content, aim="]C1", quiet_zone=_QUIET_ZONE,
                  modules=bars(_PATTERNS[value] for value in (*values, check, _STOP)),
                  bar_height=checked_height(bar_height))


@functools.lru_cache(maxsize=64)
def _values(content: str) -> tuple[int, ...]:
    """Start, FNC1 and the fewest values for ``content``."""
    reached: list[_Ways] = [{} for _ in range(len(content) + 2)]
    reached[0] = {name: (start, _FNC1) for name, start in _START.items()}
    for position in range(len(content)):
        for name, way in _with_latches(reached[position]).items():
            for length, values in _next(content, position, name):
                _keep(reached[position + length], name, way + values)
    return min(reached[len(content)].values(), key=len)


def _with_latches(ways: _Ways) -> _Ways:
    best = min(ways.values(), key=len)
    return {name: min(ways.get(name, (*best, latch)), (*best, latch), key=len) for name, latch in _LATCH.items()}


def _next(content: str, position: int, name: str) -> Iterator[tuple[int, tuple[int, ...]]]:
    """How many characters a set can encode next, and with which values."""
    if content[position] == _GS:
        yield 1, (_FNC1,)
    elif name == "C":
        pair = content[position:position + 2]
        if len(pair) == 2 and pair.isdigit():  # noqa: PLR2004 - set C holds pairs
            yield 2, (int(pair),)
    else:
        yield 1, _single(ord(content[position]), name)


def _single(code: int, name: str) -> tuple[int, ...]:
    first, end = _CODES[name]
    if first <= code < end:
        return ((code - 32) % 96,)
    return (_SHIFT, (code - 32) % 96)


def _keep(ways: _Ways, name: str, way: tuple[int, ...]) -> None:
    if name not in ways or len(way) < len(ways[name]):
        ways[name] = way
