"""The edge node: turns what a dashboard shows into births, data and deaths. A state machine without I/O.

The site is the node and each line a device. Each connection has its own bdSeq, which its will names. With a primary
host the node is silent until that host is online, and tells afterwards what happened meanwhile, as historical.
Source: Eclipse Sparkplug 3.0.0, chapters 4 to 6.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice

import msgspec

from linebench.ports.dashboard import Board, Point, Value
from linebench.wire.mqtt.values import Effect, Hangup, Message, Subscribe
from linebench.wire.sparkplug.catalogue import REBIRTH, REFUSED, Catalogue
from linebench.wire.sparkplug.codec import PayloadError, decode, encode
from linebench.wire.sparkplug.decisions import NodeDecisions
from linebench.wire.sparkplug.state import HostState, read_state
from linebench.wire.sparkplug.times import millis
from linebench.wire.sparkplug.topics import Topic, TopicError, checked, host_of, state_topic
from linebench.wire.sparkplug.values import Held, Metric, Payload

__all__ = ["EdgeNode", "NodeConfig"]

_YES = Held("boolean", content=True)
_TOGETHER = 500
"""Historical values that one message carries at most."""


class NodeConfig(msgspec.Struct, frozen=True, kw_only=True):
    """What an edge node is set up with.

    Attributes:
        group: id of the group.
        node: id of the node, unique in the group.
        host: the primary host application; empty: the node waits for none.
        aliases: data name their metrics by number.
        kept: how many values are kept while nobody can be told; the oldest go first.
        epoch_us: microseconds from 1970 to t = 0.

    """

    group: str
    node: str
    host: str = ""
    aliases: bool = True
    kept: int = 10_000
    epoch_us: int = 0


class EdgeNode:
    """A ``Party``.

    Raises:
        TopicError: an id that cannot stand in a topic.

    """

    def __init__(self, config: NodeConfig, board: Board, decisions: NodeDecisions | None = None) -> None:
        """``board``: all that will ever be shown; no device of the same name twice."""
        checked(config.group, "group")
        checked(config.node, "node")
        self._config = config
        self._decisions = decisions or NodeDecisions()
        self._all = Catalogue(board, config.epoch_us, self._decisions, aliases=config.aliases)
        for device in self._all.devices:
            checked(device, "device")
        self._here = dict.fromkeys(self._all.devices, True)
        self._now: dict[tuple[str, str], tuple[Value, int]] = {("", REFUSED.name): (0, 0)}
        self._late: deque[Point] = deque(maxlen=config.kept)
        self._session = self._seq = -1
        self._known = False
        self._host: HostState | None = None

    @property
    def online(self) -> bool:
        """Whether it has been born in this connection."""
        return self._known

    def will(self, t: int) -> Message:
        """The node's death, which names the session that is about to begin."""
        self._session = self._decisions.next_session(self._session)
        return self._death(t)

    def connected(self, t: int) -> Sequence[Effect]:
        """The broker is there: listen for commands, and be born as soon as nobody has to be waited for."""
        group, node = self._config.group, self._config.node
        listening = [Subscribe(str(Topic(group, "NCMD", node)), 1), Subscribe(f"{Topic(group, 'DCMD', node)}/+", 1)]
        if self._config.host:
            return [*listening, Subscribe(state_topic(self._config.host), 1)]
        return [*listening, *self._births(t)]

    def received(self, message: Message, t: int) -> Sequence[Effect]:
        """A command, or the state of the primary host; what is neither is passed over."""
        if host_of(message.topic):
            return self._state(message, t)
        try:
            topic, payload = Topic.parse(message.topic), decode(message.payload)
        except (TopicError, PayloadError):
            return ()
        if (topic.group, topic.node) != (self._config.group, self._config.node):
            return ()
        return self._command(topic.kind, payload, t) if topic.kind in ("NCMD", "DCMD") else ()

    def expire(self, name: str, t: int) -> Sequence[Effect]:  # noqa: ARG002  # a party has it
        """There are no timers."""
        return ()

    def closing(self, t: int) -> Sequence[Effect]:
        """Die before the connection ends: the broker does not publish the will of who says good-bye."""
        return self._die(t)

    def lost(self, t: int) -> None:  # noqa: ARG002  # a party has it
        """The connection is no more."""
        self._known, self._host = False, None

    def show(self, points: Sequence[Point], t: int) -> Sequence[Effect]:
        """These have new values; each that has really changed is told, or kept until somebody can be told."""
        new = [point for point in points if self._is_news(point)]
        if not self._known:
            self._late.extend(new)
            return ()
        return self._data([point for point in new if self._here.get(point.source, True)], t)

    def device(self, name: str, t: int, *, here: bool) -> Sequence[Effect]:
        """A device is within reach again, or is lost."""
        if self._here[name] == here:
            return ()
        self._here[name] = here
        if not self._known:
            return ()
        return [self._birth(name, t) if here else self._said("DDEATH", name, (), t)]

    def _is_news(self, point: Point) -> bool:
        """Take note of a value; whether it is another than before."""
        key = point.source, point.gauge
        if self._now.get(key, (None,))[0] == point.value:
            return False
        self._now[key] = point.value, point.time_us
        return True

    def _command(self, kind: str, payload: Payload, t: int) -> Sequence[Effect]:
        if kind == "NCMD" and any(each.name == REBIRTH and each.value == _YES for each in payload.metrics):
            return self._births(t) if self._known and self._decisions.obeys_rebirth() else ()
        before, _ = self._now["", REFUSED.name]
        assert isinstance(before, int)
        return self.show([Point("", REFUSED.name, before + 1, t)], t)

    def _state(self, message: Message, t: int) -> Sequence[Effect]:
        state = read_state(message.payload)
        if state is None or host_of(message.topic) != self._config.host:
            return ()
        if self._host is not None and state.timestamp < self._host.timestamp:
            return ()
        self._host = state
        if state.online:
            return () if self._known else self._births(t)
        return [*self._die(t), Hangup()] if self._known else ()

    def _births(self, t: int) -> list[Effect]:
        self._known = True
        late, self._late = list(self._late), deque(maxlen=self._config.kept)
        self._seq = self._decisions.first_seq(self._seq)
        metrics = (*self._all.controls(self._session, t), *self._born(""))
        births: list[Effect] = [self._sent("NBIRTH", "", metrics, t)]
        births += [self._birth(device, t) for device, here in self._here.items() if here]
        return births + self._data(late, t, late=True)

    def _birth(self, device: str, t: int) -> Effect:
        return self._said("DBIRTH", device, self._born(device), t)

    def _born(self, source: str) -> tuple[Metric, ...]:
        now = {name: self._now.get((source, name), (None, 0)) for name in
               self._decisions.born(self._all.names(source))}
        return tuple(self._all.born(source, name, value, since) for name, (value, since) in now.items())

    def _data(self, points: Sequence[Point], t: int, *, late: bool = False) -> list[Effect]:
        ordered = sorted(points, key=lambda point: (point.source, point.time_us))
        groups = [(source, list(each)) for source, each in groupby(ordered, key=lambda point: point.source)]
        return [self._said("DDATA" if source else "NDATA", source, tuple(
            self._all.told(source, point.gauge, point.value, point.time_us, late=late) for point in some), t)
            for source, each in groups for some in _batches(each)]

    def _said(self, kind: str, device: str, metrics: tuple[Metric, ...], t: int) -> Message:
        self._seq = self._decisions.next_seq(self._seq)
        return self._sent(kind, device, metrics, t)

    def _sent(self, kind: str, device: str, metrics: tuple[Metric, ...], t: int) -> Message:
        payload = Payload(timestamp=millis(self._config.epoch_us, t), metrics=metrics, seq=self._seq)
        return Message(str(Topic(self._config.group, kind, self._config.node, device)), encode(payload))

    def _die(self, t: int) -> list[Effect]:
        known, self._known = self._known, False
        return [self._death(t)] if known else []

    def _death(self, t: int) -> Message:
        metric = self._all.session(self._decisions.death_of(self._session), t)
        payload = Payload(timestamp=millis(self._config.epoch_us, t), metrics=(metric,))
        return Message(str(Topic(self._config.group, "NDEATH", self._config.node)), encode(payload), qos=1,
                       retain=self._decisions.keeps_death())


def _batches(points: Iterable[Point]) -> Iterator[list[Point]]:
    rest = iter(points)
    while some := list(islice(rest, _TOGETHER)):
        yield some
