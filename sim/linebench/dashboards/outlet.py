"""Where a publisher's messages go: to a broker, or to the recorder that stands for one."""

from typing import Protocol

from linebench.ports.dashboard import Point

__all__ = ["Outlet"]


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
