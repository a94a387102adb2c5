"""The base of everything that an evidence package or a dossier holds as JSON."""

import msgspec

__all__ = ["Stored"]


class Stored(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of everything stored as JSON. Fields are only ever added, with a default: older files stay readable."""
