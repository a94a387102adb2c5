"""Whether a host application is online: retained JSON under ``spBv1.0/STATE/HOST``.

Source: Eclipse Sparkplug 3.0.0, 6.4.26.
"""

import json

import msgspec

from linebench.wire.mqtt.values import Message
from linebench.wire.sparkplug.topics import state_topic

__all__ = ["HostState", "read_state", "state_message"]


class HostState(msgspec.Struct, frozen=True):
    """``timestamp``: milliseconds since 1970; of a birth and its will the same."""

    online: bool
    timestamp: int


def state_message(host: str, state: HostState) -> Message:
    """What the host has published."""
    text = json.dumps({"online": state.online, "timestamp": state.timestamp}, separators=(",", ":"))
    return Message(state_topic(host), text.encode(), qos=1, retain=True)


def read_state(payload: bytes) -> HostState | None:
    """Read a state; ``None`` where the bytes are none."""
    try:
        return msgspec.json.decode(payload, type=HostState)
    except msgspec.DecodeError:
        return None
