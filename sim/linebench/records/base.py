"""What every record has in common: a frozen value with a simulated time, written as one JSON array.

The first element of the array is the record type's tag ``plane.name.version``; the second is ``t``. A
released version never changes its fields; a change is a new class with the next version, and readers keep
both.
"""

import msgspec

__all__ = ["Record"]


class Record(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Base of all records. ``t``: simulated time in microseconds since the epoch of record 0."""

    t: int
