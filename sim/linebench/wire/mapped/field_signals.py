"""The signals of the wire between the field and a PLC: what a remote I/O with a fast counter card has."""

from types import MappingProxyType

from linebench.ports.io import INPUTS, OUTPUTS
from linebench.wire.mapped.signals import Channel, Signal, Vocabulary

__all__ = ["EDGES", "FIELD"]

EDGES = ("barrier_camera", "barrier_gate", "barrier_exit", "reject_confirm", "seal_seen")
"""Sensors that see something pass."""
_TARGET = Signal(name="push.encoder", domain="count", by_host=True, channel="push", needed=True)
_PUSH = Channel(name="push", by_host=True, fields=(_TARGET,))
_ALL = (
    Signal(name="encoder", domain="count"), Signal(name="heartbeat.io", domain="beat"),
    Signal(name="heartbeat.plc", domain="beat", by_host=True),
    *(Signal(name=name, domain="bool") for name in INPUTS),
    *(Signal(name=f"{name}.{what}", domain="count") for name in EDGES for what in ("count", "encoder")),
    *(Signal(name=name, domain="bool", by_host=True) for name in OUTPUTS),
    Signal(name="push", domain="strobe", by_host=True), _TARGET,
)
FIELD = Vocabulary(
    wire="l1-io", host="the PLC", signals=MappingProxyType({signal.name: signal for signal in _ALL}),
    channels=MappingProxyType({"push": _PUSH}),
    kinds="encoder, heartbeat.…, barrier_… or reject_confirm (.count, .encoder), a condition, an output or push.…")
"""``push``: the pusher strikes when the encoder comes to a count, by the card's own comparator."""
