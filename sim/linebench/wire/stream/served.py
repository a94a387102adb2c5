"""What all that hosts dial have in common: a port, and how many clients it takes."""

from linebench.wire.stream.address import Address
from linebench.wire.stream.connection import Connection, Owner
from linebench.wire.stream.listener import Listener
from linebench.wire.stream.notes import Notes
from linebench.wire.stream.passage import Interposing

__all__ = ["Served"]


class Served:
    """A listening port. ``owner`` gets its connections."""

    def __init__(self, link: str, owner: Owner, notes: Notes, *, host: str, port: int, real: bool, max_clients: int,
                 max_buffer: int, interposer: Interposing | None) -> None:
        """``real``: serve other machines too; ``max_buffer``: bytes a client may leave unread.

        Raises:
            WireError: an address outside this machine without ``real``, or no such port.

        """
        wanted = Address(host, port)
        wanted.check(link, real=real)
        self._refusal = notes
        self._max_clients = max_clients
        self._listener = Listener(link, wanted, lambda: Connection(owner, dialled=False, limit=max_buffer),
                                  owner.stirred)
        if interposer is not None:
            interposer.attach(self._listener)

    @property
    def port(self) -> int:
        """The port, known after ``start`` where 0 was asked for."""
        return self._listener.address.port

    @property
    def address(self) -> str:
        """Where a client finds it: ``127.0.0.1:4000``."""
        return str(self._listener.address)

    async def start(self) -> None:
        """Listen.

        Raises:
            WireError: the port is in use or may not be used.

        """
        await self._listener.start()

    def _admits(self, connection: Connection, standing: int) -> bool:
        """Let a client in, unless the port has just been shut or ``standing`` clients are too many for another."""
        if not self._listener.is_shut:
            if standing < self._max_clients:
                return True
            self._refusal("refused", f"more than {self._max_clients} clients at a time")
        connection.reset("refused")
        return False
