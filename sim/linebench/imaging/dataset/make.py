"""Makes a data set: shards in order, their chunks by one process or several, and goes on where one ended."""

import contextlib
from collections.abc import Callable, Generator, Iterator, Mapping
from pathlib import Path

import msgspec

from linebench.imaging.dataset.chunk import Drawn, Painter
from linebench.imaging.dataset.mix import read_mix
from linebench.imaging.dataset.readme import readme
from linebench.imaging.dataset.spec import (
    CHUNK,
    SHARD,
    STORED,
    DatasetError,
    Spec,
    Stored,
    read_stored,
    versions,
)
from linebench.imaging.dataset.store import Store, keep
from linebench.imaging.dataset.workers import Workers

__all__ = ["make_dataset"]

Progress = Callable[[int, int], None]


def make_dataset(spec: Spec, folder: Path, *, processes: int = 1, resume: bool = False,
                 progress: Progress | None = None) -> None:
    """Make a data set in a new or empty folder, or go on with one that was interrupted.

    ``progress`` hears how many pictures are done, and of how many.

    Raises:
        DatasetError: the folder holds something else, or the data set was begun otherwise.
        DatasetStoppedError: a process died or a reader failed.
        FaultError: the mix cannot be read.

    """
    read_mix(spec.faults)
    _open(spec, folder, resume=resume)
    store = Store(spec, folder)
    missing = [shard for shard in range(spec.shards) if not store.whole(shard)]
    done = spec.count - sum(len(spec.members(shard)) for shard in missing)
    chunks = [chunk for shard in missing for chunk in _chunks(spec.members(shard))]
    gathering = _Gathering(spec, store, progress or _nobody, done)
    with contextlib.closing(_drawn(spec, folder, chunks, store, processes)) as drawn:  # ends processes at once
        gathering.run(drawn)


def _nobody(done: int, total: int) -> None:
    """Nobody is looking."""


def _open(spec: Spec, folder: Path, *, resume: bool) -> None:
    wanted = Stored(spec=spec, versions=versions())
    if resume:
        _check_same(read_stored(folder), wanted, folder)
        return
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise DatasetError(f"{folder.as_posix()}: found files; expected a new or empty folder; name another one, "
                           "or go on with an interrupted data set by --resume")
    folder.mkdir(parents=True, exist_ok=True)
    keep(folder / "README.md", readme(wanted).encode())
    keep(folder / STORED, msgspec.json.format(msgspec.json.encode(wanted), indent=2) + b"\n")


def _check_same(found: Stored, wanted: Stored, folder: Path) -> None:
    pairs = [*_differing(msgspec.to_builtins(found.spec), msgspec.to_builtins(wanted.spec)),
             *_differing(found.versions, wanted.versions)]
    if pairs:
        name, old, new = pairs[0]
        raise DatasetError(f"{folder.as_posix()}: begun with {name} {old!r}, now {new!r}; expected the same; give "
                           "the same options and versions, or begin anew in another folder")


def _differing(found: Mapping[str, object], wanted: Mapping[str, object]) -> list[tuple[str, object, object]]:
    return [(name, found.get(name), value) for name, value in wanted.items() if found.get(name) != value]


def _chunks(members: range) -> Iterator[range]:
    for first in range(0, len(members), CHUNK):
        yield members[first:first + CHUNK]


def _drawn(spec: Spec, folder: Path, chunks: list[range], store: Store, processes: int) -> Generator[Drawn]:
    if processes == 1 or len(chunks) <= 1:
        return _alone(spec, folder, chunks, store)
    return _together(spec, folder, chunks, store, processes)


def _alone(spec: Spec, folder: Path, chunks: list[range], store: Store) -> Generator[Drawn]:
    painter = Painter(spec, folder)
    try:
        yield from map(painter.paint, _begun(store, chunks))
    finally:
        painter.close()


def _together(spec: Spec, folder: Path, chunks: list[range], store: Store, processes: int) -> Generator[Drawn]:
    with Workers(spec, folder, min(processes, len(chunks))) as workers:
        yield from workers.drawn(_begun(store, chunks))


def _begun(store: Store, chunks: list[range]) -> Iterator[range]:
    for chunk in chunks:
        _begin(store, chunk)
        yield chunk


def _begin(store: Store, chunk: range) -> None:
    if chunk[0] % SHARD == 0:
        store.begin(chunk[0] // SHARD)


class _Gathering:
    """Puts chunks together to shards."""

    def __init__(self, spec: Spec, store: Store, progress: Progress, done: int) -> None:
        self._spec, self._store, self._progress, self._done = spec, store, progress, done
        self._chunks: list[Drawn] = []

    def run(self, drawn: Iterator[Drawn]) -> None:
        self._progress(self._done, self._spec.count)
        for chunk in drawn:
            self._chunks.append(chunk)
            self._done += chunk.pictures
            self._finish(chunk.first // SHARD)
            self._progress(self._done, self._spec.count)

    def _finish(self, shard: int) -> None:
        if sum(chunk.pictures for chunk in self._chunks) == len(self._spec.members(shard)):
            self._store.finish(shard, [each.rows for each in self._chunks], [each.part for each in self._chunks])
            self._chunks.clear()
