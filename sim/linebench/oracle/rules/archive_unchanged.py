"""What comes out of the archive is what was given before it was put there."""

from linebench.oracle.book import Book
from linebench.oracle.rule import Rule
from linebench.ports.office import BatchDocument

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: documents that came out of the archive, of those that were given before in the same form."""

    id = "archive-unchanged"
    title = "A document of a batch comes out of the archive as it was before all else of the batch was purged."
    classes = ("archive",)

    def __init__(self, book: Book) -> None:
        super().__init__(book)
        self._given: dict[tuple[str, str], str] = {}

    def on_document(self, document: BatchDocument, t: int, at: int) -> None:
        """Note one that was given, or compare one that was kept."""
        key = (document.order, document.form)
        if not document.archived:
            self._given[key] = document.text
        elif key in self._given:
            self.opportunities += 1
            if document.text != self._given[key]:
                self.find(f"the document of order {document.order} as {document.form} came out of the archive with "
                          f"{len(document.text)} characters, not as the {len(self._given[key])} that were given "
                          "before", t, at=(at,))
