"""One client of a vision system: how far its log-in is, what it is writing, and what is still to be sent to it."""

from collections import deque

from linebench.wire.insight.codec import Upload

__all__ = ["Client"]


class Client:
    """What is known of one client.

    Attributes:
        stage: ``user``, ``password`` or ``in``.
        user: as given.
        upload: what it is writing, and the command that began it.
        parts: of a block that is sent with pauses between.

    """

    def __init__(self) -> None:
        self.stage = "user"
        self.user = b""
        self.upload: tuple[Upload, str, str] | None = None
        self.parts: deque[bytes] = deque()
