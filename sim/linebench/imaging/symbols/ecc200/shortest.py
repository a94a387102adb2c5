"""The shortest encodation that mixes ASCII, C40 and Text, by dynamic programming over the characters."""

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from linebench.imaging.symbols.ecc200.alphabets import ASCII, C40, C40_LATCH, FNC1, TEXT, TEXT_LATCH, UNLATCH

__all__ = ["Plan", "plans", "tokens", "written"]

_Way = tuple[int, Any]
"""Codewords so far, and the changes of encodation on the way, last first: (position, codeword, earlier) or ()."""
_NEVER: _Way = (1 << 30, ())
_IMPLIED = 0
"""Back to ASCII without a codeword for it: the one codeword that is left can be nothing else."""
_VALUES: Mapping[int, Mapping[str, tuple[int, ...]]] = {C40_LATCH: C40, TEXT_LATCH: TEXT}
_COUNTS = {latch: {sign: len(values) for sign, values in table.items()} for latch, table in _VALUES.items()}
_SINGLE = {sign: len(codewords) for sign, codewords in ASCII.items()}
_PAIRS = frozenset(f"{pair:02d}" for pair in range(100))
_WORTH_PACKING = 6
"""Digits before other characters that C40 may want at most: six more take three codewords in pairs, four in C40."""
_PLAIN_START = re.compile(f"{FNC1}?((?:[0-9]{{2}})*)(?=[0-9]{{{_WORTH_PACKING}}})|{FNC1}|")
"""What is best left to ASCII in any case. The FNC1 that leads must be, or it would not mark the symbol."""

tokens = re.compile("[0-9]{2}|.", re.DOTALL).findall
"""The characters and pairs of digits that ASCII encodes together."""


class Plan(NamedTuple):
    """A way to encode a text.

    ``codewords``: how many it takes. ``exact``: it ends without unlatch, so it serves only for a symbol with
    just as many (ISO/IEC 16022:2006 5.2.5.2). ``changes``: where which encodation begins, last first.
    """

    codewords: int
    exact: bool
    changes: Any


class _Pack:
    """Best ways in C40 or Text to one position, with 0, 1 or 2 values that wait for their triple.

    ``before``: the way with none waiting to the position one character earlier.
    """

    __slots__ = ("before", "counts", "latch", "none", "one", "two")

    def __init__(self, latch: int, ways: tuple[_Way, _Way, _Way] = (_NEVER, _NEVER, _NEVER)) -> None:
        self.latch, self.counts = latch, _COUNTS[latch]
        self.none, self.one, self.two = ways
        self.before = _NEVER

    def add(self, sign: str) -> None:
        """One more character: every third value completes two codewords."""
        none, one, two = self.none, self.one, self.two
        self.before = none
        full, left = divmod(self.counts[sign], 3)
        if left == 1:
            self.none, self.one, self.two = (two[0] + 2, two[1]), none, one
        elif left:
            self.none, self.one, self.two = (one[0] + 2, one[1]), (two[0] + 2, two[1]), none
        if full:
            self.none, self.one, self.two = (
                (cost + 2 * full, changes) for cost, changes in (self.none, self.one, self.two))

    def copy(self) -> "_Pack":
        """One that goes its own way."""
        return _Pack(self.latch, (self.none, self.one, self.two))


class _State(NamedTuple):
    """Best ways to one position: in ASCII, and packed."""

    plain: _Way
    packs: tuple[_Pack, ...]


@functools.lru_cache(maxsize=64)
def plans(text: str) -> tuple[Plan, ...]:
    """The shortest plan for ``text``, not empty, and those that may be shorter when they just fill a symbol."""
    latches = (C40_LATCH, TEXT_LATCH) if _SMALL(text) else (C40_LATCH,)
    # Packs of one batch differ only behind the last FNC1
    cut = text.rfind(FNC1, 0, -1) + 1
    state = _advanced(_start(text[:cut], latches), text, cut) if cut else _start(text, latches)
    return tuple(_ends(state, text))


_SMALL = re.compile("[a-z]").search


@functools.lru_cache(maxsize=64)
def _start(text: str, latches: tuple[int, ...]) -> _State:
    """The ways to the end of ``text``, from the start."""
    begun = _PLAIN_START.match(text)
    skipped = begun.end() if begun else 0
    state = _State((len(tokens(text[:skipped])), ()), tuple(_Pack(latch) for latch in latches))
    return _advanced(state, text, skipped)


def _advanced(state: _State, text: str, begin: int) -> _State:
    """The ways to the end of ``text``, from those to ``begin``."""
    plain, paired = state.plain, _NEVER
    packs = tuple(pack.copy() for pack in state.packs)
    for position in range(begin, len(text)):
        sign = text[position]
        for pack in packs:
            if pack.none[0] + 1 < plain[0]:
                plain = (pack.none[0] + 1, (position, UNLATCH, pack.none[1]))
        cost, changes = plain
        for pack in packs:
            if cost + 1 < pack.none[0]:
                pack.none = (cost + 1, (position, pack.latch, changes))
            pack.add(sign)
        cost += _SINGLE[sign]
        plain = (cost, changes) if cost <= paired[0] else paired
        paired = (cost, changes) if text[position:position + 2] in _PAIRS else _NEVER
    return _State(plain, packs)


def _ends(state: _State, text: str) -> Iterator[Plan]:
    """What can be made of the ways to the end."""
    size = len(text)
    yield Plan(state.plain[0], False, state.plain[1])
    for pack in state.packs:
        yield Plan(pack.none[0] + 1, False, (size, UNLATCH, pack.none[1]))
        yield Plan(pack.none[0], True, pack.none[1])
        yield Plan(pack.two[0] + 2, True, pack.two[1])
        if _SINGLE[text[-1]] == 1:
            yield Plan(pack.before[0] + 1, True, (size - 1, _IMPLIED, pack.before[1]))


def written(text: str, plan: Plan) -> bytes:
    """The codewords of ``text`` by ``plan``."""
    parts = []
    end, changes = len(text), plan.changes
    while changes:
        begin, codeword, changes = changes
        parts.append(_part(codeword, text[begin:end]))
        end = begin
    return _plain(text[:end]) + b"".join(reversed(parts))


def _part(codeword: int, part: str) -> bytes:
    if codeword == _IMPLIED:
        return _plain(part)
    return bytes([codeword]) + (_triples(part, _VALUES[codeword]) if codeword in _VALUES else _plain(part))


def _plain(part: str) -> bytes:
    return b"".join(map(ASCII.__getitem__, tokens(part)))


def _triples(part: str, table: Mapping[str, tuple[int, ...]]) -> bytes:
    """Three values each in two codewords; a value missing at the very end is filled with shift 1."""
    values = [value for sign in part for value in table[sign]]
    values += [0] * (-len(values) % 3)
    packed = (1600 * first + 40 * second + third + 1
              for first, second, third in zip(values[::3], values[1::3], values[2::3], strict=True))
    return b"".join(number.to_bytes(2, "big") for number in packed)
