"""What happens at a reader as its conversation shows: readings, states, counters."""

from collections.abc import Callable, Sequence

from linebench.ports import Message
from linebench.ports.camera import CameraJob, CameraState
from linebench.wire.readers.lines import ReaderLines
from linebench.wire.readers.profile import ReaderProfile
from linebench.wire.readers.template import TemplateError
from linebench.wire.side import Setting
from linebench.wire.witness import Happenings, Piece

__all__ = ["ReaderHappenings", "fits"]

Line = Callable[[bytes], bytes]
"""Takes a frame and returns the line in it."""


class ReaderHappenings(Happenings):
    """What a reader pushes is what happened; that it took a job shows by its answer too.

    ``line``: takes the pushed line out of a frame; ``refused``: whether an answer says no.
    """

    def __init__(self, profile: ReaderProfile, setting: Setting, ends: str, line: Line,
                 refused: Callable[[bytes], bool] = lambda data: False) -> None:  # noqa: ARG005
        self._lines = ReaderLines(profile, setting.name, ends)
        self._name = setting.name
        self._line, self._refused = line, refused
        self._ordered: CameraJob | None = None

    def heard(self, message: Message) -> None:
        """See ``Happenings``."""
        if isinstance(message, CameraJob):
            self._ordered = message

    def pushed(self, piece: Piece) -> Sequence[Message]:
        """See ``Happenings``."""
        try:
            message = self._lines.decode(self._line(piece.data))
        except TemplateError:
            return ()
        if isinstance(message, CameraState):
            self._ordered = None
        return (message,)

    def owed(self, piece: Piece) -> Sequence[Message]:
        """See ``Happenings``."""
        ordered, self._ordered = self._ordered, None
        if ordered is None:
            return ()
        return (CameraState(self._name, "" if self._refused(piece.data) else ordered.job, online=True),)


def fits(lines: ReaderLines, line: bytes) -> bool:
    """Whether a line is one that the profile's reader pushes."""
    try:
        lines.decode(line)
    except TemplateError:
        return False
    return True
