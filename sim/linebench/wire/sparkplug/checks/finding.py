"""A finding: what a node said that it may not say."""

import msgspec

from linebench.wire.mqtt.values import Message
from linebench.wire.sparkplug.topics import Topic
from linebench.wire.sparkplug.values import Payload

__all__ = ["Finding", "Said"]


class Said(msgspec.Struct, frozen=True):
    """A message of a node as it is judged. ``t``: microseconds since t = 0; ``by_qos``: its QoS is the node's."""

    t: int
    topic: Topic
    payload: Payload
    message: Message
    by_qos: bool


class Finding(msgspec.Struct, frozen=True):
    """``clause``: the assertion of the specification that does not hold; ``must``: it is no mere recommendation."""

    t: int
    clause: str
    topic: str
    found: str
    expected: str
    must: bool = True

    def __str__(self) -> str:
        """As one line."""
        return f"{self.topic}: found {self.found}; expected {self.expected} ({self.clause})"
