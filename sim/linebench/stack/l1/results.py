"""The result buffer: fates of packs on their way to L2, kept so that none is lost with power."""

from collections.abc import Mapping, Sequence
from typing import Any

from linebench.ports.plc import TrackResults
from linebench.stack.machine import Arm, Effect, Send, Store

__all__ = ["Result", "ResultBuffer"]

Result = tuple[int, str, str]

_FULL = 8
_KEPT = 64
"""Results kept for a line controller that lost its own: more than a line carries between camera and exit."""
_LAST = _KEPT - 1
_KEYS = tuple(f"result:{n}" for n in range(_KEPT))
_FLUSH = Arm("flush", 1_000_000)


class ResultBuffer:
    """Collects results and sends them eight at a time, or at once when one is not ``passed``.

    Every result is also stored in a ring, so that it can be sent again after a power loss on either side;
    L2 knows a repeated result by its trigger, so the order of repeated ones does not matter.
    """

    __slots__ = ("_count", "_held", "_ring", "_ticking")

    def __init__(self, restored: Mapping[str, Any]) -> None:
        self._ring: list[Result | None] = [restored.get(key) for key in _KEYS]
        self._count = 0
        self._held: list[Result] = []
        self._ticking = False

    def passed(self, trigger: int) -> Sequence[Effect]:
        """A pack left the reject zone as good."""
        result = (trigger, "passed", "")
        count = self._count
        self._count = count + 1
        slot = count & _LAST
        self._ring[slot] = result
        held = self._held
        held.append(result)
        if len(held) >= _FULL:
            out: list[Effect] = [Store(_KEYS[slot], result)]
            self.flush(out)
            return out
        if self._ticking:
            return (Store(_KEYS[slot], result),)
        self._ticking = True
        return (Store(_KEYS[slot], result), _FLUSH)

    def add(self, result: Result, out: list[Effect]) -> None:
        """A pack met another fate; everything held goes out with it."""
        slot = self._count & _LAST
        self._count += 1
        self._ring[slot] = result
        self._held.append(result)
        out.append(Store(_KEYS[slot], result))
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
        kept = tuple(result for result in self._ring if result is not None)
        if kept:
            out.append(Send("l2", TrackResults(kept)))

    def forget(self, out: list[Effect]) -> None:
        """A new count began: old triggers mean nothing any more."""
        self.flush(out)
        out.extend(Store(key, None) for key, result in zip(_KEYS, self._ring, strict=True) if result is not None)
        self._ring = [None] * _KEPT
