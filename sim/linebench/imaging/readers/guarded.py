"""Readers in processes of their own: native code that aborts or never comes back is an error, not the end.

A decoder is C or C++ and reads what may be anything. Here it works in a child process that is kept warm; a child
that dies or takes too long is killed and replaced, and only that one call fails. Children end with their parent.
"""

import os
import queue
import subprocess
import sys
import tempfile
import threading
import weakref
from concurrent.futures import Future, ThreadPoolExecutor
from typing import IO, Self

import msgspec
import numpy as np

from linebench.imaging.picture import Picture
from linebench.imaging.readers.code_read import CodeRead, Corners, ReaderError
from linebench.imaging.readers.serve import HEAD, LENGTH, LOCATE, READ, Answer

__all__ = ["GuardedPool", "GuardedReader", "ReaderDiedError", "ReaderHungError"]

_START_LIMIT_S = 60
"""Until a child has loaded its libraries: seconds on a slow disk."""
_PIPE_BYTES = 1 << 20
"""A picture at a time through the pipe, where the system lets its size be chosen."""
_Answers = queue.SimpleQueue[Answer | None]


class ReaderDiedError(ReaderError):
    """The process of a reader ended while it was asked."""


class ReaderHungError(ReaderError):
    """A reader did not answer within its limit, and was killed."""


class GuardedReader:
    """A reader in a process of its own, one call at a time.

    ``reader``: the name of a witness, or ``MODULE:FACTORY``. ``limit_s``: wall-clock seconds for one picture; far
    above what is usual, because whoever exceeds it is an error of the bench. ``memory_mib``: what it may take on
    top of what it has when it is ready; 0: no limit. Held on Linux only; elsewhere the time limit must do.
    """

    def __init__(self, reader: str, *, limit_s: float = 10, memory_mib: int = 0) -> None:
        self._reader = reader
        self._limit_s = limit_s
        self._memory_mib = memory_mib
        self._lock = threading.Lock()
        self._child: _Child | None = self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def name(self) -> str:
        """The reader as it calls itself."""
        with self._lock:
            return self._ready()[1].name

    @property
    def carriers(self) -> tuple[str, ...]:
        """Names of the carriers that it reads."""
        with self._lock:
            return self._ready()[1].carriers

    @property
    def pid(self) -> int | None:
        """The process that reads; ``None`` when closed."""
        return self._child.process.pid if self._child else None

    def read(self, picture: Picture) -> CodeRead | None:
        """The symbol in ``picture``; ``None`` when none can be decoded.

        Raises:
            ReaderDiedError, ReaderHungError: a new process stands ready for the next picture.
            ReaderError: the reader cannot be started, is closed, or raised something.

        """
        return self._ask(READ, picture).read

    def locate(self, picture: Picture) -> Corners | None:
        """Where a symbol is, decodable or not. Raises as ``read`` does."""
        return self._ask(LOCATE, picture).corners

    def close(self) -> None:
        """End the process. Reading is over then."""
        with self._lock:
            if self._child is not None:
                self._child.end()
                self._child = None

    def _start(self) -> "_Child":
        return _Child(self._reader, self._memory_mib)

    def _ask(self, what: int, picture: Picture) -> Answer:
        with self._lock:
            child, _ = self._ready()
            answer = self._guarded(child, self._limit_s, "one picture", what, picture)
        if answer.error:
            raise ReaderError(f"reader {self._reader} failed on a picture: {answer.error}")
        return answer

    def _ready(self) -> "tuple[_Child, Answer]":
        child = self._child
        if child is None:
            raise ReaderError(f"reader {self._reader} is closed")
        if child.ready is None:
            child.ready = self._guarded(child, _START_LIMIT_S, "its start")
        if child.ready.error:
            raise ReaderError(f"reader {self._reader} cannot be started: {child.ready.error}")
        return child, child.ready

    def _guarded(self, child: "_Child", limit_s: float, job: str, what: int = READ,
                 picture: Picture | None = None) -> Answer:
        try:
            answer = child.answer(limit_s, what, picture)
        except queue.Empty:
            self._replace(child)
            raise ReaderHungError(f"reader {self._reader} took more than {limit_s:g} s for {job} and was stopped; "
                                  "check the load of the machine, then keep the picture and report it") from None
        if answer is None:
            code, said = self._replace(child)
            raise ReaderDiedError(f"reader {self._reader} ended during {job} with exit code {code}{said}; "
                                  "check its library's version, then keep the picture and report it")
        return answer

    def _replace(self, child: "_Child") -> tuple[int, str]:
        left = child.end()
        self._child = self._start()
        return left


class GuardedPool:
    """Several guarded readers at once, for a caller that goes on meanwhile.

    ``children``: processes. The rest as for ``GuardedReader``.
    """

    def __init__(self, reader: str, *, children: int = 2, limit_s: float = 10, memory_mib: int = 0) -> None:
        self._readers = [GuardedReader(reader, limit_s=limit_s, memory_mib=memory_mib) for _ in range(children)]
        self._free: queue.SimpleQueue[GuardedReader] = queue.SimpleQueue()
        for one in self._readers:
            self._free.put(one)
        self._threads = ThreadPoolExecutor(children, thread_name_prefix="reader")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def submit(self, picture: Picture) -> Future[CodeRead | None]:
        """What will have been read. The picture is copied; the future raises as ``GuardedReader.read`` does."""
        return self._threads.submit(self._read, picture.copy())

    def close(self) -> None:
        """Read what was submitted, then end the processes."""
        self._threads.shutdown()
        for one in self._readers:
            one.close()

    def _read(self, picture: Picture) -> CodeRead | None:
        one = self._free.get()
        try:
            return one.read(picture)
        finally:
            self._free.put(one)


class _Child:
    """A process that reads, and the thread that waits for its answers."""

    def __init__(self, reader: str, memory_mib: int) -> None:
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the process
        command = [sys.executable, "-P", "-m", "linebench.imaging.readers.serve", reader, str(memory_mib)]
        paths = os.pathsep.join(path or os.getcwd() for path in sys.path)  # noqa: PTH109 - text for the environment
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._said,
            env=os.environ | {"PYTHONPATH": paths}, pipesize=_PIPE_BYTES)
        self.ready: Answer | None = None
        self._answers: _Answers = queue.SimpleQueue()
        self._listener = threading.Thread(target=_listen, args=(self.process.stdout, self._answers), daemon=True)
        self._listener.start()
        weakref.finalize(self, self.process.kill)

    def answer(self, limit_s: float, what: int, picture: Picture | None) -> Answer | None:
        """The answer to ``picture``, or the one due; ``None`` when the process has ended.

        Raises:
            queue.Empty: no answer within the limit.

        """
        if picture is not None:
            try:
                self._send(what, np.ascontiguousarray(picture))
            except OSError:  # the pipe is broken
                return None
        return self._answers.get(timeout=limit_s)

    def _send(self, what: int, picture: Picture) -> None:
        pipe = self.process.stdin
        assert pipe is not None
        pipe.write(HEAD.pack(what, *picture.shape))
        pipe.write(picture.data)
        pipe.flush()

    def end(self) -> tuple[int, str]:
        """Make sure the process is gone; its exit code, and the last thing it said."""
        try:
            code = self.process.wait(timeout=0 if self._listener.is_alive() else 1)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        self._listener.join()
        self._said.seek(0)
        said = self._said.read().decode("utf-8", "replace").strip().splitlines()
        self._close()
        return code, f" ({said[-1]})" if said else ""

    def _close(self) -> None:
        for stream in (self.process.stdin, self.process.stdout, self._said):
            try:
                if stream is not None:
                    stream.close()
            except OSError:  # what was left to send to a process that is gone
                continue


def _listen(pipe: IO[bytes], answers: _Answers) -> None:
    while len(head := pipe.read(LENGTH.size)) == LENGTH.size:
        data = pipe.read(*LENGTH.unpack(head))
        answers.put(msgspec.msgpack.decode(data, type=Answer))
    answers.put(None)
