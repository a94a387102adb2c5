"""The journal of one attempt: records in order, cut into chained blocks and written as they fill."""

import io
import os
from typing import BinaryIO

from linebench.records import AnyRecord, Record
from linebench.records.codec import BLOCK, GENESIS, encode_block
from linebench.records.run import Closed

__all__ = ["Journal"]


class Journal:
    """Append-only. What is in a full block has left the process by the next ``settle`` and survives a kill.

    Attributes:
        write: ``write(record)`` appends. It is a list's own ``append``: the per-pack path pays nothing for
            blocks, which ``settle`` cuts off later, always at the same counts.
        head: SHA-256 of the last block written, which stands for everything before it.

    """

    def __init__(self, sink: BinaryIO | None = None, *, keep: bool = True) -> None:
        """Write blocks to ``sink`` (``None``: nowhere); ``keep`` holds all records in ``records`` as well."""
        self._sink = sink
        self._keep = keep
        self._rows: list[AnyRecord] = []
        self._cut = 0      # rows of _rows that are already in blocks
        self._dropped = 0  # rows no longer held
        self._blocks = 0
        self._torn: OSError | None = None
        self.head = GENESIS
        self.write = self._rows.append

    @property
    def position(self) -> int:
        """How many records there are: the position the next one will have."""
        return self._dropped + len(self._rows)

    @property
    def keeps(self) -> bool:
        """Whether all records stay in memory."""
        return self._keep

    @property
    def records(self) -> list[AnyRecord]:
        """All records when ``keep``; else those not yet written in a block."""
        return self._rows

    def settle(self) -> None:
        """Write every full block."""
        while len(self._rows) - self._cut >= BLOCK:
            self._block(self._cut + BLOCK)

    def sync(self) -> None:
        """Have what is in blocks survive a loss of power. May be called from another thread than all else.

        Raises:
            OSError: the disk does not take it.

        """
        if self._sink is not None:
            _sync(self._sink)

    def close(self, t: int) -> None:
        """Write ``Closed`` and the last, mostly shorter block, down to the disk."""
        self.write(Closed(t, self.position))
        self.settle()
        self._block(len(self._rows))
        if self._sink is not None:
            _sync(self._sink)

    def _block(self, end: int) -> None:
        rows: list[Record] = self._rows[self._cut:end]  # type: ignore[assignment]  # every AnyRecord is a Record
        stored, self.head = encode_block(self._blocks, self.head, rows)
        self._blocks += 1
        self._put(stored)
        if self._keep:
            self._cut = end
        else:
            del self._rows[:end]
            self._dropped += end

    def _put(self, stored: bytes) -> None:
        if self._sink is None:
            return
        if self._torn:  # a block behind one that is missing would break the chain of all that is there
            raise self._torn
        try:
            self._sink.write(stored)
            self._sink.flush()
        except OSError as error:
            self._torn = error
            raise


def _sync(sink: BinaryIO) -> None:
    try:
        os.fsync(sink.fileno())
    except (io.UnsupportedOperation, AttributeError):  # memory has no disk to sync to
        return
