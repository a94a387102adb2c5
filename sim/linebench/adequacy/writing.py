"""Puts a pack down."""

from pathlib import Path

from linebench.adequacy.model import Pack
from linebench.evidence.files import write_whole
from linebench.evidence.model import encode_pretty

__all__ = ["PACK", "write_pack"]

PACK = "adequacy.json"


def write_pack(folder: Path, pack: Pack) -> Pack:
    """Write a pack into a folder and return it as written.

    Raises:
        PackageError: something cannot be written.

    """
    write_whole(folder / PACK, encode_pretty(pack))
    return pack
