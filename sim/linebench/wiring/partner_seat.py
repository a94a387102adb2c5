"""The seat of the enterprise's partners: whoever dials its port from outside, without a time of their own."""

from collections.abc import Callable

from linebench.ports import Message
from linebench.seats import Ear, Way
from linebench.wiring.endpoint import Endpoint
from linebench.wiring.quiet import Watch

__all__ = ["PartnerSeat"]


class PartnerSeat:
    """Hands on what anybody says at the enterprise's port, and what the enterprise answers.

    Attributes:
        timers: as ``LevelSeat``; it has none.
        powered: always: nobody can switch off whoever may dial.

    """

    timers = 0
    powered = True

    def __init__(self, now: Callable[[], int], stir: Callable[[], None]) -> None:
        """``now`` gives the time at which something from outside happens; ``stir`` is called after it."""
        self._now, self._stir = now, stir
        self._endpoint: Endpoint | None = None
        self._watch = Watch()
        self._way: Way | None = None

    @property
    def pending(self) -> bool:
        """Whether the enterprise has something to tell that has not been sent yet."""
        return self._endpoint is not None and self._endpoint.busy

    async def settle(self) -> None:
        """Wait until it has, within the same instant."""
        await self._watch.until(lambda: not self.pending, lambda: "what the enterprise tells its subscribers")

    def changed(self) -> None:
        """Something happened on a wire; who waits for it looks by themselves."""
        self._watch.changed()

    def serve(self, peer: str, endpoint: Endpoint) -> None:  # noqa: ARG002  # there is one
        """Take the endpoint at which partners find the enterprise."""
        self._endpoint = endpoint

    def heard(self, message: Message) -> None:
        """Somebody says something to the enterprise."""
        if self._way is not None:
            self._way.say(self._now(), message)
            self._stir()

    def speak(self, peer: str, link: Way) -> None:  # noqa: ARG002  # there is one
        """Take the way to the enterprise."""
        self._way = link

    def hear(self, link: Ear) -> None:
        """Let the endpoint have what the enterprise answers."""
        link.attach(lambda _t, message: self._answered(message))

    async def power_on(self, t: int) -> None:
        """Nothing: see ``powered``."""

    async def power_off(self, t: int) -> None:
        """Nothing: see ``powered``."""

    def dismiss(self) -> None:
        """Let go of the way to the enterprise."""
        self._way = None

    def _answered(self, message: Message) -> None:
        if self._endpoint is not None:
            self._endpoint.tell(message)
