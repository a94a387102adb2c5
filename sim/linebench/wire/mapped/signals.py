"""The signals of a wire that a map may give names and addresses to: what each is and who says it."""

import difflib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias

import msgspec

from linebench.wire.plc.words import ALARMS, CAUSES, COMMANDS, FATES

__all__ = ["CHANNELS", "DIALLED", "LINE", "MIRRORED", "SIGNALS", "WIRE", "Channel", "Domain", "Signal",
           "Vocabulary"]

WIRE = "l2-l1"
"""The wire on which L2 looks at the tags of a PLC."""

Domain: TypeAlias = Literal["number", "count", "word", "bool", "text", "strobe", "beat"]
"""What a signal's values are for us; ``count`` runs on and begins anew behind the greatest number of its type,
``strobe`` says that a channel has news, ``beat`` that an end lives.
"""


class Signal(msgspec.Struct, frozen=True, kw_only=True):
    """One signal. ``by_host``: who looks at the tags says it; ``channel``: whose news it belongs to;
    ``words``: ours, numbered from 1 unless the map says otherwise; ``needed``: its channel is nothing without it.
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


class Vocabulary(msgspec.Struct, frozen=True, kw_only=True):
    """The signals of one wire. ``host``: who looks at its tags; ``kinds``: which there are, for a reader."""

    wire: str
    host: str
    signals: Mapping[str, Signal]
    channels: Mapping[str, Channel]
    kinds: str

    def find(self, text: str) -> Signal | None:
        """The signal that is written so; the names of alarms may have underscores for spaces."""
        name = text.lower()
        return self.signals.get(name.replace("_", " ") if name.startswith("alarm.") else name)

    def nearest(self, text: str) -> str:
        """Which signals there are, the nearest first."""
        close = difflib.get_close_matches(text.lower(), self.signals, 1)
        return f"{close[0]!r}" if close else f"a signal of {self.wire}: {self.kinds}"


LINE = Vocabulary(
    wire=WIRE, host="L2", signals=SIGNALS, channels=CHANNELS,
    kinds="state, alarm.<name>, heartbeat.…, result.…, answer.…, count.trigger, verdict.…, setup.… or command.…")
"""Of L2 and a PLC whose tags L2 looks at."""


def _turned(signal: Signal) -> Signal:
    return msgspec.structs.replace(signal, by_host=not signal.by_host)


MIRRORED = Vocabulary(
    wire="l1-l2", host="the PLC", kinds=LINE.kinds,
    signals=MappingProxyType({name: _turned(signal) for name, signal in SIGNALS.items()}),
    channels=MappingProxyType({name: Channel(name=name, by_host=not channel.by_host,
                                             fields=tuple(map(_turned, channel.fields)))
                               for name, channel in CHANNELS.items()}))
"""The same where the PLC looks at the tags of L2."""

DIALLED = msgspec.structs.replace(LINE, wire=MIRRORED.wire)
"""Of a PLC that shows its tags itself and is dialled by the bench: who writes what is as in ``LINE``."""
