"""What the enterprise has not yet confirmed: kept over a loss of power, and sent again until it is."""

from collections.abc import Mapping
from typing import Any

import msgspec

from linebench.epcis.model import Event
from linebench.ports.l4 import Capture, Captured
from linebench.stack.l3.decisions import L3Decisions
from linebench.stack.machine import Arm, Cancel, Effect, Send, Store

__all__ = ["AGAIN", "Outbox"]

AGAIN = "capture again"
"""Timer: what is waiting goes out once more."""
_PREFIX = "capture:"
_NONE = -1
"""Number of no capture."""
_AGAIN_US = 10_000_000
"""How long the enterprise is waited for before a capture is sent again."""


class Outbox:
    """Captures by number, in order. The first that waits is under way; the others follow one by one.

    One by one, since a capture may rest on the one before. One that is refused is kept as such, and the next goes.
    """

    def __init__(self, restored: Mapping[str, Any], decisions: L3Decisions) -> None:
        self._decisions = decisions
        self._waiting: dict[int, Capture] = {
            each.capture: each for key, each in sorted(restored.items()) if key.startswith(_PREFIX)}
        self._under_way = self._said = _NONE
        self._times = 0

    @property
    def waiting(self) -> int:
        """How many captures are not confirmed."""
        return len(self._waiting)

    def add(self, number: int, events: tuple[Event, ...], out: list[Effect]) -> None:
        """Keep events until they are confirmed."""
        capture = Capture(number, events)
        self._waiting[number] = capture
        out.append(Store(_key(number), capture))
        if len(self._waiting) == 1:
            self.send(out)

    def answered(self, captured: Captured, out: list[Effect]) -> None:
        """Let go of what is confirmed; keep aside what is refused."""
        if captured.capture != self._said:
            return  # the answer to what was sent twice
        number, capture = self._let_go(out)
        if not captured.success:
            out.append(Store(f"refused:{number:09}", (capture, captured.errors)))
        self.send(out)

    def again(self, out: list[Effect]) -> None:
        """Nobody has answered in time."""
        if not self._decisions.is_sent_again():
            self._let_go(out)
        self.send(out)

    def send(self, out: list[Effect]) -> None:
        """Send the first that waits, once more if it was under way when the power went or nobody answered."""
        if not self._waiting:
            out.append(Cancel(AGAIN))
            return
        number = self._decisions.next_of(tuple(self._waiting))
        self._times = self._times + 1 if number == self._under_way else 1
        self._under_way, self._said = number, self._decisions.number_of(number, self._times)
        capture = msgspec.structs.replace(self._waiting[number], capture=self._said)
        out += [Send("l4", capture), Arm(AGAIN, _AGAIN_US)]

    def _let_go(self, out: list[Effect]) -> tuple[int, Capture]:
        number, self._under_way, self._said = self._under_way, _NONE, _NONE
        out.append(Store(_key(number), None))
        return number, self._waiting.pop(number)


def _key(number: int) -> str:
    return f"{_PREFIX}{number:09}"
