"""No serial is reported as commissioned or packed that no good pack carries."""

from linebench.oracle.book import Book
from linebench.oracle.facts import Packing, Status
from linebench.oracle.rule import Rule
from linebench.oracle.serials import GOOD, SAMPLED, UNSURE

__all__ = ["RULE"]

_REAL = GOOD | SAMPLED | UNSURE


class RULE(Rule):
    """Opportunities: serials reported as commissioned."""

    id = "phantom-serial"
    title = "No serial is reported as commissioned or packed that no good pack carries."
    classes = ("report", "serial", "track")

    def __init__(self, book: Book) -> None:
        super().__init__(book)
        self._early: dict[str, tuple[str, str, int, int]] = {}

    def on_serials(self, said: Status) -> None:
        """Remember commissioned serials whose pack has not left the line yet."""
        if said.claim.status == "commissioned":
            self._remember(said, "commissioned")

    def on_packed(self, said: Packing) -> None:
        """Remember packed serials whose pack has not left the line yet."""
        self._remember(said, f"packed into {said.claim.parent}")

    def _remember(self, said: Status | Packing, what: str) -> None:
        if said.every & GOOD:
            return
        for key, state in zip(said.keys, said.before, strict=True):
            if not state & _REAL and not key.startswith("00"):
                self._early.setdefault(key, (said.claim.source, what, said.claim.t, said.at))

    def finish(self) -> None:
        """A serial that still no good pack carries is a phantom."""
        self.opportunities = self.book.tally.commissioned
        for key, (source, what, t, at) in self._early.items():
            if not self.book.serials.get(key, 0) & _REAL:
                self.find(f"{source} reported serial {key} as {what}, but no good pack carries it", t, at=(at,))
