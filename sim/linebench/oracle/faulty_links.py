"""Links that a fault disturbs on purpose, and for how long what it did may show."""

from collections.abc import Iterable

__all__ = ["FaultyLinks"]

_FOR_EVER = 1 << 62
_AFTERMATH_US = 2_000_000
"""How long after a fault what it held back may come, and the two ends may take to meet again."""


class FaultyLinks(set[str]):
    """The links with a fault active on them. ``doubled``: those on which one doubled what is said, up to batch end:
    what a device has taken twice may show much later. ``spoiled``: messages that one has changed, each by its link
    and the time it was sent.
    """

    def __init__(self) -> None:
        super().__init__()
        self._until: dict[str, int] = {}
        self.doubled: set[str] = set()
        self.spoiled: set[tuple[str, int]] = set()

    def began(self, link: str, kind: str) -> None:
        """A fault of this kind begins."""
        self.add(link)
        self._until[link] = _FOR_EVER
        if kind == "duplicated":
            self.doubled.add(link)

    def ended(self, link: str, t: int) -> None:
        """The last fault on a link has ended."""
        self.discard(link)
        self._until[link] = t + _AFTERMATH_US

    def withheld(self, link: str, t: int) -> None:
        """The end of a wire did not say what stood behind it said, such as a camera that somebody took offline."""
        self._until[link] = max(self._until.get(link, t), t)

    def show(self, links: Iterable[str], since: int) -> bool:
        """Whether a fault on one of the links may show at ``since`` or later."""
        return any(self._until.get(link, -1) >= since for link in links)

    def batch_over(self) -> None:
        """Another batch begins, with other serials."""
        self.doubled &= self
