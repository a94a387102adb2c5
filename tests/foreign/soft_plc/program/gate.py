"""FB_Gate: orders to the pusher by the encoder, and the proof that each pack fell."""

from collections import deque
from dataclasses import dataclass

__all__ = ["Gate", "Order"]


@dataclass
class Order:
    """One pack to be pushed off when the belt has come to ``at``. ``struck``: when that was."""

    number: int
    cause: int
    at: int
    struck: float | None = None


class Gate:
    """``strikes``: orders that the I/O card has not been given yet; ``waiting``: not yet proved."""

    def __init__(self, to_pusher: int, lead: float, window: int, patience: float) -> None:
        """``lead``: seconds from order to stroke; ``window``, ``patience``: counts and seconds until it fell."""
        self.strikes: deque[Order] = deque()
        self.waiting: deque[Order] = deque()
        self.overdue: deque[Order] = deque()
        self._to_pusher, self._lead, self._window, self._patience = to_pusher, lead, window, patience

    def order(self, number: int, cause: int, travel: int, speed: float) -> None:
        """Push off the pack that was at the gate's light barrier at ``travel``. ``speed``: counts in a second."""
        order = Order(number, cause, travel + self._to_pusher - round(speed * self._lead))
        self.strikes.append(order)
        self.waiting.append(order)

    def fallen(self) -> Order | None:
        """A pack fell: the oldest one struck, or one that was given up; ``None``: none was to fall."""
        if self.waiting and self.waiting[0].struck is not None:
            return self.waiting.popleft()
        return self.overdue.popleft() if self.overdue else None

    def cycle(self, now: float, travel: int) -> list[Order]:
        """One cycle. Returns orders that should have been proved by now."""
        for order in self.waiting:
            if order.struck is None and travel >= order.at:
                order.struck = now
        late = []
        while self.waiting and self._late(self.waiting[0], now, travel):
            late.append(self.waiting.popleft())
        self.overdue.extend(late)
        return late

    def _late(self, order: Order, now: float, travel: int) -> bool:
        return order.struck is not None and (
            travel - order.at > self._window or now - order.struck > self._patience)
