"""The signals of a wire that a map may give names and addresses to: what each is and who says it."""

import difflib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias

import msgspec

from linebench.wire.plc.words import ALARMS, CAUSES, COMMANDS, FATES

__all__ = ["CHANNELS", "SIGNALS", "WIRE", "Channel", "Domain", "Signal", "find_signal", "nearest"]

WIRE = "l2-l1"
"""The wire whose tags a map may name."""

Domain: TypeAlias = Literal["number", "word", "bool", "text", "strobe", "beat"]
"""What a signal's values are for us; ``strobe`` says that a channel has news, ``beat`` that an end lives."""


class Signal(msgspec.Struct, frozen=True, kw_only=True):
    """One signal. ``by_host``: L2 says it; ``channel``: whose news it belongs to; ``words``: ours, numbered from 1
    unless the map says otherwise; ``needed``: its channel means nothing without it.
    """

    name: str
    domain: Domain
    by_host: bool = False
    channel: str = ""
    words: tuple[str, ...] = ()
    needed: bool = False


class Channel(msgspec.Struct, frozen=True, kw_only=True):
    """What is said piece by piece, each piece once."""

    name: str
    by_host: bool
    fields: tuple[Signal, ...]


def _field(channel: str, name: str, domain: Domain, *, by_host: bool = False, words: tuple[str, ...] = (),
           needed: bool = False) -> Signal:
    return Signal(name=f"{channel}.{name}", domain=domain, by_host=by_host, channel=channel, words=words,
                  needed=needed)


_CHANNELS = (
    Channel(name="result", by_host=False, fields=(
        _field("result", "trigger", "number", needed=True),
        _field("result", "fate", "word", words=FATES, needed=True),
        _field("result", "cause", "word", words=CAUSES))),
    Channel(name="answer", by_host=False, fields=(
        _field("answer", "command", "word", words=COMMANDS), _field("answer", "accepted", "bool", needed=True),
        _field("answer", "reason", "text"))),
    Channel(name="verdict", by_host=True, fields=(
        _field("verdict", "trigger", "number", by_host=True, needed=True),
        _field("verdict", "good", "bool", by_host=True, needed=True))),
    Channel(name="setup", by_host=True, fields=(
        _field("setup", "weight_low", "number", by_host=True, needed=True),
        _field("setup", "weight_high", "number", by_host=True, needed=True),
        _field("setup", "consecutive_limit", "number", by_host=True))),
    Channel(name="command", by_host=True, fields=(
        _field("command", "code", "word", by_host=True, words=COMMANDS, needed=True),
        _field("command", "by", "text", by_host=True))),
)
CHANNELS: Mapping[str, Channel] = MappingProxyType({channel.name: channel for channel in _CHANNELS})
"""By name; those of L2 in the order in which what it writes in one request is heard."""
_ALONE = (
    Signal(name="state", domain="number"), Signal(name="state.reason", domain="text"),
    Signal(name="heartbeat.plc", domain="beat"), Signal(name="heartbeat.host", domain="beat", by_host=True),
    Signal(name="count.trigger", domain="number"),
    *(Signal(name=f"alarm.{alarm}{end}", domain="bool") for alarm in ALARMS for end in ("", ".latched")),
)
SIGNALS: Mapping[str, Signal] = MappingProxyType({signal.name: signal for signal in (
    *_ALONE,
    *(Signal(name=channel.name, domain="strobe", by_host=channel.by_host) for channel in _CHANNELS),
    *(each for channel in _CHANNELS for each in channel.fields))})
"""All of the wire ``WIRE``, by name."""


def find_signal(text: str) -> Signal | None:
    """The signal that is written so; the names of alarms may have underscores for spaces."""
    name = text.lower()
    return SIGNALS.get(name.replace("_", " ") if name.startswith("alarm.") else name)


def nearest(text: str) -> str:
    """Which signals there are, the nearest first."""
    close = difflib.get_close_matches(text.lower(), SIGNALS, 1)
    kinds = "state, alarm.<name>, heartbeat.…, result.…, answer.…, count.trigger, verdict.…, setup.… or command.…"
    return f"{close[0]!r}" if close else f"a signal of {WIRE}: {kinds}"
