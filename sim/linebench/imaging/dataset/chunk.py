"""Some pictures of a shard, drawn, stored and labelled by one process."""

from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np

from linebench.imaging.dataset import coco, parquet
from linebench.imaging.dataset.labels import Label, label_of
from linebench.imaging.dataset.mix import Mix, read_mix
from linebench.imaging.dataset.sample import Sample, sample
from linebench.imaging.dataset.spec import SHARD, DatasetStoppedError, Spec
from linebench.imaging.dataset.store import Store
from linebench.imaging.grading import Grading, grade
from linebench.imaging.picture import png
from linebench.imaging.readers import CodeRead
from linebench.imaging.recipe import Drawer
from linebench.imaging.truth import truth_of
from linebench.imaging.witnessing import Witnesses

__all__ = ["Drawn", "Painter"]


_Array: TypeAlias = np.memmap[tuple[int, ...], np.dtype[np.uint8]]


class Drawn(NamedTuple):
    """The labels of a chunk, ready to be put together with those of others."""

    first: int
    pictures: int
    rows: bytes
    part: coco.Part


class Painter:
    """Draws chunks of one data set; pools of noise and readers stay warm between them."""

    def __init__(self, spec: Spec, folder: Path) -> None:
        self._spec, self._store = spec, Store(spec, folder)
        self._mix: Mix = read_mix(spec.faults)
        self._drawer = Drawer()
        self._witnesses = Witnesses() if spec.read else None
        self._open: _Array | None = None

    def paint(self, members: range) -> Drawn:
        """Draw pictures of one shard into its unfinished place, and label them.

        Raises:
            DatasetError: a picture cannot be drawn.
            DatasetStoppedError: a reader failed.
            OSError: the disk is full or gone.

        """
        shard = members[0] // SHARD
        labels = [self._one(shard, index) for index in members]
        self._open = None  # closed before the file gets its name, as Windows wants it
        return Drawn(members[0], len(members), parquet.batch_of(labels), coco.part_of(labels))

    def _one(self, shard: int, index: int) -> Label:
        drawn = sample(self._spec, self._mix, index, self._drawer)
        made = drawn.made
        truth = truth_of(made.scene, made.drawn, made.writing, grading=self._grading(drawn),
                         reads=self._reads(drawn, index), recipe=drawn.recipe)
        if self._spec.format == "png":
            self._store.picture(shard, index).write_bytes(png(made.drawn.picture))
            return label_of(index, self._store.file(shard, index), 0, made, truth)
        self._array(shard)[index - shard * SHARD] = made.drawn.picture
        return label_of(index, self._store.file(shard, index), index - shard * SHARD, made, truth)

    def _array(self, shard: int) -> _Array:
        """Where the pictures of a shard are put, opened once for each chunk."""
        if self._open is None:
            self._open = np.lib.format.open_memmap(self._store.unfinished(shard), mode="r+")
        return self._open

    def _grading(self, drawn: Sample) -> Grading | None:
        made = drawn.made
        if not self._spec.grade or made.scene.symbol is None:
            return None
        return grade(made.drawn.picture, made.drawn.geometry, made.scene.symbol, x_mm=made.scene.x_mm)

    def _reads(self, drawn: Sample, index: int) -> list[CodeRead] | None:
        if self._witnesses is None:
            return None
        outcomes = self._witnesses.ask(drawn.made.drawn.picture, drawn.recipe.px_per_module)
        failed = next((each for each in outcomes if each.error), None)
        if failed is not None:
            raise DatasetStoppedError(f"picture {index}: {failed.error}; go on with --resume")
        return [each.read for each in outcomes if each.read is not None]

    def close(self) -> None:
        """End the readers."""
        if self._witnesses is not None:
            self._witnesses.__exit__()
