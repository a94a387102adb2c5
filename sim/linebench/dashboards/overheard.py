"""Listens to who shows itself at a broker and is not ours, so that protocols can judge what it publishes."""

from collections.abc import Callable, Sequence
from pathlib import Path

from linebench.dashboards.live import WallClock
from linebench.dashboards.sheet import Sheet
from linebench.ports.dashboard import Point
from linebench.wire.mqtt.session import Session, SessionConfig
from linebench.wire.mqtt.values import Effect, Message, Subscribe
from linebench.wire.sparkplug.topics import NAMESPACE

__all__ = ["Overheard"]

_NOT_OURS = "who shows itself there is not the bench's: its connection is its own"


class Overheard:
    """An ``Outlet`` that shows nothing, and a ``Heard``. It hears one group.

    Attributes:
        messages: what was published there, with the time.
        by_qos: whether they have the QoS with which they were published: brokers differ.

    """

    def __init__(self, group: str, config: SessionConfig, factor: int, note: Callable[[int, str], None], *,
                 file: Path | None = None) -> None:
        """See ``Live`` and ``Recorder``."""
        self.messages: list[tuple[int, Message]] = []
        self.by_qos = False
        self._group, self._sheet, self._clock = group, Sheet(file), WallClock(factor)
        self._session = Session(config, self, self._clock, lambda text: note(self._clock(), text))
        self._started = False

    def start(self, t: int) -> None:
        """See ``Outlet``."""
        self._sheet.open()
        self._clock.begin(t)
        self._session.start()
        self._started = True

    def show(self, points: list[Point], t: int) -> None:
        """See ``Outlet``. It shows what it likes."""

    def device(self, name: str, t: int, *, here: bool) -> None:
        """See ``Outlet``."""

    def power(self, t: int, *, on: bool) -> None:
        """See ``Outlet``. Whoever listens is not on the site server."""

    def close(self, t: int) -> None:  # noqa: ARG002  # its own clock tells the time
        """See ``Outlet``."""
        if self._started:
            self._started = False
            self._session.stop()
        self._sheet.close()

    def said(self, message: Message, t: int) -> None:  # noqa: ARG002  # as above
        """See ``Heard``."""
        self._session.post(lambda _: [message])

    def breaks(self, t: int) -> None:  # noqa: ARG002  # as above
        """See ``Heard``."""
        raise LookupError(_NOT_OURS)

    def returns(self, t: int) -> None:  # noqa: ARG002  # as above
        """See ``Heard``."""
        raise LookupError(_NOT_OURS)

    def will(self, t: int) -> Message | None:  # noqa: ARG002  # a party has it; so below
        """See ``Party``."""
        return None

    def connected(self, t: int) -> Sequence[Effect]:  # noqa: ARG002
        """See ``Party``."""
        return [Subscribe(f"{NAMESPACE}/{self._group}/#", 1)]

    def received(self, message: Message, t: int) -> Sequence[Effect]:
        """See ``Party``."""
        self.messages.append((t, message))
        self._sheet.write(t, message)
        return ()

    def expire(self, name: str, t: int) -> Sequence[Effect]:  # noqa: ARG002
        """See ``Party``."""
        return ()

    def closing(self, t: int) -> Sequence[Effect]:  # noqa: ARG002
        """See ``Party``."""
        return ()

    def lost(self, t: int) -> None:
        """See ``Party``."""
