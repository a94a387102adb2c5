"""The hash chain of an audit trail: each entry carries the hash of the one before (21 CFR 11.10 (e))."""

import hashlib
import json

__all__ = ["FIRST", "linked"]

FIRST = "0" * 64
"""What the first entry names as the hash before it."""


def linked(previous: str, *fields: str | int) -> str:
    """Return the SHA-256 (hex) of an entry with these fields behind the one with the hash ``previous``."""
    text = json.dumps([previous, *fields], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
