"""What a data set is made from. Picture i follows from it and i alone, whoever draws it and after what."""

import functools
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Literal, TypeAlias

import cv2
import msgspec
import numpy as np
import pyarrow as pa

from linebench.imaging.recipe import Mode

__all__ = ["CHUNK", "SHARD", "DatasetError", "DatasetStoppedError", "Format", "Spec", "Stored", "read_stored",
           "versions"]

Format: TypeAlias = Literal["png", "raw"]

SHARD = 1000
"""Pictures that are written as a whole or not at all."""
CHUNK = 50
"""Pictures that one process draws at a time."""
STORED = "dataset.json"


class DatasetError(ValueError):
    """A data set that cannot be made or gone on with. The message says why and what to do."""


class DatasetStoppedError(RuntimeError):
    """Something of the bench failed on the way. What is whole stays; the message says how to go on."""


class Spec(msgspec.Struct, frozen=True, kw_only=True):
    """The options of a data set.

    Attributes:
        count: pictures.
        seed: of everything random.
        mode: how they are drawn.
        format: a PNG file each, or an array of bytes for each thousand.
        width: of every picture in pixels.
        height: of every picture in pixels.
        carriers: of which one is drawn for each picture.
        faults: the mix, as ``mix.read_mix`` reads it.
        grade: whether grades are among the labels.
        read: whether all witnesses read every picture.

    """

    count: int
    seed: int = 0
    mode: Mode = "fast"
    format: Format = "png"
    width: int = 640
    height: int = 480
    carriers: tuple[str, ...] = ("gs1-datamatrix",)
    faults: str
    grade: bool = True
    read: bool = False

    @property
    def shards(self) -> int:
        """Groups of pictures that are written together."""
        return -(-self.count // SHARD)

    def members(self, shard: int) -> range:
        """The pictures of a shard."""
        return range(shard * SHARD, min((shard + 1) * SHARD, self.count))


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """``dataset.json``: the options, and what they were carried out with."""

    spec: Spec
    versions: dict[str, str]


@functools.cache
def versions() -> dict[str, str]:
    """What the bytes of a data set depend on besides its options; the processor may change a last bit as well."""
    return {"linebench": version("linebench"), "numpy": np.__version__, "cv2": cv2.__version__,
            "pillow": version("pillow"), "pyarrow": pa.__version__, "zxing-cpp": version("zxing-cpp"),
            "machine": platform.machine()}


def read_stored(folder: Path) -> Stored:
    """The options of a data set that was begun.

    Raises:
        DatasetError: there is none, or its ``dataset.json`` is damaged.

    """
    path = folder / STORED
    try:
        return msgspec.json.decode(path.read_bytes(), type=Stored)
    except OSError as error:
        raise DatasetError(f"{path.as_posix()}: {error.strerror}; expected a data set to go on with; leave "
                           "--resume out to begin one") from None
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise DatasetError(f"{path.as_posix()}: found {error}; expected what linebench image dataset wrote; begin "
                           "anew in another folder") from None
