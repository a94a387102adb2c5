"""What a pool of serials is set up with: which serials there are, and who may ask for which."""

from collections.abc import Sequence
from typing import TypeAlias

import msgspec

from linebench.ports.serials import Pairs
from linebench.product import SERIAL_ALPHABET, SerialError, guess_odds
from linebench.product.keys import GsKeyError, sscc

__all__ = ["CRYPTO", "Listed", "PoolConfig", "PoolError", "PoolPlan", "Random", "Sequential", "SourcePlan"]

CRYPTO = "CRYPTO"
"""The form of serials that come with a key and a code to be printed beside them, as market Russia wants them."""


class PoolError(ValueError):
    """A pool that cannot be. The message says which, what was found and what was expected."""


class Random(msgspec.Struct, frozen=True, tag="random"):
    """Serials of ``length`` characters by chance; so many are given out that guessing one stays hopeless."""

    length: int = 12
    alphabet: str = SERIAL_ALPHABET


class Listed(msgspec.Struct, frozen=True, tag="list"):
    """These serials, in this order, as an authority or an enterprise delivered them."""

    serials: tuple[str, ...]


class Sequential(msgspec.Struct, frozen=True, tag="sequential"):
    """SSCCs of a company prefix, one after the other; ``first``: the first serial reference."""

    prefix: str
    first: int = 1
    extension: int = 0


SourcePlan: TypeAlias = Random | Listed | Sequential


class PoolPlan(msgspec.Struct, frozen=True, kw_only=True):
    """One pool: a request gets from it when it names its form and all its criteria.

    ``size``: how many serials are given out at most; ``None``: as many as the source has.
    """

    form: str
    criteria: Pairs = ()
    source: SourcePlan = Random()
    size: int | None = None

    @property
    def name(self) -> str:
        """As ``SGTIN GTIN=09504000059101``."""
        return " ".join((self.form, *(f"{key}={value}" for key, value in self.criteria)))


class PoolConfig(msgspec.Struct, frozen=True, kw_only=True):
    """Every pool, and how many serials one request may ask for."""

    pools: tuple[PoolPlan, ...]
    most: int = 1_000_000

    def check(self) -> None:
        """Refuse pools that cannot be.

        Raises:
            PoolError: two of one name, a list with a serial twice, an alphabet or a prefix that is none.

        """
        names = [plan.name for plan in self.pools]
        if twice := _twice(names):
            raise PoolError(f"pool {twice}: found it twice, expected one pool for a form and its criteria")
        for plan in self.pools:
            _check_source(plan)


def _check_source(plan: PoolPlan) -> None:
    source = plan.source
    try:
        if isinstance(source, Random):
            guess_odds(1, length=source.length, alphabet=source.alphabet)
        elif isinstance(source, Sequential):
            sscc(source.prefix, source.first, extension=source.extension)
        elif twice := _twice(source.serials):
            raise PoolError(f"pool {plan.name}: found the serial {twice!r} twice, expected each once")
    except (SerialError, GsKeyError) as error:
        raise PoolError(f"pool {plan.name}: {error}") from error


def _twice(names: Sequence[str]) -> str:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return ""
