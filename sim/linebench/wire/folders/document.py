"""What a file says once it is read, and what is wrong with one that says nothing."""

from collections.abc import Sequence
from typing import TypeAlias

import msgspec

from linebench.ports.erp import JobCommand, JobOrder, JobResponse, JobWish, ProductData
from linebench.ports.l4 import Capture
from linebench.ports.serials import Draw, Drawn

__all__ = ["FileDocument", "FileError", "FileMessage", "FileProblem"]

FileMessage: TypeAlias = JobOrder | JobCommand | JobWish | ProductData | JobResponse | Draw | Drawn | Capture


class FileDocument(msgspec.Struct, frozen=True):
    """The content of one file.

    Attributes:
        kind: ``products``, ``orders``, ``commands``, ``wishes``, ``responses``, ``serials`` or ``events``.
        id: number of the document as it says itself; empty where it has none.
        messages: what it says, in its order.

    """

    kind: str
    id: str
    messages: tuple[FileMessage, ...]


class FileProblem(msgspec.Struct, frozen=True):
    """One thing that is wrong. ``where``: line and column, or path of the element."""

    where: str
    found: str
    expected: str

    def __str__(self) -> str:
        """One line."""
        return f"{self.where}: found {self.found}; expected {self.expected}"


class FileError(ValueError):
    """A file, or a map, that is not to be taken. ``problems`` has everything that is wrong with it."""

    def __init__(self, problems: Sequence[FileProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(map(str, problems)))
