"""Both ends of a reader's dialect with a camera behind the device's end, as the simulated line has one."""

import random

from linebench.ports.camera import AskCounters, CameraCounters, CameraJob, CameraState, Reading, ResetCounters
from linebench.ports.presence import Presence
from linebench.wire.dialect import dialects
from linebench.wire.side import Write
from tests.wire.pipe import Clock, Pipe, whole

CAMERA = "camera-1"
HERE = Presence(CAMERA, here=True)
IDENTITIES = {"dmcc": "DM475 6.1.16", "insight": "5605 5.09.00"}
"""What readers say of themselves by default."""
POLL_US = 20_000


def device(dialect, profile="", **options):
    """The device's end with one client."""
    made = dialects()[dialect]
    side = made.device(made.profile(profile, options), Clock().setting(CAMERA))
    assert side.opened(1) == ()
    return side


def sent(effects, client=None):
    """All bytes, or those for one client."""
    return b"".join(each.data for each in effects if isinstance(each, Write) and client in (None, each.client))


class Bench:
    """A pipe, and a camera that answers what the device's end hears; with ``jobs`` it knows only those."""

    def __init__(self, dialect, profile="", chunking=whole, *, hold=False, jobs=None, **options):
        self.clock = Clock()
        self.dialect = dialects()[dialect]
        chosen = self.dialect.profile(profile, options)
        device = self.dialect.device(chosen, self.clock.setting(CAMERA))
        host = self.dialect.host(chosen, self.clock.setting(CAMERA, poll_us=POLL_US))
        self.pipe = Pipe(device, host, self.clock, chunking, hold=hold)
        self.device, self.host = self.pipe.device, self.pipe.host
        self.jobs, self.job, self.trigger, self.silent = jobs, "", 0, False
        self.heard = []
        self.here = Presence(CAMERA, here=True, identity=IDENTITIES.get(dialect, ""))

    def connect(self):
        """Dial, and forget what is told about that."""
        self.pipe.connect()
        self.work()
        return self.host.take()

    def asks(self, message):
        """The host's seat says something; returns what it is told until all is quiet."""
        self.host.says(message)
        self.work()
        return self.host.take()

    def says(self, message):
        """The camera says something; returns what the host's seat is told."""
        self.device.says(message)
        self.pipe.settle()
        return self.host.take()

    def work(self):
        """Have the camera answer until it is asked no more."""
        self.pipe.settle()
        while asked := self.device.take():
            self.heard += asked
            for message in asked:
                for answer in () if self.silent else self._answers(message):
                    self.device.says(answer)
            self.pipe.settle()

    def look(self):
        """Have the host of a polled dialect look; for others nothing happens."""
        self.host.poll()
        self.work()
        return self.host.take()

    def counted(self):
        """What the camera would tell of its counters."""
        return CameraCounters(CAMERA, self.job, self.trigger, self.trigger, 0, 0, 0)

    def state(self, *, series=False):
        """What the camera would tell of its state."""
        return CameraState(CAMERA, self.job, True, series)

    def _answers(self, message):
        if isinstance(message, CameraJob):
            return self._select(message.job)
        if isinstance(message, AskCounters):
            return [self.counted()]
        if isinstance(message, ResetCounters):
            return [self.counted(), self.state()]
        return []

    def _select(self, job):
        before = [self.counted()] if self.job else []
        self.job = job if self.jobs is None or job in self.jobs else ""
        self.trigger = 0
        return [*before, self.state()]


def reading(trigger):
    """What the camera tells at a trigger: mostly a read with everything in it, sometimes a no-read."""
    if trigger % 17 == 0:
        return Reading(trigger, "no_read", "", "", "")
    serial = f"A{trigger:06d}"
    return Reading(trigger, "read", f"010950400005910117281200" f"10LOT7\x1d21{serial}",
                   f"(01)09504000059101\n(21){serial}\n(10)LOT7\n(17)281200", "]d2")


class Storm:
    """Readings on a connection that is cut and dialled again by chance, delivered by chance."""

    def __init__(self, bench, seed, count, steps):
        self.bench = bench
        self.chance = random.Random(seed)
        self.count = count
        self.steps = steps
        self.may_be_lost = set()
        self.told = []
        self.cuts = 0

    def run(self):
        """Let all happen; ``told`` holds the readings that the host's seat was told."""
        for trigger in range(1, self.count + 1):
            self._maybe_cut(trigger)
            if not self.bench.device.side.audience():  # nobody is connected, or not logged in yet
                self.may_be_lost.add(trigger)
            self.bench.device.says(reading(trigger))
            self.bench.host.poll()
            self._deliver()
        self.bench.pipe.connect()
        self.bench.pipe.settle()
        self.bench.host.poll()
        self.bench.pipe.settle()
        self._collect()

    def _maybe_cut(self, trigger):
        pipe = self.bench.pipe
        if pipe.up and self.chance.random() < 0.02:
            self._collect()
            pipe.cut()
            self.cuts += 1
            known = {each.trigger for each in self.told}
            self.may_be_lost |= set(range(max(1, trigger - 200), trigger)) - known
        elif not pipe.up and self.chance.random() < 0.3:
            pipe.connect()

    def _deliver(self):
        pipe = self.bench.pipe
        for _ in range(self.chance.randint(0, self.steps)):
            pipe.step(self.chance.choice((pipe.host, pipe.device)))
        self._collect()

    def _collect(self):
        self.told += [each for each in self.bench.host.take() if isinstance(each, Reading)]

    def check(self):
        """None doubled, none under another trigger, and only those lost that nobody could hear."""
        triggers = [each.trigger for each in self.told]
        assert triggers == sorted(set(triggers))
        assert self.told == [reading(trigger) for trigger in triggers]
        assert set(range(1, self.count + 1)) - set(triggers) <= self.may_be_lost
        assert self.cuts > self.count // 200
        assert self.may_be_lost
