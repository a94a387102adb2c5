"""Both ends of a printer's dialect, joined, as the tests of each dialect begin."""

from linebench.ports.presence import Presence
from linebench.ports.printer import PrinterState, PrintJob
from linebench.wire.dialect import dialects
from tests.wire.pipe import Clock, Pipe, whole

__all__ = ["ANSWER_US", "GTIN", "JOB", "LOOK_US", "PRINTER", "READY", "SETTLE_US", "here", "joined", "linked"]

PRINTER = "printer-1"
GTIN = "04012345678901"
JOB = PrintJob("TAB20", GTIN, "L1", "270900")
READY = PrinterState(PRINTER, "ready", "", 0)
SETTLE_US, ANSWER_US, LOOK_US = 200_000, 500_000, 100_000


def here(identity=""):
    """What the host's seat is told when the printer is there and says that it is this."""
    return Presence(PRINTER, here=True, identity=identity)


def linked(name, profile="", options=None, *, host=None, chunking=whole, hold=False):
    """A pipe that is not connected; ``host``: options of the host alone."""
    dialect, clock = dialects()[name], Clock()
    setting = clock.setting(PRINTER)
    return Pipe(dialect.device(dialect.profile(profile, options), setting),
                dialect.host(dialect.profile(profile, {**(options or {}), **(host or {})}), setting),
                clock, chunking, hold=hold)


def joined(name, profile="", options=None, *, host=None, chunking=whole):
    """A connected pipe behind the first settling."""
    pipe = linked(name, profile, options, host=host, chunking=chunking)
    pipe.connect()
    pipe.advance(SETTLE_US)
    return pipe
