"""A device side and a host side of one dialect back to back, on a clock that only a test moves.

    clock = Clock()
    device, host = dialect.device(profile, clock.setting("printer-1")), dialect.host(profile, clock.setting("l2"))
    pipe = Pipe(device, host, clock)
    pipe.connect()
    pipe.host.says(PrintJob(...))     # what our seat says; everything that follows is delivered at once
    pipe.device.heard                 # messages, in order; ``pipe.device.take()`` empties the list
    pipe.advance(500_000)             # time passes; timers run out in order
    pipe.cut(); pipe.connect()

``chunking`` says how many of the waiting bytes arrive next: ``whole`` (default), ``bytewise``, ``Chance(seed)``.
With ``hold=True`` nothing is delivered until ``step`` (one piece in one direction) or ``settle``; what is under
way at a cut is lost.
"""

import heapq
import random

from linebench.wire.side import Arm, Cancel, Hang, Heard, Noted, Setting, Write

__all__ = ["Chance", "Clock", "End", "Pipe", "bytewise", "whole"]


def whole(waiting):
    """Everything that waits arrives in one piece."""
    return waiting


def bytewise(waiting):
    """Each byte arrives alone."""
    return min(waiting, 1)


class Chance:
    """Pieces of any size, glued or split, from a seed."""

    def __init__(self, seed):
        self._chance = random.Random(seed)

    def __call__(self, waiting):
        return self._chance.randint(1, waiting)


class Clock:
    """Simulated time in microseconds."""

    def __init__(self, now=0):
        self.time = now

    def now(self):
        return self.time

    def setting(self, name, **options):
        """Where a side stands, on this clock."""
        return Setting(name=name, now=self.now, **options)


class End:
    """One end of the pipe: its side, what it heard and noted, and the bytes on their way to it.

    Attributes:
        heard: port messages, in order.
        noted: ``Noted``, in order.
        hung: ``Hang``, in order.
        written: all bytes that it ever wrote.
        listener: called with each message as it is heard; it must not call ``says``.

    """

    def __init__(self, pipe, name, side):
        self.name, self.side, self._pipe = name, side, pipe
        self.heard, self.noted, self.hung = [], [], []
        self.written, self.waiting = bytearray(), bytearray()
        self.timers = {}
        self.listener = None

    def says(self, message):
        """Our seat at this end says ``message`` to the other."""
        self._pipe.act(self, self.side.tell, message)

    def poll(self):
        """Look now for what the other end cannot push."""
        self._pipe.act(self, self.side.poll)

    def take(self):
        """The messages heard up to now, which are forgotten."""
        heard, self.heard[:] = list(self.heard), []
        return heard

    def notes(self):
        """The words noted up to now."""
        return [note.what for note in self.noted]


class Pipe:
    """Joins two sides by one connection, which the host dials. Attributes: ``device``, ``host``, ``clock``, ``up``.

    A side that hangs up is understood to the end: what it wrote before still arrives.
    """

    def __init__(self, device, host, clock, chunking=whole, *, hold=False):
        self.clock, self.up = clock, False
        self.device, self.host = End(self, "device", device), End(self, "host", host)
        self._chunking, self._hold = chunking, hold
        self._client = 0
        self._timers = []  # (due, order, end's name, timer's name)
        self._order = 0
        self._hanging = None

    def connect(self):
        """The host dials; does nothing while the connection stands."""
        if self.up:
            return
        self.up, self._client = True, self._client + 1
        self._effects(self.device, self.device.side.opened(self._client))
        if self.up:
            self._effects(self.host, self.host.side.opened(1))
        self._flow()

    def cut(self):
        """The connection breaks; bytes under way are lost. Both ends are told."""
        if not self.up:
            return
        self.up = False
        for end, client in ((self.device, self._client), (self.host, 1)):
            end.waiting.clear()
            self._effects(end, end.side.closed(client))
        self._flow()

    def act(self, end, function, *arguments):
        """Call a method of the side of ``end`` and carry out what it answers."""
        self._effects(end, function(*arguments))
        self._flow()

    def step(self, end):
        """Deliver one piece to ``end``; whether there was one."""
        if not end.waiting:
            return False
        size = self._chunking(len(end.waiting))
        piece = bytes(end.waiting[:size])
        del end.waiting[:size]
        self._effects(end, end.side.received(self._client_at(end), piece))
        self._hang()
        return True

    def settle(self):
        """Deliver until nothing is under way."""
        while self.step(self.device) | self.step(self.host):
            pass

    def inject(self, end, data):
        """Bytes that no side wrote arrive at ``end``, behind those under way."""
        end.waiting += data
        self._flow()

    def advance(self, delay_us):
        """Let time pass; timers run out in order of time."""
        until = self.clock.time + delay_us
        while self._timers and self._timers[0][0] <= until:
            due, order, end_name, name = heapq.heappop(self._timers)
            end = self.device if end_name == "device" else self.host
            if end.timers.get(name) == order:
                del end.timers[name]
                self.clock.time = max(self.clock.time, due)
                self.act(end, end.side.expired, name)
        self.clock.time = until

    def _flow(self):
        self._hang()
        if not self._hold:
            self.settle()

    def _hang(self):
        """Close the connection that a side gave up, once it has said everything."""
        end, self._hanging = self._hanging, None
        if end is not None:
            while self.step(self._other(end)):
                pass
            self.cut()

    def _effects(self, end, effects):
        for effect in effects:
            if isinstance(effect, Write):
                self._write(end, effect)
            elif isinstance(effect, Heard):
                end.heard.append(effect.message)
                if end.listener is not None:
                    end.listener(effect.message)
            elif isinstance(effect, Arm):
                self._arm(end, effect)
            elif isinstance(effect, Cancel):
                end.timers.pop(effect.name, None)
            elif isinstance(effect, Hang):
                end.hung.append(effect)
                self._hanging = end if self.up and effect.client == self._client_at(end) else self._hanging
            else:
                assert isinstance(effect, Noted), effect
                end.noted.append(effect)

    def _write(self, end, effect):
        assert effect.client == self._client_at(end), f"{end.name} writes to a wrong client"
        assert self.up, f"{end.name} writes without a connection"
        end.written += effect.data
        self._other(end).waiting += effect.data

    def _other(self, end):
        return self.host if end is self.device else self.device

    def _client_at(self, end):
        return self._client if end is self.device else 1

    def _arm(self, end, effect):
        assert effect.delay_us >= 0, effect
        self._order += 1
        end.timers[effect.name] = self._order
        heapq.heappush(self._timers, (self.clock.time + effect.delay_us, self._order, end.name, effect.name))
