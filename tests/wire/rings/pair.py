"""A controller's face and a host of it, with everything between them that can go wrong.

Pictures and writes are late and torn, connections are cut, either end begins a new life. A test moves each piece.
"""

import itertools

from linebench.ports.presence import Presence
from linebench.wire.side import Arm, Cancel, Heard, Noted, Setting
from linebench.wire.tags.image import Put, TagImage

__all__ = ["Pair"]


class End:
    """What one end heard and noted, and its timers by name (due, in microseconds)."""

    def __init__(self):
        self.heard, self.noted, self.timers = [], [], {}

    def said(self):
        """What was heard but for presence."""
        return [message for message in self.heard if not isinstance(message, Presence)]

    def presence(self):
        """(here, why) in order."""
        return [(message.here, message.why) for message in self.heard if isinstance(message, Presence)]


class Pair:
    """``face`` and ``host``: functions that make them from a Setting.

    Attributes:
        image: the controller's tags.
        controller, host_end: what each end heard; of the present host only.
        under_way: write requests not yet arrived, each a tuple of (tag, value).

    """

    def __init__(self, face, host, *, split=False):
        self.time = 0
        self._make_host, self._split = host, split
        self.controller = End()
        self.face = face(Setting(name="plc", now=lambda: self.time))
        self.image = TagImage(self.face)
        self.up = False
        self.under_way, self._blocks, self._picture = [], [], {}
        self.new_host()

    # The two seats

    def new_host(self):
        """The host's process begins; its connection does not stand."""
        self.up = False
        self.under_way.clear()
        self._blocks = []
        self.host_end = End()
        self.host = self._make_host(Setting(name="l2", now=lambda: self.time))

    def restart(self):
        """The controller begins another life; what is under way on the wire still arrives."""
        self.face.restart()

    def controller_says(self, *messages):
        for message in messages:
            self._controller(self.image.tell(message))

    def host_says(self, *messages):
        for message in messages:
            self._host(self.host.tell(message))

    # The wire

    def connect(self):
        if not self.up:
            self.up = True
            self._host(self.host.back())

    def cut(self):
        if self.up:
            self.up = False
            self.under_way.clear()
            self._blocks = []
            self._host(self.host.lost())

    def arrive(self):
        """The oldest write request arrives; whether there was one."""
        if not self.under_way:
            return False
        self._controller(self.image.write(dict(self.under_way.pop(0))))
        return True

    def begin_look(self, cuts=()):
        """Begin a look whose blocks end at these places of the table."""
        if self.up and not self._blocks:
            self._cuts = cuts
            self._ask(self.host.glance() or self.image.values)

    def _ask(self, names):
        places = {name: place for place, name in enumerate(self.image.values)}
        ends = sorted({cut for cut in self._cuts if 0 < cut < len(places)} | {len(places)})
        blocks = [[name for name in places if name in set(names) and low <= places[name] < high]
                  for low, high in itertools.pairwise([0, *ends])]
        self._blocks = [block for block in blocks if block]
        self._torn = len(self._blocks) > 1

    def read(self):
        """Read the next block; the host sees what it has got when it wants nothing more."""
        if not self._blocks:
            return
        self._picture.update({name: self.image.values[name] for name in self._blocks.pop(0)})
        if self._blocks:
            return
        if more := self.host.beyond(self._picture, torn=self._torn):
            self._ask(more)
        else:
            self._host(self.host.seen(dict(self._picture)))

    def look(self):
        """One whole picture of one moment."""
        self.begin_look()
        while self._blocks:
            self.read()

    def settle(self):
        """Connect, and look until nothing changes any more."""
        self.connect()
        while self._blocks:
            self.read()
        while True:
            before = (dict(self.image.values), len(self.host_end.heard), len(self.controller.heard))
            while self.arrive():
                pass
            self.look()
            if not self.under_way and before == (self.image.values, len(self.host_end.heard),
                                                 len(self.controller.heard)):
                return

    def advance(self, span_us):
        """Time passes; timers run out in order of their due times."""
        end = self.time + span_us
        while True:
            due = [(at, side, name) for side, part in enumerate((self.controller, self.host_end))
                   for name, at in part.timers.items() if at <= end]
            if not due:
                break
            self.time, side, name = min(due)
            del (self.controller, self.host_end)[side].timers[name]
            if side:
                self._host(self.host.expired(name))
            else:
                self._controller(self.image.expired(name))
        self.time = end

    def _controller(self, effects):
        for effect in effects:
            self._common(self.controller, effect)

    def _host(self, effects):
        for effect in effects:
            if not isinstance(effect, Put):
                self._common(self.host_end, effect)
            elif self.up:
                self.under_way += [(pair,) for pair in effect.values] if self._split else [effect.values]

    def _common(self, end, effect):
        match effect:
            case Heard():
                end.heard.append(effect.message)
            case Noted():
                end.noted.append(effect)
            case Arm():
                end.timers[effect.name] = self.time + effect.delay_us
            case Cancel():
                end.timers.pop(effect.name, None)
            case _:
                raise AssertionError(effect)
