"""A level deals with those whom it knows, and with nobody else."""

from linebench.oracle.rule import Rule
from linebench.records.door import Approached

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: clients that dialled a level, and servers that a level dialled, with what they showed."""

    id = "stranger-let-in"
    title = "A level deals with those who show what is trusted and holds at that moment, and with nobody else."
    classes = ("security",)

    def on_approached(self, came: Approached, at: int) -> None:
        """Compare whether they were dealt with to what they showed."""
        self.opportunities += 1
        who = f"{came.stranger} {came.who or 'without a name'} ({came.shown})"
        if came.wrong and came.served:
            self.find(f"{came.level} dealt with the {who}: {came.wrong}", came.t, at=(at,))
        elif not came.wrong and not came.served:
            self.find(f"{came.level} turned away the {who}, who is known", came.t, at=(at,))
