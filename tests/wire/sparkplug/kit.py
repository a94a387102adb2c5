"""A site of two lines as an edge node, a broker that hands its messages on, and a host that listens."""

from linebench.ports.dashboard import Gauge, Point
from linebench.wire.mqtt.values import Arm, Cancel, Hangup, Message, Subscribe
from linebench.wire.sparkplug.checks import Conformance
from linebench.wire.sparkplug.codec import decode
from linebench.wire.sparkplug.events import Who
from linebench.wire.sparkplug.host import HostApplication, HostConfig, rebirth_request
from linebench.wire.sparkplug.mutants import MUTANTS
from linebench.wire.sparkplug.node import EdgeNode, NodeConfig
from linebench.wire.sparkplug.topics import Topic

EPOCH_US = 1_767_592_800_000_000
S = 1_000_000
GOOD, STATE, RATE, SINCE = (Gauge("packs/good", "count", "packs"), Gauge("state", "text"),
                            Gauge("rate", "real", "1/min"), Gauge("order/begun", "time"))
BOARD = {"": (Gauge("backlog", "count"),), "line-1": (GOOD, STATE, RATE, SINCE), "line-2": (GOOD, STATE)}
NODE = Who("plant", "site")


def point(gauge, value, t, source="line-1"):
    return Point(source, gauge.name if isinstance(gauge, Gauge) else gauge, value, t)


class Site:
    """A node at a broker: what it says goes to the checks and to a host, each once."""

    def __init__(self, mutant="", host=None, **config):
        self.node = EdgeNode(NodeConfig(group="plant", node="site", epoch_us=EPOCH_US, **config), BOARD,
                             MUTANTS[mutant].decisions() if mutant else None)
        self.conformance = Conformance()
        self.events = []
        self.host = HostApplication(HostConfig(epoch_us=EPOCH_US, **(host or {})),
                                    lambda t, event: self.events.append(event))
        self.timers = {}
        self.said = []
        self.hung_up = 0
        self._will = None

    def dial(self, t):
        self._will = self.node.will(t)
        self.perform(self.node.connected(t), t)

    def drop(self, t):
        """The connection breaks off: the broker publishes the will."""
        self.node.lost(t)
        self.publish(self._will, t)

    def end(self, t):
        self.perform(self.node.closing(t), t)
        self.node.lost(t)

    def show(self, t, *points):
        self.perform(self.node.show(points, t), t)

    def ask_birth(self, t):
        self.command(rebirth_request(NODE, EPOCH_US, t), t)

    def command(self, message, t):
        self.publish(message, t)
        self.perform(self.node.received(message, t), t)

    def perform(self, effects, t):
        for effect in effects:
            if isinstance(effect, Message):
                self.publish(effect, t)
            elif isinstance(effect, Hangup):
                self.hung_up += 1
                self.node.lost(t)
            else:
                assert isinstance(effect, Subscribe)

    def publish(self, message, t, *, lost=False):
        self.said.append(message)
        self.conformance.heard(message, t)
        if not lost:
            self.hosts(self.host.received(message, t), t)

    def hosts(self, effects, t):
        for effect in effects:
            if isinstance(effect, Arm):
                self.timers[effect.name] = t + effect.delay_us
            elif isinstance(effect, Cancel):
                self.timers.pop(effect.name, None)
            else:
                self.command(effect, t)

    @property
    def clauses(self):
        return {finding.clause for finding in self.conformance.findings}

    def kinds(self):
        return [Topic.parse(message.topic).kind for message in self.said]

    def payload(self, at=-1):
        return decode(self.said[at].payload)
