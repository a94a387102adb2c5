"""What a site shows beside its lines: serials given out, and what the enterprise has taken or has yet to take."""

from collections.abc import Mapping

from linebench.ports.dashboard import Gauge
from linebench.ports.l3 import Report, ReportAccepted, SerialReturn, Serials
from linebench.ports.l4 import Capture, Captured
from linebench.stack.dashboard.dial import Turn, Turned

__all__ = ["SiteDials"]


class SiteDials:
    """``enterprise``: there is one that answers; without one nothing waits for it, and the gauge is empty."""

    gauges = (Gauge("serials/given", "count"), Gauge("serials/returned", "count"),
              Gauge("reports/accepted", "count"),
              Gauge("enterprise/waiting", "count"), Gauge("enterprise/captured", "count"),
              Gauge("enterprise/refused", "count"), Gauge("enterprise/last", "time"),
              Gauge("enterprise/trouble", "text"))

    def __init__(self, *, enterprise: bool) -> None:
        self._enterprise = enterprise
        self._given: dict[int, int] = {}
        self._returned: dict[int, int] = {}
        self._accepted = 0
        self._reports: set[int] = set()
        self._stored: dict[int, int] = {}
        self._refused: set[int] = set()

    @property
    def turns(self) -> Mapping[tuple[str, type], Turn]:
        """See ``Dials``."""
        return {("l3>l2", Serials): self._serials, ("l2>l3", SerialReturn): self._back,
                ("l2>l3", Report): self._reported, ("l3>l2", ReportAccepted): self._taken,
                ("l3>l4", Capture): self._sent, ("l4>l3", Captured): self._captured}

    def _serials(self, said: Serials, t: int) -> Turned:  # noqa: ARG002  # a board keeps the time; so below
        self._given[said.request] = len(said.serials)  # the same request twice is the same serials
        return (("serials/given", sum(self._given.values())),)

    def _back(self, said: SerialReturn, t: int) -> Turned:  # noqa: ARG002
        self._returned[said.sequence] = len(said.serials)
        return (("serials/returned", sum(self._returned.values())),)

    def _reported(self, said: Report, t: int) -> Turned:  # noqa: ARG002
        self._reports.add(said.sequence)
        return ()

    def _taken(self, said: ReportAccepted, t: int) -> Turned:  # noqa: ARG002
        self._accepted = max(self._accepted, said.sequence)
        return (("reports/accepted", self._accepted), *self._waiting())

    def _sent(self, said: Capture, t: int) -> Turned:  # noqa: ARG002
        self._reports.add(said.capture)
        return self._waiting()

    def _captured(self, said: Captured, t: int) -> Turned:
        if said.success:
            self._stored[said.capture] = said.stored
        else:
            self._refused.add(said.capture)
        return (*self._waiting(), ("enterprise/captured", sum(self._stored.values())),
                ("enterprise/refused", len(self._refused)), ("enterprise/last", t),
                ("enterprise/trouble", "; ".join(said.errors)))

    def _waiting(self) -> tuple[tuple[str, int], ...]:
        if not self._enterprise:
            return ()
        accepted = {number for number in self._reports if number <= self._accepted}
        return (("enterprise/waiting", len(accepted - self._stored.keys() - self._refused)),)
