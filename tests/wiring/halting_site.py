"""``linebench stack`` that comes to a halt at a point of its store, where it waits to be killed.

``python -m tests.wiring.halting_site DEFECT POINT COUNT …``, with the words of ``linebench`` behind it: it halts as
it comes to the point for the COUNT-th time, and says so. A defect is one that a test of killed processes must find.
"""

import asyncio
import sys
import threading
from collections.abc import Callable, Sequence

from linebench.cli import main
from linebench.stack.machine import Effect, Store
from linebench.wiring.station import LastingSeat, StationWire
from linebench.wiring.store import LastingStore

HALTED, AT_WORK = "halted", "at work"
"""What it says when it stands, and when it has begun to speak to others."""


def halting(place: type, name: str, count: int, *, before: bool, when: Callable[..., bool],
            soon: bool = False) -> None:
    """Let a method halt at its ``count``-th call that counts, before or behind what it does.

    ``soon``: when all is said that was to be said at that moment.
    """
    method, calls = getattr(place, name), iter(range(1, count + 1))

    def halts(self: object, *arguments: object) -> object:
        due = when(self, *arguments) and next(calls, 0) == count
        if due and before:
            halt()
        answer = method(self, *arguments)
        if due and not before:
            asyncio.get_running_loop().call_soon(halt) if soon else halt()
        return answer

    setattr(place, name, halts)


def halt() -> None:
    """Stand for ever."""
    print(HALTED, flush=True)  # noqa: T201  # the one who kills it waits for this
    threading.Event().wait()


def tell_when_at_work() -> None:
    """Say so when the first message goes out, and go on."""
    say = StationWire.say

    def tells(self: StationWire, *arguments: object) -> None:
        say(self, *arguments)
        StationWire.say = say
        print(AT_WORK, flush=True)  # noqa: T201  # as above

    StationWire.say = tells


def is_changed(store: LastingStore) -> bool:
    """Whether there is something to commit."""
    return bool(CHANGED)


def has_document(store: LastingStore) -> bool:
    """Whether what is to be committed is of a document of the line."""
    return "last" in CHANGED


def noting_changes() -> None:
    """Note which keys have been changed since the store was last told to commit."""
    change, commit = LastingStore._change, LastingStore.commit

    def changes(self: LastingStore, statement: str, key: str, *values: object) -> None:
        change(self, statement, key, *values)
        CHANGED.add(key)

    def commits(self: LastingStore) -> None:
        commit(self)
        CHANGED.clear()

    LastingStore._change, LastingStore.commit = changes, commits


CHANGED: set[str] = set()
POINTS = {
    "amid the transaction": lambda count: halting(
        LastingStore, "_change", count, before=False, when=lambda _store, _statement, key, *_: key == "last"),
    "before the commit": lambda count: halting(LastingStore, "commit", count, before=True, when=is_changed),
    "behind the commit": lambda count: halting(LastingStore, "commit", count, before=False, when=is_changed),
    "behind the send": lambda count: halting(StationWire, "say", count, before=False, when=lambda *_: True),
    "before a document's commit": lambda count: halting(
        LastingStore, "commit", count, before=True, when=has_document),
    "behind a document's answer": lambda count: halting(
        LastingStore, "commit", count, before=False, when=has_document, soon=True),
}
"""Where it can halt: amid what a document changes, around the end of that, and when a first message is out."""


def sends_first() -> None:
    """Say everything, and store what there is to be stored afterwards."""
    perform = LastingSeat._perform

    def later(self: LastingSeat, effects: Sequence[Effect], t: int) -> None:
        perform(self, [effect for effect in effects if not isinstance(effect, Store)], t)
        stores = [effect for effect in effects if isinstance(effect, Store)]
        asyncio.get_running_loop().call_soon(perform, self, stores, t)

    LastingSeat._perform = later


def forgets_last_write() -> None:
    """Let a transaction wait in memory until the next one begins."""
    change, commit = LastingStore._change, LastingStore.commit
    waits: list[LastingStore] = []

    def changes(self: LastingStore, *arguments: object) -> None:
        if waits:
            commit(waits.pop())
        change(self, *arguments)

    LastingStore._change = changes
    LastingStore.commit = lambda self: waits.append(self) if self._file.in_transaction and not waits else None


def tears() -> None:
    """Write every key by itself, as if they had nothing to do with each other."""
    change = LastingStore._change

    def alone(self: LastingStore, *arguments: object) -> None:
        change(self, *arguments)
        self._file.execute("COMMIT")

    LastingStore._change = alone


PLANTED = {"sends-first": sends_first, "forgets-last-write": forgets_last_write, "tears": tears, "": lambda: None}

if __name__ == "__main__":
    planted, point, number, *words = sys.argv[1:]
    PLANTED[planted]()
    noting_changes()
    if point == AT_WORK:
        tell_when_at_work()
    elif point:
        POINTS[point](int(number))
    sys.argv = ["linebench", *words]
    sys.exit(main())
