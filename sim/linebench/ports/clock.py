"""The port between L2 and what time it is: a time server, and the clock of the computer that L2 runs on.

Times are microseconds since 1970, UTC. Source: RFC 5905, clause 8 (the four timestamps of NTP).
"""

from typing import TypeAlias

from linebench.ports.base import Said

__all__ = ["ClockMoved", "TimeAnswer", "TimeRequest", "ToAsker", "ToServer"]


class TimeRequest(Said, frozen=True, tag="time_request"):
    """L2 to time server: what time is it? ``sent_us``: by the asker's own clock."""

    sent_us: int


class TimeAnswer(Said, frozen=True, tag="time_answer"):
    """Time server to L2. ``sent_us``: as asked; the other two by the server's clock."""

    sent_us: int
    received_us: int
    answered_us: int


class ClockMoved(Said, frozen=True, tag="clock_moved"):
    """The computer to L2: somebody or something has moved my clock ahead by so much; back: below 0."""

    by_us: int


ToServer: TypeAlias = TimeRequest
ToAsker: TypeAlias = TimeAnswer | ClockMoved
