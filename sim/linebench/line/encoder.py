"""The encoder on the belt and its comparators, as a fast counter card has them."""

from collections.abc import Callable

from linebench.line.belt import PM_PER_UM, Belt

__all__ = ["Encoder"]


class Encoder:
    """Counts belt travel in steps of ``pitch_um``; reports once when a set count is reached.

    While it is ``lost`` it counts nothing, and reports nothing; the missed travel stays missed.
    """

    def __init__(self, belt: Belt, pitch_um: int, report: Callable[[int, str, int], None]) -> None:
        self._belt = belt
        self._pitch = pitch_um * PM_PER_UM
        belt.pulse = self._pitch
        self._report = report
        self._lost_at: int | None = None    # travel at which the pulses stopped
        self._slots: dict[str, tuple[int, int]] = {}  # slot -> (count, number of the setting)
        self._settings = 0

    def count(self, t: int) -> int:
        """The count at this instant; what passes a point of the belt finds it in ``Belt.count``."""
        travel = self._belt.travel(t) if self._lost_at is None else self._lost_at
        return (travel - self._belt.unpulsed) // self._pitch

    def compare(self, t: int, slot: str, count: int) -> None:
        """Report ``slot`` when ``count`` is reached; a new setting replaces the slot's old one."""
        self._settings += 1
        self._slots[slot] = (count, self._settings)
        self._watch(t, slot)

    def lose(self, t: int) -> None:
        """The pulses stop."""
        if self._lost_at is not None:
            return
        self._lost_at = self._belt.travel(t)
        self._belt.count = self.count(t)
        self._belt.pulse = 0

    def regain(self, t: int) -> None:
        """The pulses come back; the count goes on from where it stood."""
        if self._lost_at is None:
            return
        self._belt.unpulsed += self._belt.travel(t) - self._lost_at
        self._belt.pulse = self._pitch
        self._lost_at = None
        for slot in self._slots:
            self._watch(t, slot)

    def _watch(self, t: int, slot: str) -> None:
        count, setting = self._slots[slot]
        self._belt.due(t, count * self._pitch + self._belt.unpulsed, self._reached, (slot, setting))

    def _reached(self, t: int, watch: tuple[str, int]) -> None:
        slot, setting = watch
        count, current = self._slots.get(slot, (0, 0))
        if setting != current or self._lost_at is not None:
            return
        if self.count(t) < count:  # booked before pulses were lost: wait for the rest
            self._watch(t, slot)
            return
        del self._slots[slot]
        self._report(t, slot, self.count(t))
