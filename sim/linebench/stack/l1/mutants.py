"""Planted defects of the PLC program."""

from linebench.ports.plc import Setup
from linebench.stack.l1.decisions import L1Decisions
from linebench.stack.l1.stop_mutants import STOP_MUTANTS, ignores
from linebench.stack.l1.track import Track
from linebench.stack.mutant import Mutant

__all__ = ["MUTANTS"]

_RIGHT = L1Decisions()
_MISSED = 50
"""Of so many bad packs it misses one."""
_QUIET = frozenset({"bin full", "bin door open", "air pressure low"})


def _ignores_missing_verdict(self: L1Decisions, track: Track, setup: Setup, weighs: bool) -> str:  # noqa: ARG001  # signature of the decision
    cause = _RIGHT.cause_to_reject(track, setup, weighs)
    return "" if cause == "no_verdict" else cause


def _shifted_by_one(self: L1Decisions, track: Track, setup: Setup, weighs: bool) -> str:
    before = self.__dict__.get("verdict", True)
    self.__dict__["verdict"] = track.verdict
    track.verdict = before
    return _RIGHT.cause_to_reject(track, setup, weighs)


def _ignores_weight(self: L1Decisions, track: Track, setup: Setup, weighs: bool) -> str:  # noqa: ARG001  # signature of the decision
    cause = _RIGHT.cause_to_reject(track, setup, weighs)
    return "" if cause in ("weight", "no_weight") else cause


def _blames_neighbour(self: L1Decisions, track: Track, setup: Setup, weighs: bool) -> str:
    cause = _RIGHT.cause_to_reject(track, setup, weighs)
    blamed = self.__dict__.pop("blamed", False)
    if cause:
        self.__dict__["blamed"] = True
    return cause or ("verdict" if blamed else "")


def _takes_unsealed(self: L1Decisions, track: Track) -> str:  # noqa: ARG001  # signature of the decision
    return ""


def _for_ever(self: L1Decisions, allowed: int) -> int:  # noqa: ARG001  # signature of the decision
    return 0


def _misses_one(self: L1Decisions, track: Track, setup: Setup, weighs: bool) -> str:
    cause = _RIGHT.cause_to_reject(track, setup, weighs)
    bad = self.__dict__["bad"] = self.__dict__.get("bad", 0) + bool(cause)
    return "" if cause and not bad % _MISSED else cause


def _no_confirm_check(self: L1Decisions) -> bool:  # noqa: ARG001  # signature of the decision
    return False


def _never_counts(self: L1Decisions, in_a_row: int, setup: Setup) -> bool:  # noqa: ARG001  # signature of the decision
    return False


def _never_reached(self: L1Decisions, rejects: int, limit: int) -> bool:  # noqa: ARG001  # signature of the decision
    return False


def _restarts(self: L1Decisions, unacknowledged: tuple[str, ...], causes: tuple[str, ...]) -> str:  # noqa: ARG001  # signature of the decision
    return f"cause still there: {', '.join(causes)}" if causes else ""


def _silent(self: L1Decisions, alarm: str) -> bool:  # noqa: ARG001  # signature of the decision
    return alarm not in _QUIET


def _ignores_gap(self: L1Decisions) -> bool:  # noqa: ARG001  # signature of the decision
    return False


def _loses_missing(self: L1Decisions, track: Track) -> tuple[str, str]:  # noqa: ARG001  # signature of the decision
    return "passed", ""


def _accepts_untracked(self: L1Decisions) -> bool:  # noqa: ARG001  # signature of the decision
    return False


MUTANTS = (
    Mutant(name="l1-ignores-missing-verdict", level="l1", decision="cause_to_reject",
           replacement=_ignores_missing_verdict, rules=("false-accept",), cases=("OQ-L1-024",),
           summary="Lets a pack pass for which no verdict came."),
    Mutant(name="l1-shifted-by-one", level="l1", decision="cause_to_reject", replacement=_shifted_by_one,
           rules=("false-accept", "false-reject"), cases=("OQ-L1-001",),
           summary="Applies to each pack at the gate the verdict of the pack before it."),
    Mutant(name="l1-ignores-weight", level="l1", decision="cause_to_reject", replacement=_ignores_weight,
           rules=("false-accept",), cases=("OQ-L1-030",),
           summary="Lets packs pass whose weight is outside the limits or unknown."),
    Mutant(name="l1-blames-neighbour", level="l1", decision="cause_to_reject", replacement=_blames_neighbour,
           rules=("false-reject",), cases=("OQ-L1-012",),
           summary="Rejects the pack behind a rejected one as well."),
    Mutant(name="l1-ignores-seal", level="l1", decision="cause_of_seal", replacement=_takes_unsealed,
           rules=("false-accept",), cases=("OQ-L1-032",),
           summary="Lets a pack pass whose tamper seal is missing or was not seen."),
    Mutant(name="l1-bypasses-for-ever", level="l1", decision="bypass_us", replacement=_for_ever,
           rules=("bypass-outlived",), cases=("OQ-L1-038",),
           summary="Leaves a bypassed sensor out until its power goes."),
    Mutant(name="l1-misses-one-in-fifty", level="l1", decision="cause_to_reject", replacement=_misses_one,
           rules=("false-accept",), cases=("OQ-L1-037",),
           summary="Lets one of fifty packs pass that have to be rejected, whatever is wrong with it."),
    Mutant(name="l1-no-confirm-check", level="l1", decision="checks_confirmation", replacement=_no_confirm_check,
           rules=("reject-not-confirmed",), cases=("OQ-L1-013",),
           summary="Runs on when a rejected pack is not seen to fall."),
    Mutant(name="l1-never-counts-consecutive", level="l1", decision="limit_reached", replacement=_never_counts,
           rules=("line-ran-on",), cases=("OQ-L1-016", "OQ-L1-932"),
           summary="Never stops for rejects in a row."),
    Mutant(name="l1-ignores-reject-rate", level="l1", decision="rate_reached", replacement=_never_reached,
           rules=("line-ran-on", "alarm-missing"), cases=("OQ-L1-017",),
           summary="Never stops for rejects among the latest packs, unless they come in a row."),
    Mutant(name="l1-restart-without-ack", level="l1", decision="refuses_start", replacement=_restarts,
           rules=("restart-unacknowledged",), cases=("OQ-L1-013",),
           summary="Starts again while a latched alarm is not acknowledged."),
    Mutant(name="l1-silent-alarm", level="l1", decision="announces", replacement=_silent,
           rules=("alarm-missing",), cases=("OQ-L1-015", "OQ-L1-035"),
           summary="Stops for bin full, bin door and low air without an alarm."),
    Mutant(name="l1-ignores-bin-full", level="l1", decision="reacts_to", replacement=ignores("bin_full"),
           rules=("line-ran-on", "alarm-missing"), cases=("OQ-L1-015",),
           summary="Does not look at the bin-full signal."),
    Mutant(name="l1-ignores-scale-fault", level="l1", decision="reacts_to", replacement=ignores("scale_fault"),
           rules=("line-ran-on", "alarm-missing"), cases=("OQ-L1-031",),
           summary="Runs on while the checkweigher reports a fault."),
    Mutant(name="l1-ignores-camera-series", level="l1", decision="reacts_to", replacement=ignores("camera_series"),
           rules=("line-ran-on", "alarm-missing"), cases=("OQ-L1-900",),
           summary="Runs on while the camera's output for faults in a row is on."),
    Mutant(name="l1-ignores-lost-controller", level="l1", decision="reacts_to", replacement=ignores("l2_lost"),
           rules=("line-ran-on", "alarm-missing"), cases=("OQ-L2-911",),
           summary="Runs on when the line controller's heartbeat stands still."),
    Mutant(name="l1-ignores-gap", level="l1", decision="rejects_close", replacement=_ignores_gap,
           rules=("false-accept",), cases=("OQ-L1-021",),
           summary="Lets two packs pass that touch each other."),
    Mutant(name="l1-loses-missing-pack", level="l1", decision="fate_of_missing", replacement=_loses_missing,
           rules=("lost-pack", "phantom-serial"), cases=("OQ-L1-018",),
           summary="Reports a pack that never came to the gate as passed."),
    Mutant(name="l1-accepts-untracked", level="l1", decision="rejects_untracked", replacement=_accepts_untracked,
           rules=("false-accept",), cases=("OQ-L1-019",),
           summary="Lets packs pass that it never tracked."),
    *STOP_MUTANTS,
)
