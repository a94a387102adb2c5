"""Reads the wall-clock times of a record."""

from datetime import datetime

__all__ = ["instant"]


def instant(text: str) -> datetime | None:
    """Return a time with its offset; ``None`` when it is no RFC 3339 time or has no offset."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
