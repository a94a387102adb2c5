"""A serial changes its state by the word of whoever decides on that state in its market."""

from linebench.oracle.facts import Status
from linebench.oracle.rule import Rule
from linebench.oracle.serials import CLAIM_SHIFT, STATUS, UNSURE

__all__ = ["RULE"]

_CONTAINER = "00"


class RULE(Rule):
    """Opportunities: states that levels claimed of serials whose market says who decides on them.

    A level that does not decide may repeat what one that does has said before. Of a pack that people took into
    their hands behind the line the site decides, to which they tell it.
    """

    id = "serial-authority"
    title = "Nobody gives a serial a state of which its market says that others decide, unless these have said so."
    classes = ("serial", "report")

    def on_status(self, said: Status) -> None:
        """Compare who says it with who decides."""
        claim, batch = said.claim, self.book.batch
        market = self.book.markets.market(batch.gtin) if batch is not None else None
        bit, deciding = STATUS.get(claim.status, 0), market.decides(claim.status) if market else ()
        if not bit or not deciding:
            return
        self.opportunities += len(said.keys)
        heard = [bit << CLAIM_SHIFT[level] for level in deciding if level in CLAIM_SHIFT]
        if claim.source in deciding or any(said.every & mark for mark in heard):
            return
        for key, state in zip(said.keys, said.before, strict=True):
            if not any(state & mark for mark in (*heard, UNSURE)) and not key.startswith(_CONTAINER):
                self.find(f"{claim.source} reported serial {key} as {claim.status}, of which {', '.join(deciding)} "
                          "decides and has not said so", claim.t, at=(said.at,))
