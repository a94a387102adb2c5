"""Where a publisher's messages go: to a broker, or to the recorder that stands for one."""

from collections.abc import Sequence
from typing import Protocol

from linebench.ports.dashboard import Point
from linebench.wire.mqtt.values import Message

__all__ = ["Heard", "Outlet"]


class Heard(Protocol):
    """What the bench hears of a dashboard, as protocols know it."""

    @property
    def messages(self) -> Sequence[tuple[int, Message]]:
        """What was published, with the time."""

    @property
    def by_qos(self) -> bool:
        """Whether messages have the QoS with which they were published."""

    def said(self, message: Message, t: int) -> None:
        """Publish something to who shows itself there."""

    def breaks(self, t: int) -> None:
        """The connection of who shows itself there breaks off.

        Raises:
            LookupError: it is not the bench's.

        """

    def returns(self, t: int) -> None:
        """It connects again.

        Raises:
            LookupError: as above.

        """


class Outlet(Protocol):
    """``t``: microseconds since t = 0."""

    def start(self, t: int) -> None:
        """Connect."""

    def show(self, points: list[Point], t: int) -> None:
        """Publish what gauges show now."""

    def device(self, name: str, t: int, *, here: bool) -> None:
        """A line is within reach, or lost."""

    def power(self, t: int, *, on: bool) -> None:
        """The site server, on which the publisher runs, has its power or has lost it."""

    def close(self, t: int) -> None:
        """Say good-bye."""
