"""Watches a folder: takes each file once and when it is whole, and moves it when what it says has been stored.

Nothing is lost when whoever watches is killed: a file stays where it came until it is settled, and is taken again
by the next one, who has to know what it has stored. The clock and the folder are given, so nothing here waits.
"""

import contextlib
import hashlib
from collections.abc import Callable, Iterator
from typing import Literal, Protocol, TypeAlias

import msgspec

from linebench.wire.folders.document import FileDocument, FileError
from linebench.wire.folders.tree import Listed

__all__ = ["Failed", "Fault", "Happening", "Ready", "Repeated", "Shelf", "Taken", "Watch", "WatchOptions"]

Ready: TypeAlias = Literal["stable", "rename", "marker"]
Fault: TypeAlias = Callable[[str, str], str]
"""Why a file is put aside: from what is wrong with it, and the file that said the same before."""


class WatchOptions(msgspec.Struct, frozen=True, kw_only=True):
    """When a file counts as whole.

    Attributes:
        ready: ``stable``: it has not changed for ``still_us``; ``rename``: it got its name when it was whole;
            ``marker``: a marker lies beside it.
        still_us: microseconds without a change.
        limit_us: how long a file that is not whole is waited for since it last changed.

    """

    ready: Ready = "stable"
    still_us: int = 2_000_000
    limit_us: int = 60_000_000


class Taken(msgspec.Struct, frozen=True):
    """A file was taken and lies where it came until it is settled."""

    file: str
    sha256: str
    document: FileDocument


class Repeated(msgspec.Struct, frozen=True):
    """A file says what one that is done has said; it is done too, and nothing else happens. ``of``: that one."""

    file: str
    sha256: str
    of: str


class Failed(msgspec.Struct, frozen=True):
    """A file cannot be taken and lies with the reason where such files go."""

    file: str
    sha256: str
    reason: str


Happening: TypeAlias = Taken | Repeated | Failed


class Shelf(Protocol):
    """The folder; see ``tree.Tree``."""

    def listed(self) -> list[Listed]:
        """The files that have come."""

    def read(self, name: str) -> bytes:
        """The content of one."""

    def done(self) -> Iterator[tuple[str, bytes]]:
        """Those that are done, with their content."""

    def settle(self, name: str, reason: str = "") -> str:
        """Move one."""


class _Seen(msgspec.Struct):
    """How a file looked, and since when."""

    stamp: tuple[int, ...]
    since: int


class Watch:
    """Looks at a folder when it is told to. A file counts once, by its content and by its document's number."""

    def __init__(self, shelf: Shelf, read: Callable[[bytes], FileDocument], unfinished: Callable[[bytes], str],
                 options: WatchOptions | None = None, *, fault: Fault = lambda found, _: found) -> None:
        """``read``: what a file says, or ``FileError``; ``unfinished``: why one is not whole, empty when it is;
        ``fault``: why one is put aside, by what is wrong with it and which one said the same before.
        """
        self._shelf, self._read, self._unfinished = shelf, read, unfinished
        self._options, self._fault = options or WatchOptions(), fault
        self._seen: dict[str, _Seen] = {}
        self._taken: dict[str, Taken] = {}
        self._known: dict[str, str] = {}
        self._ids: dict[tuple[str, str], str] = {}
        for name, data in shelf.done():
            self._known.setdefault(_hash(data), name)
            with contextlib.suppress(FileError):  # it was done by others, or by another map
                self._note(name, read(data))

    def look(self, t: int) -> list[Happening]:
        """What has come since the last look, in the order of names. ``t``: now, in microseconds."""
        listed = self._shelf.listed()
        names = {each.name for each in listed}
        self._seen = {name: seen for name, seen in self._seen.items() if name in names}
        self._taken = {name: taken for name, taken in self._taken.items() if name in names}
        found = (self._look_at(each, t) for each in listed if each.name not in self._taken)
        return [each for each in found if each is not None]

    def settle(self, name: str, reason: str = "") -> str:
        """What a file says has been stored, or cannot be for a reason. Returns its name where it then lies.

        Raises:
            OSError: it cannot be moved now; it stays taken.

        """
        target = self._shelf.settle(name, reason)
        taken = self._taken.pop(name)
        self._seen.pop(name, None)
        if not reason:
            self._known.setdefault(taken.sha256, target)
            self._note(target, taken.document)
        return target

    def again(self, name: str) -> None:
        """Nobody has stored what a file says: the next look takes it once more."""
        self._taken.pop(name, None)

    def waiting(self) -> bool:
        """Whether files lie where they come, taken or not."""
        return bool(self._shelf.listed())

    def _look_at(self, each: Listed, t: int) -> Happening | None:
        seen = self._seen.get(each.name)
        if seen is None or seen.stamp != each.stamp:
            seen = self._seen[each.name] = _Seen(each.stamp, t)
        if not self._is_ready(each, seen, t):
            return self._too_late(each.name, "", "no marker came", seen, t)
        try:
            data = self._shelf.read(each.name)
        except OSError:
            return None  # whoever wrote it holds it, or has taken it away again: the next look tells
        sha256, why = _hash(data), self._unfinished(data)
        return self._too_late(each.name, sha256, why, seen, t) if why else self._take(each.name, sha256, data)

    def _is_ready(self, each: Listed, seen: _Seen, t: int) -> bool:
        if self._options.ready == "marker":
            return each.marked
        return self._options.ready == "rename" or t - seen.since >= self._options.still_us

    def _too_late(self, name: str, sha256: str, why: str, seen: _Seen, t: int) -> Failed | None:
        """Wait for a file that is not whole, as long as it may take."""
        if t - seen.since < self._options.limit_us:
            return None
        limit = self._options.limit_us / 1_000_000
        return self._fail(name, sha256, f"half a file: {why}, and it has not changed for {limit:g} s; "
                          "write it whole and let it come again")

    def _take(self, name: str, sha256: str, data: bytes) -> Happening | None:
        if sha256 in self._known:
            return self._repeat(name, sha256, self._known[sha256])
        if any(each.sha256 == sha256 for each in self._taken.values()):
            return None  # what becomes of the other shows whether this one repeats it
        try:
            document = self._read(data)
        except FileError as error:
            return self._fail(name, sha256, "\n".join(map(str, error.problems)))
        other = self._ids.get((document.kind, document.id)) if document.id else None
        if other is not None:
            return self._fail(name, sha256, f"duplicate: document {document.id!r} came as {other} with other "
                              "content; give it a number of its own")
        taken = self._taken[name] = Taken(name, sha256, document)
        return taken

    def _repeat(self, name: str, sha256: str, of: str) -> Repeated | Failed | None:
        reason = self._fault("", of)
        if not self._moved(name, reason):
            return None
        return Failed(name, sha256, reason) if reason else Repeated(name, sha256, of)

    def _fail(self, name: str, sha256: str, reason: str) -> Failed | None:
        reason = self._fault(reason, "")
        return Failed(name, sha256, reason) if self._moved(name, reason) else None

    def _moved(self, name: str, reason: str = "") -> bool:
        """Whether a file could be moved; not while its writer holds it, and then the next look tries again."""
        try:
            self._shelf.settle(name, reason)
        except OSError:
            return False
        self._seen.pop(name, None)
        return True

    def _note(self, name: str, document: FileDocument) -> None:
        if document.id:
            self._ids.setdefault((document.kind, document.id), name)


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
