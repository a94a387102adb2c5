"""The decisions the PLC program takes by name, each of which a mutant can replace."""

from linebench.ports.plc import Setup
from linebench.stack.l1.track import Track

__all__ = ["L1Decisions"]


class L1Decisions:
    """What a right PLC program decides. One object serves one program, so a mutant may remember things in it."""

    def cause_to_reject(self, track: Track, setup: Setup, weighs: bool) -> str:
        """The cause for which the pack at the gate must be rejected, ``""`` for a good one."""
        if track.spoiled:
            return track.spoiled
        if track.verdict is None:
            return "no_verdict"
        if not track.verdict:
            return "verdict"
        mg = track.mg
        if mg is None:
            return "no_weight" if weighs else ""
        return "" if setup.weight_low <= mg <= setup.weight_high else "weight"

    def cause_of_seal(self, track: Track) -> str:
        """The cause for which a pack that is good otherwise is rejected for its tamper seal, ``""`` for none."""
        return "" if track.sealed else "seal"

    def rejects_close(self) -> bool:
        """Whether two packs that the pusher cannot tell apart are both rejected."""
        return True

    def rejects_untracked(self) -> bool:
        """Whether a pack that nobody tracked is rejected."""
        return True

    def checks_confirmation(self) -> bool:
        """Whether a reject that is not confirmed in time stops the line."""
        return True

    def limit_reached(self, in_a_row: int, setup: Setup) -> bool:
        """Whether this many rejects in a row stop the line."""
        return in_a_row >= setup.consecutive_limit > 0

    def rate_reached(self, rejects: int, limit: int) -> bool:
        """Whether so many rejects among the latest packs stop the line. ``limit``: as set up, 0 for none."""
        return rejects >= limit > 0

    def reacts_to(self, signal: str) -> bool:
        """Whether a condition of the field stops the line. ``signal``: a name of ``ports.io.INPUTS``."""
        return bool(signal)

    def bypass_us(self, allowed: int) -> int:
        """How long a bypass of a sensor lasts, 0 for ever. ``allowed``: as set up."""
        return allowed

    def announces(self, alarm: str) -> bool:
        """Whether people and L2 are told of the alarm."""
        return bool(alarm)

    def fate_of_missing(self, track: Track) -> tuple[str, str]:
        """Fate and cause to report for a pack that did not come to where it was expected."""
        return "missing", track.spoiled or "untracked"

    def refuses_start(self, unacknowledged: tuple[str, ...], causes: tuple[str, ...]) -> str:
        """Why the line must not start, ``""`` when it may.

        ``unacknowledged``: latched alarms that are on; ``causes``: stop conditions that are still there.
        """
        if causes:
            return f"cause still there: {', '.join(causes)}"
        return f"not acknowledged: {', '.join(unacknowledged)}" if unacknowledged else ""
