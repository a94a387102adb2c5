"""Randomised serial numbers for packs.

Regulation (EU) 2016/161, Article 4: a serial has at most 20 characters, is drawn by a randomisation
algorithm, and the chance to guess a valid one is below one in ten thousand.
"""

import random
from collections.abc import Set as AbstractSet

from linebench.product.identifiers import CHARSET_82

__all__ = ["SERIAL_ALPHABET", "SerialError", "guess_odds", "serial_block"]

SERIAL_ALPHABET = "0123456789ACEFHJKMNPRTUVWXY"
"""Digits and capitals without the letters that people take for a digit or for each other: B D G I L O Q S Z."""
_LONGEST = 20
_BYTE = 256


class SerialError(ValueError):
    """Serials that cannot be made as asked. The message says what was asked and what is possible."""


def serial_block(rng: random.Random, count: int, *, length: int, alphabet: str = SERIAL_ALPHABET,
                 taken: AbstractSet[str] = frozenset()) -> list[str]:
    """``count`` different serials of ``length`` characters, none of them in ``taken``, in random order.

    Every serial that is not taken is equally likely. The same state of ``rng`` gives the same block.

    Raises:
        SerialError: a length outside 1 to 20, an alphabet that is not of charset 82 or has fewer than two or
            repeated characters, or more than half of all serials of that length would be in use.

    """
    space = _space(length, alphabet)
    if 2 * (count + len(taken)) > space:
        raise SerialError(f"{count} serials beside {len(taken)} do not fit: length {length} has {space}, "
                          "and at least half must stay free; use longer serials")
    fresh: dict[str, None] = {}
    while len(fresh) < count:
        drawn = dict.fromkeys(_draw(rng, count - len(fresh), length, alphabet))
        if not taken.isdisjoint(drawn):
            drawn = {serial: None for serial in drawn if serial not in taken}
        fresh.update(drawn)
    return list(fresh)


def guess_odds(issued: int, *, length: int, alphabet: str = SERIAL_ALPHABET) -> int:
    """A guess at random hits one of ``issued`` serials once in this many times, rounded down.

    The Regulation asks for more than 10,000.

    Raises:
        SerialError: as ``serial_block``, or nothing was issued.

    """
    if issued < 1:
        raise SerialError(f"{issued} serials issued; expected at least 1")
    return _space(length, alphabet) // issued


def _space(length: int, alphabet: str) -> int:
    if not 1 <= length <= _LONGEST:
        raise SerialError(f"serial length {length}; expected 1 to {_LONGEST}")
    if len(set(alphabet)) != len(alphabet) or len(alphabet) < len("01") or not set(alphabet) <= set(CHARSET_82):
        raise SerialError(f"alphabet {alphabet!r}; expected two or more different characters of GS1 charset 82")
    return int(len(alphabet) ** length)


def _draw(rng: random.Random, count: int, length: int, alphabet: str) -> list[str]:
    """About ``count`` random serials: random bytes mapped to the alphabet all at once.

    Bytes beyond the largest multiple of the alphabet's size are thrown away, or the first characters of the
    alphabet would come up more often.
    """
    fair = _BYTE - _BYTE % len(alphabet)
    table = bytes(ord(alphabet[value % len(alphabet)]) for value in range(_BYTE))
    wanted = count * length
    kept = b""
    while len(kept) < wanted:
        kept += rng.randbytes(wanted - len(kept)).translate(table, bytes(range(fair, _BYTE)))
    text = kept.decode("ascii")
    return [text[start:start + length] for start in range(0, wanted, length)]
