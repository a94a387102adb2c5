"""What a reading of the camera must be: the code as ordered, and the text beside it."""

from typing import Any, NamedTuple

__all__ = ["Lesung", "falsch", "serie_aus"]

GS1_DATAMATRIX = "]d2"


class Lesung(NamedTuple):
    """What the camera says of one pack."""

    gelesen: bool
    symbologie: str
    daten: str
    text: str


def falsch(lesung: Lesung, auftrag: dict[str, Any]) -> str:
    """What is wrong with the code itself, whatever its serial; empty when nothing is."""
    if not lesung.gelesen:
        return "nicht lesbar"
    if lesung.symbologie != GS1_DATAMATRIX or not lesung.daten.startswith(_kopf(auftrag)):
        return "Code nicht wie bestellt"
    soll = {f"(01){auftrag['gtin']}", f"(10){auftrag['los']}", f"(17){auftrag['ablauf']}",
            f"(21){serie_aus(lesung.daten, auftrag)}"}
    return "" if set(lesung.text.split("\n")) == soll else "Klartext falsch"


def serie_aus(daten: str, auftrag: dict[str, Any]) -> str:
    """The serial in a code of this order; empty for any other code."""
    kopf = _kopf(auftrag)
    return daten.removeprefix(kopf) if daten.startswith(kopf) else ""


def _kopf(auftrag: dict[str, Any]) -> str:
    """What stands before the serial in every code of an order."""
    return f"01{auftrag['gtin']}17{auftrag['ablauf']}10{auftrag['los']}\x1d21"
