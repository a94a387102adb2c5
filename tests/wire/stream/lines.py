"""An interposer with one connection and one port that write down what happens to them."""

from random import Random

from linebench.wire.stream import Interposer
from tests.wire.stream.rig import LINK, HandClock


class Line:
    """A connection that writes down what happens to it."""

    client = 1

    def __init__(self, clock):
        self._clock, self.log = clock, []

    def __getattr__(self, name):
        if name not in ("hang", "reset", "reset_after_answer", "forget", "overfull"):
            raise AttributeError(name)
        return lambda: self.log.append((self._clock.t, name))

    def deliver(self, data):
        self.log.append((self._clock.t, "in", data))

    def write(self, data):
        self.log.append((self._clock.t, "out", data))


class Gate:
    def __init__(self):
        self.log = []

    def shut(self):
        self.log.append("shut")

    def reopen(self):
        self.log.append("reopen")


class Rig:
    def __init__(self, **options):
        self.clock, self.struck, self.gate = HandClock(), [], Gate()
        self.line = Line(self.clock)
        self.faults = Interposer(LINK, Random(1), self.clock, **options)
        self.faults.struck = lambda number, detail: self.struck.append((number, detail))
        self.faults.attach(self.gate)
        self.channel = self.faults.join(self.line)

    def say(self, *chunks, at=None):
        """The device says these."""
        if at is not None:
            self.clock.move(at)
        for chunk in chunks:
            self.channel.to_host(chunk)

    @property
    def out(self):
        return [(t, data) for t, what, data in self.line.log if what == "out"]
