"""Stands for a broker where time is simulated: takes what is published, and keeps it in a file with the time.

It publishes the will of who goes without a word, and is the primary host if a node waits for one.
"""

from collections.abc import Sequence
from pathlib import Path

from linebench.dashboards.forms import Publisher
from linebench.dashboards.sheet import Sheet
from linebench.ports.dashboard import Point
from linebench.wire.mqtt.values import Effect, Hangup, Message
from linebench.wire.sparkplug.state import HostState, state_message
from linebench.wire.sparkplug.times import millis

__all__ = ["Recorder"]


class Recorder:
    """An ``Outlet``, and a ``Heard``.

    Attributes:
        messages: what was published, with the time; empty unless kept.
        by_qos: they have the QoS with which they were published.

    """

    def __init__(self, publisher: Publisher, *, file: Path | None = None, keep: bool = True, host: str = "",
                 epoch_us: int = 0) -> None:
        """``file``: where messages are written, a JSON object a line; ``host``: the primary host that it is."""
        self.messages: list[tuple[int, Message]] = []
        self.by_qos = True
        self._publisher, self._keep = publisher, keep
        self._host, self._epoch_us = host, epoch_us
        self._will: Message | None = None
        self._up = False
        self._sheet = Sheet(file)

    def start(self, t: int) -> None:
        """See ``Outlet``."""
        self._sheet.open()
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
        (self.start if on else self.breaks)(t)

    def returns(self, t: int) -> None:
        """See ``Heard``."""
        self.start(t)

    def breaks(self, t: int) -> None:
        """See ``Heard``. The will is published."""
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
        self._sheet.close()

    def said(self, message: Message, t: int) -> None:
        """See ``Heard``."""
        self._publish(message, t)
        if self._up:
            self._perform(self._publisher.received(message, t), t)

    def host(self, t: int, *, online: bool) -> None:
        """The primary host comes or goes."""
        if self._host:
            self.said(state_message(self._host, HostState(online, millis(self._epoch_us, t))), t)

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
        self._sheet.write(t, message)
