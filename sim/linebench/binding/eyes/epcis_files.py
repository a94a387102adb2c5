"""EPCIS documents in a folder; what they say needs no names and no words."""

from collections.abc import Iterator

from linebench.binding.documents import DocumentError
from linebench.binding.epcis import events_of, unfinished
from linebench.binding.eye import Row, Seen, Trouble
from linebench.binding.folder import Folder, FolderEye, Piece
from linebench.binding.kinds import EyeKind, Options, Place

__all__ = ["KIND", "EpcisEye", "EpcisOptions"]


class EpcisOptions(Options, frozen=True, kw_only=True):
    """``files``: a path with wildcards, from the folder of the stack file: EPCIS 2.0 as JSON, 1.2 or 2.0 as XML."""

    files: str


class EpcisEye(FolderEye):
    """An ``Eye`` for claims that give ``events``."""

    def __init__(self, options: EpcisOptions, place: Place) -> None:
        super().__init__(Folder(place.folder / options.files, unfinished))

    def _seen(self, piece: Piece) -> Iterator[Seen]:
        try:
            for number, event in enumerate(events_of(piece.data), 1):
                place = f"{piece.path.name}:event {number}"
                yield Trouble(f"{piece.path.name}: {event}") if isinstance(event, str) else Row(event, place)
        except DocumentError as error:
            yield Trouble(f"{piece.path.name}: {error}")


KIND = EyeKind(name="epcis", summary="EPCIS documents in a folder, JSON or XML", options=EpcisOptions,
               make=EpcisEye)
