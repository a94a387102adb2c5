"""A conveyor belt: packs ride on it, pass points and keep their places exactly, however often it stops.

Travel, not time, is what a belt counts: speed (um/s) times time (us) gives picometres, an exact integer.
Everything that will happen on the belt is due at a travel; only the earliest of these is booked with the
engine, so a stop or start costs the same however many packs ride. What is due at the same travel waits in one
list, in the order in which it came: packs at full feed meet several stations at once. A ramp is run at half the
speed for its duration, which covers the distance of a constant deceleration.
"""

from bisect import bisect_right
from collections.abc import Callable
from heapq import heapify, heappop, heappush
from typing import Any, TypeAlias

from linebench.kernel.engine import Engine
from linebench.line.pack import NOWHERE, Pack, Step
from linebench.records import AnyRecord
from linebench.records.truth import BeltMoved

__all__ = ["PM_PER_UM", "Belt", "Due", "Edges", "Passing"]

PM_PER_UM = 1_000_000
_NORMAL = 1  # priority in the engine

Passing: TypeAlias = Callable[[int, Pack], None]
"""What happens when a pack's front reaches a point: ``passing(t, pack)``."""

Edges: TypeAlias = Callable[[int, list[str], int], None]
"""What is told of the light barriers: time, signals and encoder count."""

Due: TypeAlias = Callable[[int, Any], int | None]
"""What is called when a travel is reached; returns the next travel it is due at, or ``None``."""


class _Mark:
    """Rides on the belt like a pack: ``call(t, argument)`` when its travel comes."""

    __slots__ = ("argument", "call", "step")

    def __init__(self, call: Due, argument: object) -> None:
        self.call = call
        self.argument = argument
        self.step: Step = _MARKED


def _serve(t: int, mark: _Mark) -> int | None:
    mark.step = _MARKED
    return mark.call(t, mark.argument)


_MARKED: Step = (_serve, 0, NOWHERE)
_TAKEN = _Mark(lambda _t, _: None, None)
"""Waits where a pack did that has been taken off."""


class Belt:
    """One belt. Invariant: the engine holds one live booking, for the earliest due travel, while the belt runs.

    Attributes:
        packs: what lies on it, by pack number.
        speed: micrometres per second at this moment.
        here: travel in picometres at the moment that is being served; for the devices on the belt.
        count: encoder count at that moment; pulses come every ``pulse`` picometres (0: none come) of what was run
            beyond ``unpulsed``. The encoder sets both.
        fired: bookings that came due: the belt's share of engine events.
        edges: signals of the light barriers that see something at that moment; they are told when all is served.

    """

    def __init__(self, name: str, engine: Engine, write: Callable[[AnyRecord], None],
                 tell: Edges = lambda *_: None) -> None:
        self.name = name
        self.packs: dict[int, Pack] = {}
        self.speed = 0
        self.here = 0
        self.count = 0
        self.pulse = 0
        self.unpulsed = 0
        self.fired = 0
        self.edges: list[str] = []
        self._tell = tell
        self._at = engine.at
        self._queue: list[Any] = engine._queue  # noqa: SLF001  # the engine's own ``at``, written out in ``_reach``
        self._number = engine._eid.__next__  # noqa: SLF001  # as above
        self._again = self._reach
        self._write = write
        self._travel = 0   # picometres at _since
        self._since = 0
        self._travels: list[int] = []  # at which something is due, as a heap
        self._waiting: dict[int, list[Any]] = {}  # by travel: packs on their way to their next point, and marks
        self._serving = False
        self._booking = 0  # number of the live booking; older ones are void
        self._places: list[int] = []  # of the points, picometres from the start
        self._passings: list[Passing] = []  # what happens at each of them
        self._steps: list[Step] = []  # the same as a pack goes through them, see ``Pack``

    def add_point(self, at_um: int, passing: Passing) -> None:
        """Add a place where something happens to each pack; call in rising order of ``at_um``."""
        self._places.append(at_um * PM_PER_UM)
        self._passings.append(passing)
        step: Step = NOWHERE
        self._steps = [step]
        beyond = self._places[-1]
        for place, call in zip(reversed(self._places), reversed(self._passings), strict=True):
            step = (call, beyond - place, step)
            self._steps.insert(0, step)
            beyond = place

    def travel(self, t: int) -> int:
        """Picometres run since the start of the attempt."""
        return self._travel + self.speed * (t - self._since)

    def position(self, pack: Pack, t: int) -> int:
        """Where the pack's front is, in micrometres from the belt's start."""
        return (self.travel(t) - pack.front) // PM_PER_UM

    def lying_at(self, t: int, place_um: int, length_um: int) -> Pack | None:
        """The pack of this length that lies over a place, ``None`` when the belt is bare there."""
        over = range(place_um, place_um + length_um)
        return next((pack for pack in self.packs.values() if self.position(pack, t) in over), None)

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
        self._enter(t, travel, _Mark(call, argument))

    def put(self, t: int, pack: Pack, at_um: int = 0) -> None:
        """Lay a pack down with its front at ``at_um``; it will pass every point beyond that."""
        start, places = at_um * PM_PER_UM, self._places
        pack.front = front = self._travel + self.speed * (t - self._since) - start
        stop = bisect_right(places, start)
        pack.step = self._steps[stop]
        pack.belt = self
        self.packs[pack.number] = pack
        if stop < len(places):
            self._enter(t, front + places[stop], pack)

    def take(self, pack: Pack) -> None:
        """Take a pack off; it passes no further points."""
        if pack.step:  # it waits for a point, or it is just passing the one before
            waiting = self._waiting.get(pack.front + self._places[self._steps.index(pack.step)], [])
            if pack in waiting:
                waiting[waiting.index(pack)] = _TAKEN  # in its place, for the list may be being served
        pack.step = NOWHERE
        pack.belt = None
        del self.packs[pack.number]

    def _enter(self, t: int, travel: int, rider: Pack | _Mark) -> None:
        waiting = self._waiting
        if travel in waiting:
            waiting[travel].append(rider)
            return
        waiting[travel] = [rider]
        heappush(self._travels, travel)
        if self._travels[0] == travel:
            self._book(t)

    def _book(self, t: int) -> None:
        if self._serving:
            return  # whoever serves books what is next when all is served
        self._booking = booking = self._booking + 1
        speed = self.speed
        if speed and self._travels:
            ahead = self._travels[0] - self._travel - speed * (t - self._since)
            self._at(t - (-ahead // speed) if ahead > 0 else t, self._reach, booking)

    def _reach(self, t: int, booking: int, _: None) -> None:  # noqa: C901  # one loop, see below
        """Serve everything that is due by now, in order of travel, and book the next.

        The one loop of the physics, about seven turns for each pack: nothing in it is a call that could be
        written out, and a pack's next due is its last plus the way to the next point.
        """
        if booking != self._booking:
            return
        self.fired += 1
        self._serving = True
        self.here = here = self._travel + self.speed * (t - self._since)
        if self.pulse:
            self.count = (here - self.unpulsed) // self.pulse
        travels, waiting = self._travels, self._waiting
        while travels and (travel := travels[0]) <= here:
            for rider in waiting[travel]:
                passing, way, rider.step = rider.step
                again = passing(t, rider)
                if way and rider.step:  # a pack that was not taken off
                    again = travel + way
                elif again is None:
                    continue
                if again in waiting:
                    waiting[again].append(rider)
                else:
                    waiting[again] = [rider]
                    heappush(travels, again)
            del waiting[travel]
            if travels[0] == travel:
                heappop(travels)
            else:  # something was put in that is due even earlier
                travels.remove(travel)
                heapify(travels)
        self._serving = False
        if self.edges:
            self._tell(t, self.edges, self.count)
            self.edges.clear()
        speed = self.speed
        if travels and speed:
            then = t - (here - travels[0]) // speed
            heappush(self._queue, (then, _NORMAL, self._number(), self._again, booking, None))
