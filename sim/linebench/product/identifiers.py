"""The GS1 application identifiers that linebench knows, as data.

Source: GS1 General Specifications, section 3, limited to what pharma packs, cases and pallets carry. An
identifier that is missing here is an error to a reader; adding a line here is all it needs.
"""

import re
from typing import NamedTuple

__all__ = ["CHARSET_39", "CHARSET_82", "IDENTIFIERS", "PREDEFINED", "Identifier"]

CHARSET_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
"""What an X field may hold (GS1 General Specifications, figure 7.11-1)."""
CHARSET_39 = "#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""What a Y field may hold (figure 7.11-2)."""

PREDEFINED = frozenset(["00", "01", "02", "03", "04", *map(str, range(11, 21)), *map(str, range(31, 37)), "41"])
"""First two digits of identifiers that never need a separator: the rule works on these, not on the table."""


class Identifier(NamedTuple):
    """One application identifier.

    ``format`` is written as in the standard: ``N14``, ``X..20``, ``N13+X..16``. ``key``: how many leading
    digits form a key that ends with a check digit, 0 for none. ``date``: the value starts with YYMMDD.
    ``needs``: at least one of these must stand in the same code (empty: no demand); ``forbids``: none may.
    """

    ai: str
    format: str
    title: str
    key: int = 0
    date: bool = False
    needs: tuple[str, ...] = ()
    forbids: tuple[str, ...] = ()

    @property
    def separated(self) -> bool:
        """Whether a separator must follow the value when it is not the last one."""
        return self.ai[:2] not in PREDEFINED

    @property
    def longest(self) -> int:
        """How many characters a value may have at most."""
        return sum(int(size) for size in re.findall(r"\d+", self.format))

    def pattern(self) -> re.Pattern[str]:
        """What a value must match as a whole, by kinds of characters and lengths alone."""
        parts = (re.fullmatch(r"([NXY])(\.\.)?(\d+)", part) for part in self.format.split("+"))
        return re.compile("".join(_part_pattern(*part.groups()) for part in parts if part))


def _part_pattern(kind: str, up_to: str | None, size: str) -> str:
    signs = {"N": "0-9", "X": re.escape(CHARSET_82), "Y": re.escape(CHARSET_39)}[kind]
    return f"[{signs}]{{{'1,' if up_to else ''}{size}}}"


_TRADE = ("01", "02", "8006")
_GTIN = ("01",)

_TABLE = (
    Identifier("00", "N18", "SSCC", key=18),
    Identifier("01", "N14", "GTIN", key=14, forbids=("02", "37")),
    Identifier("02", "N14", "contained GTIN", key=14, needs=("37",), forbids=_GTIN),
    Identifier("10", "X..20", "batch or lot", needs=_TRADE),
    Identifier("11", "N6", "production date", date=True, needs=_TRADE),
    Identifier("13", "N6", "packaging date", date=True, needs=_TRADE),
    Identifier("15", "N6", "best before date", date=True, needs=_TRADE),
    Identifier("16", "N6", "sell by date", date=True, needs=_TRADE),
    Identifier("17", "N6", "expiry date", date=True, needs=_TRADE),
    Identifier("20", "N2", "variant", needs=_TRADE),
    Identifier("21", "X..20", "serial", needs=("01", "8006"), forbids=("235",)),
    Identifier("22", "X..20", "consumer variant", needs=_GTIN),
    Identifier("235", "X..28", "third party extension", needs=_GTIN, forbids=("21",)),
    Identifier("240", "X..30", "additional identification", needs=_TRADE),
    Identifier("241", "X..30", "customer part number", needs=_TRADE),
    Identifier("250", "X..30", "secondary serial", needs=("21",)),
    Identifier("251", "X..30", "source reference", needs=("01", "8006")),
    *(Identifier(f"310{n}", "N6", f"net weight in kg, {n} decimals", needs=("01", "02")) for n in range(6)),
    Identifier("37", "N..8", "count of contained items", needs=("02",), forbids=_GTIN),
    Identifier("400", "X..30", "customer's order number"),
    *(Identifier(f"41{n}", "N13", "location number", key=13) for n in range(8)),
    Identifier("422", "N3", "country of origin", needs=_TRADE),
    Identifier("7003", "N10", "expiry date and time", date=True, needs=_TRADE),
    *(Identifier(ai, "X..20", title, needs=_GTIN) for ai, title in (
        ("710", "PZN"), ("711", "CIP"), ("712", "CN"), ("713", "DRN"), ("714", "AIM"), ("715", "NDC"),
        ("716", "AIC"), ("717", "SRN"))),
    Identifier("8003", "N14+X..16", "GRAI", key=14),
    Identifier("8004", "X..30", "GIAI"),
    Identifier("8006", "N18", "piece of a trade item", key=14, forbids=("01", "37")),
    Identifier("8017", "N18", "GSRN of a provider", key=18),
    Identifier("8018", "N18", "GSRN of a recipient", key=18),
    Identifier("90", "X..30", "agreed between partners"),
    *(Identifier(f"9{n}", "X..90", "company internal") for n in range(1, 10)),
)

IDENTIFIERS = {row.ai: row for row in _TABLE}
"""Every known application identifier by its digits. No identifier is the beginning of another."""
