"""The bytes on all wires of an attempt, each in a file of its own that any network analyser opens."""

from pathlib import Path

import msgspec

from linebench.wire.stream.capture import Capture

__all__ = ["Captured", "Captures"]


class Captured(msgspec.Struct, frozen=True, kw_only=True):
    """One file. ``left_out``: packets that did not fit into it; ``problem``: why it ends early, mostly empty."""

    file: str
    left_out: int = 0
    problem: str = ""


class Captures:
    """The files of one attempt in ``folder``; ``None``: nothing is kept."""

    def __init__(self, folder: Path | None, epoch: str) -> None:
        self._folder, self._epoch = folder, epoch
        self._files: dict[str, Capture] = {}

    def of(self, pair: str) -> Capture | None:
        """Begin the file of a wire, such as ``l2-printer``."""
        if self._folder is None:
            return None
        self._folder.mkdir(parents=True, exist_ok=True)
        name = f"{pair}.pcapng"
        self._files[name] = Capture(self._folder / name, self._epoch, name=pair)
        return self._files[name]

    def close(self) -> None:
        """End every file."""
        for capture in self._files.values():
            capture.close()

    def kept(self) -> tuple[Captured, ...]:
        """What became of each file, by name."""
        return tuple(Captured(file=name, left_out=one.left_out, problem=one.problem)
                     for name, one in sorted(self._files.items()))
