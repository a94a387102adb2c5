"""What projects agree on for the tags between the field and a PLC."""

from linebench.wire.rings.layout import RingOptions

__all__ = ["COMPARATORS", "FieldOptions"]

COMPARATORS = (*(f"push:{number}" for number in range(16)), *(f"confirm:{number}" for number in range(16)),
               "watch", "now", "empty", "zone", "seen")
"""The comparators that the bench's own PLC program uses."""


class FieldOptions(RingOptions, frozen=True, kw_only=True):
    """Options of both ends, which must have the same. None is published; all are the bench's own choice."""

    echo: bool = False
    """As in ``RingOptions``; off, for a remote I/O takes outputs from whoever writes them."""
    comparators: tuple[str, ...] = COMPARATORS
    """Names of the comparators, numbered from 0. Others are not set."""
    fail_safe: bool = True
    """Outputs fall when a PLC whose heart has beaten is silent for ``beat_within``."""
