"""The result buffer: fates of packs on their way to L2, kept so that none is lost with power."""

from collections.abc import Sequence
from typing import Any

from linebench.ports.plc import TrackResults
from linebench.stack.machine import Arm, Effect, Send

__all__ = ["Result", "ResultBuffer"]

Result = tuple[int, str, str]

_FULL = 8
_KEPT = 64
"""Results kept for a line controller that lost its own: more than a line carries between camera and exit."""
_LAST = _KEPT - 1
_KEYS = tuple(f"result:{n}" for n in range(_KEPT))
_NOTHING: tuple[Effect, ...] = ()
_FLUSHING: tuple[Effect, ...] = (Arm("flush", 1_000_000),)


class ResultBuffer:
    """Collects results and sends them eight at a time, or at once when one is not ``passed``.

    Every result is also kept in a ring in the store, so that it can be sent again after a power loss on either
    side; L2 knows a repeated result by its trigger, so the order of repeated ones does not matter.
    """

    __slots__ = ("_count", "_held", "_store", "_ticking")

    def __init__(self, store: dict[str, Any]) -> None:
        self._store = store
        self._count = 0
        self._held: list[Result] = []
        self._ticking = False

    def passed(self, trigger: int) -> Sequence[Effect]:
        """A pack left the reject zone as good."""
        result = (trigger, "passed", "")
        self._store[_KEYS[self._count & _LAST]] = result
        self._count += 1
        held = self._held
        held.append(result)
        if len(held) >= _FULL:
            out: list[Effect] = []
            self.flush(out)
            return out
        if self._ticking:
            return _NOTHING
        self._ticking = True
        return _FLUSHING

    def add(self, result: Result, out: list[Effect]) -> None:
        """A pack met another fate; everything held goes out with it."""
        self._store[_KEYS[self._count & _LAST]] = result
        self._count += 1
        self._held.append(result)
        self.flush(out)

    def flush(self, out: list[Effect]) -> None:
        """Send what is held."""
        if self._held:
            out.append(Send("l2", TrackResults(tuple(self._held))))
            self._held.clear()

    def tick(self, out: list[Effect]) -> None:
        """The flush timer ran out."""
        self._ticking = False
        self.flush(out)

    def resend(self, out: list[Effect]) -> None:
        """Send everything kept once more."""
        self._held.clear()
        kept = tuple(self._store[key] for key in _KEYS if key in self._store)
        if kept:
            out.append(Send("l2", TrackResults(kept)))

    def forget(self, out: list[Effect]) -> None:
        """A new count began: old triggers mean nothing any more."""
        self.flush(out)
        for key in _KEYS:
            self._store.pop(key, None)
