"""The other side of ``guarded``: a program that reads pictures for the one that started it, until its input closes.

``python -m linebench.imaging.readers.serve READER MEMORY``: see ``guarded.GuardedReader`` for both.
"""

import importlib
import os
import queue
import struct
import sys
import threading
from pathlib import Path
from typing import BinaryIO

import msgspec
import numpy as np

from linebench.imaging.picture import Picture
from linebench.imaging.readers import CodeRead, CodeReader, Corners, witnesses

__all__ = ["HEAD", "LENGTH", "LOCATE", "READ", "Answer", "main"]

HEAD = struct.Struct("<BII")
"""Before the pixels of a picture: what is asked, height, width."""
LENGTH = struct.Struct("<I")
"""Before an answer: its bytes."""
READ, LOCATE = 0, 1


class Answer(msgspec.Struct, omit_defaults=True):
    """To a picture: what was read or located, or what went wrong. The first one tells name and carriers."""

    read: CodeRead | None = None
    corners: Corners | None = None
    error: str = ""
    name: str = ""
    carriers: tuple[str, ...] = ()


def main() -> None:
    """Serve until standard input closes, whatever the reader is doing then."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a native library prints must not get between the answers
    asked: queue.SimpleQueue[tuple[int, Picture]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, asked), daemon=True).start()
    try:
        reader = _make(sys.argv[1])
        _bound_memory(int(sys.argv[2]))
    except Exception as error:  # noqa: BLE001 - foreign code; whatever it raises is told to who asked
        _send(answers, Answer(error=f"{type(error).__name__}: {error}"))
        return
    _send(answers, Answer(name=reader.name, carriers=tuple(reader.carriers)))
    while True:
        _send(answers, _answer(reader, *asked.get()))


def _listen(pictures: BinaryIO, asked: "queue.SimpleQueue[tuple[int, Picture]]") -> None:
    while head := pictures.read(HEAD.size):
        what, height, width = HEAD.unpack(head)
        pixels = np.frombuffer(pictures.read(height * width), dtype=np.uint8)
        asked.put((what, pixels.reshape(height, width)))
    os._exit(0)


def _answer(reader: CodeReader, what: int, picture: Picture) -> Answer:
    try:
        if what == LOCATE:
            return Answer(corners=reader.locate(picture))
        return Answer(read=reader.read(picture))
    except Exception as error:  # noqa: BLE001 - as above
        return Answer(error=f"{type(error).__name__}: {error}".removesuffix(": "))


def _send(answers: BinaryIO, answer: Answer) -> None:
    data = msgspec.msgpack.encode(answer)
    answers.write(LENGTH.pack(len(data)) + data)
    answers.flush()


def _make(reader: str) -> CodeReader:
    module, _, factory = reader.partition(":")
    if factory:
        made: CodeReader = getattr(importlib.import_module(module), factory)()
        return made
    known = witnesses()
    if reader not in known:
        raise LookupError(f"no such witness; expected one of {', '.join(known)}, or MODULE:FACTORY")
    return known[reader].make()


def _bound_memory(mib: int) -> None:
    """Let the process take so much more memory than it has now; only Linux can."""
    if not mib or sys.platform != "linux":
        return
    import resource  # noqa: PLC0415 - not on Windows

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + (mib << 20)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    main()
