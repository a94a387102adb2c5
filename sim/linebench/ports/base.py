"""What every message has in common: a frozen value, written as a JSON array headed by its name."""

import msgspec

__all__ = ["Said"]


class Said(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Base of all messages. ``gc=False``: messages hold only scalars and tuples, never cycles."""
