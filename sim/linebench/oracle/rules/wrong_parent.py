"""Every reported container holds exactly what is physically in it."""

from linebench.oracle.facts import Container, Packing
from linebench.oracle.rule import Rule
from linebench.oracle.serials import CLAIM_SHIFT, PACKED

__all__ = ["RULE"]

_SHOWN = 5


class RULE(Rule):
    """Opportunities: reported containers that were compared with what is physically in them."""

    id = "wrong-parent"
    title = "Every reported case and pallet holds exactly the children that are physically in it."
    classes = ("agg",)

    def on_packed(self, said: Packing) -> None:
        """Look for containers that do not exist and children that are in another one already."""
        claim, box = said.claim, said.box
        if box is None:
            self.opportunities += 1
            self.find(f"{claim.source} reported children of {claim.parent}, an SSCC that is on no container",
                      claim.t, at=(said.at,))
        flag = PACKED << CLAIM_SHIFT[claim.source]
        if box is None or not said.some & flag or claim.source in box.claimed:
            return
        for key, state in zip(said.keys, said.before, strict=True):
            if state & flag:
                self.find(f"{claim.source} reported {key} in {box.name()}, but it is in another container already",
                          claim.t, at=(said.at,))

    def on_contents(self, source: str, box: Container, keys: list[str], t: int, at: int) -> None:
        """Compare a claim with a closed container."""
        self.opportunities += 1
        if tuple(keys) == box.children:
            return
        inside, said = {key for key in box.children or () if key}, set(keys)
        for words, wrong in (("reported, not there", said - inside), ("there, not reported", inside - said)):
            if wrong:
                some = ", ".join(sorted(wrong)[:_SHOWN])
                self.find(f"{source} reported {box.name()} with wrong contents; {words}: {len(wrong)} ({some})",
                          t, at=(box.at, at))

    def finish(self) -> None:
        """Containers that were reported and never physically closed."""
        for box in self.book.containers.values():
            for source, _, t, at in box.waiting:
                self.find(f"{source} reported the contents of {box.name()}, which was never closed", t, at=(at,))
