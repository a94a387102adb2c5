"""A level elsewhere as the rest of the bench handles it: as a ``LevelSeat``, from any thread."""

from collections.abc import Callable
from typing import Protocol

from linebench.seats import Ear, Way
from linebench.wiring.endpoint import Endpoint
from linebench.wiring.thread import LoopThread

__all__ = ["Elsewhere", "WiredSeat"]


class Elsewhere(Protocol):
    """The seat of a level that is not in the bench."""

    @property
    def timers(self) -> int:
        """Engine entries of timers that came due."""

    @property
    def powered(self) -> bool:
        """Whether the level is running."""

    @property
    def changed(self) -> Callable[[], None]:
        """To be called when something happened on a wire of the level."""

    def serve(self, peer: str, endpoint: Endpoint) -> None:
        """Give the level the endpoint at which it finds a peer."""

    def speak(self, peer: str, link: Way) -> None:
        """Give the level its way to a peer."""

    def hear(self, link: Ear) -> None:
        """Let the level take what arrives on a link."""

    async def power_on(self, t: int) -> None:
        """Let the level come to life."""

    async def power_off(self, t: int) -> None:
        """Take its power away."""

    def dismiss(self) -> None:
        """Let it go without a trace."""


class WiredSeat:
    """Does in the thread of the wires what it is asked to."""

    def __init__(self, seat: Elsewhere, thread: LoopThread) -> None:
        self._seat, self._thread = seat, thread

    @property
    def timers(self) -> int:
        """Engine entries of timers that came due."""
        return self._seat.timers

    @property
    def powered(self) -> bool:
        """Whether the level is running."""
        return self._seat.powered

    def speak(self, peer: str, link: Way) -> None:
        """Give the level its way to a peer."""
        self._seat.speak(peer, link)

    def hear(self, link: Ear) -> None:
        """Let the level take what arrives on a link."""
        self._seat.hear(link)

    def power_on(self, t: int) -> None:
        """Start the level from what it stored."""
        self._thread.run(self._seat.power_on(t))

    def power_off(self, t: int) -> None:
        """Take its power away at once."""
        self._thread.run(self._seat.power_off(t))

    def dismiss(self) -> None:
        """Let it go without a trace; in the thread of the wires."""
        self._seat.dismiss()
