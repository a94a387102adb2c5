"""Check codewords and the correction of wrong ones: ISO/IEC 16022:2006 annex E.

The code is linear: what one data codeword adds to the check codewords depends on its place and value alone, so
the check codewords of a block are the exclusive or of one table row per data codeword.
"""

import functools

import numpy as np
from numpy.typing import NDArray

from linebench.imaging.symbols.ecc200.galois import EXP, LOG, ORDER, PRODUCTS, multiply, value_at
from linebench.imaging.symbols.ecc200.sizes import Size

__all__ = ["Corrected", "check_words", "corrected", "with_checks"]

_Bytes = NDArray[np.uint8]
Corrected = tuple[bytes, tuple[int, ...]]
"""Codewords put right, and the positions of those that had been wrong."""


def with_checks(data: bytes, size: Size) -> bytes:
    """``data``, exactly as many as ``size`` holds, followed by the check codewords of all blocks in turn."""
    if size.blocks == 1:
        return data + check_words(data, size.check)
    whole = bytearray(size.total)
    whole[:size.data] = data
    for block in range(size.blocks):
        whole[size.data + block::size.blocks] = check_words(data[block::size.blocks], size.block_check)
    return bytes(whole)


def check_words(data: bytes, count: int) -> bytes:
    """The ``count`` check codewords of one block."""
    rows, starts = _table(len(data), count)
    taken = rows.take(starts + np.frombuffer(data, dtype=np.uint8), axis=0)
    words: _Bytes = np.bitwise_xor.reduce(taken, axis=0)
    return words.tobytes()


@functools.cache
def _table(length: int, count: int) -> tuple[_Bytes, NDArray[np.intp]]:
    """What a codeword adds, row 256 * place + value, and the row where each place begins."""
    remainders = np.empty((length, count), dtype=np.uint8)
    row = np.array(_generator(count), dtype=np.uint8)
    for place in reversed(range(length)):
        remainders[place] = row
        row = PRODUCTS[row[0], remainders[-1]] ^ np.append(row[1:], np.uint8(0))
    table = PRODUCTS[:, remainders].transpose(1, 0, 2).reshape(length * 256, count)
    return np.ascontiguousarray(table), np.arange(length, dtype=np.intp) * 256


def _generator(count: int) -> list[int]:
    """The generator polynomial with roots 2^1 … 2^count, highest power first, without its leading 1."""
    factors = [1]
    for power in range(1, count + 1):
        factors = [high ^ multiply(low, EXP[power]) for high, low in zip([*factors, 0], [0, *factors], strict=True)]
    return factors[1:]


def corrected(codewords: bytes, size: Size) -> Corrected | None:
    """``codewords`` put right, block by block; ``None`` when a block has more wrong ones than it can bear."""
    whole = bytearray(codewords)
    wrong: list[int] = []
    for block in range(size.blocks):
        places = size.places(block)
        amounts = _errors(bytes(codewords[place] for place in places), size.block_check)
        if amounts is None:
            return None
        for place, amount in amounts.items():
            whole[places[place]] ^= amount
            wrong.append(places[place])
    return bytes(whole), tuple(sorted(wrong))


def _errors(block: bytes, count: int) -> dict[int, int] | None:
    """What to add at which place of a block; ``None``: too many errors."""
    expected = check_words(block[:-count], count)
    if expected == block[-count:]:
        return {}
    # What the data cannot explain has the same syndromes as the whole block
    rest = [had ^ should for had, should in zip(block[-count:], expected, strict=True)][::-1]
    syndromes = [value_at(rest, power) for power in range(1, count + 1)]
    locator = _locator(syndromes)
    if not 1 < len(locator) <= count // 2 + 1:
        return None
    powers = [power for power in range(len(block)) if not value_at(locator, -power)]
    if len(powers) != len(locator) - 1:
        return None
    amounts = _amounts(syndromes, locator, powers)
    return {len(block) - 1 - power: amount for power, amount in zip(powers, amounts, strict=True)}


def _locator(syndromes: list[int]) -> list[int]:
    """The error locator, constant term 1 first, by the algorithm of Berlekamp and Massey.

    Empty when its degree is not the number of errors: then there are more than can be corrected.
    """
    now, before, length, gap, scale = [1], [1], 0, 1, 1
    for step, syndrome in enumerate(syndromes):
        off = syndrome
        for back in range(1, min(length, len(now) - 1) + 1):
            off ^= multiply(now[back], syndromes[step - back])
        if off == 0:
            gap += 1
            continue
        mended = _added(now, [0] * gap + [_scaled(term, off, scale) for term in before])
        if 2 * length <= step:
            before, length, gap, scale = now, step + 1 - length, 1, off
        else:
            gap += 1
        now = mended
    while now[-1] == 0:
        now.pop()
    return now if len(now) == length + 1 else []


def _scaled(term: int, times: int, over: int) -> int:
    return EXP[(LOG[term] + LOG[times] - LOG[over]) % ORDER] if term else 0


def _added(left: list[int], right: list[int]) -> list[int]:
    longest = max(len(left), len(right))
    left, right = (terms + [0] * (longest - len(terms)) for terms in (left, right))
    return [one ^ other for one, other in zip(left, right, strict=True)]


def _amounts(syndromes: list[int], locator: list[int], powers: list[int]) -> list[int]:
    """The value of each error, by Forney's formula; with the first root 2^1 no power stands before the quotient."""
    count = len(locator) - 1
    evaluator = [0] * count
    for low, syndrome in enumerate(syndromes[:count]):
        for place in range(count - low):
            evaluator[low + place] ^= multiply(syndrome, locator[place])
    slope = [term if place % 2 == 0 else 0 for place, term in enumerate(locator[1:])]
    return [_scaled(value_at(evaluator, -power), 1, value_at(slope, -power)) for power in powers]
