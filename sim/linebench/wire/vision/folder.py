"""Frames as files that drop into a folder, answers as files that come back. No server, nothing to connect.

``frames/00000001.png`` appears whole, by renaming; ``answers/1.json`` is taken and removed, and its frame with
it; a file that is no answer goes to ``refused/``; ``end`` beside them says that no frame follows.
"""

import contextlib
import os
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from linebench.wire.vision.answers import MAX_ANSWER_BYTES, decode_answer
from linebench.wire.vision.carrier import Came, Event, FeedError, Refused, Shown, monotonic_us
from linebench.wire.vision.png import encode_png
from linebench.wire.vision.values import Answer, AnswerError, Frame

__all__ = ["FolderFeed"]

_POLL_US = 2_000
_SETTLE_US = 1_000_000
"""How long a file that is no answer must stay as it is before it counts as complete: it may still be written."""
_US = 1_000_000


def _pause(span_us: int) -> None:
    time.sleep(span_us / _US)


class FolderFeed:
    """``Feed`` by files. The folder is looked at every 2 ms, which bounds how exact a latency is; not while
    the caller draws the next picture, so slow drawing makes answers look later than they came.

    ``pause`` waits a number of microseconds; ``clock`` tells microseconds.
    """

    def __init__(self, folder: Path, *, clock: Callable[[], int] = monotonic_us,
                 pause: Callable[[int], None] = _pause) -> None:
        self._folder = folder
        self._frames, self._answers, self._refused = (folder / name for name in ("frames", "answers", "refused"))
        self._end = folder / "end"
        self._clock = clock
        self._pause = pause
        self._events: deque[Event] = deque()
        self._files: dict[int, Path] = {}
        self._unfit: dict[str, tuple[int, tuple[int, int]]] = {}

    @property
    def address(self) -> str:
        """Where a client finds it."""
        return f"folder:{self._folder}"

    def __enter__(self) -> Self:
        with self._reporting():
            for folder in (self._frames, self._answers, self._refused):
                folder.mkdir(parents=True, exist_ok=True)
                _check_writable(folder)
            self._end.unlink(missing_ok=True)
        for folder in (self._frames, self._answers):
            found = sum(1 for _ in folder.iterdir())
            if found:
                raise FeedError(f"{self.address}: {folder.name} holds {found} files, which would be taken for this "
                                "feed's; remove them, or name another folder")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        for trigger in list(self._files):
            self.give_up(trigger)

    def offer(self, frame: Frame) -> None:
        """See ``Feed.offer``.

        Raises:
            FeedError: the file cannot be written.

        """
        data = encode_png(frame)
        path = self._frames / f"{frame.trigger:08d}.png"
        with self._reporting():
            begun = path.with_suffix(".tmp")
            begun.write_bytes(data)
            at_us = self._clock()
            begun.replace(path)
        self._files[frame.trigger] = path
        self._events.append(Shown(at_us, frame.trigger))

    def give_up(self, trigger: int) -> None:
        """See ``Feed.give_up``: the frame's file goes, unless the client has taken it away itself."""
        # On Windows a file that the client holds open stays until the feed closes, or for good
        with contextlib.suppress(OSError, KeyError):
            self._files[trigger].unlink(missing_ok=True)
            del self._files[trigger]

    def finish(self) -> None:
        """See ``Feed.finish``."""
        with self._reporting():
            self._end.touch()

    def take(self, limit_us: int) -> Event | None:
        """See ``Feed.take``."""
        until = self._clock() + limit_us
        while not self._events:
            with self._reporting():
                self._look()
            left = until - self._clock()
            if self._events or left <= 0:
                break
            self._pause(min(left, _POLL_US))
        return self._events.popleft() if self._events else None

    def _look(self) -> None:
        with os.scandir(self._answers) as entries:
            names = sorted(entry.name for entry in entries if entry.name.endswith(".json"))
        for name in names:
            self._look_at(self._answers / name)

    def _look_at(self, path: Path) -> None:
        at_us = self._clock()
        try:
            answer = _read(path)
        except AnswerError as error:
            self._wait_or_refuse(path, str(error), at_us)
            return
        except OSError:
            return  # its writer holds it, or has taken it back: the next look tells
        if _removed(path):
            self._unfit.pop(path.name, None)
            self.give_up(answer.trigger)
            self._events.append(Came(at_us, answer))

    def _wait_or_refuse(self, path: Path, problem: str, at_us: int) -> None:
        with contextlib.suppress(OSError):
            state = path.stat()
            seen = (state.st_size, state.st_mtime_ns)
            since, before = self._unfit.get(path.name, (at_us, seen))
            if before != seen:
                since = at_us
            self._unfit[path.name] = (since, seen)
            if at_us - since >= _SETTLE_US:
                path.replace(self._free_name(path))
                del self._unfit[path.name]
                self._events.append(Refused(at_us, f"{path.name}: {problem}"))

    def _free_name(self, path: Path) -> Path:
        target, number = self._refused / path.name, 1
        while target.exists():
            number += 1
            target = self._refused / f"{path.stem}-{number}{path.suffix}"
        return target

    @contextlib.contextmanager
    def _reporting(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise FeedError(f"{self.address}: cannot use this folder ({error.strerror}); name one that can be "
                            "written to") from error


def _check_writable(folder: Path) -> None:
    probe = folder / "linebench.tmp"
    probe.write_bytes(b"")
    probe.unlink()


def _read(path: Path) -> Answer:
    with path.open("rb") as file:
        answer = decode_answer(file.read(MAX_ANSWER_BYTES + 1))
    if not (path.stem.isdecimal() and int(path.stem) == answer.trigger):
        raise AnswerError(f"the name says {path.stem!r} and the answer trigger {answer.trigger}; "
                          "expected the same number")
    return answer


def _removed(path: Path) -> bool:
    """Whether ``path`` could be removed; not while its writer holds it on Windows, and then it counts later."""
    try:
        path.unlink()
    except OSError:
        return False
    return True
