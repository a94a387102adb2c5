"""How the serials of a product are made: by chance or one after the other."""

import random
from collections.abc import Set as AbstractSet

import msgspec

from linebench.product.serials import SERIAL_ALPHABET, SerialError, serial_block

__all__ = ["SerialForm", "next_serials"]


class SerialForm(msgspec.Struct, frozen=True):
    """``length`` characters of ``alphabet``, the first of them ``begins``; ``sequential``: counted in digits."""

    length: int = 12
    alphabet: str = SERIAL_ALPHABET
    begins: str = ""
    sequential: bool = False

    @property
    def free(self) -> int:
        """Characters behind the beginning."""
        return self.length - len(self.begins)


def next_serials(form: SerialForm, rng: random.Random, count: int, taken: AbstractSet[str],
                 counted: int = 0) -> list[str]:
    """``count`` serials, none of them in ``taken``; ``counted``: how many were made one after the other before.

    Raises:
        SerialError: they do not fit into so many characters.

    """
    if form.sequential:
        return _counted(form, count, counted)
    if not form.begins:
        return serial_block(rng, count, length=form.length, alphabet=form.alphabet, taken=taken)
    tails = frozenset(each.removeprefix(form.begins) for each in taken if each.startswith(form.begins))
    drawn = serial_block(rng, count, length=form.free, alphabet=form.alphabet, taken=tails)
    return [form.begins + each for each in drawn]


def _counted(form: SerialForm, count: int, counted: int) -> list[str]:
    if len(str(counted + count)) > form.free:
        raise SerialError(f"{count} serials behind {counted} do not fit into {form.free} digits; "
                          "use longer serials")
    return [f"{form.begins}{number:0{form.free}d}" for number in range(counted + 1, counted + count + 1)]
