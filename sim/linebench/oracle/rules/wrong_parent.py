"""Every reported container holds exactly what is physically in it."""

from linebench.oracle.facts import Container
from linebench.oracle.rule import Rule
from linebench.oracle.serials import CLAIM_SHIFT, PACKED
from linebench.records.claim import PackedClaimed

__all__ = ["RULE"]

_SHOWN = 5


class RULE(Rule):
    """Opportunities: reported containers that were compared with what is physically in them."""

    id = "wrong-parent"
    title = "Every reported case and pallet holds exactly the children that are physically in it."
    classes = ("agg",)

    def on_packed(self, said: PackedClaimed, at: int, keys: list[str], before: list[int],
                  box: Container | None) -> None:
        """Look for containers that do not exist and children that are in another one already."""
        if box is None:
            self.opportunities += 1
            self.find(f"{said.source} reported children of {said.parent}, an SSCC that is on no container",
                      said.t, at=(at,))
        if box is None or said.source in box.claimed:
            return
        flag = PACKED << CLAIM_SHIFT[said.source]
        for key, state in zip(keys, before, strict=True):
            if state & flag:
                self.find(f"{said.source} reported {key} in {box.name()}, but it is in another container already",
                          said.t, at=(at,))

    def on_contents(self, source: str, box: Container, keys: list[str], t: int, at: int) -> None:
        """Compare a claim with a closed container."""
        self.opportunities += 1
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
