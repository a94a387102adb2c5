"""What a control level is to its driver: a state machine without I/O.

A level is told what happened (a message, a timer, power) and answers with effects; the driver in ``seats``
carries them out, every Store before any Send. A level that loses power loses its object; the next one is
made anew and started with what was stored.

The one ``step`` of the house plan is ``start``, ``expire`` and a handler for each type of message here: a level
hears some seven messages for every pack, and an event object and a dispatch for each would cost a tenth of all.
For the same reason a handler may answer with one Send instead of a sequence, and what changes with every pack is
written into the store at once: a level has nothing under way while it decides, so that comes to the same.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeAlias, final

import msgspec

from linebench.ports import Message

__all__ = ["Answer", "Arm", "Cancel", "Effect", "Handler", "Level", "Machine", "Send", "Store", "StoreState"]


@final
class Send(msgspec.Struct, frozen=True, gc=False):
    """Say ``message`` to the peer seat ``to`` (``io``, ``l2``, ``printer``, …)."""

    to: str
    message: Message


class Arm(msgspec.Struct, frozen=True, gc=False):
    """Call ``expire(name)`` after ``delay_us``. Arming a running timer restarts it."""

    name: str
    delay_us: int


class Cancel(msgspec.Struct, frozen=True, gc=False):
    """Forget the timer; nothing happens when it is not running."""

    name: str


class Store(msgspec.Struct, frozen=True, gc=False):
    """Keep ``value`` under ``key`` where power loss does not reach; ``None`` deletes the key."""

    key: str
    value: Any  # whatever the level gives it: the driver only hands it back on start


class StoreState(msgspec.Struct, frozen=True, gc=False):
    """The driver to its level: the store takes nothing, and ``why``; empty: it works again. What a level gives
    meanwhile waits, with everything behind it.
    """

    why: str


Effect: TypeAlias = Send | Arm | Cancel | Store

Answer: TypeAlias = Sequence[Effect] | Send
"""What a level answers to a message: effects in order, or the one Send that is all of it."""

Handler: TypeAlias = Callable[[Any, int], Answer]
"""Takes a message of its own type at a time and answers."""


class Level(Protocol):
    """One control level. ``start``, ``expire`` and the handlers return effects in the order they are to happen."""

    def start(self, restored: dict[str, Any], t: int) -> Sequence[Effect]:
        """Power came on. ``restored``: the store with what was stored before, empty on the very first start."""

    @property
    def handlers(self) -> Mapping[type, Handler]:
        """What each type of message does, from ``start`` on; the type says who speaks. Others are ignored."""

    def heard_from(self, peer: str) -> Mapping[type, Handler]:
        """What each type of message does that ``peer`` says, where that matters; else ``handlers``."""

    def expire(self, name: str, t: int) -> Sequence[Effect]:
        """The timer ``name`` ran out."""


class Machine:
    """What the levels share: a handler for each type of message, made anew at each start."""

    _handlers: Mapping[type, Handler]

    @property
    def handlers(self) -> Mapping[type, Handler]:
        """What each type of message does; a level started anew has new ones."""
        return self._handlers

    def heard_from(self, peer: str) -> Mapping[type, Handler]:  # noqa: ARG002  # mostly the type says who speaks
        """See ``Level``."""
        return self.handlers

    def receive(self, source: str, message: Message, t: int) -> Answer:
        """Take one message outside a seat; what nobody has a use for is ignored."""
        handler = self.heard_from(source).get(type(message))
        return () if handler is None else handler(message, t)
