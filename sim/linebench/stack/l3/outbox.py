"""What the enterprise has not yet confirmed: kept over a loss of power, and sent again until it is."""

from collections.abc import Mapping
from typing import Any

from linebench.epcis.model import Event
from linebench.ports.l4 import Capture, Captured
from linebench.stack.machine import Arm, Cancel, Effect, Send, Store

__all__ = ["AGAIN", "Outbox"]

AGAIN = "capture again"
"""Timer: what is waiting goes out once more."""
_PREFIX = "capture:"
_AGAIN_US = 10_000_000
"""How long the enterprise is waited for before a capture is sent again."""


class Outbox:
    """Captures by number, in order. The first that waits is under way; the others follow one by one.

    One by one, since a capture may rest on the one before. One that is refused is kept as such, and the next goes.
    """

    def __init__(self, restored: Mapping[str, Any]) -> None:
        self._waiting: dict[int, Capture] = {
            each.capture: each for key, each in sorted(restored.items()) if key.startswith(_PREFIX)}

    def add(self, number: int, events: tuple[Event, ...], out: list[Effect]) -> None:
        """Keep events until they are confirmed."""
        capture = Capture(number, events)
        self._waiting[number] = capture
        out.append(Store(_key(number), capture))
        if len(self._waiting) == 1:
            self.send(out)

    def answered(self, captured: Captured, out: list[Effect]) -> None:
        """Let go of what is confirmed; keep aside what is refused."""
        number = next(iter(self._waiting), None)
        if captured.capture != number:
            return  # the answer to what was sent twice
        capture = self._waiting.pop(number)
        out.append(Store(_key(number), None))
        if not captured.success:
            out.append(Store(f"refused:{number:09}", (capture, captured.errors)))
        self.send(out)

    def send(self, out: list[Effect]) -> None:
        """Send the first that waits, once more if it was under way when the power went or nobody answered."""
        first = next(iter(self._waiting.values()), None)
        out += [Cancel(AGAIN)] if first is None else [Send("l4", first), Arm(AGAIN, _AGAIN_US)]


def _key(number: int) -> str:
    return f"{_PREFIX}{number:09}"
