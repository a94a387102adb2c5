"""Where the parts of a data set lie, and how a shard becomes whole in one step.

Pictures are drawn into a place with ``.part`` behind its name. When all are there, place and labels get their
names, the Parquet file last: a shard that has it is whole, whatever else lies around is swept away.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from linebench.imaging.dataset import coco, parquet
from linebench.imaging.dataset.spec import Spec

__all__ = ["Store", "keep"]


class Store:
    """The files of a data set. ``folder`` is the data set's."""

    def __init__(self, spec: Spec, folder: Path) -> None:
        self._spec, self._folder = spec, folder

    def file(self, shard: int, index: int) -> str:
        """Where picture ``index`` is in the finished data set, as labels tell it."""
        return f"images/{shard:06d}/{index:09d}.png" if self._spec.format == "png" else f"images/{shard:06d}.npy"

    def unfinished(self, shard: int) -> Path:
        """Where the pictures of a shard are until it is whole: a folder, or a file for the raw format."""
        return self._folder / "images" / f"{self._name(shard)}.part"

    def picture(self, shard: int, index: int) -> Path:
        """Where picture ``index`` is drawn to, as PNG."""
        return self.unfinished(shard) / f"{index:09d}.png"

    def whole(self, shard: int) -> bool:
        """Whether a shard is finished."""
        return self._labels(shard).exists()

    def begin(self, shard: int) -> None:
        """Sweep away what an interruption left of a shard, and make room for its pictures."""
        place = self.unfinished(shard)
        for left in (place, self._final(shard)):
            shutil.rmtree(left) if left.is_dir() else left.unlink(missing_ok=True)
        for area in ("images", "labels", "coco"):
            (self._folder / area).mkdir(parents=True, exist_ok=True)
        if self._spec.format == "png":
            place.mkdir()
            return
        shape = (len(self._spec.members(shard)), self._spec.height, self._spec.width)
        np.lib.format.open_memmap(place, mode="w+", dtype=np.uint8, shape=shape).flush()

    def finish(self, shard: int, rows: Sequence[bytes], parts: Sequence[coco.Part]) -> None:
        """Give a shard its names; its labels come in order."""
        document = self._folder / "coco" / f"{shard:06d}.json"
        coco.write(_part(document), parts)
        parquet.write(_part(self._labels(shard)), rows)
        _part(document).replace(document)
        self.unfinished(shard).replace(self._final(shard))
        _part(self._labels(shard)).replace(self._labels(shard))

    def _labels(self, shard: int) -> Path:
        return self._folder / "labels" / f"{shard:06d}.parquet"

    def _final(self, shard: int) -> Path:
        return self._folder / "images" / self._name(shard)

    def _name(self, shard: int) -> str:
        return f"{shard:06d}" if self._spec.format == "png" else f"{shard:06d}.npy"


def _part(path: Path) -> Path:
    return path.with_name(f"{path.name}.part")


def keep(path: Path, data: bytes) -> None:
    """Write a file in one step."""
    _part(path).write_bytes(data)
    _part(path).replace(path)
