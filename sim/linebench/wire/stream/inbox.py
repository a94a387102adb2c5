"""What was read and not yet handed over, for a bench that has to say in which order things happened.

How many pieces a socket's bytes arrive in, and which of two sockets is read first, is up to the operating
system. Where runs must repeat, everything is gathered until nothing is under way any more, and then handed
over by number of connection, the bytes of each in one piece.
"""

from collections.abc import Callable

__all__ = ["Inbox"]


class _Read:
    """Bytes read one after the other from one connection."""

    def __init__(self, read: Callable[[bytes], None]) -> None:
        self.data = bytearray()
        self._read = read

    def __call__(self) -> None:
        self._read(bytes(self.data))


class Inbox:
    """Events of connections, handed over at once or, with ``gather``, by ``release``."""

    def __init__(self, *, gather: bool) -> None:
        self._gather = gather
        self._waiting: dict[int, list[Callable[[], None] | _Read]] = {}

    @property
    def filled(self) -> bool:
        """Whether something waits."""
        return bool(self._waiting)

    def take(self, client: int, event: Callable[[], None]) -> None:
        """A connection came or went."""
        if self._gather:
            self._waiting.setdefault(client, []).append(event)
        else:
            event()

    def take_data(self, client: int, data: bytes, read: Callable[[bytes], None]) -> int:
        """Bytes of a connection; ``read`` gets them. Tell how many wait now."""
        if not self._gather:
            read(data)
            return 0
        waiting = self._waiting.setdefault(client, [])
        last = waiting[-1] if waiting else None
        if not isinstance(last, _Read):
            last = _Read(read)
            waiting.append(last)
        last.data += data
        return len(last.data)

    def release(self) -> None:
        """Hand over what waits; what comes meanwhile waits for the next time."""
        waiting, self._waiting = self._waiting, {}
        for client in sorted(waiting):
            for event in waiting[client]:
                event()

    def clear(self) -> None:
        """Forget what waits."""
        self._waiting.clear()
