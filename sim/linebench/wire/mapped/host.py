"""L2 as the client of a PLC that shows a project's tags: looks at them, and writes its own.

Between two looks anything may have happened, and a look may take several requests. So what belongs together, such
as a strobe and its data, counts when two readings in a row show the same of it: then there was a moment between
them in which all of it was so. What changes on and on is left to the next look.
"""

from collections import deque
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeAlias

from linebench.ports import Message
from linebench.ports.plc import Command
from linebench.wire.identity import one_line
from linebench.wire.mapped.dialled import DialledFace, Shadow, host_tags
from linebench.wire.mapped.names import NameMap, Row
from linebench.wire.mapped.options import MappedOptions
from linebench.wire.side import Effect, Noted, Setting
from linebench.wire.tags.image import Put
from linebench.wire.tags.tag import TagTable, Value

__all__ = ["HostEffect", "MappedHost"]

HostEffect: TypeAlias = Effect | Put
_BEAT, _HOLD = "beat", "hold "
_LATCHED = ".latched"
_ROUNDS = 8
"""Readings of one look after which what still changes is left to the next."""
_NAMED = 4
"""Tags that a note names one by one."""


class MappedHost:
    """A ``TagHost`` on the tags of a map.

    Attributes:
        table: the tags, each called by signal, name and address, for whoever reads a note.
        last: those that are written behind all that was put before them: strobes and answers.
        renewed: is called when the PLC is another than before, or is taken up for the first time.

    """

    def __init__(self, names: NameMap, options: MappedOptions, setting: Setting, peer: str, *,
                 apart: bool = False) -> None:
        """``names``: rows of one protocol, with the signals of ``DIALLED``; ``peer``: the seat of the PLC;
        ``apart``: for carriers that may mix what one ``Put`` holds, each step is one of its own.
        """
        tags = dict(host_tags(names))
        self.table = TagTable(tuple(tags.values()))
        self._called = {name: tag.name for name, tag in tags.items()}
        self._file, self._options, self._setting, self._apart = names.file, options, setting, apart
        self.last = frozenset(self._called[tag.name] for row in names.rows for tag in row.tags()
                              if tag.writable and row.signal.domain == "strobe")
        self.renewed: Callable[[], None] = lambda: None
        self._face = DialledFace(names, options, setting, peer)
        self._image = Shadow(self._face)
        self._groups = _groups(names.rows)
        self._alone = [tag for row in names.rows for tag in _read_tags(row)
                       if not any(tag in group for group in self._groups)]
        self._own = [tag.name for row in names.rows for tag in row.tags() if tag.writable
                     and row.signal.domain != "beat"]
        self._data = [tag for channel in self._face.channels for tag in channel.fields]
        self._waiting: deque[tuple[int, Message]] = deque()
        self._shown: dict[str, Value] = {}  # as the last look showed L2's own
        self._previous: dict[int, tuple[object, ...]] = {}
        self._identity = ""
        self._known = self._up = self._synced = self._unread = False
        self._lost_us = self._rounds = 0
        self._absent: dict[str, str] = {}
        self._told: frozenset[str] = frozenset()

    # What the carrier says

    def named(self, identity: str) -> None:
        """See ``TagHost``."""
        self._identity = one_line(identity)

    def back(self) -> Sequence[HostEffect]:
        """See ``TagHost``."""
        self._up, self._told = True, frozenset()
        return ()

    def lost(self) -> Sequence[HostEffect]:
        """See ``TagHost``."""
        self._up = False
        return self._leave("connection lost")

    def refused(self, why: str) -> Sequence[HostEffect]:
        """See ``TagHost``."""
        return self._face.refused(why)

    def absent(self, name: str, why: str) -> None:
        """The PLC refuses to tell this tag; said while a look is read, which then shows nothing."""
        self._absent[name] = why

    def unread(self) -> None:
        """Something was not read, for no reason that is known yet: this look shows nothing."""
        self._unread = True

    def tell(self, message: Message) -> Sequence[HostEffect]:
        """See ``TagHost``. What is said while nobody is there waits."""
        if self._synced:
            return self._written(self._face.tell(message))
        self._waiting.append((self._setting.now(), message))
        if len(self._waiting) <= self._options.held:
            return ()
        _, dropped = self._waiting.popleft()
        return (Noted("overrun", f"{self._options.held} messages wait for the PLC; dropped: {dropped}"),)

    def expired(self, name: str) -> Sequence[HostEffect]:
        """See ``TagHost``. Nobody sees a datum stand, or the heart beat, while nobody is there."""
        if not self._synced and (name == _BEAT or name.startswith(_HOLD)):
            return ()
        return self._written(self._face.expired(name))

    # A look

    def glance(self) -> Collection[str]:
        """See ``TagHost``: every look is at all tags."""
        self._previous.clear()
        self._absent.clear()
        self._rounds, self._unread = 0, False
        return ()

    def beyond(self, values: Mapping[str, Value], *, torn: bool) -> Collection[str]:
        """See ``TagHost``: what changed is read once more, also when one request showed all of it: the program of
        the PLC need not stand still while it is read.
        """
        del torn
        self._rounds += 1
        if self._unread or self._absent or self._rounds > _ROUNDS:
            return ()
        now = {number: self._state(values, group) for number, group in enumerate(self._groups)}
        open_ = [number for number, state in now.items()
                 if state != self._previous.get(number) and (not self._synced or state != self._before(number))]
        self._previous.update((number, now[number]) for number in open_)
        return [self._called[tag] for number in open_ for tag in self._groups[number]]

    def seen(self, values: Mapping[str, Value]) -> Sequence[HostEffect]:
        """See ``TagHost``."""
        if self._absent:
            return self._missing()
        if self._unread or not self._up:
            return ()
        stable = [group for number, group in enumerate(self._groups) if self._is_stable(number, values)]
        whole = len(stable) == len(self._groups)
        now = {name: values[called] for name, called in self._called.items()}
        if not self._synced:
            return self._enter(now) if whole else ()
        if whole and self._is_empty(now):
            return self._begin_anew(now, "it started anew: all its tags have their first values")
        self._shown = {name: now[name] for name in self._own}
        news = {name: now[name] for name in (*self._alone, *(tag for group in stable for tag in group))
                if _key(now[name]) != _key(self._image.values[name])}
        return self._written(self._image.write(news)) if news else ()

    def _is_stable(self, number: int, values: Mapping[str, Value]) -> bool:
        now = self._state(values, self._groups[number])
        return now == self._previous.get(number) or (self._synced and now == self._before(number))

    def _state(self, values: Mapping[str, Value], group: Sequence[str]) -> tuple[object, ...]:
        return tuple(_key(values[self._called[tag]]) for tag in group)

    def _before(self, number: int) -> tuple[object, ...]:
        return tuple(_key(self._image.values[tag]) for tag in self._groups[number])

    # Who is there

    def _enter(self, now: Mapping[str, Value]) -> Sequence[HostEffect]:
        """The first look of a connection, or the first that shows all tags."""
        if not self._known:
            return self._adopt(now)
        cleared = not any(now[name] for name in self._data) and any(self._shown.get(name) for name in self._data)
        if cleared or self._is_empty(now):
            return self._begin_anew(now, "it started anew: what was written to it is gone")
        return self._resume(now)

    def _is_empty(self, now: Mapping[str, Value]) -> bool:
        """Whether all that the PLC says is as in one that starts, and was not."""
        said = [tag for group in self._groups for tag in group] + self._alone
        return not any(now[name] for name in said) and any(self._image.values[name] for name in said)

    def _begin_anew(self, now: Mapping[str, Value], why: str) -> Sequence[HostEffect]:
        return (*self._leave(why), *self._adopt(now))

    def _adopt(self, now: Mapping[str, Value]) -> Sequence[HostEffect]:
        self.renewed()
        known, self._known, self._synced = self._known, True, True
        self._shown = {name: now[name] for name in self._own}
        self._image.load(now)
        dropped, effects = self._face.adopt(self._identity)
        notes = [Noted("restarted", f"{dropped} not delivered")] if known and dropped else []
        return (*notes, *self._written(effects), *self._flush())

    def _resume(self, now: Mapping[str, Value]) -> Sequence[HostEffect]:
        self._synced = True
        effects: list[HostEffect] = []
        if self._setting.now() - self._lost_us > self._options.command_within:
            late = self._face.drop_commands(now)
            effects += [Noted("unsent", f"{late} not delivered within {self._options.command_within}: Command")
                        ] if late else []
        self._image.steps[:0] = self._rewritten(now)
        self._shown = {name: now[name] for name in self._own}
        heard = self._image.write({name: now[name] for name in (*self._alone, *(
            tag for group in self._groups for tag in group)) if _key(now[name]) != _key(self._image.values[name])})
        effects += self._written((*self._face.arrive(self._identity), *heard, *self._face.resume()))
        return (*effects, *self._flush())

    def _rewritten(self, now: Mapping[str, Value]) -> list[dict[str, Value]]:
        """What was put and did not arrive, data first."""
        wanted = {name: self._image.values[name] for name in self._own}
        missed = [name for name in self._own if wanted[name] != now[name]]
        last = [name for name in missed if self._called[name] in self.last]
        return [step for step in ({name: wanted[name] for name in missed if name not in last},
                                  {name: wanted[name] for name in last}) if step]

    def _leave(self, why: str) -> Sequence[HostEffect]:
        if not self._synced:
            return self._face.gone(why)
        self._synced, self._lost_us = False, self._setting.now()
        self._image.steps.clear()
        return self._face.gone(why)

    def _missing(self) -> Sequence[HostEffect]:
        """Tell what is not there, once for each connection and as long as it is the same."""
        names = frozenset(self._absent)
        effects = self._leave("tags are missing") if self._synced else ()
        if names == self._told:
            return effects
        self._told = names
        words = "; ".join(f"{name}: {why}" for name, why in [*self._absent.items()][:_NAMED])
        more = f"; and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        why = f"{words}{more}; expected a PLC with all tags of {self._file}"
        return (*effects, Noted("missing", why), *self._face.refused(f"tags are missing: {words}{more}"))

    # What is written

    def _flush(self) -> Sequence[HostEffect]:
        """Say what waited, but no command that has become a surprise."""
        effects: list[HostEffect] = []
        waiting, self._waiting = self._waiting, deque()
        for told_us, message in waiting:
            if type(message) is Command and self._setting.now() - told_us > self._options.command_within:
                effects.append(Noted("unsent", f"not delivered within {self._options.command_within}: {message}"))
            else:
                effects += self.tell(message)
        return effects

    def _written(self, effects: Sequence[Effect]) -> Sequence[HostEffect]:
        """What follows for the PLC, in its order."""
        steps = [tuple((self._called[name], value) for name, value in step.items()) for step in self._image.steps]
        self._image.steps.clear()
        if not steps:
            return effects
        if self._apart:
            return (*effects, *map(Put, steps))
        return (*effects, Put(tuple(pair for step in steps for pair in step)))


def _groups(rows: Sequence[Row]) -> list[list[str]]:
    """Tags that the PLC writes and that mean something together alone."""
    found: dict[str, list[str]] = {}
    for row in rows:
        if not row.signal.by_host and row.signal.domain != "beat":
            found.setdefault(_whole(row), []).append(row.tag)
    return [*found.values()]


def _whole(row: Row) -> str:
    name = row.signal.name
    return row.signal.channel or ("state" if name == "state.reason" else name.removesuffix(_LATCHED))


def _read_tags(row: Row) -> list[str]:
    return [tag.name for tag in row.tags() if not tag.writable]


def _key(value: Value) -> object:
    """The value to be compared: no number is like none."""
    return "nan" if value != value else value  # noqa: PLR0124  # as IEEE 754 has it
