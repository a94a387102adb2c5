"""Planted defects in what the enterprise repository answers about single packs."""

from collections.abc import Callable
from datetime import date

from linebench.stack.l4.pack_record import PackRecord
from linebench.stack.l4.verification_decisions import VerificationDecisions
from linebench.stack.mutant import Mutant

__all__ = ["MUTANTS"]

_RULE = "verification-right"
_CASES = ("OQ-L3-015",)


def _knows_all(self: VerificationDecisions, pack: PackRecord) -> bool:  # noqa: ARG001  # signature of the decision
    if not pack.state:
        pack.state = "active"
    return True


def _any_lot(self: VerificationDecisions, pack: PackRecord, lot: str) -> bool:  # noqa: ARG001  # as above
    return True


def _never_recalled(self: VerificationDecisions, *, recalled: bool) -> bool:  # noqa: ARG001  # as above
    return False


def _never_expired(self: VerificationDecisions, expiry: date, today: date) -> bool:  # noqa: ARG001  # as above
    return False


def _never_ended(self: VerificationDecisions, pack: PackRecord) -> bool:  # noqa: ARG001  # as above
    return False


def _never_elsewhere(self: VerificationDecisions, asker: str, before: str) -> bool:  # noqa: ARG001  # as above
    return False


def _by_anybody(self: VerificationDecisions, asker: str, dispenser: str) -> bool:  # noqa: ARG001  # as above
    return True


def _for_ever(self: VerificationDecisions, age_us: int) -> bool:  # noqa: ARG001  # as above
    return True


def _mutant(name: str, decision: str, replacement: Callable[..., object], summary: str, *,
            cases: tuple[str, ...] = _CASES) -> Mutant:
    return Mutant(name=f"l4-{name}", level="l4", decision=decision, replacement=replacement, summary=summary,
                  rules=(_RULE,), cases=cases)


MUTANTS = (
    _mutant("verifies-unknown", "is_known", _knows_all, "Verifies serials that nobody put onto a pack."),
    _mutant("ignores-lot", "has_lot", _any_lot, "Verifies a pack with another lot."),
    _mutant("ignores-recall", "is_recalled", _never_recalled, "Does not tell that a pack is recalled."),
    _mutant("ignores-expiry", "is_expired", _never_expired, "Does not tell that a pack is expired.",
            cases=("OQ-L3-061",)),
    _mutant("ignores-end", "is_ended", _never_ended, "Verifies a pack that was taken out of the market."),
    _mutant("misses-clone", "is_elsewhere", _never_elsewhere,
            "Does not see that two places ask for the same pack."),
    _mutant("anybody-undoes", "is_by", _by_anybody, "Lets anybody undo a dispensing."),
    _mutant("undoes-late", "is_undone_in_time", _for_ever, "Lets a dispensing be undone at any time.",
            cases=("OQ-L3-064",)),
)
