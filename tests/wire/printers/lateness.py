"""Records through a printer dialect whose bytes lie about, often beyond every time-out, so that connections end."""

import random

from linebench.ports.printer import ClearQueue, PrintDone, PrinterState, PrintOrders
from tests.wire.pipe import Chance
from tests.wire.printers.link import JOB, linked

__all__ = ["print_late"]

_TICKS, _TICK_US = 1_500, 50_000
_REASONS = ("head open", "queue empty", "")


class _Line:
    """The printer behind the device side. Record ``n`` carries the serial ``S`` and ``n``."""

    def __init__(self):
        self.queue, self.printed = [], set()

    def hear(self, message):
        if isinstance(message, PrintOrders):
            self.queue += enumerate(message.serials, message.first)
        elif isinstance(message, ClearQueue):
            self.queue.clear()

    def print(self):
        record, serial = self.queue.pop(0)
        self.printed.add(int(serial[1:]))
        return PrintDone(record)


def print_late(dialect_name, profile, seed):
    """The records that the host told as printed, in order, and those that were."""
    chance, pipe = random.Random(seed), linked(dialect_name, profile, chunking=Chance(seed), hold=True)
    line, ordered = _Line(), 0
    pipe.device.listener = line.hear
    pipe.host.says(JOB)
    for _ in range(_TICKS):
        pipe.connect()
        if chance.random() < 0.2:
            ordered += 1
            pipe.host.says(PrintOrders(ordered, (f"S{ordered}",)))
        if line.queue and chance.random() < 0.3:
            pipe.device.says(line.print())
        if chance.random() < 0.02:
            reason = chance.choice(_REASONS)
            pipe.device.says(PrinterState("printer-1", "fault" if reason else "ready", reason, 0))
        if chance.random() < 0.15:
            pipe.settle()
        pipe.advance(_TICK_US)
    return [each.record for each in pipe.host.heard if isinstance(each, PrintDone)], line.printed
