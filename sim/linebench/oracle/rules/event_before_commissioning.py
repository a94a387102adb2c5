"""No pack is reported as packed before it is reported as commissioned."""

from linebench.oracle.book import Book
from linebench.oracle.facts import Container, clock
from linebench.oracle.rule import Rule
from linebench.oracle.serials import CLAIM_SHIFT, COMMISSIONED
from linebench.records.claim import PackedClaimed, SerialsClaimed

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: packs reported as packed. Reports and the times they state must both be in order."""

    id = "event-before-commissioning"
    title = "No pack is packed, by report or by stated time, before it is commissioned by the same level."
    classes = ("report",)

    def __init__(self, book: Book) -> None:
        super().__init__(book)
        self._times: dict[str, dict[str, int]] = {}

    def on_serials(self, said: SerialsClaimed, _: int, keys: list[str], __: list[int]) -> None:
        """Remember the stated times until the packs are packed."""
        if said.status == "commissioned":
            self._times.setdefault(said.source, {}).update(zip(keys, said.times_us, strict=False))

    def on_packed(self, said: PackedClaimed, at: int, keys: list[str], before: list[int],
                  _: Container | None) -> None:
        """Compare the children with their commissioning."""
        flag = COMMISSIONED << CLAIM_SHIFT[said.source]
        times = self._times.get(said.source, {})
        for key, state in zip(keys, before, strict=True):
            time = times.pop(key, 0)
            if key.startswith("00"):
                continue
            self.opportunities += 1
            if not state & flag:
                self.find(f"{said.source} reported serial {key} as packed into {said.parent} before it reported it "
                          "as commissioned", said.t, at=(at,))
            elif said.time_us < time:
                self.find(f"{said.source} states that serial {key} was packed at {clock(said.time_us)} and "
                          f"commissioned later, at {clock(time)}", said.t, at=(at,))
