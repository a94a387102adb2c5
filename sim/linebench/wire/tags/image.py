"""The tag image: the present values of all tags, and who is told when some change."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Protocol

import msgspec

from linebench.ports import Message
from linebench.wire.side import Effect
from linebench.wire.tags.tag import TagTable, Value

__all__ = ["LivingFace", "Put", "TagFace", "TagHost", "TagImage"]


class Put(msgspec.Struct, frozen=True, gc=False):
    """Host side: write these tags, in this order, as one request where the protocol can."""

    values: tuple[tuple[str, Value], ...]


class TagFace(Protocol):
    """Renders a port on tags at the controller's end."""

    table: TagTable

    def attach(self, image: "TagImage") -> None:
        """Take the image that it renders on, once, before anything else."""

    def tell(self, message: Message) -> Sequence[Effect]:
        """The controller says ``message``: set tags in the image."""

    def written(self, names: frozenset[str]) -> Sequence[Effect]:
        """A host wrote these tags, all of them in one request; their values are in the image already."""

    def expired(self, name: str) -> Sequence[Effect]:
        """The timer ``name`` ran out."""


class LivingFace(TagFace, Protocol):
    """A face whose controller may lose its power."""

    def restart(self) -> None:
        """The controller starts."""


class TagHost(Protocol):
    """Renders a port on tags at the host's end."""

    table: TagTable

    def tell(self, message: Message) -> "Sequence[Effect | Put]":
        """The host says ``message``."""

    def glance(self) -> Collection[str]:
        """A look begins: the tags to be read first; none: all tags are read, and that is the look."""

    def beyond(self, values: Mapping[str, Value], *, torn: bool) -> Collection[str]:
        """Those were read, and in ``values`` lie among all others as last read. The tags to be read next, in the
        order of the table; none: the look is over. ``torn``: what was just read need not be of one moment.
        """

    def seen(self, values: Mapping[str, Value]) -> "Sequence[Effect | Put]":
        """A look is over: all tags as last read, in one go as far as the protocol allows."""

    def named(self, identity: str) -> None:
        """Who is at the other end of a connection that stands, before ``back``; empty: it does not say."""

    def refused(self, why: str) -> "Sequence[Effect | Put]":
        """Somebody is there and is not served: he is of an unsupported version, or does not let us in."""

    def lost(self) -> "Sequence[Effect | Put]":
        """The connection is gone."""

    def back(self) -> "Sequence[Effect | Put]":
        """The connection stands, first or again; a look follows, at all tags."""

    def expired(self, name: str) -> "Sequence[Effect | Put]":
        """The timer ``name`` ran out."""


class TagImage:
    """The values of all tags of one controller; several servers show the same image at once.

    Attributes:
        values: by name. Change them with ``set`` and ``write``.

    """

    def __init__(self, face: TagFace) -> None:
        self.table = face.table
        self.values: dict[str, Value] = self.table.initial()
        self._face = face
        self._listeners: list[Callable[[Mapping[str, Value]], None]] = []
        self._lookers: list[Callable[[Collection[str]], None]] = []
        face.attach(self)

    def listen(self, listener: Callable[[Mapping[str, Value]], None]) -> None:
        """Tell ``listener`` what changed, with the new values, after each change; for protocols that push."""
        self._listeners.append(listener)

    @property
    def watched(self) -> bool:
        """Whether anybody wants to know what hosts look at."""
        return bool(self._lookers)

    def attend(self, looker: Callable[[Collection[str]], None]) -> None:
        """Tell ``looker`` which tags a host is about to read, so that it may set what has to be of this moment."""
        self._lookers.append(looker)

    def look(self, names: Collection[str]) -> None:
        """A host reads these tags now; said by protocols whose hosts ask."""
        for looker in self._lookers:
            looker(names)

    def set(self, values: Mapping[str, Value]) -> None:
        """The controller changes tags of its own."""
        changed = {name: value for name, value in values.items() if self.values[name] != value}
        if changed:
            self.values.update(changed)
            for listener in self._listeners:
                listener(changed)

    def write(self, values: Mapping[str, Value]) -> Sequence[Effect]:
        """A host wrote tags in one request. The caller has checked types, ranges and that they are writable."""
        self.set(values)
        return self._face.written(frozenset(values))

    def tell(self, message: Message) -> Sequence[Effect]:
        """The controller says ``message``."""
        return self._face.tell(message)

    def expired(self, name: str) -> Sequence[Effect]:
        """A timer that the face armed ran out."""
        return self._face.expired(name)
