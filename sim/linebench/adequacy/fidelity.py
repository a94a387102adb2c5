"""What stand-ins do not show: the statements of every seat in the worlds that a qualification executed."""

from collections.abc import Iterator
from pathlib import Path

from linebench.adequacy.model import Fidelity
from linebench.evidence.components import components_of
from linebench.records.codec import read_blocks
from linebench.records.run import Opened

__all__ = ["statements"]


def statements(folder: Path) -> tuple[Fidelity, ...]:
    """Return the statements of all journals below a folder, by seat; every run makes the same ones."""
    seats = components_of(_openings(folder))
    found = {(one.seat, one.nature, one.fidelity) for one in seats}
    return tuple(Fidelity(seat=seat, nature=nature, statement=text) for seat, nature, text in sorted(found))


def _openings(folder: Path) -> Iterator[Opened]:
    for path in sorted(folder.rglob("journal.zst")):
        block = next(read_blocks(path.read_bytes()), None)
        if block and block.records and isinstance(block.records[0], Opened):
            yield block.records[0]
