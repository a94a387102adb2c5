"""The evidence of an exception goes with what is reported of it."""

from linebench.oracle.resolved import Talked
from linebench.oracle.rule import Rule

__all__ = ["RULE"]

_NEEDED = frozenset({"damaged label", "missing unit", "mislabelled pallet", "wrong count", "rework", "destroy",
                     "return"})
"""Procedures of which there has to be a photo: afterwards nobody can look at what it shows."""


class RULE(Rule):
    """Opportunities: procedures that ended, and of which there has to be a photo.

    Judged once the enterprise was asked for all that it has.
    """

    id = "photo-missing"
    title = "What is reported of an exception names its photo, and that photo was taken."
    classes = ("exception",)

    def finish(self) -> None:
        """Compare what was reported with the photos that there are."""
        t, at = self.book.told_all.get("l4", (0, -1))
        if at < 0:
            return
        for task in self.book.exceptions.ended("done"):
            if task.procedure in _NEEDED:
                self.opportunities += 1
                self._look(task, t, at)

    def _look(self, task: Talked, t: int, at: int) -> None:
        unknown = task.photos - self.book.stored.photos
        if not task.photos:
            self.find(f"{task.procedure!r} (task {task.task}) is reported without a photo", t, at=(task.at, at))
        elif unknown:
            self.find(f"{task.procedure!r} (task {task.task}) names a photo that nobody took: {min(unknown)}", t,
                      at=(task.at, at))
