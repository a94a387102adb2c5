"""The host's end of a ring wire: everything but the meaning of rows."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from typing import TypeAlias

from linebench.ports import Message
from linebench.units import Duration
from linebench.wire.identity import one_line, unsupported
from linebench.wire.rings.beat import Beat, Watch
from linebench.wire.rings.layout import (
    BEAT,
    HOST_BEAT,
    HOST_INCARNATION,
    HOST_ORDER,
    INCARNATION,
    LAYOUT,
    LIVES,
    Layout,
    RingOptions,
    version,
)
from linebench.wire.rings.outbox import Mail, Outbox
from linebench.wire.rings.reader import RingReader, Rows
from linebench.wire.rings.ring import Ring, Row
from linebench.wire.side import Cancel, Effect, Noted, Setting
from linebench.wire.tags.image import Put
from linebench.wire.tags.tag import Value

__all__ = ["HostEffect", "RingHost"]

HostEffect: TypeAlias = Effect | Put
_BEAT, _WATCH = "beat", "watch"
_LOOKS = 3
"""Looks without a beat until the heart can be said to stand still."""
_NAMED = 8
"""Messages that a note names one by one."""
_ANOTHER = -1
"""The incarnation of a controller that broke the rules of counting."""


class RingHost(ABC):
    """A ``TagHost``. ``peer``: the seat of the controller.

    It goes by counts alone, so it does not matter how often it looks, whether a picture comes twice, or what
    happened to the connection. It says nothing to the controller before it has seen a picture of it, and to one
    with another table of tags it never says anything.
    """

    def __init__(self, layout: Layout, options: RingOptions, setting: Setting, peer: str) -> None:
        """Raise ``ValueError`` when the options hold rings that wait for nobody."""
        if options.running:
            raise ValueError(f"rings {', '.join(options.running)} wait for nobody; expected none for this host, "
                             "which acknowledges what it reads")
        self._options, self._setting = options, setting
        self.table = layout.table()
        self._version = version(self.table)
        self._named = ""
        self._head = tuple(tag.name for tag in layout.head())
        self._reader = RingReader(layout.out, HOST_ORDER)
        self._outbox = Outbox(layout.into)
        self._beat = Beat(_BEAT, options.beat_every, HOST_BEAT)
        self._watch = Watch(_WATCH, peer, Duration(max(options.beat_within, _LOOKS * (setting.poll_us or 0))))
        self._incarnation = 0
        self._synced = self._up = self._glanced = self._fits = self._first = False
        self._put_us = 0
        self._told: tuple[tuple[str, Value], ...] = ()  # acknowledgements as last put

    @abstractmethod
    def tell(self, message: Message) -> Sequence[HostEffect]:
        """See ``TagHost``."""

    def glance(self) -> Collection[str]:
        """See ``TagHost``. A connection begins with the version; later, where nothing is new, the head says so."""
        self._first = not self._fits
        if self._first:
            return (LAYOUT,)
        self._glanced = self._synced and self._incarnation != _ANOTHER
        return (*self._shown(), *self._head) if self._glanced else ()

    def beyond(self, values: Mapping[str, Value], *, torn: bool) -> Collection[str]:
        """See ``TagHost``: the slots of rows that are new; all tags when the controller started anew."""
        if self._first:
            self._first = self._glanced = False
            return tuple(tag.name for tag in self.table) if self._is_ours(values) else ()
        if not self._glanced:
            return ()
        self._glanced = False
        if values[INCARNATION] != self._incarnation:
            return tuple(tag.name for tag in self.table)
        slots = self._reader.slots(values)
        return (*slots, LIVES[2]) if slots or torn else ()

    def seen(self, values: Mapping[str, Value]) -> Sequence[HostEffect]:
        """See ``TagHost``."""
        effects: list[HostEffect] = []
        if not self._up or not self._admits(values, effects):
            return effects
        life = int(values[INCARNATION])
        if not life or any(values[each] != life for each in LIVES):
            return effects
        if life != self._incarnation:
            self._adopt(life, values, effects)
        elif not self._synced:
            self._resume(values, effects)
        effects += self._watch.seen((values[BEAT[0]], values[BEAT[1]]))
        if broken := self._reader.broken(values):
            effects.append(Noted("counts", broken))
            self._incarnation = _ANOTHER  # what it says next is another life's
            return effects
        for rows in self._reader.take(values):
            effects += self._heard(rows)
        self._acknowledge(effects)
        self._outbox.confirm(values)
        self._insist(values, effects)
        self._flush(effects)
        return effects

    def lost(self) -> Sequence[HostEffect]:
        """See ``TagHost``."""
        self._up = self._synced = False
        return (*self._watch.gone("connection lost"), Cancel(_BEAT))

    def back(self) -> Sequence[HostEffect]:
        """See ``TagHost``."""
        self._up, self._synced, self._fits = True, False, False
        return ()  # whether it is the controller that it speaks with, the first picture shows

    def named(self, identity: str) -> None:
        """See ``TagHost``."""
        self._named = identity

    def refused(self, why: str) -> Sequence[HostEffect]:
        """See ``TagHost``."""
        return self._watch.refused(why)

    def expired(self, name: str) -> Sequence[HostEffect]:
        """See ``TagHost``."""
        if name == _WATCH:
            return self._watch.expired()
        return self._beats() if name == _BEAT and self._up and self._fits else ()

    # What a port adds

    @abstractmethod
    def _heard(self, rows: Rows) -> Sequence[HostEffect]:
        """The controller said one message."""

    def _outlived(self, mail: Mail) -> bool:  # noqa: ARG002  # some ports keep more
        """Whether a message that was meant for the life before must not reach this one."""
        return True

    def _stale(self, mail: Mail) -> bool:  # noqa: ARG002  # some ports know messages that must not come late
        """Whether a message waited for the connection for too long."""
        return False

    def _may(self, mail: Mail) -> bool:  # noqa: ARG002  # some ports wait for answers
        """Whether the turn of this message has come; if so it is put now."""
        return True

    def _restate(self, values: Mapping[str, Value]) -> Sequence[HostEffect]:  # noqa: ARG002  # some ports have states
        """The host knows nothing yet: what holds now and will not be told again."""
        return ()

    def _rewound(self, values: Mapping[str, Value]) -> Sequence[HostEffect]:  # noqa: ARG002  # for tags beside rings
        """All that was not taken is put again: with each connection, each life, and when writes got lost."""
        return ()

    def _missed(self, values: Mapping[str, Value]) -> bool:  # noqa: ARG002  # for tags beside rings
        """Whether the picture does not show what was put beside rings."""
        return False

    def _shown(self) -> Collection[str]:
        """Tags beside rings that each look must show, such as those ``_missed`` asks for."""
        return ()

    # What is the same for all

    def _post(self, ring: Ring, row: Row, message: Message) -> Sequence[HostEffect]:
        """Say one message by ``ring``, after all that was said before."""
        notes: list[Noted] = []
        effects: list[HostEffect] = []
        if len(self._outbox) >= self._options.held:
            self._drop(self._outbox.forget(self._outlived), "overrun", effects)
        if (fitting := ring.fit(row, notes)) is not None:
            self._outbox.add(Mail(ring, fitting, message, self._setting.now()))
        effects += notes
        self._flush(effects)
        return effects

    def _flush(self, effects: list[HostEffect]) -> None:
        if self._synced and (puts := self._outbox.puts(self._may)):
            self._put_us = self._setting.now()
            effects += puts

    def _acknowledge(self, effects: list[HostEffect]) -> None:
        if (now := self._reader.acknowledge()) != self._told:
            self._told, self._put_us = now, self._setting.now()
            effects.append(Put(now))

    def _insist(self, values: Mapping[str, Value], effects: list[HostEffect]) -> None:
        """Write again what the controller does not show although it had time to."""
        missed = (self._outbox.under_way() or self._missed(values)
                  or any(values[name] != value for name, value in self._told))
        if missed and self._setting.now() - self._put_us > self._options.answer_within:
            effects.append(Noted("unanswered", f"not taken within {self._options.answer_within}; written again"))
            self._outbox.rewind()
            self._begin(values, effects)

    def _is_ours(self, values: Mapping[str, Value]) -> bool:
        return values[LAYOUT] in (0, self._version)

    def _admits(self, values: Mapping[str, Value], effects: list[HostEffect]) -> bool:
        """Whether the picture is one of this table; the first that is begins the heartbeat."""
        shown = f"tags {values[LAYOUT]:08X}" if values[LAYOUT] else ""
        if not self._is_ours(values):
            why = unsupported(shown, (f"tags {self._version:08X}",))
            if said := self._watch.refused(why):
                effects += (Noted("unsupported", why), *said, Cancel(_BEAT))
            self._fits = self._synced = False
            return False
        self._watch.identity = one_line(self._named, shown)
        if not self._fits:
            self._fits = True
            effects += self._beats()
        return True

    def _adopt(self, life: int, values: Mapping[str, Value], effects: list[HostEffect]) -> None:
        if self._incarnation:
            effects += self._watch.gone(f"it started anew, as incarnation {life}")
            self._drop(self._outbox.rewind(self._outlived), "restarted", effects)
        else:
            self._drop(self._outbox.rewind(self._stale), "unsent", effects)
        self._incarnation, self._synced = life, True
        self._reader.adopt(values)
        self._outbox.adopt(values)
        effects += self._watch.arrived()
        effects += self._restate(values)
        self._begin(values, effects)

    def _resume(self, values: Mapping[str, Value], effects: list[HostEffect]) -> None:
        self._synced = True
        self._outbox.confirm(values)
        self._drop(self._outbox.rewind(self._stale), "unsent", effects)
        effects += self._watch.arrived()
        self._begin(values, effects)

    def _begin(self, values: Mapping[str, Value], effects: list[HostEffect]) -> None:
        self._told, self._put_us = self._reader.acknowledge(), self._setting.now()
        effects.append(Put(((HOST_INCARNATION, self._incarnation), *self._told)))
        effects += self._rewound(values)

    def _drop(self, dropped: Sequence[Mail], what: str, effects: list[HostEffect]) -> None:
        if dropped:
            words = ", ".join(type(mail.message).__name__ for mail in dropped[:_NAMED])
            effects.append(Noted(what, f"{len(dropped)} not delivered: {words}"))

    def _beats(self) -> Sequence[HostEffect]:
        tags, timer = self._beat.next()
        return (Put(tags), timer)
