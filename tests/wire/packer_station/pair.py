"""Both ends of a station back to back: a pipe for each channel, all on one clock."""

from linebench.scenario.stack import WirePlan
from linebench.wiring.channels import device_ends, host_ends, wire_to
from tests.wire.pipe import Clock, Pipe, whole

__all__ = ["CASE", "PACKS", "SSCC", "Pair", "station"]

PACKS = tuple(f"0109501101530003172812311021LOT,1\x1d21A{number:04d}" for number in range(3))
SSCC = "395011010000000013"
CASE = "00" + SSCC


def station(seat="packer", profile="", options=None, **channels):
    """A wire to a station; ``channels``: (dialect, profile, options) of those that are not as usual."""
    plans = [WirePlan(id=f"l2-{seat}", dialect="packer-station", profile=profile, options=options or {})]
    plans += [WirePlan(id=f"l2-{seat}-{name}", dialect=dialect, profile=chosen, options=given)
              for name, (dialect, chosen, given) in channels.items()]
    return wire_to(f"{seat}-1", f"l2-{seat}", {plan.id: plan for plan in plans})


class Pair:
    """Attributes: ``told`` and ``ordered``: what the host heard of the station, and the station of the host."""

    def __init__(self, wire=None, seat="packer", chunking=whole):
        wire = wire or station(seat)
        self.clock = Clock()
        setting = self.clock.setting(wire.name)
        device, host = device_ends(seat, wire, setting), host_ends(seat, wire, setting)
        self.pipes = {name: Pipe(device[name], host[name], self.clock, chunking) for name in device}
        self.told, self.ordered = [], []
        for pipe in self.pipes.values():
            pipe.host.listener, pipe.device.listener = self.told.append, self.ordered.append

    def connect(self):
        for pipe in self.pipes.values():
            pipe.connect()
        return self

    def advance(self, delay_us):
        """Time passes for all channels, in steps in which they stay together."""
        start = self.clock.time
        for passed in range(10_000, delay_us + 1, 10_000):
            for pipe in self.pipes.values():
                pipe.advance(start + passed - self.clock.time)

    def station_says(self, message):
        for pipe in self.pipes.values():
            pipe.device.says(message)

    def host_says(self, message):
        for pipe in self.pipes.values():
            pipe.host.says(message)

    def take(self):
        """What both ends heard up to now, which is forgotten."""
        heard = list(self.told), list(self.ordered)
        self.told.clear()
        self.ordered.clear()
        return heard

    def notes(self, end):
        """What one end noted, by channel, where it noted anything."""
        noted = {name: getattr(pipe, end).notes() for name, pipe in self.pipes.items()}
        return {name: words for name, words in noted.items() if words}
