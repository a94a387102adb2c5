"""Planted defects of the line controller: what it does when its surroundings fail, and what it shows of that."""

from collections.abc import Mapping
from typing import Any

from linebench.ports.l3 import Standing
from linebench.stack.l2.decisions import L2Decisions
from linebench.stack.mutant import Mutant

__all__ = ["SURVIVAL_MUTANTS"]


def _never_full(self: L2Decisions, limit: int) -> bool:  # noqa: ARG001  # signature of the decision
    return False


def _known_rejects(self: L2Decisions, serials: int, unread: int) -> int:  # noqa: ARG001  # signature of the decision
    return serials


def _keeps_nothing(self: L2Decisions, kept: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: ARG001  # signature of the decision
    return {}


def _heeds_no_store(self: L2Decisions, why: str) -> str:  # noqa: ARG001  # signature of the decision
    return ""


def _trusts(self: L2Decisions, told: Standing) -> Standing:  # noqa: ARG001  # signature of the decision
    return Standing(told.order, 0, 0, finished=False, reports=(), blocks=())


SURVIVAL_MUTANTS = (
    Mutant(name="l2-trusts-its-backup", level="l2", decision="heeded", replacement=_trusts,
           rules=("serial-reused",), cases=("OQ-L2-036",),
           summary="Asks the site what has happened since a backup and goes on as if nothing had."),
    Mutant(name="l2-runs-on-without-store", level="l2", decision="store_fault", replacement=_heeds_no_store,
           rules=("line-ran-on", "alarm-missing"), cases=("OQ-L2-024",),
           summary="Runs on when its store takes nothing more."),
    Mutant(name="l2-keeps-nothing-at-shutdown", level="l2", decision="kept_at_end", replacement=_keeps_nothing,
           rules=("void-after-shutdown",), cases=("OQ-L2-023",),
           summary="Says that it can be switched off and has kept nothing for it."),
    Mutant(name="l2-runs-on-with-full-buffer", level="l2", decision="stops_at_limit", replacement=_never_full,
           rules=("line-ran-on", "alarm-missing"), cases=("OQ-L2-026",),
           summary="Runs on when as many events wait for the site as it may keep."),
    Mutant(name="l2-shows-read-rejects-only", level="l2", decision="rejects_shown", replacement=_known_rejects,
           rules=("rejects-shown",), cases=("OQ-L2-038",),
           summary="Shows of the rejected packs only those whose serial number is known."),
)
