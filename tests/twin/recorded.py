"""Records what the two ends of a dialect say to each other, as a capture beside the device would.

    session = Session("codenet", "deep")
    session.connect()
    session.host(PrintJob(...), PrintOrders(...))
    session.device(PrintDone(1))
    session.wait(500_000)
    capture = session.capture()

``edit``: takes each piece that the device writes, and returns what the capture shows in its place; the host hears
what was really said.
"""

import io

from linebench.twin.naming import named
from linebench.twin.report import compare
from linebench.wire.captured.streams import read
from linebench.wire.side import Write
from linebench.wire.stream import Capture
from linebench.wire.tags.image import TagImage
from linebench.wiring.ends import device_end, host_end, is_tagged, tag_device, tag_face
from tests.wire.pipe import Clock, Pipe

EPOCH = "2026-01-05T06:00:00Z"
PORT = 7000
POLL_US = 50_000


class Tapped:
    """A device side whose bytes are written down."""

    def __init__(self, side, capture, clock, delay_us, edit):
        self._side, self._capture, self._clock = side, capture, clock
        self._delay_us, self._edit = delay_us, edit

    def opened(self, client):
        self._capture.opened(self._clock.now(), 50_000 + client, PORT)
        return self._written(self._side.opened(client), 0)

    def received(self, client, data):
        self._capture.data(self._clock.now(), 50_000 + client, data, from_client=True)
        return self._written(self._side.received(client, data), self._delay_us)

    def closed(self, client):
        effects = self._side.closed(client)
        self._capture.closed(self._clock.now(), 50_000 + client, by_client=True)
        return effects

    def tell(self, message):
        return self._written(self._side.tell(message), 0)

    def expired(self, name):
        return self._written(self._side.expired(name), 0)

    def poll(self):
        return self._side.poll()

    def _written(self, effects, delay_us):
        for each in effects:
            if isinstance(each, Write):
                shown = self._edit(each.data)
                self._capture.data(self._clock.now() + delay_us, 50_000 + each.client, shown, from_client=False)
        return effects


class Once:
    """Edits one piece: the ``at``-th, from 0, that holds ``old``, gets ``new`` in its place."""

    def __init__(self, old, new, at=0):
        self.done = False
        self._old, self._new, self._left = old, new, at

    def __call__(self, data):
        if self.done or self._old not in data:
            return data
        self._left -= 1
        if self._left >= 0:
            return data
        self.done = True
        return data.replace(self._old, self._new, 1)


class Session:
    """One dialect, both ends, and what went over it."""

    def __init__(self, dialect, profile="", *, seat="", options=None, delay_us=0, edit=lambda data: data):
        self._named = named(f"{dialect}:{profile}" if profile else dialect, options or {}, seat)
        self._file, self.clock = io.BytesIO(), Clock()
        self._capture = Capture(self._file, EPOCH)
        wire, seat = self._named.wire, self._named.seat
        device = _device(seat, wire, self.clock.setting(wire.name))
        device = Tapped(device, self._capture, self.clock, delay_us, edit)
        host = host_end(seat, wire.dialect, wire.profile, wire.options,
                        self.clock.setting(seat, poll_us=POLL_US if is_tagged(seat, wire.dialect) else None))
        self.pipe = Pipe(device, host, self.clock)

    def connect(self):
        self.pipe.connect()
        self.wait(300_000)

    def cut(self):
        self.pipe.cut()

    def host(self, *messages):
        for message in messages:
            self.pipe.host.says(message)
        self.wait(300_000)

    def device(self, *messages):
        for message in messages:
            self.pipe.device.says(message)
            self.wait(150_000)

    def inject(self, data):
        self.pipe.inject(self.pipe.device, data)

    def wait(self, delay_us):
        self.pipe.advance(delay_us)

    def capture(self):
        """The bytes of the capture."""
        self._capture.close()
        return self._file.getvalue()

    def compared(self, **options):
        """What a comparison of the capture with the same dialect finds."""
        return compare(read(self.capture()), self._named, **options)


def _device(seat, wire, setting):
    if is_tagged(seat, wire.dialect):
        return tag_device(TagImage(tag_face(seat, setting)), wire.dialect, wire.profile, wire.options, setting)
    return device_end(seat, wire.dialect, wire.profile, wire.options, setting)
