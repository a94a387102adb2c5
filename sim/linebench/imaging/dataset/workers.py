"""Processes that draw chunks. They are ended at once when the data set is, by whatever: nothing of theirs is kept.

Each has a pipe of its own and gets one chunk at a time and one ahead, so that a death or an interrupt has no queue
or lock to leave behind.
"""

import multiprocessing
import signal
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import NamedTuple, Self

from linebench.imaging.dataset.chunk import Drawn, Painter
from linebench.imaging.dataset.spec import DatasetStoppedError, Spec

__all__ = ["Workers"]

_AHEAD = 2
"""Chunks that are drawn or wait at a process, so that none is idle while labels are written."""
_SPARE = 4
"""Chunks for each process that may be ready before their turn: a slow one must not fill the memory."""


class _Worker(NamedTuple):
    process: SpawnProcess
    pipe: Connection
    given: list[int]
    """Numbers of the chunks that it has."""


class Workers:
    """``count`` processes that draw for one data set, within ``with``."""

    def __init__(self, spec: Spec, folder: Path, count: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []
        for _ in range(count):
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs, spec, folder), daemon=True)
            process.start()
            theirs.close()
            self._workers.append(_Worker(process, ours, []))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.process.kill()
            worker.process.join()
            worker.pipe.close()

    def drawn(self, chunks: Iterable[range]) -> Iterator[Drawn]:
        """The chunks as drawn, in their order.

        Raises:
            DatasetStoppedError: a process died.
            DatasetError, OSError: as ``Painter.paint``.

        """
        waiting, ready = enumerate(chunks), dict[int, Drawn]()
        due, more = 0, self._give(waiting, 0)
        while more or any(worker.given for worker in self._workers):
            self._take(ready)
            while due in ready:
                yield ready.pop(due)
                due += 1
            more = self._give(waiting, len(ready))

    def _give(self, waiting: Iterator[tuple[int, range]], ready: int) -> bool:
        """Keep every process busy; whether there may be more."""
        for worker in sorted(self._workers, key=lambda each: len(each.given)):
            while len(worker.given) < _AHEAD and ready < _SPARE * len(self._workers):
                number, chunk = next(waiting, (-1, range(0)))
                if not chunk:
                    return False
                worker.given.append(number)
                self._send(worker, chunk)
        return True

    def _send(self, worker: _Worker, chunk: range) -> None:
        try:
            worker.pipe.send(chunk)
        except OSError:
            raise _died(worker) from None

    def _take(self, ready: dict[int, Drawn]) -> None:
        """Wait for a chunk, and take all that are there."""
        found = set(map(id, wait([worker.pipe for worker in self._workers if worker.given])))
        for worker in self._workers:
            if id(worker.pipe) not in found:
                continue
            try:
                answer: Drawn | Exception = worker.pipe.recv()
            except (EOFError, OSError):
                raise _died(worker) from None
            if isinstance(answer, Exception):
                raise answer
            ready[worker.given.pop(0)] = answer


def _died(worker: _Worker) -> DatasetStoppedError:
    worker.process.join(1)
    return DatasetStoppedError(f"a process that draws has died with exit code {worker.process.exitcode}, perhaps "
                               "for want of memory; what is whole stays; go on with --resume and fewer --processes")


def _serve(pipe: Connection, spec: Spec, folder: Path) -> None:
    """Draw what is asked for until nobody asks any more. An interrupt is the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    painter = Painter(spec, folder)
    while True:
        try:
            chunk = pipe.recv()
        except EOFError:
            painter.close()
            return
        try:
            answer: Drawn | Exception = painter.paint(chunk)
        except Exception as error:  # noqa: BLE001 - whatever it is goes to the parent, which raises it
            answer = error
        pipe.send(answer)
