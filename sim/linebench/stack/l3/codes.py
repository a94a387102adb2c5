"""What stands beside a serial in the code of its pack: made up by a site server that has no operator above it."""

from collections.abc import Mapping

from linebench.product.code_form import Columns
from linebench.stack.pool.crypto import crypto_parts

__all__ = ["Codes"]


class Codes:
    """Keys and crypto codes by GTIN.

    ``wanted``: GTIN to the application identifiers that its market wants with each serial; ``secret``: what makes
    them hard to guess. They verify nowhere.
    """

    def __init__(self, wanted: Mapping[str, tuple[str, ...]], secret: bytes) -> None:
        self._wanted = wanted
        self._secret = secret

    def beside(self, gtin: str, serials: tuple[str, ...]) -> Columns:
        """The values for these serials, the same for the same serial every time; empty: none are wanted."""
        wanted = self._wanted.get(gtin, ())
        if not wanted or not serials:
            return ()
        made = dict(crypto_parts(self._secret, gtin, serials))
        return tuple((ai, made[ai]) for ai in wanted)
