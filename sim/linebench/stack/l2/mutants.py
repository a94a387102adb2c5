"""Planted defects of the line controller."""

from collections.abc import Callable

import msgspec

from linebench.ports.camera import CameraCounters
from linebench.ports.l3 import AggregationEvent, BatchReport, Event, Report
from linebench.product.code_form import USUAL, CodeForm
from linebench.stack.l2.day_mutants import DAY_MUTANTS
from linebench.stack.l2.decisions import L2Decisions
from linebench.stack.l2.hand_mutants import HAND_MUTANTS
from linebench.stack.l2.order_mutants import ORDER_MUTANTS
from linebench.stack.l2.survival_mutants import SURVIVAL_MUTANTS
from linebench.stack.l2.verify import EARLIER, UNKNOWN
from linebench.stack.l2.verify_mutants import VERIFY_MUTANTS, passes
from linebench.stack.mutant import Mutant

__all__ = ["MUTANTS"]

_SLOW_US = 1_500_000
"""Longer than any pack takes from camera to gate."""
_LATE_US = 60_000_000
_REUSED = 24
"""More than a printer queue and the packs between printer and camera, so that used serials come again."""


def _usual_form(self: L2Decisions, form: CodeForm) -> CodeForm:  # noqa: ARG001  # signature of the decision
    return USUAL


def _skips_duplicate(self: L2Decisions, serial: str) -> bool:  # noqa: ARG001  # signature of the decision
    return False


def _skips_text(self: L2Decisions, read: str, expected: str) -> bool:  # noqa: ARG001  # signature of the decision
    return True


def _skips_lot(self: L2Decisions, read: str, ordered: str) -> bool:  # noqa: ARG001  # signature of the decision
    return True


def _skips_symbol(self: L2Decisions, read: str, ordered: str) -> bool:  # noqa: ARG001  # signature of the decision
    return True


def _on_print(self: L2Decisions) -> str:  # noqa: ARG001  # signature of the decision
    return "print"


def _commissions_rejected(self: L2Decisions, reason: str) -> str:  # noqa: ARG001  # signature of the decision
    return "commissioned"


def _slow(self: L2Decisions) -> int:  # noqa: ARG001  # signature of the decision
    return _SLOW_US


def _wrong_parent(self: L2Decisions, children: tuple[str, ...],
                  parent: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    before: str | None = self.__dict__.get("before")
    self.__dict__["before"] = parent
    if before is None:
        return ((parent, children),)
    return ((before, children[:1]), (parent, children[1:]))


def _any_child(self: L2Decisions, fault: str) -> str:  # noqa: ARG001  # signature of the decision
    return ""


def _any_label(self: L2Decisions, read: str, ordered: str) -> bool:  # noqa: ARG001  # signature of the decision
    return bool(read)


def _packs_first(self: L2Decisions, events: tuple[Event, ...]) -> tuple[Event, ...]:  # noqa: ARG001  # signature of the decision
    return tuple(sorted(events, key=lambda event: not isinstance(event, AggregationEvent)))


def _forgets_rejects(self: L2Decisions, report: BatchReport) -> BatchReport:  # noqa: ARG001  # signature of the decision
    return msgspec.structs.replace(report, rejected=0)


def _counts_triggers(self: L2Decisions, counters: CameraCounters) -> CameraCounters:  # noqa: ARG001  # signature of the decision
    return msgspec.structs.replace(counters, detections=counters.total, rejects=0)


def _loses_report(self: L2Decisions, sequence: int) -> bool:  # noqa: ARG001  # signature of the decision
    return False


def _reports_twice(self: L2Decisions, waited: tuple[Report, ...]) -> tuple[Report, ...]:  # noqa: ARG001  # signature of the decision
    return waited


def _reuses(self: L2Decisions, handed: int) -> int:  # noqa: ARG001  # signature of the decision
    return max(0, handed - _REUSED)


def _late(self: L2Decisions, period_us: int, *, closing: bool) -> int:  # noqa: ARG001  # signature of the decision
    return _LATE_US


def _runs_without(peer: str) -> Callable[[L2Decisions, str], bool]:
    def stops_without(self: L2Decisions, lost: str) -> bool:  # noqa: ARG001  # signature of the decision
        return lost != peer
    return stops_without


def _requeues(self: L2Decisions, reported: int, handed: int) -> int:  # noqa: ARG001  # signature of the decision
    return reported


def _bypass_for_all(self: L2Decisions, action: str, roles: frozenset[str]) -> frozenset[str]:  # noqa: ARG001  # signature of the decision
    return roles | {"operator", "supervisor"} if action.startswith("bypass_") else roles


def _never_challenges(self: L2Decisions, packs: int) -> bool:  # noqa: ARG001  # signature of the decision
    return False


MUTANTS = (
    Mutant(name="l2-starts-unchallenged", level="l2", decision="asks_for_challenge", replacement=_never_challenges,
           rules=("started-unchallenged",), cases=("OQ-L1-036", "OQ-L1-936"),
           summary="Lets a batch be produced whether its challenge was passed or not."),
    Mutant(name="l2-takes-serials-of-before", level="l2", decision="verdict", replacement=passes(EARLIER),
           rules=("false-accept",), cases=("OQ-L1-006",),
           summary="Lets a pack pass whose serial number belongs to an earlier batch."),
    Mutant(name="l2-takes-serials-of-others", level="l2", decision="verdict", replacement=passes(UNKNOWN),
           rules=("false-accept",), cases=("OQ-L1-006", "OQ-L1-007"),
           summary="Lets a pack pass whose serial number was given to another line, or to nobody."),
    Mutant(name="l2-bypass-for-all", level="l2", decision="roles_for", replacement=_bypass_for_all,
           rules=("bypass-outlived",), cases=("OQ-L1-038",),
           summary="Lets everybody bypass a sensor."),
    Mutant(name="l2-usual-code", level="l2", decision="form_of", replacement=_usual_form,
           summary="Prints and verifies the code it has always printed, whatever the market of the product asks.",
           rules=("code-fits-market", "false-accept"), cases=("OQ-L2-910",)),
    Mutant(name="l2-skips-duplicate-check", level="l2", decision="is_duplicate", replacement=_skips_duplicate,
           rules=("duplicate-serial", "false-accept"), cases=("OQ-L1-005", "OQ-L1-028"),
           summary="Accepts a serial number that was read before."),
    Mutant(name="l2-skips-text-check", level="l2", decision="text_agrees", replacement=_skips_text,
           rules=("false-accept",), cases=("OQ-L1-008",),
           summary="Does not compare the human-readable text with the code."),
    Mutant(name="l2-skips-lot-check", level="l2", decision="lot_agrees", replacement=_skips_lot,
           rules=("stale-field-printed", "false-accept"), cases=("OQ-L1-003",),
           summary="Does not compare the lot in the code with the order."),
    Mutant(name="l2-skips-symbol-check", level="l2", decision="symbol_agrees", replacement=_skips_symbol,
           rules=("false-accept",), cases=("OQ-L1-011",),
           summary="Takes a Data Matrix without FNC1 for a GS1 DataMatrix."),
    Mutant(name="l2-commissions-on-print", level="l2", decision="commissions_at", replacement=_on_print,
           rules=("unverified-commissioned",), cases=("OQ-L1-001", "OQ-L1-029"),
           summary="Commissions a serial number as soon as the printer says it is printed."),
    Mutant(name="l2-commissions-rejected", level="l2", decision="status_after_reject",
           replacement=_commissions_rejected, rules=("phantom-serial", "claims-equal-truth"), cases=("OQ-L1-012",),
           summary="Commissions serial numbers whose packs were rejected."),
    Mutant(name="l2-slow-verdict", level="l2", decision="verdict_delay_us", replacement=_slow,
           rules=("decision-too-late",), cases=("OQ-L1-026",),
           summary="Sends each verdict after the pack has passed the gate."),
    Mutant(name="l2-wrong-parent", level="l2", decision="children_of", replacement=_wrong_parent,
           rules=("wrong-parent",), cases=("OQ-L2-009",),
           summary="Reports the first child of a container as packed in the container before."),
    Mutant(name="l2-accepts-any-child", level="l2", decision="child_fault", replacement=_any_child,
           rules=("wrong-parent", "phantom-serial"), cases=("OQ-L2-011", "OQ-L2-013"),
           summary="Closes a case whatever is in it."),
    Mutant(name="l2-accepts-any-label", level="l2", decision="label_agrees", replacement=_any_label,
           rules=("wrong-parent",), cases=("OQ-L2-012",),
           summary="Takes any label that can be read for the one it ordered."),
    Mutant(name="l2-packs-before-commissioning", level="l2", decision="in_order", replacement=_packs_first,
           rules=("event-before-commissioning",), cases=("OQ-L2-009",),
           summary="Reports packing before the commissioning of what is packed."),
    Mutant(name="l2-forgets-rejects-in-balance", level="l2", decision="balance", replacement=_forgets_rejects,
           rules=("serial-balance", "count-mismatch"), cases=("OQ-L2-006",),
           summary="Leaves the rejected serial numbers out of the reconciliation."),
    Mutant(name="l2-counts-triggers-as-detections", level="l2", decision="counters_shown",
           replacement=_counts_triggers, rules=("counters-equal-truth",), cases=("OQ-L1-901",),
           summary="Shows every trigger of the camera as a good read."),
    Mutant(name="l2-loses-report-on-link-loss", level="l2", decision="keeps_unanswered", replacement=_loses_report,
           rules=("late-report",), cases=("OQ-L2-025",),
           summary="Throws reports away that the site server did not acknowledge in time."),
    Mutant(name="l2-sends-report-twice", level="l2", decision="repeats_after_outage", replacement=_reports_twice,
           rules=("reported-once",), cases=("OQ-L2-025",),
           summary="Makes the reports of an outage a second time under new numbers."),
    Mutant(name="l2-reuses-serial-after-power-loss", level="l2", decision="first_unused", replacement=_reuses,
           rules=("serial-reused", "duplicate-serial"), cases=("OQ-L2-021",),
           summary="Prints serial numbers again that were sent to the printer before a power loss."),
    Mutant(name="l2-late-reports", level="l2", decision="report_delay_us", replacement=_late,
           rules=("late-report",), cases=("OQ-L2-009",),
           summary="Reports once a minute instead of every few seconds."),
    Mutant(name="l2-ignores-lost-printer", level="l2", decision="stops_without",
           replacement=_runs_without("printer"),
           rules=("line-ran-on",), cases=("OQ-L1-905",),
           summary="Runs on when the printer's connection is lost, until the printer has nothing left to print."),
    Mutant(name="l2-ignores-lost-camera", level="l2", decision="stops_without", replacement=_runs_without("camera"),
           rules=("line-ran-on",), cases=("OQ-L1-903",),
           summary="Runs on when the camera's connection is lost, until rejects in a row stop the line."),
    Mutant(name="l2-requeues-after-loss", level="l2", decision="handed_after_loss", replacement=_requeues,
           rules=("serial-reused",), cases=("OQ-L1-904",),
           summary="Sends what was in the printer when its connection was lost once more, printed or not."),
    *DAY_MUTANTS, *HAND_MUTANTS, *ORDER_MUTANTS, *SURVIVAL_MUTANTS, *VERIFY_MUTANTS,
)
