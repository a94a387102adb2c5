"""How many challenges it takes to claim that a share is not exceeded, when none of them goes wrong."""

from math import ceil, log1p

from linebench.records.requirement import Limit

__all__ = ["challenges_for", "sample_size"]

_WHOLE = 1_000_000


def sample_size(confidence: int, share: int) -> int:
    """Smallest number of challenges without a failure that shows the share: ln(1 - C) / ln(1 - p), rounded up.

    The success-run theorem for independent challenges; repeating one and the same challenge shows nothing.

    Args:
        confidence: of the claim, in parts per million, between 0 and the whole.
        share: that is claimed not to be exceeded, in parts per million, between 0 and the whole.

    Raises:
        ValueError: one of them lies outside.

    """
    for name, value in (("confidence", confidence), ("share", share)):
        if not 0 < value < _WHOLE:
            raise ValueError(f"{name} {value} ppm; expected more than 0 and less than {_WHOLE} ppm")
    size = max(1, ceil(log1p(-confidence / _WHOLE) / log1p(-share / _WHOLE)))
    return size - 1 if size > 1 and _shows(size - 1, confidence, share) else size


def challenges_for(limit: Limit | None) -> int | None:
    """The sample size that a limit asks for; ``None``: it states no share with a confidence."""
    if limit is None or limit.confidence is None or limit.high is None:
        return None
    return sample_size(limit.confidence, limit.high)


def _shows(size: int, confidence: int, share: int) -> bool:
    """Whether so many are enough, in whole numbers: logarithms are rounded."""
    missed: int = (_WHOLE - share) ** size * _WHOLE
    allowed: int = (_WHOLE - confidence) * _WHOLE ** size
    return missed <= allowed
