"""What a host last heard of a printer's state, and whether that is news."""

import msgspec

from linebench.ports.printer import PrinterState
from linebench.wire.side import Effect, Heard

__all__ = ["Seen", "States"]


class Seen(msgspec.Struct, frozen=True):
    """What an answer or a notification says of the state; ``None``: nothing of that. See ``PrinterState``."""

    state: str | None = None
    reason: str | None = None
    warning: str | None = None
    ink: int | None = None


class States:
    """Merges what is seen, and tells it when it differs from what was told.

    Attributes:
        trouble: what the printer refused, which stands over its own state until somebody acts on it.

    """

    def __init__(self, name: str) -> None:
        self._known = PrinterState(name, "ready", "", 0)
        self._seen = False
        self._said: tuple[str, str, str, int] | None = None
        self.trouble = ""

    def see(self, seen: Seen) -> None:
        """Keep what is seen."""
        fields = {name: value for name, value in msgspec.structs.asdict(seen).items() if value is not None}
        self._seen = self._seen or "state" in fields
        self._known = msgspec.structs.replace(self._known, **fields)

    def tell(self, queued: int, out: list[Effect]) -> None:
        """Tell the state if it is known and differs."""
        if not self._seen and not self.trouble:
            return
        now = msgspec.structs.replace(self._known, queued=queued)
        if self.trouble:
            now = msgspec.structs.replace(now, state="fault", reason=self.trouble)
        said = (now.state, now.reason, now.warning, now.ink)
        if said != self._said:
            self._said = said
            out.append(Heard(now))

    def lost(self, queued: int, out: list[Effect]) -> None:
        """Tell that nobody knows what became of the records in the printer; ``queued`` are still to come."""
        out.append(Heard(PrinterState(self._known.printer, "ready", "queue lost", queued)))
        self._said = None

    def forget(self) -> None:
        """The connection is gone: what is seen next is told, whatever it is."""
        self._seen, self._said, self.trouble = False, None, ""
