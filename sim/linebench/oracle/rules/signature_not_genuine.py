"""What needs a signature is done with a genuine one alone, and the signature stays with the record."""

from linebench.oracle.book import Book
from linebench.oracle.persons import Asked
from linebench.oracle.rule import Rule
from linebench.ports.operator import Answer
from linebench.ports.people import Sign
from linebench.records.claim import TrailLineClaimed

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: what was done that needs a signature, and what was signed."""

    id = "signature-not-genuine"
    title = "A critical action is signed by the user who asks, with name and password, and the signature is kept."
    classes = ("signature",)

    def __init__(self, book: Book) -> None:
        super().__init__(book)
        self._kept: set[tuple[str, str, str]] = set()

    def on_trail_line(self, line: TrailLineClaimed, at: int) -> None:  # noqa: ARG002  # as every entry
        """Note which signatures are kept with which entry."""
        if line.signed:
            self._kept.add((line.what.partition(" ")[0], line.signed, line.meaning))

    def on_person(self, asked: Asked, answer: Answer, t: int, at: int) -> None:
        """Hold what was done against its signature."""
        said = asked.said
        if not isinstance(said, Sign) and not asked.forged:
            return
        self.opportunities += 1
        if not answer.accepted:
            return
        action = asked.action.replace("_", " ")
        if asked.forged:
            self.find(f"L2 did {action} for {asked.by}, {asked.forged}", t, at=(asked.at, at))
        elif isinstance(said, Sign) and (said.action, said.signer, said.meaning) not in self._kept:
            self.find(f"L2 did {action} for {asked.by} and kept no signature of it", t, at=(asked.at, at))
