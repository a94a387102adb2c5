"""What a market asks of a pack: its code, its serial, its expiry date, its reports, and whose word counts.

A market is data (``scenarios/markets/*.toml``); nothing here knows one by name. Rules of markets change, and not
all that is told of them is sure: what is not stands under ``unsure`` by its key.
"""

import re
from functools import cached_property
from types import MappingProxyType
from typing import Literal, TypeAlias

import msgspec

from linebench.product.code_form import CodeForm
from linebench.product.identifiers import CHARSET_82

__all__ = ["CHARACTERS", "SITE_LEVELS", "STATES", "Characters", "CodeRule", "ExpiryRule", "Market", "ReportRule",
           "ReuseRule", "SerialRule"]

Characters: TypeAlias = Literal["digits", "capitals and digits", "letters and digits", "charset 82"]
_DIGITS = "0123456789"
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CHARACTERS: MappingProxyType[str, str] = MappingProxyType({
    "digits": _DIGITS, "capitals and digits": _DIGITS + _CAPITALS,
    "letters and digits": _DIGITS + _CAPITALS + _CAPITALS.lower(), "charset 82": CHARSET_82})
"""What a serial may be made of, by its word."""
STATES = ("allocated", "encoded", "commissioned", "rejected", "sampled", "destroyed", "returned", "shipped")
"""States of a serial that somebody's word decides."""
SITE_LEVELS = ("l2", "l3", "l4")
"""Whose word the bench can hear; others are named as the market has them, such as ``authority``."""


class CodeRule(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on a pack.

    Attributes:
        elements: application identifiers in their order; empty: the code is no GS1 element string.
        ordered: whether another order is wrong.
        text: identifiers that people can read beside the code.
        stated: identifiers whose value the product states, such as a national number (AI 710 to 716).
        with_serial: identifiers whose values are given out with each serial.
        symbol: the carrier, by its name.
        grade: smallest overall grade (ISO/IEC 15415, 0 to 4) of a print.

    """

    elements: tuple[str, ...] = CodeForm().elements
    ordered: bool = False
    text: tuple[str, ...] = CodeForm().text
    stated: tuple[str, ...] = ()
    with_serial: tuple[str, ...] = ()
    symbol: str = "gs1-datamatrix"
    grade: float = 1.5


class SerialRule(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What a serial has to be like.

    Attributes:
        shortest: characters at least.
        longest: characters at most.
        characters: what they may be.
        begins: what every serial begins with.
        drawn: by chance, or one after the other; ``any``: nobody asks.
        guess: a guess at random must not hit more than once in so many times; 0: nobody asks.
        source: who gives serials out: the maker's own pool, the operator of the market's system, or its platform.

    """

    shortest: int = 1
    longest: int = 20
    characters: Characters = "charset 82"
    begins: str = ""
    drawn: Literal["randomised", "sequential", "any"] = "randomised"
    guess: int = 10_000
    source: Literal["pool", "operator", "platform"] = "pool"

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What a serial has to match as a whole."""
        signs = re.escape(CHARACTERS[self.characters])
        return re.compile(f"(?={re.escape(self.begins)})[{signs}]{{{self.shortest},{self.longest}}}")

    def fits(self, serial: str) -> bool:
        """Whether a serial is like that."""
        return self.pattern.fullmatch(serial) is not None


class ReuseRule(msgspec.Struct, frozen=True, kw_only=True):
    """Within what a serial must not come twice, and when it may come again.

    ``scope``: ``gtin``, all GTINs of the ``company``, or the whole ``world``. ``years``: until then it must not;
    0: it never may.
    """

    scope: Literal["gtin", "company", "world"] = "gtin"
    years: int = 0


class ExpiryRule(msgspec.Struct, frozen=True, kw_only=True):
    """``day_zero``: whether the code may have day 00, the end of the month; ``reported``: what reports then say."""

    day_zero: bool = True
    reported: Literal["last day", "as in the code"] = "last day"


class ReportRule(msgspec.Struct, frozen=True, kw_only=True):
    """How it is reported.

    ``form``: of EPCIS, ``json``, ``xml-2.0`` or ``xml-1.2``; ``own``: another. ``header``: with whose fields.
    ``aggregation``: whether what is in cases and on pallets has to be told.
    """

    form: Literal["json", "xml-2.0", "xml-1.2", "own"] = "json"
    header: Literal["none", "gs1-us"] = "none"
    aggregation: Literal["none", "by trade practice", "required"] = "none"


class Market(msgspec.Struct, frozen=True, kw_only=True):
    """One market. ``basis``: law and guidance, with the day on which it was looked at.

    ``authority``: state of a serial to the levels whose word counts for it, with blanks between them.
    """

    id: str
    title: str
    basis: str = ""
    unsure: tuple[str, ...] = ()
    code: CodeRule = CodeRule()
    serial: SerialRule = SerialRule()
    reuse: ReuseRule = ReuseRule()
    expiry: ExpiryRule = ExpiryRule()
    report: ReportRule = ReportRule()
    authority: dict[str, str] = {}

    def form(self, stated: dict[str, str]) -> CodeForm:
        """The form of a product's code; ``stated``: what the product states, by application identifier."""
        constants = tuple((ai, stated.get(ai, "")) for ai in self.code.stated)
        return CodeForm(self.code.elements, self.code.text, constants, self.code.with_serial, self.code.ordered)

    def decides(self, state: str) -> tuple[str, ...]:
        """Whose word counts for a state; none: nobody says."""
        return tuple(self.authority.get(state, "").split())
