"""Times of payloads: milliseconds since 1970 in UTC, from microseconds since t = 0."""

__all__ = ["millis", "since"]


def millis(epoch_us: int, t: int) -> int:
    """``t`` as a time of a payload. ``epoch_us``: microseconds from 1970 to t = 0."""
    return (epoch_us + t) // 1_000


def since(epoch_us: int, millis: int) -> int:
    """A payload's time as microseconds since t = 0."""
    return millis * 1_000 - epoch_us
