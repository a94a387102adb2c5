"""Every witness asked about one picture, each in a process of its own and each trying as hard as it can."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Self

import cv2
import numpy as np

from linebench.imaging.picture import Picture
from linebench.imaging.readers import CodeRead, Corners, ReaderError, witnesses
from linebench.imaging.readers.guarded import GuardedReader

__all__ = ["Outcome", "Witnesses", "ask_all"]

_BLURS = (0.2, 0.3)
"""Sigmas in modules, as in the ladder."""
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
            for step, view in _views(picture, px_per_module):
                found = reader.read(view)
                if found is not None:
                    return Outcome(name, _named(found, step, view.shape[0] / picture.shape[0]))
            return Outcome(name, corners=reader.locate(picture))
        except ReaderError as error:
            return Outcome(name, error=str(error))


def ask_all(picture: Picture, px_per_module: float = 8) -> tuple[Outcome, ...]:
    """What each witness makes of one picture."""
    with Witnesses() as all_of_them:
        return all_of_them.ask(picture, px_per_module)


def _views(picture: Picture, px_per_module: float) -> Iterator[tuple[str, Picture]]:
    """The picture, then what closes gaps of missing ink and smooths noise."""
    yield "", picture
    for width in _BLURS:
        yield f"blurred {width} X", np.asarray(cv2.GaussianBlur(picture, (0, 0), width * px_per_module), np.uint8)
    half = cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    yield "half size", np.asarray(half, np.uint8)


def _named(found: CodeRead, step: str, scale: float) -> CodeRead:
    """A read in the coordinates of the whole picture, with the filter named."""
    if not step:
        return found
    corners = found.corners and tuple((x / scale, y / scale) for x, y in found.corners)
    return found._replace(witness=f"{found.witness}, {step}", corners=corners)  # type: ignore[arg-type]  # four
