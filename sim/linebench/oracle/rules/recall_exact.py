"""A recall finds all packs that it concerns, where they are, and no other."""

from linebench.oracle.rule import Rule
from linebench.oracle.whereabouts import chain_of, living, lots_of
from linebench.records.claim import RecallClaimed

__all__ = ["RULE"]

_SHOWN = 3


class RULE(Rule):
    """Opportunities: packs that a recall named, or had to.

    Judged is what was asked when every batch had ended, for what is on the line is nowhere yet; and not by lot
    where a product was made in several. A pack that nobody can be held to may be named or not.
    """

    id = "recall-exact"
    title = "A recall names every pack of the lot, pack or container, with what it is in, and no other."
    classes = ("recall",)

    def on_recalled(self, said: RecallClaimed, at: int) -> None:
        """Compare one answer with where packs are."""
        if not all(batch.claims for batch in self.book.batches):
            return
        told = {chain[0]: chain for chain in (tuple(map(self.book.serials.key, chain)) for chain in said.chains)}
        must, may = self._concerned(said)
        self.opportunities += len(must.keys() | told.keys())
        for words, wrong in (
                ("does not name", must.keys() - told.keys()),
                ("names others", told.keys() - must.keys() - may.keys()),
                ("has elsewhere", {key for key in told.keys() & must.keys() if told[key] != must[key]}),
                ("names twice", {"some"} if len(said.chains) > len(told) else set())):
            if wrong:
                self.find(f"{said.source} on the recall of {said.by} {said.value} {words}: "
                          f"{', '.join(sorted(wrong)[:_SHOWN])} ({len(wrong)})", said.t, at=(at,))

    def _concerned(self, said: RecallClaimed) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
        """The packs that must be named, and those that may be, each with what it is in."""
        must: dict[str, tuple[str, ...]] = {}
        may: dict[str, tuple[str, ...]] = {}
        places, value = self.book.stored.places(), self.book.serials.key(said.value)
        for key, sure in living(self.book):
            chain = chain_of(self.book, key, places)
            lots = lots_of(self.book, key)
            if (said.value in lots) if said.by == "lot" else value in (chain if said.by == "parent" else chain[:1]):
                (must if sure and (said.by != "lot" or len(lots) == 1) else may)[key] = chain
        return must, may
