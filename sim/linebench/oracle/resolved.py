"""What people have told the site of exceptions, and what the enterprise holds in the end."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from linebench.oracle.serials import UNSURE
from linebench.ports import desk
from linebench.records import claim
from linebench.records.wire import Delivered

if TYPE_CHECKING:
    from linebench.oracle.book import Book

__all__ = ["Exceptions", "Held", "Talked"]

_ENDS = frozenset({"rejected", "sampled", "destroyed"})


class Talked:
    """One procedure, from what was said. ``state``: ``begun``, ``done``, ``abandoned`` or ``refused``.

    ``named``: keys of all that was scanned; ``told``: answers that reached L3; ``photos``: hashes of those that the
    enterprise was told of.
    """

    def __init__(self, begun: desk.Begin, t: int, at: int) -> None:
        self.procedure, self.task, self.t, self.at = begun.procedure, begun.task, t, at
        self.state, self.reason = "begun", ""
        self.told = 0
        self.left = False
        self.named: set[str] = set()
        self.photos: set[str] = set()


class Held:
    """What the enterprise has: parents, contents, what has ended and what was shipped, by the ledger's keys."""

    def __init__(self) -> None:
        self.parent: dict[str, str] = {}
        self.inside: dict[str, set[str]] = {}
        self.ended: dict[str, str] = {}
        self.living: set[str] = set()
        self.shipped: set[str] = set()

    def status(self, key: str, status: str) -> None:
        """A thing got a status."""
        if status == "commissioned":
            self.living.add(key)
        elif status in _ENDS:
            self.ended[key] = status
            self.unpack(key)
        elif status == "shipping":
            self.shipped.add(key)
        elif status in ("void_shipping", "receiving"):
            self.shipped.discard(key)

    def take_back(self, what: str, parent: str, keys: Iterable[str]) -> None:
        """What was said of these was wrong: that they were packed, unpacked, or got a status."""
        for key in keys:
            if what == "unpacked":
                self.pack(key, parent)
            elif what == "packed":
                self.unpack(key)
            elif what in _ENDS:
                self.ended.pop(key, None)
            elif what == "shipping":
                self.shipped.discard(key)

    def pack(self, key: str, parent: str) -> None:
        """A thing went into a container."""
        self.unpack(key)
        self.parent[key] = parent
        self.inside.setdefault(parent, set()).add(key)

    def unpack(self, key: str) -> None:
        """A thing is in nothing."""
        parent = self.parent.pop(key, None)
        if parent is not None:
            self.inside[parent].discard(key)

    def has_left(self, key: str) -> bool:
        """Whether a thing, or what it is in, was shipped."""
        while key and key not in self.shipped:
            key = self.parent.get(key, "")
        return bool(key)


class Exceptions:
    """Follows procedures, and the enterprise's events of what people have had in their hands.

    Attributes:
        tasks: every procedure that was begun, by its number.
        held: what the enterprise holds; nothing while nobody has begun a procedure.

    """

    def __init__(self, book: "Book") -> None:
        self._serials, self._key = book.serials, book.serials.key
        self.tasks: dict[int, Talked] = {}
        self.held = Held()

    def handlers(self) -> dict[type, Callable[[Any, int], None]]:
        """The record types this part reads."""
        return {claim.TaskClaimed: self._task, claim.ExceptionClaimed: self._exception,
                claim.SerialsClaimed: self._status, claim.PackedClaimed: self._packed,
                claim.UnpackedClaimed: self._unpacked, claim.WithdrawnClaimed: self._withdrawn}

    def messages(self) -> dict[type, Callable[[Any, Delivered, int], None]]:
        """The message types this part reads."""
        return {desk.Begin: self._begun, desk.Told: self._told, desk.Abandon: self._abandoned}

    def ended(self, state: str) -> Iterator[Talked]:
        """The procedures that stand so."""
        return (task for task in self.tasks.values() if task.state == state)

    def _begun(self, begun: desk.Begin, said: Delivered, at: int) -> None:
        task = self.tasks.setdefault(begun.task, Talked(begun, said.t, at))
        self._name(task, (begun.subject,))
        self._trust(begun.subject)

    def _told(self, told: desk.Told, _: Delivered, at: int) -> None:  # noqa: ARG002  # all of these are called alike
        task = self.tasks.get(told.task)
        if task is not None:
            task.told += 1
            self._name(task, told.values)
            if len(told.values) == 1:
                self._trust(told.values[0])

    def _trust(self, epc: str) -> None:
        """What is said of a single thing that a person has scanned rests on their word, right or wrong."""
        key = self._key(epc)
        if key in self._serials:
            self._serials[key] |= UNSURE

    def _abandoned(self, left: desk.Abandon, _: Delivered, at: int) -> None:  # noqa: ARG002  # as above
        if left.task in self.tasks:
            self.tasks[left.task].left = True

    def _name(self, task: Talked, values: tuple[str, ...]) -> None:
        task.named.update(self._key(value) for value in values if value.startswith(("00", "01")))

    def _task(self, said: claim.TaskClaimed, _: int) -> None:
        task = self.tasks.get(said.task)
        if task is not None and task.state == "begun":
            task.state, task.reason = said.state, said.reason

    def _exception(self, said: claim.ExceptionClaimed, _: int) -> None:
        if said.source == "l4" and said.task in self.tasks:
            self.tasks[said.task].photos.update(said.photos)

    def _of_enterprise(self, source: str) -> bool:
        return source == "l4" and bool(self.tasks)

    def _status(self, said: claim.SerialsClaimed, _: int) -> None:
        if self._of_enterprise(said.source):
            for epc in said.epcs:
                self.held.status(self._key(epc), said.status)

    def _packed(self, said: claim.PackedClaimed, _: int) -> None:
        if self._of_enterprise(said.source):
            for epc in said.children:
                self.held.pack(self._key(epc), said.parent)

    def _unpacked(self, said: claim.UnpackedClaimed, _: int) -> None:
        if self._of_enterprise(said.source):
            for epc in said.children:
                self.held.unpack(self._key(epc))

    def _withdrawn(self, said: claim.WithdrawnClaimed, _: int) -> None:
        if self._of_enterprise(said.source):
            self.held.take_back(said.what, said.parent, map(self._key, said.epcs))
