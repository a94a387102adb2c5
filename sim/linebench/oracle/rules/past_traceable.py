"""In what a thing has been can be told, one container after the other."""

from linebench.oracle.rule import Rule
from linebench.records.claim import PastClaimed

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: containers in which a thing was, of those that were asked about.

    The last is where it is now; before it, every container that it was taken out of in the store.
    """

    id = "past-traceable"
    title = "Of a pack it can be told in which containers it has been, and the last is where it is."
    classes = ("recall",)

    def on_past(self, said: PastClaimed, at: int) -> None:
        """Compare one answer."""
        stored, key = self.book.stored, self.book.serials.key(said.epc)
        box = stored.box(key)
        now = "" if box is None else stored.label(box)
        been = {each for each in stored.touched.get(key, ()) if each.startswith("00")} | ({now} - {""})
        told = [parent for parent in said.parents if parent]
        self.opportunities += len(been)
        last = said.parents[-1] if said.parents else ""
        if last != now:
            self.find(f"{said.source} has {key} in {last or 'nothing'}, it is in {now or 'nothing'}", said.t,
                      at=(at,))
        if been - set(told):
            self.find(f"{said.source} does not tell that {key} has been in {', '.join(sorted(been - set(told)))}",
                      said.t, at=(at,))
