"""Controller and host of a carrier of tags back to back, with their faces."""

from linebench.wire.tags.transport import transports
from tests.wire.pipe import Clock, Pipe, whole
from tests.wire.tagrig import TABLE, Host, controller

__all__ = ["CARRIERS", "Pair"]

CARRIERS = ("modbus", "s7", "enip")


class Pair:
    """Both ends with their faces. ``options`` go to both profiles."""

    def __init__(self, name, table=TABLE, *, profile="", chunking=whole, poll_us=None, hold=False, **options):
        transport = transports()[name]
        clock = Clock()
        self.face, self.image, make = controller(transport, table, profile, **options)
        self.host = Host(table)
        side = transport.host(self.host, transport.profile(profile, options), clock.setting("l2", poll_us=poll_us))
        self.pipe = Pipe(make(clock.setting("plc")), side, clock, chunking, hold=hold)

    def deaf(self):
        """From now on the controller answers nothing."""
        self.pipe.device.side.received = lambda client, data: ()
