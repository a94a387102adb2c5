"""The controller's end of a protocol that carries tags but for the protocol: all clients share one image."""

from collections.abc import Sequence
from typing import TypeVar

from linebench.ports import Message
from linebench.wire.device import DeviceBase
from linebench.wire.side import Effect
from linebench.wire.tags.image import TagImage

__all__ = ["TagDevice"]

SessionT = TypeVar("SessionT")


class TagDevice(DeviceBase[SessionT]):
    """A ``Side`` that shows ``image``. It only answers: what the controller says changes the image alone."""

    def __init__(self, image: TagImage) -> None:
        super().__init__()
        self._image = image

    def tell(self, message: Message) -> Sequence[Effect]:
        """See ``Side``."""
        return self._image.tell(message)

    def expired(self, name: str) -> Sequence[Effect]:
        """See ``Side``."""
        return self._image.expired(name)
