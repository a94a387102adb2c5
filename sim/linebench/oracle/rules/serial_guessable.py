"""Not so many serials are given out that guessing one succeeds."""

from linebench.oracle.pooled import Gave
from linebench.oracle.rule import Rule
from linebench.product import SERIAL_ALPHABET, guess_odds
from linebench.product.identifiers import CHARSET_82

__all__ = ["RULE"]

_LEAST_ODDS = 10_000
"""Regulation (EU) 2016/161, Article 4(c): the probability to guess a serial is lower than one in ten thousand."""


class RULE(Rule):
    """Opportunities: answers with serials of a product whose length and characters are known."""

    id = "serial-guessable"
    title = "One guess in more than ten thousand hits a serial that was given out."
    classes = ("serial",)

    def on_pool_gave(self, gave: Gave) -> None:
        """Look at how many were given out so far."""
        product = self.book.world.product("", dict(gave.asked.criteria).get("GTIN", ""))
        if self.book.pool.changed or product is None:
            return
        self.opportunities += 1
        alphabet = CHARSET_82 if product.serial_characters == "charset 82" else SERIAL_ALPHABET
        odds = guess_odds(gave.so_far, length=product.serial_length, alphabet=alphabet)
        if odds <= _LEAST_ODDS:
            self.find(f"{gave.so_far} serials of {product.name} are given out: one guess in {odds} hits one",
                      gave.t, at=(gave.at,))
