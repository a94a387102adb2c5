"""The reject gate: orders to the pusher and the proof that each pack really left the belt.

An order waits for the encoder in one of a ring of comparator slots; after the stroke the confirmation must
come within a belt travel, or within a time when the belt stands.
"""

from collections import deque

from linebench.ports.io import Compare, Output
from linebench.stack.l1.layout import L1Layout
from linebench.stack.machine import Arm, Cancel, Effect, Send

__all__ = ["Order", "RejectGate"]

_SLOTS = 16
"""More orders than fit between the gate's barrier and the end of a confirmation window."""
_STRIKE = Send("io", Output("pusher", on=True))


class Order:
    """One pack ordered off the belt. ``state``: ``waiting``, ``struck``, ``confirmed`` or ``overdue``."""

    __slots__ = ("cause", "slot", "state", "trigger")

    def __init__(self, trigger: int, cause: str, slot: int) -> None:
        self.trigger = trigger
        self.cause = cause
        self.slot = slot
        self.state = "waiting"


class RejectGate:
    """Keeps the orders of the reject zone in belt order. ``overdue``: struck, never seen to fall."""

    __slots__ = ("_by_slot", "_layout", "_next", "overdue", "struck")

    def __init__(self, layout: L1Layout) -> None:
        self._layout = layout
        self._next = 0
        self._by_slot: list[Order | None] = [None] * _SLOTS
        self.struck: deque[Order] = deque()
        self.overdue: deque[Order] = deque()

    def order(self, trigger: int, cause: str, encoder: int, out: list[Effect]) -> None:
        """Reject the pack whose front is at the gate's barrier at ``encoder``."""
        slot = self._next
        self._next = (slot + 1) % _SLOTS
        self._by_slot[slot] = Order(trigger, cause, slot)
        out.append(Send("io", Compare(f"push:{slot}", encoder + self._layout.gate_to_push)))

    def reached(self, name: str, encoder: int, out: list[Effect]) -> Order | None:
        """A comparator of the gate fired. Returns the order whose confirmation is overdue by that."""
        kind, _, number = name.partition(":")
        order = self._by_slot[int(number)]
        if order is None:
            return None
        if kind == "push":
            self._strike(order, encoder, out)
            return None
        return self._overdue(order)

    def expired(self, name: str) -> Order | None:
        """The confirmation timer of a slot ran out. Returns the order that is overdue by that."""
        order = self._by_slot[int(name.partition(":")[2])]
        return None if order is None else self._overdue(order)

    def confirmed(self, out: list[Effect]) -> Order | None:
        """A pack fell past the sensor: it is the oldest one struck. ``None``: no order was waiting for one."""
        if not self.struck:
            return self.overdue.popleft() if self.overdue else None
        order = self.struck.popleft()
        order.state = "confirmed"
        out.append(Cancel(f"confirm:{order.slot}"))
        return order

    def abandon(self) -> list[Order]:
        """Places are unknown: no order can be carried out any more. Returns those not yet struck."""
        waiting = [order for order in self._by_slot if order is not None and order.state == "waiting"]
        for order in waiting:
            self._by_slot[order.slot] = None
        return waiting

    def _strike(self, order: Order, encoder: int, out: list[Effect]) -> None:
        if order.state != "waiting":
            return
        order.state = "struck"
        self.struck.append(order)
        out.append(_STRIKE)
        out.append(Send("io", Compare(f"confirm:{order.slot}", encoder + self._layout.confirm_within)))
        out.append(Arm(f"confirm:{order.slot}", self._layout.confirm_us))

    def _overdue(self, order: Order) -> Order | None:
        if order.state != "struck":
            return None
        order.state = "overdue"
        self.struck.remove(order)
        self.overdue.append(order)
        return order
