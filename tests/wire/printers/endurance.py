"""Records through a printer dialect, device and host side back to back, with cuts, and where each one ended.

    endure("codenet", 100_000, seed=1).sound

Bytes arrive in pieces of any size, in any order of the two directions; connections break at any point. Behind the
device side prints a printer as the line's does, before the host side orders a level as L2 does.
"""

import dataclasses
import heapq
import random

from linebench.ports.presence import Presence
from linebench.ports.printer import ClearQueue, PrintDone, PrinterState, PrintJob, PrintOrders
from tests.wire.pipe import Chance
from tests.wire.printers.link import GTIN, linked

__all__ = ["Tally", "endure", "keep_pace"]

_TICK_US = 20_000
_DONE_AFTER_US = 60_000
_DEPTH = 6


@dataclasses.dataclass
class Tally:
    """Where the records ended. ``accepted``: acknowledged by the device; ``told``: heard at its port.

    ``unknown``: those of which the host said that nobody knows whether they were printed, or that were cleared.
    """

    ordered: int = 0
    accepted: int = 0
    told: int = 0
    printed: int = 0
    announced: int = 0
    unknown: int = 0
    unknown_printed: int = 0
    cuts: int = 0
    clears: int = 0
    doubled: int = 0
    """Printed twice."""
    disordered: int = 0
    """Printed behind a record ordered later."""
    false: int = 0
    """Printed with data that were not ordered so."""
    invented: int = 0
    """Announced and not printed, or announced twice."""
    missing: int = 0
    """Ordered, never announced and never named unknown."""

    @property
    def sound(self):
        """Nothing is lost, doubled, false or invented, and every acknowledged record reached the port."""
        wrong = self.doubled + self.disordered + self.false + self.invented + self.missing
        return not wrong and self.accepted == self.told and self.ordered == self.announced + self.unknown


class _Line:
    """The printer behind the device side."""

    def __init__(self, tally):
        self.tally, self.job, self.queue, self.printed = tally, None, [], {}
        self.top = 0
        self._due = []

    def hear(self, message):
        if isinstance(message, PrintOrders):
            self.tally.told += len(message.serials)
            self.queue += enumerate(message.serials, message.first)
        elif isinstance(message, ClearQueue):
            self.queue.clear()
        elif isinstance(message, PrintJob):
            self.job = message

    def pack(self, now):
        if self.queue:
            record, serial = self.queue.pop(0)
            number = int(serial[1:])
            self.tally.printed += 1
            self.tally.doubled += number in self.printed
            self.tally.disordered += number < self.top
            self.top = max(self.top, number)
            self.printed[number] = self.job
            heapq.heappush(self._due, (now + _DONE_AFTER_US, record))

    def notices(self, now):
        while self._due and self._due[0][0] <= now:
            yield PrintDone(heapq.heappop(self._due)[1])

    @property
    def idle(self):
        return not self._due


class _Level:
    """The level before the host side. Record ``n`` carries the serial ``S`` and ``n``, never used again."""

    def __init__(self, tally, records):
        self.tally, self._records = tally, records
        self.handed = self.done = 0
        self.announced, self.unknown = set(), set()
        self.job = PrintJob("JOB", GTIN, "L0", "270900")
        self.ordered = {}

    def hear(self, message):
        if isinstance(message, PrintDone):
            self.tally.invented += message.record in self.announced or message.record > self.handed
            self.announced.add(message.record)
            self.unknown.discard(message.record)
            self.done = max(self.done, message.record)
        elif isinstance(message, PrinterState) and message.reason == "queue lost":
            self._give_up(self.handed - message.queued)
        else:
            assert isinstance(message, Presence | PrinterState), message

    def _give_up(self, last):
        self.unknown.update(set(range(self.done + 1, last + 1)) - self.announced)
        self.done = max(self.done, last)

    def orders(self):
        room = min(_DEPTH - (self.handed - self.done), self._records - self.handed)
        if room and (room >= _DEPTH // 2 or room == self._records - self.handed):
            first, self.handed = self.handed + 1, self.handed + room
            self.ordered.update(dict.fromkeys(range(first, self.handed + 1), self.job))
            return PrintOrders(first, tuple(f"S{number}" for number in range(first, self.handed + 1)))
        return None

    def next_lot(self):
        self._give_up(self.handed)
        self.job = PrintJob("JOB", GTIN, f"L{self.handed}", "270900")
        return ClearQueue(), self.job

    @property
    def over(self):
        return self.done >= self._records


def endure(dialect_name, records, seed, profile="", options=None):
    """Send ``records`` through a dialect and count; the same seed gives the same tally."""
    tally, pipe = Tally(), linked(dialect_name, profile, options, chunking=Chance(seed), hold=True)
    line, level = _Line(tally), _Level(tally, records)
    pipe.device.listener, pipe.host.listener = line.hear, level.hear
    chance = random.Random(seed)
    pipe.host.says(level.job)
    quiet = 0
    while quiet < 50:
        _tick(pipe, line, level, chance)
        quiet = quiet + 1 if level.over and line.idle and not line.queue else 0
    return _count(tally, pipe, line, level)


def keep_pace(dialect_name, packs, *, spacing_us=150_000, latency_us=5_000, profile=""):
    """How many of ``packs`` pass without a record that waits for them; the level keeps six records ordered.

    ``latency_us``: between the two ends, each way.
    """
    tally, pipe = Tally(), linked(dialect_name, profile, hold=True)
    line, level = _Line(tally), _Level(tally, packs)
    pipe.device.listener, pipe.host.listener = line.hear, level.hear
    pipe.connect()
    pipe.host.says(level.job)
    begin = 1_000_000
    for now in range(0, begin + packs * spacing_us, latency_us):
        pipe.step(pipe.device), pipe.step(pipe.host)
        for notice in line.notices(now):
            pipe.device.says(notice)
        orders = level.orders()
        if orders:
            pipe.host.says(orders)
        if now >= begin and (now - begin) % spacing_us == 0:
            line.pack(now)
        pipe.advance(latency_us)
    return packs - tally.printed


def _tick(pipe, line, level, chance):
    clock = pipe.clock
    if not pipe.up and chance.random() < 0.3:
        pipe.connect()
    for notice in line.notices(clock.time):
        pipe.device.says(notice)
    orders = level.orders()
    if orders:
        pipe.host.says(orders)
    elif chance.random() < 0.0005:
        level.tally.clears += 1
        for message in level.next_lot():
            pipe.host.says(message)
    if pipe.up and chance.random() < 0.002:
        for _ in range(chance.randrange(12)):
            pipe.step(chance.choice((pipe.device, pipe.host)))
        level.tally.cuts += 1
        pipe.cut()
    pipe.settle()
    if chance.random() < 0.5:
        line.pack(clock.time)
    pipe.advance(_TICK_US)
    pipe.settle()


def _count(tally, pipe, line, level):
    tally.ordered, tally.accepted = level.handed, pipe.device.side.core.accepted
    tally.announced, tally.unknown = len(level.announced), len(level.unknown)
    tally.unknown_printed = len(level.unknown & line.printed.keys())
    tally.invented += len(level.announced - line.printed.keys())
    tally.missing = len(set(range(1, level.handed + 1)) - level.announced - level.unknown)
    tally.false = sum(level.ordered.get(number) != job for number, job in line.printed.items())
    return tally
