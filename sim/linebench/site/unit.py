"""A pack, case or pallet as a thing in the store."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

__all__ = ["Kind", "Unit", "Why"]

Kind: TypeAlias = Literal["pack", "case", "pallet"]
Why: TypeAlias = Literal["", "shipped", "sample", "destroyed", "lost"]


@dataclass(slots=True, eq=False)
class Unit:
    """One thing. People see what it is and what it is in; what L3 has of it they see only by its label.

    Attributes:
        number: of the pack, case or pallet, as the line gave it.
        epc: what its label says, as an element string.
        content: data of the symbol on it, as a reader delivers them.
        readable: a scanner can read its label.
        box: what it is in, ``None``: nothing.
        inside: what is directly in it.
        away: why it is not in the store, ``""``: it is.

    """

    kind: Kind
    number: int
    epc: str
    content: str
    readable: bool = True
    box: "Unit | None" = None
    inside: list["Unit"] = field(default_factory=list)
    away: Why = ""

    def scanned(self) -> str:
        """What a scanner makes of its label; ``""``: nothing."""
        return self.epc if self.readable else ""
