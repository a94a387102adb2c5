"""What was said on a link, in meaning."""

from linebench.ports import Message
from linebench.records.base import Record

__all__ = ["Delivered", "Dropped", "WireNoted"]


class Delivered(Record, frozen=True, tag="wire.delivered.1"):
    """A message reached its receiver. ``sent``: when it left the sender, microseconds; ``link``: ``from>to``."""

    link: str
    sent: int
    message: Message


class Dropped(Record, frozen=True, tag="wire.dropped.1"):
    """A message never arrived. ``why``: ``cut``, ``fault`` or ``power``."""

    link: str
    message: Message
    why: str


class WireNoted(Record, frozen=True, tag="wire.noted.1"):
    """Something on a wire that is no message: garbage, a refused command, a connection that came or went.

    ``link``: the pair of seats, level first, such as ``l2-printer``; ``end``: ``device`` or ``host``.
    Of a direct link: its name, such as ``l2>printer``, and ``link``.
    """

    link: str
    end: str
    what: str
    detail: str
