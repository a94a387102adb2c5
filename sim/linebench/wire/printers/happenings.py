"""What happens at a printer as its conversation shows: prints, and states."""

from collections import deque
from collections.abc import Sequence

import msgspec

from linebench.ports import Message
from linebench.ports.printer import ClearQueue, PrintDone, PrinterState, PrintOrders
from linebench.wire.printers.states import Seen
from linebench.wire.side import Setting
from linebench.wire.witness import Answer, Happenings, Piece

__all__ = ["PrinterHappenings"]

_MOST = 100_000
"""Prints that one answer may tell of."""


class PrinterHappenings(Happenings):
    """Follows the records that the emulator has, so that a print is that of the oldest one.

    Attributes:
        waiting: records ordered and not printed, by number.
        state: what the emulator was told last; a unit is ready with full ink until it says otherwise.

    """

    def __init__(self, setting: Setting) -> None:
        self.waiting: deque[int] = deque()
        self.state = PrinterState(setting.name, "ready", "", 0)
        self._told = 0
        self._count: int | None = None

    def heard(self, message: Message) -> None:
        """See ``Happenings``."""
        if isinstance(message, PrintOrders):
            self.waiting.extend(range(message.first, message.first + len(message.serials)))
        elif isinstance(message, ClearQueue):
            self.waiting.clear()

    def printed(self, count: int = 1) -> Sequence[Message]:
        """So many prints; one for which no record waits, as of a label without data, has the number 0."""
        count = min(count, _MOST)
        self._told += count
        return [PrintDone(self.waiting.popleft() if self.waiting else 0) for _ in range(count)]

    def seen(self, seen: Seen) -> Sequence[Message]:
        """A state; nothing when the emulator knows it."""
        given = {name: value for name, value in msgspec.structs.asdict(seen).items() if value is not None}
        now = msgspec.structs.replace(self.state, queued=len(self.waiting), **given)
        before, self.state = self.state, now
        return () if msgspec.structs.replace(before, queued=now.queued) == now else (now,)

    def total(self, pieces: Sequence[Piece]) -> int | None:  # noqa: ARG002  # for units with a counter
        """The unit's own counter of prints in an answer; ``None``: it is not in there."""
        return None

    def confirmed(self, answer: Answer) -> None:
        """See ``Happenings``."""
        count = self.total(answer.recorded)
        if count is not None:
            self._count, self._told = count, 0

    def counted(self, answer: Answer) -> Sequence[Message]:
        """Prints that the unit counted and did not announce. What the next answer takes back is not believed."""
        count, following = self.total(answer.recorded), self.total(answer.following)
        if count is None or (following is not None and following < count):
            return ()
        unknown = 0 if self._count is None else count - self._count - self._told
        found = self.printed(unknown) if unknown > 0 else ()
        self._count, self._told = count, 0
        return found
