"""Wrong values that look right: of the same form as the right one, valid in themselves, and never equal to it."""

import calendar
import random
import string

from linebench.product.identifiers import CHARSET_82
from linebench.product.keys import check_digit
from linebench.product.serials import SERIAL_ALPHABET

__all__ = ["later", "other_gtin", "other_sign", "other_text", "other_value", "redrawn"]

_DEMO = "0950"
"""GTIN-13 of prefix 950 (GS1 Global Office, for demonstrations) as GTIN-14: no trade item has one of these."""
_DATES = frozenset({"11", "13", "15", "16", "17"})
_YEAR = 12
_KINDS = (string.digits, string.ascii_uppercase, string.ascii_lowercase)


def other_gtin(gtin: str, chance: random.Random) -> str:
    """Another GTIN-14 with its right check digit."""
    while True:
        body = _DEMO + "".join(chance.choices(string.digits, k=9))
        found = body + check_digit(body)
        if found != gtin:
            return found


def later(yymmdd: str, months: int) -> str:
    """The date that many months later, earlier when negative; a day the month lacks becomes its last, 00 stays."""
    year, month, day = int(yymmdd[:2]), int(yymmdd[2:4]), int(yymmdd[4:6])
    years, month = divmod(year * _YEAR + month - 1 + months, _YEAR)
    year = years % 100
    day = min(day, calendar.monthrange(2000 + year, month + 1)[1])
    return f"{year:02d}{month + 1:02d}{day:02d}{yymmdd[6:]}"


def other_sign(sign: str, chance: random.Random) -> str:
    """Another character of the same kind: digit, capital, small letter, or any of charset 82."""
    return chance.choice(_kind(sign).replace(sign, ""))


def _kind(sign: str) -> str:
    return next((each for each in _KINDS if sign in each), CHARSET_82)


def other_text(text: str, chance: random.Random, count: int = 1) -> str:
    """``text`` with ``count`` of its characters exchanged, all if it has fewer."""
    signs = list(text)
    for place in chance.sample(range(len(signs)), min(count, len(signs))):
        signs[place] = other_sign(signs[place], chance)
    return "".join(signs) or "X"


def redrawn(text: str, chance: random.Random) -> str:
    """Another text of the same form, such as another serial number of the same pool and alphabet."""
    usual = set(SERIAL_ALPHABET) if set(SERIAL_ALPHABET).issuperset(text) else set(CHARSET_82)
    found = "".join(chance.choice([each for each in _kind(sign) if each in usual]) for sign in text)
    return found if found != text else other_text(text, chance)


def other_value(ai: str, value: str, chance: random.Random) -> str:
    """Another valid value of an element."""
    if ai == "01":
        return other_gtin(value, chance)
    return later(value, _YEAR) if ai in _DATES else other_text(value, chance)
