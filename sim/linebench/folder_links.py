"""Links on which files travel: what one seat says is written into a folder, which the other one watches.

A file moves to where done files go when the level at the other end has stored what it says, and to where failed
ones go, with the reason beside it, when that level refuses it. Who wrote it learns that from where it went.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from linebench.kernel.engine import Engine
from linebench.line.faults import FaultBook
from linebench.line.folder_faults import FOLDER
from linebench.links import Link, Performer, Ways
from linebench.ports import Message
from linebench.ports.erp import (
    JobAnswer,
    JobCommand,
    JobOrder,
    JobResponse,
    JobWish,
    ProductAnswer,
    ProductData,
)
from linebench.records import AnyRecord
from linebench.records.wire import WireNoted
from linebench.scenario.folders import FoldersPlan
from linebench.scenario.model import Scenario
from linebench.stack import make_decisions
from linebench.stack.l3 import L3Decisions
from linebench.stack.machine import Answer, Effect, Handler, Send
from linebench.wire.folders.document import FileDocument
from linebench.wire.folders.file_map import FileMap, nested_map
from linebench.wire.folders.forms import read_file, unfinished_file, write_file
from linebench.wire.folders.spoiling import SPOILINGS
from linebench.wire.folders.tree import Tree
from linebench.wire.folders.watch import Failed, Fault, Repeated, Taken, Watch, WatchOptions

__all__ = ["FolderLink", "Folders"]

_KINDS: Mapping[type, str] = {ProductData: "products", JobOrder: "orders", JobCommand: "commands",
                              JobWish: "wishes", JobResponse: "responses"}
"""What travels as a file, and the kind of its document; the rest is an answer, which is where a file went."""
_TO_SITE, _TO_PLANNER = "erp>l3", "l3>erp"
_PLACES = {_TO_SITE: "to-l3", _TO_PLANNER: "to-erp"}
_PAIR = "erp-l3"
_STORED = "ok"


class Folders:
    """The folders of an attempt, if its stack has any. ``kept``: where they stay; ``None``: they go with it."""

    def __init__(self, scenario: Scenario, kept: Path | None, mutants: Sequence[str]) -> None:
        """Read the map; make no folder. ``mutants``: by name; the site server watches one of them.

        Raises:
            FileError: the map is wrong.

        """
        self.plan, self._epoch, self._kept = scenario.stack.folders, scenario.epoch, kept
        decisions = make_decisions("l3", mutants)
        assert isinstance(decisions, L3Decisions)
        self._faults: dict[str, Fault] = {_TO_SITE: decisions.file_fault, _TO_PLANNER: L3Decisions().file_fault}
        self._map = nested_map(self.plan.map, "stack.folders.map")
        self._passing: TemporaryDirectory[str] | None = None

    def has(self, link: str) -> bool:
        """Whether files travel on a link."""
        return self.plan.form != "none" and link in _PLACES

    def open(self, link: str) -> "Post":
        """Make the folder of a link."""
        if self._kept is None and self._passing is None:
            self._passing = TemporaryDirectory(prefix="linebench-folders-")
        root = Path(self._passing.name) if self._passing else self._kept
        assert root is not None
        return Post(Tree(root / "folders" / _PLACES[link]), self.plan, self._map, self._epoch,
                    self._faults[link])

    def close(self) -> None:
        """Let go of folders that nobody keeps."""
        if self._passing is not None:
            self._passing.cleanup()


class Post:
    """One folder from both sides: who writes into it, and who watches it."""

    def __init__(self, tree: Tree, plan: FoldersPlan, file_map: FileMap, epoch: str,
                 fault: Fault) -> None:
        self.tree, self.plan = tree, plan
        self.watch = Watch(tree, lambda data: read_file(data, file_map, epoch),
                           lambda data: unfinished_file(data, file_map),
                           WatchOptions(ready=plan.ready, still_us=int(plan.still), limit_us=int(plan.limit)),
                           fault=fault)
        self._map, self._epoch, self._number = file_map, epoch, 0

    def written(self, kind: str, message: Any, t: int) -> tuple[str, bytes]:  # noqa: ANN401  # of the kind
        """Name and content of the file of a message."""
        assert self.plan.form != "none"
        self._number += 1
        name = f"{self._number:06}-{kind}"
        file = write_file(FileDocument(kind, name, (message,)), self.plan.form, self._map, self._epoch, t)
        return f"{name}{file.suffix}", file.data


class _Open(msgspec.Struct):
    """A file that was taken: what of it nobody has stored yet, since when, and what was refused."""

    left: dict[int, Message]
    since: int
    reasons: list[str]


class FolderLink(Link):
    """A ``Link`` whose messages are files. Its latency lies between the taking of a file and the level."""

    def __init__(self, name: str, engine: Engine, write: Callable[[AnyRecord], None], faults: FaultBook, *,
                 latency_us: int, post: Post, answered: Callable[..., None]) -> None:
        """``answered(t, message)``: tells who wrote a file what became of it where no level answers."""
        super().__init__(name, engine, write, faults, latency_us=latency_us)
        self._hand_over = self.say
        self.say = self._file
        self._post, self._answered = post, answered
        self._posted: dict[str, Message] = {}
        self._open: dict[str, _Open] = {}
        self._held: list[tuple[str, bytes]] = []
        self._coming = 0
        self._looks = False

    def attach_level(self, handlers: Mapping[type, Handler], perform: Performer, ways: Ways) -> None:
        """Let a level take what files say; each moves when the level has stored it."""
        settling = {kind: partial(self._handle, handler, perform) if kind in _KINDS else handler
                    for kind, handler in handlers.items()}
        super().attach_level(settling, perform, ways)

    # -- who writes ------------------------------------------------------------------------------------------

    def _file(self, t: int, message: Message, later: int = 0) -> None:
        if type(message) not in _KINDS:
            self._hand_over(t, message, later)
        else:
            self._coming += 1
            self._engine.at(t + later, self._write_file, message)

    def _write_file(self, t: int, message: Message, _: None = None) -> None:
        self._coming -= 1
        name, data = self._post.written(_KINDS[type(message)], message, t)
        self._posted[name] = message
        kinds = {fault.kind: fault for fault in [*self._book.on(FOLDER.name)]} if self.name == _TO_SITE else {}
        struck = {kind: fault for kind, fault in kinds.items() if self._book.strikes(fault, t, 0)}
        for kind, fault in struck.items():
            if kind in SPOILINGS:
                data, *more = SPOILINGS[kind](data, str(fault.values.get("encoding", "")))
                for number, other in enumerate(more, 2):
                    self._posted[f"{number}-{name}"] = message
                    self._put(t, f"{number}-{name}", other)
        if "wrong_order" in struck:
            self._held.append((name, data))
            self._later(t + struck["wrong_order"].number_of("time"), self._release)
            return
        if "late_file" in struck:
            self._later(t + struck["late_file"].number_of("time"), self._come, name, data)
            return
        self._put(t, name, data)
        self._release(t)

    def _later(self, t: int, call: Callable[..., None], *what: object) -> None:
        self._coming += 1
        self._engine.at(t, self._came, call, what)

    def _came(self, t: int, call: Callable[..., None], what: Sequence[object]) -> None:
        self._coming -= 1
        call(t, *what)

    def _come(self, t: int, name: str, data: bytes) -> None:
        self._put(t, name, data)

    def _release(self, t: int) -> None:
        """Let those come that were held back until another had come."""
        held, self._held = self._held, []
        for name, data in held:
            self._put(t, f"z-{name}", data)
            self._posted[f"z-{name}"] = self._posted.pop(name)

    def _put(self, t: int, name: str, data: bytes) -> None:
        self._post.tree.put(name, data, marked=self._post.plan.ready == "marker")
        self._note(t, "file written", f"{name}, {len(data)} B")
        self._wake(t)

    # -- who watches -----------------------------------------------------------------------------------------

    def _wake(self, t: int) -> None:
        if not self._looks:
            self._looks = True
            self._engine.at(t + int(self._post.plan.poll), self._look)

    def _look(self, t: int, _: None = None, __: None = None) -> None:
        self._looks = False
        for name, taken in [*self._open.items()]:
            if t - taken.since >= int(self._post.plan.again):
                self._post.watch.again(name)
                del self._open[name]
        for happening in self._post.watch.look(t):
            self._happened(t, happening)
        if self._post.watch.waiting() or self._coming:
            self._wake(t)

    def _happened(self, t: int, happening: Taken | Repeated | Failed) -> None:
        name = happening.file
        if isinstance(happening, Taken):
            self._note(t, "file taken", f"{name}, SHA-256 {happening.sha256}")
            messages = [self._addressed(each, name) for each in happening.document.messages]
            self._open[name] = _Open({id(each): each for each in messages}, t, [])
            for each in messages:
                self._hand_over(t, each)
        elif isinstance(happening, Repeated):
            self._note(t, "file repeated", f"{name} is {happening.of} once more")
            self._tell(t, name, "")
        else:
            self._note(t, "file failed", f"{name}: {happening.reason}")
            self._tell(t, name, happening.reason)

    def _tell(self, t: int, name: str, reason: str) -> None:
        """What became of a file that no level has seen: who wrote it reads it from where the file went."""
        message = self._posted.pop(name, None)
        status = "duplicate" if reason.startswith("duplicate") else "invalid" if reason else _STORED
        if isinstance(message, JobOrder):
            self._answered(t, JobAnswer(message.job, message.job, status, reason))
        elif isinstance(message, JobCommand | JobWish):
            self._answered(t, JobAnswer(message.request, message.job, status, reason))
        elif isinstance(message, ProductData):
            self._answered(t, ProductAnswer(message.request, message.gtin, status, reason))

    def _handle(self, handler: Handler, perform: Performer, message: Message, t: int) -> Answer:
        answer = handler(message, t)
        effects: Sequence[Effect] = [answer] if isinstance(answer, Send) else answer
        name = next((name for name, taken in self._open.items() if id(message) in taken.left), "")
        perform(effects, t)
        if name:  # the file moves when what it says is stored
            taken = self._open[name]
            del taken.left[id(message)]
            taken.reasons += _refusals(effects)
            if not taken.left:
                self._settle(t, name, "\n".join(taken.reasons))
        return ()

    def _addressed(self, message: Any, name: str) -> Any:  # noqa: ANN401  # any message, and the same one
        """A message with the request of whoever wrote the file, by which its answer is known: B2MML has no word for
        that.
        """
        posted = self._posted.get(name)
        if isinstance(message, ProductData) and not message.request and isinstance(posted, ProductData):
            return msgspec.structs.replace(message, request=posted.request)
        return message

    def _settle(self, t: int, name: str, reason: str) -> None:
        del self._open[name]
        try:
            self._post.watch.settle(name, reason)
        except OSError:
            self._post.watch.again(name)  # somebody holds it; the level knows it already when it is taken again
            return
        self._posted.pop(name, None)
        self._note(t, "file failed" if reason else "file done", f"{name}: {reason}" if reason else name)

    def _note(self, t: int, what: str, detail: str) -> None:
        self._write(WireNoted(t, _PAIR, "folder", what, detail))


def _refusals(effects: Sequence[Effect]) -> list[str]:
    """What a level says no to, each with its reason."""
    said = [effect.message for effect in effects if isinstance(effect, Send)]
    return [f"{each.status}: {each.reason}" for each in said
            if isinstance(each, JobAnswer | ProductAnswer) and each.status != _STORED]
