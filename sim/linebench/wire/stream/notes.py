"""Notes of a wire, limited in number: a peer that misbehaves a million times must not fill the journal."""

from collections.abc import Callable

from linebench.wire.stream.clock import Cancel, Clock

__all__ = ["Notes"]

_LONGEST = 500
_MOST_KINDS = 64
_REST = "others"


class Notes:
    """Passes on at most ``most`` notes of a kind in ``window_us``, and then says how many more there were."""

    def __init__(self, note: Callable[[str, str], None], clock: Clock, *, most: int = 50,
                 window_us: int = 1_000_000) -> None:
        self._note = note
        self._clock = clock
        self._most = most
        self._window = window_us
        self._told: dict[str, int] = {}
        self._cancel: Cancel | None = None

    def __call__(self, what: str, detail: str) -> None:
        """Pass on a note, or count it."""
        if what not in self._told and len(self._told) >= _MOST_KINDS:
            what, detail = _REST, f"{what}: {detail}"
        told = self._told[what] = self._told.get(what, 0) + 1
        if told <= self._most:
            self._note(what, detail if len(detail) <= _LONGEST else f"{detail[:_LONGEST]}...")
        if self._cancel is None:
            self._cancel = self._clock.later(self._window, self._turn)

    def close(self) -> None:
        """Say what is left to say."""
        if self._cancel is not None:
            self._cancel()
            self._turn()

    def _turn(self) -> None:
        told, self._told, self._cancel = self._told, {}, None
        for what, number in told.items():
            if number > self._most:
                self._note(what, f"and {number - self._most} more within {self._window / 1_000_000:g} s")
