"""What every value that is read from a file has in common."""

import msgspec

__all__ = ["Plan"]


class Plan(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of everything that is read from a file: an unknown key is an error."""
