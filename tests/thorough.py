"""How many examples of a costly property are tried: a fifth by day."""

from hypothesis import settings

__all__ = ["examples"]

_NIGHT = 200
"""What the profile of the night tries of a property that says nothing itself."""


def examples(by_night: int) -> settings:
    """Try so many by night and a fifth of them by day; others in each run."""
    night = settings.default.max_examples >= _NIGHT
    return settings(max_examples=by_night if night else by_night // 5, deadline=None)
