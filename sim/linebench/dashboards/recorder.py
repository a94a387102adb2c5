"""Stands for a broker where time is simulated: takes what is published, and keeps it in a file with the time.

It publishes the will of who goes without a word, and is the primary host if a node waits for one.
"""

import json
from base64 import b64encode
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TextIO, cast

import msgspec

from linebench.dashboards.forms import Publisher
from linebench.ports.dashboard import Point
from linebench.wire.mqtt.values import Effect, Hangup, Message
from linebench.wire.sparkplug.codec import decode
from linebench.wire.sparkplug.state import HostState, state_message
from linebench.wire.sparkplug.times import millis
from linebench.wire.sparkplug.topics import NAMESPACE, host_of

__all__ = ["Recorder"]


class Recorder:
    """An ``Outlet``.

    Attributes:
        messages: what was published, with the time; empty unless kept.

    """

    def __init__(self, publisher: Publisher, *, file: Path | None = None, keep: bool = True, host: str = "",
                 epoch_us: int = 0) -> None:
        """``file``: where messages are written, a JSON object a line; ``host``: the primary host that it is."""
        self.messages: list[tuple[int, Message]] = []
        self._publisher, self._keep = publisher, keep
        self._host, self._epoch_us = host, epoch_us
        self._will: Message | None = None
        self._up = False
        self._path, self._file = file, cast("TextIO | None", None)

    def start(self, t: int) -> None:
        """See ``Outlet``."""
        if self._path is not None and self._file is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("w", encoding="utf-8", newline="\n")
        if not self._up:
            self._will, self._up = self._publisher.will(t), True
            self._perform(self._publisher.connected(t), t)
            self.host(t, online=True)

    def show(self, points: list[Point], t: int) -> None:
        """See ``Outlet``."""
        self._perform(self._publisher.show(points, t), t)

    def device(self, name: str, t: int, *, here: bool) -> None:
        """See ``Outlet``."""
        self._perform(self._publisher.device(name, t, here=here), t)

    def power(self, t: int, *, on: bool) -> None:
        """See ``Outlet``."""
        (self.start if on else self.drop)(t)

    def drop(self, t: int) -> None:
        """The connection breaks off: the will is published."""
        if self._up:
            self._up = False
            self._publisher.lost(t)
            if self._will is not None:
                self._publish(self._will, t)

    def close(self, t: int) -> None:
        """See ``Outlet``."""
        if self._up:
            self._perform(self._publisher.closing(t), t)
            self._publisher.lost(t)
            self._up = False
        if self._file is not None:
            self._file.close()
            self._path = self._file = None

    def received(self, message: Message, t: int) -> None:
        """Somebody else publishes: the publisher hears it."""
        self._publish(message, t)
        if self._up:
            self._perform(self._publisher.received(message, t), t)

    def host(self, t: int, *, online: bool) -> None:
        """The primary host comes or goes."""
        if self._host:
            self.received(state_message(self._host, HostState(online, millis(self._epoch_us, t))), t)

    def _perform(self, effects: Sequence[Effect], t: int) -> None:
        for effect in effects:
            if isinstance(effect, Message):
                self._publish(effect, t)
            elif isinstance(effect, Hangup):
                self._up = False
                self._publisher.lost(t)
                self._will, self._up = self._publisher.will(t), True  # it dials anew at once
                self._perform(self._publisher.connected(t), t)

    def _publish(self, message: Message, t: int) -> None:
        if self._keep:
            self.messages.append((t, message))
        if self._file is not None:
            self._file.write(json.dumps(_told(t, message), ensure_ascii=False) + "\n")


def _told(t: int, message: Message) -> dict[str, Any]:
    """A message as a line of the file: its bytes, and what they say."""
    says: Callable[[bytes], Any] = json.loads
    if message.topic.startswith(f"{NAMESPACE}/") and not host_of(message.topic):
        says = lambda payload: _sparse(msgspec.to_builtins(decode(payload)))  # noqa: E731  # one of two readers
    return {"t_us": t, "topic": message.topic, "qos": message.qos, "retain": message.retain,
            "payload": b64encode(message.payload).decode(), "says": says(message.payload)}


def _sparse(value: Any) -> Any:  # noqa: ANN401  # plain data of any shape
    """Plain data without what is not there."""
    if isinstance(value, dict):
        return {name: _sparse(one) for name, one in value.items() if one not in (None, False, [], ())
                or name == "content"}
    return [_sparse(one) for one in value] if isinstance(value, list | tuple) else value
