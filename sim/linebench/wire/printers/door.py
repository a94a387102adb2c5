"""How many clients a device takes at a time."""

from linebench.wire.side import Effect, Hang, Noted

__all__ = ["Door"]


class Door:
    """Connections of one device. ``limit``: how many at a time, 0 for any number.

    Attributes:
        clients: those inside, oldest first.

    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self.clients: list[int] = []

    def enter(self, client: int) -> tuple[Effect, ...]:
        """A connection stands: it is let in, which has no effects, or closed at once."""
        if self._limit and len(self.clients) >= self._limit:
            why = f"client {client}; {len(self.clients)} are connected, which is all the device takes"
            return (Noted("refused", why), Hang(client, why))
        self.clients.append(client)
        return ()

    def leave(self, client: int) -> bool:
        """A connection is gone; whether it was the last of those inside."""
        if client not in self.clients:
            return False
        self.clients.remove(client)
        return not self.clients
