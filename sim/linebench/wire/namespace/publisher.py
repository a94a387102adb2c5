"""Publishes what a dashboard shows as retained JSON: ``{"value": 12, "unit": "/min", "timestamp": "…Z"}``.

Who comes later finds the latest value of everything, and under ``status`` whether it still holds. A state machine
without I/O.
"""

import json
from collections.abc import Sequence

import msgspec

from linebench.epcis.times import utc_micros
from linebench.ports.dashboard import Board, Gauge, Point, Value
from linebench.wire.mqtt.values import Effect, Message

__all__ = ["NamespaceConfig", "NamespaceError", "NamespacePublisher"]

_PLACES = ("enterprise", "site", "area", "line", "name")
_RESERVED = "+#"
STATUS = "status"


class NamespaceError(ValueError):
    """A topic that cannot be. The message says what was found and what was expected."""


class NamespaceConfig(msgspec.Struct, frozen=True, kw_only=True):
    """What the publisher is set up with.

    Attributes:
        topic: template of the topics, with the places enterprise, site, area, line and name; of what belongs to no
            line, the level of the line is left out.
        enterprise: what stands for that place, as do ``site`` and ``area``; an empty one goes with its level.
        qos: of all messages.
        epoch_us: microseconds from 1970 to t = 0.

    """

    topic: str = "{enterprise}/{site}/{area}/{line}/{name}"
    enterprise: str = "enterprise"
    site: str = "site"
    area: str = ""
    qos: int = 1
    epoch_us: int = 0


class NamespacePublisher:
    """A ``Party``.

    Raises:
        NamespaceError: the template or a name in it cannot stand in a topic.

    """

    def __init__(self, config: NamespaceConfig, board: Board) -> None:
        """``board``: all that will ever be shown."""
        self._config = config
        self._gauges = {(source, gauge.name): gauge for source, gauges in board.items() for gauge in gauges}
        self._topics = {key: _topic(config, *key) for key in self._gauges}
        self._status = {source: _topic(config, source, STATUS) for source in ("", *board)}
        if len({*self._topics.values(), *self._status.values()}) < len(self._topics) + len(self._status):
            raise NamespaceError(f"topic: found {config.topic!r}, under which several values have the same topic; "
                                 "expected the places {line} and {name} in it")
        self._now: dict[tuple[str, str], Point] = {}
        self._here = dict.fromkeys(self._status, True)
        self._online = False

    def will(self, t: int) -> Message:
        """That nothing here holds any more."""
        return self._said("", t, here=False)

    def connected(self, t: int) -> Sequence[Effect]:
        """Everything as it is now."""
        self._online = True
        return [*(self._said(source, t, here=here) for source, here in self._here.items()),
                *map(self._value, self._now.values())]

    def received(self, message: Message, t: int) -> Sequence[Effect]:  # noqa: ARG002  # a party has it
        """Nothing is subscribed to."""
        return ()

    def expire(self, name: str, t: int) -> Sequence[Effect]:  # noqa: ARG002  # a party has it
        """There are no timers."""
        return ()

    def closing(self, t: int) -> Sequence[Effect]:
        """What the will would say."""
        return [self._said("", t, here=False)]

    def lost(self, t: int) -> None:  # noqa: ARG002  # a party has it
        """The connection is no more."""
        self._online = False

    def show(self, points: Sequence[Point], t: int) -> Sequence[Effect]:  # noqa: ARG002  # publishers are alike
        """These have new values; those that have really changed are published."""
        new = [point for point in points if self._is_news(point)]
        return list(map(self._value, new)) if self._online else ()

    def device(self, name: str, t: int, *, here: bool) -> Sequence[Effect]:
        """A line is within reach again, or is lost."""
        if self._here[name] == here:
            return ()
        self._here[name] = here
        return [self._said(name, t, here=here)] if self._online else ()

    def _is_news(self, point: Point) -> bool:
        """Take note of a value; whether it is another than before."""
        before = self._now.get((point.source, point.gauge))
        if before is not None and before.value == point.value:
            return False
        self._now[point.source, point.gauge] = point
        return True

    def _said(self, source: str, t: int, *, here: bool) -> Message:
        return self._message(self._status[source], {"online": here, "timestamp": self._time(t)})

    def _value(self, point: Point) -> Message:
        key = point.source, point.gauge
        gauge = self._gauges[key]
        unit = {"unit": gauge.unit} if gauge.unit else {}
        return self._message(self._topics[key], {
            "value": self._plain(gauge, point.value), **unit, "timestamp": self._time(point.time_us)})

    def _plain(self, gauge: Gauge, value: Value) -> Value:
        return self._time(value) if gauge.kind == "time" and isinstance(value, int) else value

    def _time(self, t: int) -> str:
        return utc_micros(self._config.epoch_us + t)

    def _message(self, topic: str, body: dict[str, object]) -> Message:
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        return Message(topic, text.encode(), self._config.qos, retain=True)


def _topic(config: NamespaceConfig, source: str, name: str) -> str:
    values = dict(zip(_PLACES, (config.enterprise, config.site, config.area, source, name), strict=True))
    levels = []
    for level in config.topic.split("/"):
        try:
            levels.append(level.format_map(values))
        except (KeyError, ValueError, IndexError) as error:
            raise NamespaceError(f"topic: found {config.topic!r}; expected a template with the places "
                                 f"{', '.join(_PLACES)}, such as {NamespaceConfig().topic!r}") from error
    topic = "/".join(filter(None, levels))
    if set(topic) & set(_RESERVED) or not topic:
        raise NamespaceError(f"topic: found {topic!r}; expected a topic without + and #")
    return topic
