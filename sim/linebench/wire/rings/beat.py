"""Heartbeats: our own, which others watch, and the other end's, which we watch."""

from collections.abc import Sequence

from linebench.ports.presence import Presence
from linebench.units import Duration
from linebench.wire.rings.ring import COUNT
from linebench.wire.side import Arm, Cancel, Effect, Heard
from linebench.wire.tags.tag import Value

__all__ = ["Beat", "Watch"]


class Beat:
    """A count and a bit that change every ``every``, for hosts that watch the one or the other.

    ``timer``: the name under which it asks for time; ``tags``: the names of count and bit.
    """

    def __init__(self, timer: str, every: Duration, tags: tuple[str, str]) -> None:
        self.timer, self._every, self._tags = timer, every, tags
        self._count = 0

    def next(self) -> tuple[tuple[tuple[str, Value], ...], Arm]:
        """The tags of the next beat, and the timer for the one after it."""
        count = self._count = (self._count + 1) & COUNT
        return ((self._tags[0], count), (self._tags[1], bool(count & 1))), Arm(self.timer, self._every)


class Watch:
    """Says when the heart of ``peer`` stands still for ``within``, and when it beats again.

    Attributes:
        identity: what the peer says of itself, to be told when it arrives.
        here: the peer is there as far as was said.

    """

    def __init__(self, timer: str, peer: str, within: Duration) -> None:
        self.timer, self._peer, self._within = timer, peer, within
        self._mark: tuple[Value, ...] | None = None
        self._refused = ""
        self.identity = ""
        self.here = False

    def seen(self, mark: tuple[Value, ...]) -> Sequence[Effect]:
        """The heartbeat as it is now; the first sight of one is no beat yet."""
        before, self._mark = self._mark, mark
        if before in (None, mark):
            return ()
        return (*self.arrived(), Arm(self.timer, self._within))

    def arrived(self) -> Sequence[Effect]:
        """The peer showed that it is there."""
        if self.here:
            return ()
        self.here, self._refused = True, ""
        return (Heard(Presence(self._peer, here=True, identity=self.identity)), Arm(self.timer, self._within))

    def expired(self) -> Sequence[Effect]:
        """It did not beat in time; the next beat brings it back."""
        return self._lose(f"heartbeat stands still for {self._within}")

    def gone(self, why: str) -> Sequence[Effect]:
        """The peer is lost for a reason of its own, and its heartbeat may be another's when it comes back."""
        self._mark, self._refused = None, ""
        return (*self._lose(why), Cancel(self.timer))

    def refused(self, why: str) -> Sequence[Effect]:
        """The peer answers, and is not served; said once for each reason, until it is gone or arrives."""
        if why == self._refused:
            return ()
        self._mark, self._refused, self.here = None, why, False
        return (Heard(Presence(self._peer, here=False, why=why)), Cancel(self.timer))

    def _lose(self, why: str) -> Sequence[Effect]:
        was, self.here = self.here, False
        return (Heard(Presence(self._peer, here=False, why=why)),) if was else ()
