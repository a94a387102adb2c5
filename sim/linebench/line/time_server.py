"""The time server of the site: it is right, and answers whoever asks."""

from collections.abc import Callable

from linebench.ports import Message
from linebench.ports.clock import TimeAnswer, TimeRequest

__all__ = ["TimeServer"]


class TimeServer:
    """Answers requests at once. ``epoch_us``: UTC of t = 0; ``say``: the way to who asks."""

    def __init__(self, epoch_us: int, say: Callable[..., None]) -> None:
        self._epoch, self._say = epoch_us, say

    def receive(self, t: int, message: Message) -> None:
        """Take a request."""
        if type(message) is TimeRequest:
            now = self._epoch + t
            self._say(t, TimeAnswer(message.sent_us, now, now))
