"""What people ask is done for those alone who may."""

from linebench.oracle.persons import Asked
from linebench.oracle.rule import Rule
from linebench.ports.operator import Answer

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: answers to what people asked of an L2 that keeps users.

    Whether they may follows from the roles of the scenario, from what L2 changed of them, and from what people
    truly typed.
    """

    id = "done-without-right"
    title = "Only a user who is logged in and whose role may has something done; a wrong password opens nothing."
    classes = ("access",)

    def on_person(self, asked: Asked, answer: Answer, t: int, at: int) -> None:
        """Hold an answer against what the person may."""
        self.opportunities += 1
        if answer.accepted and asked.fault:
            self.find(f"L2 did {asked.action.replace('_', ' ')} for {asked.by}, {asked.fault}", t,
                      at=(asked.at, at))
