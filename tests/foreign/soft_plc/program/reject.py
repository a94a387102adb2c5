"""PRG_Reject: what comes of the inputs of one cycle."""

from collections import deque

from program import words
from program.gate import Gate, Order
from program.track import Pack, Track
from program.unit import Unit

__all__ = ["Reject"]

_FIELD = {
    words.EMERGENCY_STOP: ("I_EStop", words.ABORT), words.GUARD: ("I_Guard", words.ABORT),
    words.AIR: ("I_AirLow", words.STOP), words.BIN_FULL: ("I_BinFull", words.STOP),
    words.BIN_DOOR: ("I_BinDoor", words.STOP), words.PRINTER: ("I_PrinterFault", words.STOP),
    words.CAMERA_SERIES: ("I_CameraSeries", words.STOP),
}
_KEPT = 64


class Reject:
    """``results``: (number, fate, cause) for the line controller, in order; ``fault``: a defect planted in it."""

    def __init__(self, unit: Unit, track: Track, gate: Gate, fault: str) -> None:
        self.unit, self.track, self.gate, self.fault = unit, track, gate, fault
        self.results: deque[tuple[int, int, int]] = deque()
        self.limit = 0
        self._kept: deque[tuple[int, int, int]] = deque(maxlen=_KEPT)
        self._in_a_row = 0
        self._counts: dict[str, int] = {}

    def cycle(self, now: float, inputs: dict[str, int], travel: int, speed: float) -> None:
        """One cycle. ``travel``: counts of the encoder since the program began; ``speed``: counts in a second."""
        for number, (symbol, stops) in _FIELD.items():
            self.unit.cause(number, now, on=bool(inputs[symbol]), stops=stops)
        edges = [(travel - self._behind(inputs, name), name) for name in ("Camera", "Gate", "Exit")
                 if self._counted(inputs, name, now)]
        for at, name in sorted(edges):
            {"Camera": self._camera, "Gate": self._at_gate, "Exit": self._at_exit}[name](now, at, speed)
        if self._counted(inputs, "Confirm", now):
            self._fell(now)
        for order in self.gate.cycle(now, travel):
            self._unproved(order, now)
        for pack in self.track.missed(travel):
            self.tell(pack.number, words.MISSING, words.NO_CAUSE)
            self.unit.alarm(words.MISSING_PACK, now, latched=False)
        if self.unit.aborted:
            self.track.spoil()
            self.unit.aborted = self.unit.state == words.ABORTING

    def restart(self) -> None:
        """The line controller begins a new count."""
        self.track.restart()
        self._kept.clear()
        self._in_a_row = 0

    def resend(self) -> None:
        """The line controller has lost what it was told."""
        self.results.extend(self._kept)

    def tell(self, number: int, fate: int, cause: int) -> None:
        """What became of a pack."""
        self.results.append((number, fate, cause))
        self._kept.append((number, fate, cause))

    def _counted(self, inputs: dict[str, int], name: str, now: float) -> bool:
        """Whether the card counted an edge since the last cycle. One that counted two latched the last alone."""
        count = inputs[f"I_{name}_Count"]
        new = (count - self._counts.get(name, count)) & 0xFFFF
        self._counts[name] = count
        if new > 1:
            self.unit.alarm(words.TRACKING_LOST, now, stops=words.ABORT)
        return new > 0

    @staticmethod
    def _behind(inputs: dict[str, int], name: str) -> int:
        """How far the belt has moved since the card latched its edge."""
        return (inputs["I_Encoder"] - inputs[f"I_{name}_Latch"]) & 0xFFFF_FFFF

    def _camera(self, now: float, at: int, speed: float) -> None:  # all edges are treated alike
        self.track.camera(at)

    def _at_gate(self, now: float, at: int, speed: float) -> None:
        pack = self.track.gate(at)
        if pack is None:
            self.gate.order(0, words.UNTRACKED, at, speed)
            self.unit.alarm(words.EXTRA_PACK, now, latched=False)
            self._count(words.UNTRACKED, now)
            return
        cause = _cause(pack)
        if not cause:
            self._in_a_row = 0
            self.track.leaving.append(pack)
            return
        self.gate.order(pack.number, cause, at, speed)
        self._count(cause, now)

    def _count(self, cause: int, now: float) -> None:
        if cause == words.ZONE:
            return  # says nothing about printer and camera
        self._in_a_row += 1
        limit = self.limit + 1 if self.fault == "one_more" else self.limit
        if limit and self._in_a_row >= limit:
            self._in_a_row = 0
            self.unit.alarm(words.CONSECUTIVE, now, stops=words.STOP)

    def _at_exit(self, now: float, at: int, speed: float) -> None:  # all edges are treated alike
        pack = self.track.exit(at)
        if pack is not None:
            self.tell(pack.number, words.PASSED, words.NO_CAUSE)
        elif self.gate.overdue:
            self.gate.overdue.popleft()
            self.unit.alarm(words.NOT_CONFIRMED, now, stops=words.ABORT)
        else:
            self.tell(0, words.EXTRA, words.UNTRACKED)
            self.unit.alarm(words.EXTRA_PACK, now, stops=words.STOP)

    def _fell(self, now: float) -> None:
        order = self.gate.fallen()
        if order is None:
            self.unit.alarm(words.GOOD_REMOVED, now, stops=words.STOP)
        else:
            self.tell(order.number, words.REJECTED if order.number else words.EXTRA, order.cause)

    def _unproved(self, order: Order, now: float) -> None:
        if self.fault == "unproved":
            self.gate.overdue.remove(order)
            self.tell(order.number, words.REJECTED, order.cause)
            return
        self.tell(order.number, words.MISSING, order.cause)
        self.unit.alarm(words.NOT_CONFIRMED, now, stops=words.ABORT)


def _cause(pack: Pack) -> int:
    if pack.spoiled:
        return words.ZONE
    if pack.verdict is None:
        return words.NO_VERDICT
    return words.NO_CAUSE if pack.verdict else words.VERDICT
