"""When two frames count as the same: their bytes, but for what was declared, and for where counters began."""

import re
from collections.abc import Mapping, Sequence

import msgspec

from linebench.wire.witness import Piece

__all__ = ["Comparer", "IgnoreError"]

_MASK = "\0"


class IgnoreError(ValueError):
    """What was to be ignored is no pattern. The message says which and why."""


class _Offsets(msgspec.Struct):
    now: tuple[int, ...]
    all: set[tuple[int, ...]]


class Comparer:
    """Compares frames of one channel.

    Attributes:
        ignored: how many frames were alike only because of each word of ``ignore``.

    """

    def __init__(self, ignore: Sequence[str], counters: Mapping[str, str]) -> None:
        """``ignore``: kinds of frames, or regular expressions of what is shown of them; ``counters``: see
        ``Happenings``.

        Raises:
            IgnoreError: no kind and no regular expression.

        """
        self._kinds = frozenset(ignore)
        self._patterns = [_compiled(each) for each in ignore]
        self._counters = {kind: re.compile(text) for kind, text in counters.items()}
        self._offsets: dict[str, _Offsets] = {}

    def is_ignored(self, piece: Piece) -> bool:
        """Whether frames of this kind are not compared at all."""
        return piece.kind in self._kinds

    def same(self, recorded: Piece, emulated: Piece) -> bool:
        """Whether both say the same."""
        return recorded.data == emulated.data or self._grown(recorded, emulated)

    def masked(self, recorded: Piece, emulated: Piece) -> bool:
        """Whether both are the same but for what was declared."""
        if recorded.kind == emulated.kind and self.is_ignored(recorded):
            return True
        return bool(self._patterns) and self._mask(recorded) == self._mask(emulated)

    def adopt(self, recorded: Piece, emulated: Piece, following: Piece) -> bool:
        """The first answer with counters: take it that they began where they differ now, unless the answer that
        follows takes that back. Whether that was done.
        """
        ours, theirs = self._numbers(emulated), self._numbers(recorded)
        if ours is None or theirs is None or recorded.kind in self._offsets:
            return False
        if any(later < now for later, now in zip(self._numbers(following) or theirs, theirs, strict=False)):
            return False
        offsets = tuple(a - b for a, b in zip(theirs, ours, strict=True))
        self._offsets[recorded.kind] = _Offsets(offsets, {offsets})
        return True

    def settle(self, piece: Piece) -> None:
        """Counters are alike: unless they were taken to begin elsewhere, they began where the emulator's do."""
        numbers = self._numbers(piece)
        if numbers is not None and piece.kind not in self._offsets:
            zero = (0,) * len(numbers)
            self._offsets[piece.kind] = _Offsets(zero, {zero})

    def assumed(self) -> list[str]:
        """Counters that began before the recording, in words."""
        return [f"{kind}: counters began {', '.join(map(str, each.now))} before the recording"
                for kind, each in self._offsets.items() if any(each.now)]

    def _grown(self, recorded: Piece, emulated: Piece) -> bool:
        offsets, ours, theirs = self._offsets.get(recorded.kind), self._numbers(emulated), self._numbers(recorded)
        if offsets is None or ours is None or theirs is None:
            return False
        moved = {tuple(a + b for a, b in zip(ours, each, strict=True)) for each in offsets.all}
        return theirs in moved and self._rest(recorded) == self._rest(emulated)

    def _numbers(self, piece: Piece) -> tuple[int, ...] | None:
        pattern = self._counters.get(piece.kind)
        found = pattern.search(piece.data.decode("latin-1")) if pattern is not None else None
        return None if found is None else tuple(int(each) for each in found.groups())

    def _rest(self, piece: Piece) -> str:
        """A frame without its counters."""
        text = piece.data.decode("latin-1")
        found = self._counters[piece.kind].search(text)
        assert found is not None
        for group in range(len(found.groups()), 0, -1):
            text = text[:found.start(group)] + text[found.end(group):]
        return text

    def _mask(self, piece: Piece) -> str:
        text = piece.text
        for pattern in self._patterns:
            text = pattern.sub(_MASK, text)
        return text


def _compiled(text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise IgnoreError(f"--ignore {text!r}: {error}; expected a kind of frame or a pattern") from error
