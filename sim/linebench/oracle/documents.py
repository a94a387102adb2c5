"""The documents of a line on their way to being acknowledged by its site."""

from collections import deque
from typing import TypeAlias

from linebench.ports.l3 import BatchReport, Report, SerialReturn

__all__ = ["Document", "Documents"]

Document: TypeAlias = Report | BatchReport | SerialReturn
_RECENT = 1_000
"""Documents of which is known when they were acknowledged: far more than come within a limit."""


class Documents:
    """What L2 sent to L3.

    Attributes:
        unanswered: by sequence, those that arrived and are not acknowledged: (when, position, document).
        acknowledged: (when, document) of those that are, the newest last.

    """

    def __init__(self) -> None:
        self.unanswered: dict[int, tuple[int, int, Document]] = {}
        self.acknowledged: deque[tuple[int, Document]] = deque(maxlen=_RECENT)

    def accept(self, sequence: int, t: int) -> tuple[Document, int] | None:
        """A document is acknowledged; returns it and when it had first arrived, ``None`` if it was already."""
        first, _, document = self.unanswered.pop(sequence, (0, 0, None))
        if document is None:
            return None
        self.acknowledged.append((t, document))
        return document, first

    def under_way(self, since: int) -> list[Document]:
        """Those that are not acknowledged, or were from ``since`` on."""
        return [*(document for _, _, document in self.unanswered.values()),
                *(document for t, document in self.acknowledged if t >= since)]
