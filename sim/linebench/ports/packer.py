"""The port of case packer and palletizer: contents are read, a label is ordered, read back and released.

``container`` is ``case`` or ``pallet``. The sequence for each container: ContentsRead, LabelOrder,
LabelRead, Release. A container that is refused is ejected to the hand station.
"""

from typing import TypeAlias

from linebench.ports.base import Said

__all__ = ["CloseNow", "ContentsRead", "LabelOrder", "LabelRead", "Release", "ToDevice", "ToHost"]


class ContentsRead(Said, frozen=True, tag="contents_read"):
    """Packer to L2: the codes seen in the open container, before it is closed.

    ``contents`` holds element strings (``01…`` packs for a case, ``00…`` cases for a pallet); a code that
    could not be read is an empty string. ``trigger`` counts containers of this station from 1.
    """

    container: str
    trigger: int
    contents: tuple[str, ...]


class LabelOrder(Said, frozen=True, tag="label_order"):
    """L2 to packer: print this SSCC (18 digits) on the container that was just read."""

    container: str
    trigger: int
    sscc: str


class LabelRead(Said, frozen=True, tag="label_read"):
    """Packer to L2: what the label scanner read on the closed container; ``content`` is ``00`` + SSCC."""

    container: str
    trigger: int
    outcome: str
    content: str


class Release(Said, frozen=True, tag="release"):
    """L2 to packer: let the container go on (``accept``) or eject it to the hand station."""

    container: str
    trigger: int
    accept: bool


class CloseNow(Said, frozen=True, tag="close_now"):
    """L2 to packer: close the open container although it is not full."""

    container: str


ToHost: TypeAlias = ContentsRead | LabelRead
ToDevice: TypeAlias = LabelOrder | Release | CloseNow
