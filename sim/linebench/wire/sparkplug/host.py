"""The host application: knows what nodes show, sees when messages are missing, and asks for a birth then.

A state machine without I/O. Source: Eclipse Sparkplug 3.0.0, 5.2, 5.4 and 5.8.
"""

from collections.abc import Callable, Iterator, Sequence

import msgspec

from linebench.wire.mqtt.values import Arm, Cancel, Effect, Message, Subscribe
from linebench.wire.sparkplug.catalogue import REBIRTH
from linebench.wire.sparkplug.codec import PayloadError, decode, encode
from linebench.wire.sparkplug.events import Born, Died, Event, Gap, Unreadable, Who
from linebench.wire.sparkplug.known import Known, session_of
from linebench.wire.sparkplug.meaning import DataType, held
from linebench.wire.sparkplug.state import HostState, read_state, state_message
from linebench.wire.sparkplug.times import millis
from linebench.wire.sparkplug.topics import NAMESPACE, Topic, TopicError, host_of, state_topic
from linebench.wire.sparkplug.values import Metric, Payload

__all__ = ["HostApplication", "HostConfig", "rebirth_request"]


class HostConfig(msgspec.Struct, frozen=True, kw_only=True):
    """What a host application is set up with.

    Attributes:
        host: its id, under which it says that it is online; empty: it says nothing of itself.
        group: whose nodes it knows; empty: all groups'.
        asks: it asks for births; else it only listens.
        patience_us: how long it waits for what is missing in a sequence.
        epoch_us: microseconds from 1970 to t = 0.

    """

    host: str = ""
    group: str = ""
    asks: bool = False
    patience_us: int = 2_000_000
    epoch_us: int = 0


class HostApplication:
    """A ``Party``. Attribute ``nodes``: what is known of each."""

    def __init__(self, config: HostConfig, tell: Callable[[int, Event], None]) -> None:
        """``tell``: is told what is noticed, with the time."""
        self._config = config
        self._tell = tell
        self._born_at = 0
        self._asked: set[Who] = set()
        self.nodes: dict[Who, Known] = {}

    def will(self, t: int) -> Message | None:
        """Of a host that says whether it is online: that it is not."""
        self._born_at = millis(self._config.epoch_us, t)
        return self._state(online=False) if self._config.host else None

    def connected(self, t: int) -> Sequence[Effect]:  # noqa: ARG002  # a party has it
        """Listen first; then say that it is there."""
        pattern = f"{NAMESPACE}/{self._config.group}/#" if self._config.group else f"{NAMESPACE}/#"
        said = [Subscribe(pattern, 1)]
        if not self._config.host:
            return said
        return [*said, Subscribe(state_topic(self._config.host), 1), self._state(online=True)]

    def received(self, message: Message, t: int) -> Sequence[Effect]:
        """A message of a node; or its own state, which nobody else may say."""
        if host := host_of(message.topic):
            state = read_state(message.payload) if host == self._config.host else None
            return [self._state(online=True)] if state is not None and not state.online else ()
        try:
            topic, payload = Topic.parse(message.topic), decode(message.payload)
        except (TopicError, PayloadError) as error:
            self._tell(t, Unreadable(message.topic, str(error)))
            return ()
        return () if topic.kind in ("NCMD", "DCMD") else list(self._heard(topic, payload, t))

    def expire(self, name: str, t: int) -> Sequence[Effect]:
        """What was missing has not come."""
        who = next((who for who in self.nodes if str(who) == name), None)
        if who is None or not self.nodes[who].order.waits:
            return ()
        known = self.nodes[who]
        out = self._gap(who, f"message {known.order.expected} is missing", t)
        for topic, payload in known.order.give_up():
            self._apply(known, topic, payload, t)
        return out

    def closing(self, t: int) -> Sequence[Effect]:
        """Say good-bye."""
        self._born_at = millis(self._config.epoch_us, t)
        return [self._state(online=False)] if self._config.host else ()

    def lost(self, t: int) -> None:  # noqa: ARG002  # a party has it
        """Nobody is known to be there any more."""
        self.nodes.clear()
        self._asked.clear()

    def _heard(self, topic: Topic, payload: Payload, t: int) -> Iterator[Effect]:
        who = Who(topic.group, topic.node)
        known = self.nodes.get(who)
        if topic.kind == "NBIRTH":
            yield from self._born(who, payload, t)
        elif topic.kind == "NDEATH":
            yield from self._died(who, known, payload, t)
        elif known is None or not known.here[""]:
            if who not in self._asked:
                yield from self._gap(who, f"{topic.kind} without a birth of the node", t)
        else:
            waited = known.order.waits
            for each in known.order.take(payload.seq or 0, (topic, payload)):
                self._apply(known, *each, t)
            if known.order.waits != waited:
                yield Cancel(str(who)) if waited else Arm(str(who), self._config.patience_us)

    def _born(self, who: Who, payload: Payload, t: int) -> Iterator[Effect]:
        known = self.nodes[who] = Known(payload)
        self._asked.discard(who)
        self._tell(t, Born(who, len(payload.metrics), known.session))
        for changed in known.born(who, payload):
            self._tell(t, changed)
        yield Cancel(str(who))

    def _died(self, who: Who, known: Known | None, payload: Payload, t: int) -> Iterator[Effect]:
        if known is not None and known.here[""] and session_of(payload) == known.session:  # else of an older one
            known.gone("")
            self._tell(t, Died(who))
            yield Cancel(str(who))

    def _apply(self, known: Known, topic: Topic, payload: Payload, t: int) -> None:
        who = Who(topic.group, topic.node, topic.device)
        if topic.kind == "DDEATH":
            known.gone(topic.device)
            self._tell(t, Died(who))
            return
        if topic.kind == "DBIRTH":
            self._tell(t, Born(who, len(payload.metrics)))
        for changed in known.born(who, payload) if topic.kind == "DBIRTH" else known.told(who, payload):
            self._tell(t, changed)

    def _gap(self, who: Who, why: str, t: int) -> list[Effect]:
        asks = self._config.asks
        self._asked.add(who)
        self._tell(t, Gap(who, why, asks))
        return [rebirth_request(who, self._config.epoch_us, t)] if asks else []

    def _state(self, *, online: bool) -> Message:
        return state_message(self._config.host, HostState(online, self._born_at))


def rebirth_request(who: Who, epoch_us: int, t: int) -> Message:
    """What a host says to a node that is to be born again."""
    now = millis(epoch_us, t)
    metric = Metric(name=REBIRTH, timestamp=now, value=held(DataType.BOOLEAN, value=True))
    return Message(str(Topic(who.group, "NCMD", who.node)), encode(Payload(timestamp=now, metrics=(metric,))))
