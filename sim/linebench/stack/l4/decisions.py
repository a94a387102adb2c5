"""The decisions the enterprise repository takes by name, each of which a mutant can replace."""

from linebench.epcis.history import Breach
from linebench.epcis.model import Event
from linebench.ports.l4 import Captured
from linebench.stack.access_decisions import AccessDecisions
from linebench.stack.l4.verification_decisions import VerificationDecisions

__all__ = ["L4Decisions"]


class L4Decisions(VerificationDecisions, AccessDecisions):
    """What a right enterprise repository decides. One object serves one repository."""

    def delivery(self, peer: str, capture: int) -> str:
        """By what a capture is known when ``peer`` repeats it."""
        return f"{peer} {capture}"

    def breaches(self, found: list[Breach]) -> list[Breach]:
        """For which of the rules that an event breaks it is refused."""
        return found

    def is_undone(self, declaration: Event) -> bool:
        """Whether an error declaration takes its event's effect away."""
        return declaration.error_declaration is not None

    def rolls_back(self, *, proceed: bool) -> bool:
        """Whether one event that cannot be stored keeps out all the others of its capture."""
        return not proceed

    def kept(self, events: tuple[Event, ...]) -> tuple[Event, ...]:
        """The events of a capture as they are stored, of those that were found to be sound."""
        return events

    def answer(self, captured: Captured) -> Captured:
        """What is said of a capture."""
        return captured

    def next_page(self, token: str) -> str:
        """The token of the next page that is given out."""
        return token
