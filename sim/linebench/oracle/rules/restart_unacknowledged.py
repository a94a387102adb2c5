"""After a stop the belt starts again only when its alarms were acknowledged."""

from linebench.oracle.facts import clock
from linebench.oracle.rule import Rule

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: starts of the belt after L1 had raised a latched alarm."""

    id = "restart-unacknowledged"
    title = "The belt does not start while a latched alarm of L1 has not been acknowledged."
    classes = ("stop", "alarm")
    _before = 0

    def on_started(self, t: int, at: int) -> None:
        """Look at the alarms when the belt starts."""
        book = self.book
        self.opportunities += bool(book.latched or book.vanished or self._raised_since(t))
        for name, (on_t, on_at, acknowledged) in book.latched.items():
            if not acknowledged:
                self.find(f"the belt started although the alarm {name!r} of {clock(on_t)} was not acknowledged",
                          t, at=(on_at, at))
        for name, on_t, on_at in book.vanished:
            self.find(f"the belt started after the alarm {name!r} of {clock(on_t)} had gone without being "
                      "acknowledged", t, at=(on_at, at))
        book.vanished.clear()

    def _raised_since(self, t: int) -> bool:
        """Whether a latched alarm came up since the belt last started."""
        before, self._before = self._before, t
        raised = (entry for entries in self.book.alarms.values() for entry in entries)
        return any(on and latched and when >= before for when, on, latched in raised)
