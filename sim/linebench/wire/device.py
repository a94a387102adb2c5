"""The device's end of a wire but for its dialect: clients come, are heard, and go."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Generic, TypeVar

from linebench.ports import Message
from linebench.wire.side import Effect, Hang, Noted

__all__ = ["DeviceBase"]

SessionT = TypeVar("SessionT")


class DeviceBase(ABC, Generic[SessionT]):
    """A ``Side`` that is dialled. A dialect says what it keeps of a client, and what a client's bytes mean.

    Attributes:
        sessions: what is kept of each client, in the order in which they came. Who is not in it is not heard.

    """

    def __init__(self, most: int | None = None) -> None:
        """``most``: connections at a time; ``None``: any number."""
        self.sessions: dict[int, SessionT] = {}
        self._most = most

    @abstractmethod
    def session(self, client: int) -> SessionT:
        """What is kept of a new client, such as its decoder."""

    @abstractmethod
    def heard(self, client: int, session: SessionT, data: bytes, out: list[Effect]) -> None:
        """A client's bytes, in a piece of any size: do what they say and answer."""

    @abstractmethod
    def tell(self, message: Message) -> Sequence[Effect]:
        """See ``Side``."""

    def admit(self, client: int) -> Sequence[Effect]:
        """A connection stands: it is let in, which has no effects, or closed at once."""
        if self._most is None or len(self.sessions) < self._most:
            return ()
        return [Noted("refused", f"client {client}: {self._most} connected already"), Hang(client, "no room")]

    def greeting(self, client: int) -> Sequence[Effect]:  # noqa: ARG002  # for dialects with a banner
        """What a client is told first."""
        return ()

    def opened(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        refused = self.admit(client)
        if refused:
            return refused
        self.sessions[client] = self.session(client)
        return self.greeting(client)

    def received(self, client: int, data: bytes) -> Sequence[Effect]:
        """See ``Side``."""
        out: list[Effect] = []
        session = self.sessions.get(client)
        if session is not None:
            self.heard(client, session, data, out)
        return out

    def closed(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        self.sessions.pop(client, None)
        return ()

    def expired(self, name: str) -> Sequence[Effect]:  # noqa: ARG002  # dialects with timers override it
        """See ``Side``."""
        return ()

    def poll(self) -> Sequence[Effect]:
        """See ``Side``; a device has nothing to look for."""
        return ()
