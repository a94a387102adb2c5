"""What a Codenet unit keeps beside the printer core: head and jet, the print characters, the buffer of reports."""

from collections import deque

from linebench.wire.codenet.profile import CodenetProfile
from linebench.wire.codenet.status import status
from linebench.wire.printers.core import PrinterCore
from linebench.wire.side import Effect

__all__ = ["Memory"]

_REPORTS = 16


class Memory:
    """Attributes:
    head: the head is enabled.
    jet: the ink runs.
    characters: what is sent after each print, by connection; nothing until a host has chosen.
    reports: status reports not read yet, oldest first, 16 at most.
    """

    def __init__(self, profile: CodenetProfile, core: PrinterCore) -> None:
        self._profile, self._core = profile, core
        self.head = self.jet = True
        self.characters: dict[int, str] = {}
        self.reports: deque[str] = deque(maxlen=_REPORTS)

    def report(self) -> str:
        """Status code, jet and the time of the last change."""
        code, _ = self.status()
        return f"{code}1{self._core.changed:%H%M}"

    def status(self) -> tuple[str, str]:
        """Status code and lamp."""
        return status(self._core.state, self._profile, jet=self.jet)

    def keep_report(self) -> None:
        """The state changed: a host can read that later, unless 16 more changes push it out."""
        self.reports.append(self.report())

    def set_head(self, *, on: bool) -> tuple[Effect, ...]:
        """Enable or disable the head."""
        self.head = on
        return self._enable()

    def set_jet(self, *, on: bool) -> tuple[Effect, ...]:
        """Let the ink run, without which nothing prints."""
        if on != self.jet:
            self.jet = on
            self._core.changed = self._core.clock()
            self.keep_report()
        return self._enable()

    def _enable(self) -> tuple[Effect, ...]:
        on = self.head and self.jet
        return self._core.enable(on=on).effects if on != self._core.enabled else ()
