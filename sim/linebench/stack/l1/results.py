"""The result buffer: fates of packs on their way to L2, kept so that none is lost with power."""

from collections.abc import Iterable, Mapping
from typing import Any

from linebench.ports.plc import TrackResults
from linebench.stack.machine import Arm, Effect, Send, Store

__all__ = ["Result", "ResultBuffer"]

Result = tuple[int, str, str]

_FULL = 8
_KEPT = 64
"""Results kept for a line controller that lost its own: more than a line carries between camera and exit."""
_KEYS = tuple(f"result:{n}" for n in range(_KEPT))
_FLUSH = Arm("flush", 1_000_000)


class ResultBuffer:
    """Collects results and sends them eight at a time, or at once when one is not ``passed``.

    Every result is also stored in a ring, so that it can be sent again after a power loss on either side;
    L2 knows a repeated result by its trigger.
    """

    __slots__ = ("_count", "_held", "_ring", "_ticking")

    def __init__(self, restored: Mapping[str, Any]) -> None:
        kept = [restored[key] for key in _KEYS if key in restored]
        kept.sort()
        self._ring: dict[int, Result] = {number % _KEPT: (trigger, fate, cause)
                                         for number, trigger, fate, cause in kept}
        self._count = kept[-1][0] + 1 if kept else 0
        self._held: list[Result] = []
        self._ticking = False

    def passed(self, trigger: int) -> list[Effect]:
        """A pack left the reject zone as good."""
        out: list[Effect] = []
        self._keep((trigger, "passed", ""), out)
        if len(self._held) >= _FULL:
            self.flush(out)
        elif not self._ticking:
            self._ticking = True
            out.append(_FLUSH)
        return out

    def add(self, result: Result, out: list[Effect]) -> None:
        """A pack met another fate; everything held goes out with it."""
        self._keep(result, out)
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
        """Send everything kept once more, oldest first."""
        self._held.clear()
        if self._ring:
            out.append(Send("l2", TrackResults(tuple(self._in_order()))))

    def forget(self, out: list[Effect]) -> None:
        """A new count began: old triggers mean nothing any more."""
        self.flush(out)
        out.extend(Store(_KEYS[slot], None) for slot in self._ring)
        self._ring.clear()

    def _in_order(self) -> Iterable[Result]:
        slots = (number % _KEPT for number in range(self._count, self._count + _KEPT))
        return (self._ring[slot] for slot in slots if slot in self._ring)

    def _keep(self, result: Result, out: list[Effect]) -> None:
        count = self._count
        slot = count % _KEPT
        self._count = count + 1
        self._ring[slot] = result
        self._held.append(result)
        out.append(Store(_KEYS[slot], (count, *result)))
