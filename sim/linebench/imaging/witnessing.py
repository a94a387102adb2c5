"""Every witness asked about one picture, each in a process of its own and each trying as hard as it can."""

from collections.abc import Iterable
from typing import NamedTuple, Self

from linebench.imaging.picture import Picture
from linebench.imaging.readers import CodeRead, Corners, ReaderError, witnesses
from linebench.imaging.readers.guarded import GuardedReader
from linebench.imaging.readers.ladder import FilteredReader

__all__ = ["Outcome", "Witnesses", "ask_all"]

LIMIT_S = 10.0
"""Wall-clock seconds for one look: a hundred times what a difficult picture takes."""


class Outcome(NamedTuple):
    """What one witness made of a picture.

    ``read``: what it read, with the filter in the name of the witness. ``corners``: where it sees a symbol that it
    cannot read. ``error``: how it failed; that says nothing about the picture.
    """

    witness: str
    read: CodeRead | None = None
    corners: Corners | None = None
    error: str = ""

    @property
    def text(self) -> str:
        """``read``, ``not decodable``, ``no symbol`` or ``failed``."""
        if self.error:
            return "failed"
        if self.read is not None:
            return "read"
        return "no symbol" if self.corners is None else "not decodable"


class Witnesses:
    """All witnesses, their processes kept from picture to picture. ``names``: others than all there are."""

    def __init__(self, names: Iterable[str] | None = None) -> None:
        self._readers = {name: GuardedReader(name, limit_s=LIMIT_S) for name in names or witnesses()}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for reader in self._readers.values():
            reader.close()

    def ask(self, picture: Picture, px_per_module: float = 8) -> tuple[Outcome, ...]:
        """What each witness makes of ``picture``. One that hangs or dies has an error, and the next is asked.

        ``px_per_module``: roughly; it gives the filters their width.
        """
        return tuple(self._ask(name, reader, picture, px_per_module) for name, reader in self._readers.items())

    def _ask(self, name: str, reader: GuardedReader, picture: Picture, px_per_module: float) -> Outcome:
        try:
            found = FilteredReader(px_per_module, reader=reader).read(picture)
            return Outcome(name, found) if found is not None else Outcome(name, corners=reader.locate(picture))
        except ReaderError as error:
            return Outcome(name, error=str(error))


def ask_all(picture: Picture, px_per_module: float = 8) -> tuple[Outcome, ...]:
    """What each witness makes of one picture."""
    with Witnesses() as all_of_them:
        return all_of_them.ask(picture, px_per_module)
