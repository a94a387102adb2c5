"""What was said on a link, in meaning."""

from linebench.ports import Message
from linebench.records.base import Record

__all__ = ["Delivered", "Dropped"]


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
