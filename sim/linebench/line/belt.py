"""A conveyor belt: packs ride on it, pass points and keep their places exactly, however often it stops.

Travel, not time, is what a belt counts: speed (um/s) times time (us) gives picometres, an exact integer.
Everything that will happen on the belt is due at a travel; only the earliest of these is booked with the
engine, so a stop or start costs the same however many packs ride. A ramp is run at half the speed for its
duration, which covers the distance of a constant deceleration.
"""

from bisect import bisect_right
from collections.abc import Callable
from heapq import heapify, heappop, heappush, heapreplace
from itertools import count
from typing import Any, TypeAlias

from linebench.kernel.engine import Engine
from linebench.line.pack import GONE, Pack
from linebench.records import AnyRecord
from linebench.records.truth import BeltMoved

__all__ = ["PM_PER_UM", "Belt", "Due", "Passing"]

PM_PER_UM = 1_000_000

Passing: TypeAlias = Callable[[int, Pack], None]
"""What happens when a pack's front reaches a point: ``passing(t, pack)``."""

Due: TypeAlias = Callable[[int, Any], int | None]
"""What is called when a travel is reached; returns the next travel it is due at, or ``None``."""


class Belt:
    """One belt. Invariant: the engine holds one live booking, for the earliest due travel, while the belt runs.

    Attributes:
        packs: what lies on it, by pack number.
        speed: micrometres per second at this moment.
        here: travel in picometres at the moment that is being served; for the devices on the belt.
        count: encoder count at that moment; pulses come every ``pulse`` picometres (0: none come) of what was run
            beyond ``unpulsed``. The encoder sets both.
        fired: bookings that came due: the belt's share of engine events.

    """

    def __init__(self, name: str, engine: Engine, write: Callable[[AnyRecord], None]) -> None:
        self.name = name
        self.packs: dict[int, Pack] = {}
        self.speed = 0
        self.here = 0
        self.count = 0
        self.pulse = 0
        self.unpulsed = 0
        self.fired = 0
        self._at = engine.at
        self._write = write
        self._travel = 0   # picometres at _since
        self._since = 0
        # (travel, sequence, call, argument); call None: the argument is a pack on its way to its next point
        self._dues: list[tuple[int, int, Due | None, Any]] = []
        self._number = count().__next__
        self._booking = 0  # number of the live booking; older ones are void
        self._places: list[int] = []  # of the points, picometres from the start
        self._steps: list[tuple[Passing, int]] = []  # of each point what happens and the way to the next, 0: none

    def add_point(self, at_um: int, passing: Passing) -> None:
        """Add a place where something happens to each pack; call in rising order of ``at_um``."""
        place = at_um * PM_PER_UM
        if self._steps:
            self._steps[-1] = (self._steps[-1][0], place - self._places[-1])
        self._places.append(place)
        self._steps.append((passing, 0))

    def travel(self, t: int) -> int:
        """Picometres run since the start of the attempt."""
        return self._travel + self.speed * (t - self._since)

    def position(self, pack: Pack, t: int) -> int:
        """Where the pack's front is, in micrometres from the belt's start."""
        return (self.travel(t) - pack.front) // PM_PER_UM

    def set_speed(self, t: int, speed: int) -> None:
        """Run at ``speed`` (um/s) from now on; 0 stands still."""
        if speed == self.speed:
            return
        self._travel = self.travel(t)
        self._since = t
        self.speed = speed
        self._write(BeltMoved(t, self.name, speed, self._travel // PM_PER_UM))
        self._book(t)

    def due(self, t: int, travel: int, call: Due, argument: object) -> None:
        """Call ``call(t, argument)`` when the belt has run ``travel`` picometres; at once when it already has."""
        self._push(t, travel, call, argument)

    def put(self, t: int, pack: Pack, at_um: int = 0) -> None:
        """Lay a pack down with its front at ``at_um``; it will pass every point beyond that."""
        start, places = at_um * PM_PER_UM, self._places
        front = self._travel + self.speed * (t - self._since) - start
        stop = bisect_right(places, start)
        pack.belt, pack.front, pack.stop = self, front, stop
        self.packs[pack.number] = pack
        if stop < len(places):
            self._push(t, front + places[stop], None, pack)

    def take(self, pack: Pack) -> None:
        """Take a pack off; it passes no further points."""
        pack.belt = None
        pack.stop = GONE
        del self.packs[pack.number]

    def _push(self, t: int, travel: int, call: Due | None, argument: object) -> None:
        dues = self._dues
        earliest = not dues or travel < dues[0][0]
        heappush(dues, (travel, self._number(), call, argument))
        if earliest:
            self._book(t)

    def _book(self, t: int) -> None:
        self._booking = booking = self._booking + 1
        speed = self.speed
        if speed and self._dues:
            ahead = self._dues[0][0] - self._travel - speed * (t - self._since)
            self._at(t - (-ahead // speed) if ahead > 0 else t, self._reach, booking)

    def _reach(self, t: int, booking: int, _: None) -> None:  # noqa: C901  # one loop, see below
        """Serve everything that is due by now, in order of travel, and book the next.

        The one loop of the physics, about seven turns for each pack: nothing in it is a call that could be
        written out, and a pack's next due is its last plus the way to the next point.
        """
        if booking != self._booking:
            return
        self.fired += 1
        self.here = here = self._travel + self.speed * (t - self._since)
        if self.pulse:
            self.count = (here - self.unpulsed) // self.pulse
        dues, number, steps = self._dues, self._number, self._steps
        while dues:
            head = dues[0]
            travel, _order, call, rider = head
            if travel > here:
                break
            again: int | None = None
            if call is not None:
                again = call(t, rider)
            elif (stop := rider.stop) >= 0:
                passing, way = steps[stop]
                rider.stop = stop + 1
                passing(t, rider)
                if rider.stop > 0:  # it was not taken off
                    again = travel + way if way else None
            if dues[0] is not head:
                self._put_right(head, again)
            elif again is None:
                heappop(dues)
            else:
                heapreplace(dues, (again, number(), call, rider))
        if booking == self._booking:
            self._booking = booking = booking + 1
            if dues and self.speed:
                self._at(t - (here - dues[0][0]) // self.speed, self._reach, booking)

    def _put_right(self, served: tuple[int, int, Due | None, Any], again: int | None) -> None:
        """What was served put something due even earlier before it in the heap."""
        self._dues.remove(served)
        heapify(self._dues)
        if again is not None:
            heappush(self._dues, (again, self._number(), served[2], served[3]))
