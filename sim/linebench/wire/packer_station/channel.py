"""A dialect's side as a channel of a station: the same bytes, said and heard in the words of another port."""

from collections.abc import Callable, Sequence

from linebench.ports import Message
from linebench.wire.side import Effect, Heard, Side

__all__ = ["Hears", "Says", "Translated"]

Says = Callable[[Message], Message | None]
"""What a message of the seat is in the words of the dialect; ``None``: it is none of this channel's."""
Hears = Callable[[Message], Sequence[Effect]]
"""What follows for the seat from what the dialect heard."""


class Translated:
    """A ``Side`` around another."""

    def __init__(self, side: Side, says: Says, hears: Hears) -> None:
        self._side, self._says, self._hears = side, says, hears

    def opened(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        return self._meant(self._side.opened(client))

    def received(self, client: int, data: bytes) -> Sequence[Effect]:
        """See ``Side``."""
        return self._meant(self._side.received(client, data))

    def closed(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        return self._meant(self._side.closed(client))

    def tell(self, message: Message) -> Sequence[Effect]:
        """See ``Side``."""
        said = self._says(message)
        return () if said is None else self._meant(self._side.tell(said))

    def expired(self, name: str) -> Sequence[Effect]:
        """See ``Side``."""
        return self._meant(self._side.expired(name))

    def poll(self) -> Sequence[Effect]:
        """See ``Side``."""
        return self._meant(self._side.poll())

    def _meant(self, effects: Sequence[Effect]) -> Sequence[Effect]:
        out: list[Effect] = []
        for effect in effects:
            if isinstance(effect, Heard):
                out += self._hears(effect.message)
            else:
                out.append(effect)
        return out
