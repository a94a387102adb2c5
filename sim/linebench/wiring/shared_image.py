"""The tags of one seat, whatever protocols show them at the same time."""

from collections.abc import Mapping, Sequence

from linebench.ports import Message
from linebench.wire.side import Effect
from linebench.wire.stream.effects import Performer
from linebench.wire.tags.image import LivingFace, TagImage
from linebench.wire.tags.tag import Value
from linebench.wiring.endpoint import Surroundings
from linebench.wiring.ends import tag_face

__all__ = ["SharedImage"]


class _NoSockets:
    """A face says what it says in tags."""

    def write(self, client: int, data: bytes) -> None:
        """Nothing to write to."""

    def hang(self, client: int, why: str) -> None:
        """Nothing to hang up."""


class SharedImage(TagImage):
    """An image whose face answers to the seat, whichever server a host wrote through.

    ``dialled``: a level reads the tags, so that they wait for it; else they run on unread.
    """

    def __init__(self, around: Surroundings, *, dialled: bool) -> None:
        self.face: LivingFace = (tag_face(around.peer, around.setting, dialled=dialled) if around.names is None
                                 else around.names.face(around.setting, around.sight))
        super().__init__(self.face)
        self.performer = Performer(self, around.clock, around.hear, around.note, _NoSockets())

    def restart(self) -> None:
        """The controller begins anew."""
        self.face.restart()

    def write(self, values: Mapping[str, Value]) -> Sequence[Effect]:
        """See ``TagImage``. What follows from it has been done on return."""
        self.performer.perform(super().write(values))
        return ()

    def said(self, message: Message) -> None:
        """The seat says ``message``."""
        self.performer.perform(self.tell(message))
