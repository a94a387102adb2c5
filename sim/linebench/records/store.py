"""What people physically do in the store, to packs, cases and pallets that have left the line.

A thing goes by its number as in ``truth``, and by ``epc``: what its label says, as an element string. ``who``: the
person who did it.
"""

from linebench.records.base import Record

__all__ = ["PhotoTaken", "UnitCameBack", "UnitLabelled", "UnitLeft", "UnitPut", "UnitTaken"]


class UnitTaken(Record, frozen=True, tag="truth.unit_taken.1"):
    """A pack or case was taken out of the container that it was in, ``box`` of that number."""

    who: str
    unit: str
    number: int
    epc: str
    box: str
    box_number: int


class UnitPut(Record, frozen=True, tag="truth.unit_put.1"):
    """A pack or case was put into a container."""

    who: str
    unit: str
    number: int
    epc: str
    box: str
    box_number: int


class UnitLabelled(Record, frozen=True, tag="truth.unit_labelled.1"):
    """A label went onto a thing, or the one that is on it cannot be read any more.

    ``before``: what the label before it said, ``""`` for a new container; ``readable``: a scanner can read it.
    """

    who: str
    unit: str
    number: int
    before: str
    epc: str
    readable: bool


class UnitLeft(Record, frozen=True, tag="truth.unit_left.1"):
    """A thing left the store, with all that is in it.

    ``why``: ``shipped``, ``sample``, ``destroyed`` or ``lost``.
    """

    who: str
    unit: str
    number: int
    epc: str
    why: str


class UnitCameBack(Record, frozen=True, tag="truth.unit_came_back.1"):
    """What was shipped is in the store again.

    ``why``: ``unloaded`` from the truck, or ``returned`` by a customer.
    """

    who: str
    unit: str
    number: int
    epc: str
    why: str


class PhotoTaken(Record, frozen=True, tag="truth.photo_taken.1"):
    """A photo of a thing was taken. ``file``: its name among the attachments; ``sha256`` of it in hex."""

    who: str
    unit: str
    number: int
    file: str
    sha256: str
