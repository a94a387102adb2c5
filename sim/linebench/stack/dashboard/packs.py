"""Packs as L1 tracks them: how many, why they were rejected, how many a minute; and the parts of OEE.

Availability, effectiveness and quality ratio are those of ISO 22400-2: over the time since the order began, with
the packs that left the line, good and rejected. Their product is the OEE index.
"""

from collections import deque
from collections.abc import Mapping

from linebench.ports.dashboard import Gauge
from linebench.ports.operator import Shown
from linebench.ports.plc import MachineState, TrackResults
from linebench.stack.dashboard.dial import Turn, Turned
from linebench.stack.packml import State

__all__ = ["CAUSES", "PackDials"]

CAUSES = ("verdict", "no_verdict", "weight", "no_weight", "zone", "untracked", "gap")
"""Why L1 rejects, as it says it."""
_MINUTE_US = 60_000_000
_GONE = ("passed", "rejected")


class PackDials:
    """Counts begin anew with an order. ``rate``: packs a minute at which the line is to run."""

    gauges = (Gauge("packs/out", "count"), *(Gauge(f"packs/rejected/{cause}", "count") for cause in CAUSES),
              Gauge("packs/missing", "count"), Gauge("rate", "real", "1/min"), Gauge("oee", "real"),
              Gauge("oee/availability", "real"), Gauge("oee/effectiveness", "real"), Gauge("oee/quality", "real"))

    def __init__(self, rate: float) -> None:
        self._rate = rate
        self._running_since: int | None = None
        self._latest: deque[tuple[int, int]] = deque()
        self._begin(0)

    @property
    def turns(self) -> Mapping[tuple[str, type], Turn]:
        """See ``Dials``."""
        return {("l1>l2", TrackResults): self._tracked, ("l1>l2", MachineState): self._state,
                ("l2>hmi", Shown): self._shown}

    def _begin(self, t: int) -> None:
        self._begun, self._ran = t, 0
        self._counts = dict.fromkeys(("passed", "rejected", "missing", *CAUSES), 0)
        if self._running_since is not None:
            self._running_since = t

    def _shown(self, said: Shown, t: int) -> Turned:
        if said.item != "batch" or not said.value:
            return ()
        self._begin(t)
        return self._all(t)

    def _state(self, said: MachineState, t: int) -> Turned:
        runs = said.state == State.EXECUTE
        if self._running_since is not None:
            self._ran += t - self._running_since
        self._running_since = t if runs else None
        if not runs:
            self._latest.clear()  # what stands has no rate
        return self._all(t)

    def _tracked(self, said: TrackResults, t: int) -> Turned:
        for _, fate, cause in said.results:
            for name in (fate, cause):
                if name in self._counts:
                    self._counts[name] += 1
        self._latest.append((t, sum(fate in _GONE for _, fate, _ in said.results)))
        return self._all(t)

    def _all(self, t: int) -> Turned:
        out = self._counts["passed"] + self._counts["rejected"]
        yield "packs/out", out
        for cause in CAUSES:
            yield f"packs/rejected/{cause}", self._counts[cause]
        yield "packs/missing", self._counts["missing"]
        yield "rate", self._a_minute(t)
        yield from self._oee(out, t)

    def _a_minute(self, t: int) -> float:
        while self._latest and self._latest[0][0] <= t - _MINUTE_US:
            self._latest.popleft()
        span = min(_MINUTE_US, t - max(self._begun, t - _MINUTE_US))
        return round(sum(number for _, number in self._latest) * _MINUTE_US / span, 1) if span else 0.0

    def _oee(self, out: int, t: int) -> Turned:
        ran = self._ran + (0 if self._running_since is None else t - self._running_since)
        passed, whole = self._counts["passed"], t - self._begun
        if not (out and ran and whole):
            return
        parts = (ran / whole, out / (self._rate * ran / _MINUTE_US), passed / out)
        yield from zip(("oee/availability", "oee/effectiveness", "oee/quality"),
                       (round(part, 3) for part in parts), strict=True)
        yield "oee", round(parts[0] * parts[1] * parts[2], 3)
