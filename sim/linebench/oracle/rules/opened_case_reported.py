"""What people do to closed cases at the line's hand station is reported."""

from linebench.oracle.rule import Rule

__all__ = ["RULE"]

_WORDS = {"take_out": "unpacked", "put_in": "packed", "break_case": "emptied"}


class RULE(Rule):
    """Opportunities: packs taken out or put in and cases broken up that the line controller accepted.

    What comes so late that the journal ends within the limit for reports is not judged.
    """

    id = "opened-case-reported"
    title = "Every pack taken out of a closed case or put into one, and every case broken up, is reported in time."
    classes = ("agg",)
    cites = "URS-REP-003"

    def finish(self) -> None:
        """Look for the report of each."""
        book, limit = self.book, self.high() or 0
        for action, epc, t, at in book.keeping.by_hand:
            if book.t - t <= limit and not self._reported(action, epc, t, book.t):
                continue
            self.opportunities += 1
            if not self._reported(action, epc, t, t + limit):
                self.find(f"L2 accepted {action.replace('_', ' ')} of {epc} and did not report it as "
                          f"{_WORDS[action]} in time", t, at=(at,))

    def _reported(self, action: str, epc: str, since: int, until: int) -> bool:
        kind = "take_out of" if action == "break_case" else action
        return any((said, about) == (kind, epc) and since <= t <= until
                   for said, about, t in self.book.keeping.reported)
