"""Arithmetic in GF(256) with the polynomial x^8 + x^5 + x^3 + x^2 + 1 (0x12D): ISO/IEC 16022:2006 annex E."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["EXP", "LOG", "PRODUCTS", "multiply", "value_at"]

_POLYNOMIAL = 0x12D
ORDER = 255
"""Powers of the generator before they repeat."""


def _powers() -> list[int]:
    powers = [1]
    while len(powers) < ORDER:
        double = powers[-1] << 1
        powers.append(double ^ _POLYNOMIAL if double > ORDER else double)
    return powers


EXP = tuple(_powers() * 2)
"""Powers of 2, twice round so that a sum of two logarithms needs no reduction."""
LOG = tuple(EXP.index(value) if value else 0 for value in range(256))
"""Logarithms; that of 0 does not exist and must not be used."""


def multiply(left: int, right: int) -> int:
    """The product of two elements."""
    return EXP[LOG[left] + LOG[right]] if left and right else 0


def value_at(polynomial: list[int], power: int) -> int:
    """The value of ``polynomial``, constant term first, at 2 to the ``power``."""
    total = 0
    for place, factor in enumerate(polynomial):
        if factor:
            total ^= EXP[(LOG[factor] + power * place) % ORDER]
    return total


def _products() -> NDArray[np.uint8]:
    table = np.array([[multiply(left, right) for right in range(256)] for left in range(256)], dtype=np.uint8)
    table.flags.writeable = False
    return table


PRODUCTS = _products()
"""All products, by both factors."""
