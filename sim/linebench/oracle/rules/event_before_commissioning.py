"""No pack is reported as packed before it is reported as commissioned."""

from linebench.oracle.book import Book
from linebench.oracle.facts import Packing, Status, clock
from linebench.oracle.rule import Rule
from linebench.oracle.serials import CLAIM_SHIFT, COMMISSIONED

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: packs reported as packed. Reports and the times they state must both be in order."""

    id = "event-before-commissioning"
    title = "No pack is packed, by report or by stated time, before it is commissioned by the same level."
    classes = ("report",)

    def __init__(self, book: Book) -> None:
        super().__init__(book)
        self._times: dict[str, dict[str, int]] = {}

    def on_serials(self, said: Status) -> None:
        """Remember the stated times until the packs are packed."""
        claim = said.claim
        if claim.status == "commissioned":
            self._times.setdefault(claim.source, {}).update(zip(said.keys, claim.times_us, strict=False))

    def on_packed(self, said: Packing) -> None:
        """Compare the children with their commissioning."""
        if said.claim.parent.startswith("00") and said.keys and said.keys[0].startswith("00"):
            return  # a pallet: its cases are not commissioned as packs are
        self.opportunities += len(said.keys)
        flag = COMMISSIONED << CLAIM_SHIFT[said.claim.source]
        pop = self._times.get(said.claim.source, {}).pop
        times = [pop(key, 0) for key in said.keys]
        if not said.every & flag or max(times, default=0) > said.claim.time_us:
            self._compare(said, flag, times)

    def _compare(self, said: Packing, flag: int, times: list[int]) -> None:
        claim = said.claim
        for key, state, time in zip(said.keys, said.before, times, strict=True):
            if not state & flag:
                self.find(f"{claim.source} reported serial {key} as packed into {claim.parent} before it reported "
                          "it as commissioned", claim.t, at=(said.at,))
            elif claim.time_us < time:
                self.find(f"{claim.source} states that serial {key} was packed at {clock(claim.time_us)} and "
                          f"commissioned later, at {clock(time)}", claim.t, at=(said.at,))
