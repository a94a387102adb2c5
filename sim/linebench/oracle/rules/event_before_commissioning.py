"""No pack is reported as packed before it is reported as commissioned."""

from itertools import repeat

from linebench.oracle.facts import Packing, clock
from linebench.oracle.rule import Rule
from linebench.oracle.serials import CLAIM_SHIFT, COMMISSIONED

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: packs reported as packed. Reports and the times they state must both be in order."""

    id = "event-before-commissioning"
    title = "No pack is packed, by report or by stated time, before it is commissioned by the same level."
    classes = ("report",)

    def on_packed(self, said: Packing) -> None:
        """Compare the children with their commissioning."""
        if said.claim.parent.startswith("00") and said.keys and said.keys[0].startswith("00"):
            return  # a pallet: its cases are not commissioned as packs are
        self.opportunities += len(said.keys)
        flag = COMMISSIONED << CLAIM_SHIFT[said.claim.source]
        times = list(map(self.book.tally.commissioned_at.get(said.claim.source, {}).pop, said.keys, repeat(0)))
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
