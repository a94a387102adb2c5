"""The controller's end of a ring wire: everything but the meaning of rows."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence

from linebench.ports import Message
from linebench.wire.rings.beat import Beat, Watch
from linebench.wire.rings.inbox import Inbox
from linebench.wire.rings.layout import (
    BEAT,
    HOST_BEAT,
    HOST_INCARNATION,
    HOST_ORDER,
    LAYOUT,
    LIVES,
    Layout,
    RingOptions,
    version,
)
from linebench.wire.rings.ring import ORDER, Ring, Row
from linebench.wire.rings.writer import RingWriter
from linebench.wire.side import Effect, Noted, Setting
from linebench.wire.tags.image import TagImage
from linebench.wire.tags.tag import Value

__all__ = ["RingFace"]

_BEAT, _WATCH = "beat", "watch"


class RingFace(ABC):
    """A ``TagFace``. ``peer``: the seat of the host.

    What a host writes in one request counts in this order: incarnation, heartbeat, acknowledgements, rings in the
    order of the table, then whatever the face knows beside them.
    """

    def __init__(self, layout: Layout, options: RingOptions, setting: Setting, peer: str) -> None:
        self._layout, self._options, self._setting = layout, options, setting
        self.table = layout.table()
        self._peer = peer
        self._incarnation = 0
        self._forget()

    def attach(self, image: TagImage) -> None:
        """See ``TagFace``."""
        self._image = image
        self.restart()

    def restart(self) -> None:
        """The controller starts: every tag has its first value, and a host knows by the incarnation."""
        self._forget()
        born = self._born()
        self._image.set({**self.table.initial(), **self._initial(), **dict.fromkeys(LIVES, born),
                         LAYOUT: version(self.table)})

    @abstractmethod
    def tell(self, message: Message) -> Sequence[Effect]:
        """See ``TagFace``."""

    def written(self, names: frozenset[str]) -> Sequence[Effect]:
        """See ``TagFace``."""
        effects: list[Effect] = []
        self._live(effects)
        values = self._image.values
        if not names.isdisjoint(HOST_BEAT):
            effects += self._watch.seen((values[HOST_BEAT[0]], values[HOST_BEAT[1]]))
        if self._is_meant():
            self._acknowledged(names, effects)
            self._mail(names, effects)
        else:
            self._image.set({HOST_ORDER: 0})  # of another life
        self._correct()
        effects += self._beside(names)
        return effects

    def expired(self, name: str) -> Sequence[Effect]:
        """See ``TagFace``."""
        if name == _WATCH and self._watch.here:
            return (*self._watch.expired(), *self._deserted())
        return self._beats() if name == _BEAT else ()

    # What a port adds

    @abstractmethod
    def _heard(self, ring: Ring, row: Row) -> Sequence[Effect]:
        """The host put this row into ``ring``."""

    def _initial(self) -> dict[str, Value]:
        """Tags whose first value is not that of their kind."""
        return {}

    def _beside(self, names: frozenset[str]) -> Sequence[Effect]:  # noqa: ARG002  # for faces with tags beside rings
        """The host wrote tags that belong to no ring."""
        return ()

    def _deserted(self) -> Sequence[Effect]:
        """The host's heart stands still."""
        return ()

    # What is the same for all

    def _say(self, rows: Sequence[tuple[Ring, Row]], live: Mapping[str, Value]) -> Sequence[Effect]:
        """Show ``live`` and put one message into its rings."""
        effects: list[Effect] = []
        self._live(effects)
        notes: list[Noted] = []
        self._writer.say([(ring, row) for ring, wanted in rows if (row := ring.fit(wanted, notes)) is not None])
        effects += notes
        self._image.set({**live, **self._writer.fill()})
        if self._writer.waiting() > self._options.held:
            effects.append(Noted("overrun", f"the host did not read {self._options.held} rows; all are dropped"))
            self._start_anew()
        return effects

    def _forget(self) -> None:
        options = self._options
        self._writer = RingWriter(self._layout.out, options.running)
        self._inbox = Inbox(self._layout.into)
        self._beat = Beat(_BEAT, options.beat_every, BEAT)
        self._watch = Watch(_WATCH, self._peer, options.beat_within)
        self._living = False

    def _start_anew(self) -> None:
        """Rows were lost: the host must not take the next one for what follows the last."""
        self._writer = RingWriter(self._layout.out, self._options.running)
        self._inbox = Inbox(self._layout.into)
        counts = {tag.name: 0 for ring in (*self._layout.out, *self._layout.into) for tag in ring.counts()}
        self._image.set({**dict.fromkeys(LIVES, self._born()), HOST_ORDER: 0, **counts})

    def _born(self) -> int:
        """Another incarnation: the millisecond of the start, so that no memory is needed to tell lives apart."""
        self._incarnation = max(self._incarnation + 1, self._setting.now() // 1000 + 1) & ORDER
        return self._incarnation

    def _live(self, effects: list[Effect]) -> None:
        if not self._living:
            self._living = True
            effects += self._beats()

    def _beats(self) -> Sequence[Effect]:
        tags, timer = self._beat.next()
        self._image.set(dict(tags))
        return (timer,)

    def _is_meant(self) -> bool:
        return not self._options.echo or self._image.values[HOST_INCARNATION] == self._incarnation

    def _acknowledged(self, names: frozenset[str], effects: list[Effect]) -> None:
        values = self._image.values
        for ring in self._layout.out:
            if ring.read in names and not self._writer.acknowledged(ring, int(values[ring.read])):
                unread = self._writer.unread(ring)
                effects.append(Noted("refused", f"{ring.read} {values[ring.read]}; expected "
                                                f"{self._writer.read(ring)} and up to {unread} more"))
        self._image.set(self._writer.fill())

    def _mail(self, names: frozenset[str], effects: list[Effect]) -> None:
        for ring in self._layout.into:
            if ring.filled not in names:
                continue
            rows = self._inbox.take(ring, self._image.values)
            if rows is None:
                effects.append(Noted("refused", f"{ring.filled} {self._image.values[ring.filled]}; expected "
                                                f"{self._inbox.taken(ring)} and up to {ring.size} more"))
            for row in rows or ():
                effects += self._heard(ring, row)

    def _correct(self) -> None:
        """Show counts as they are: what the host wrote wrongly must not be what a next host goes on from."""
        self._image.set({
            **{ring.read: self._writer.read(ring) for ring in self._layout.out},
            **{name: self._inbox.taken(ring) for ring in self._layout.into for name in (ring.filled, ring.read)}})
