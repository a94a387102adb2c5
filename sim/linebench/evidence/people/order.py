"""Who may sign next, and with which certificate.

* ``may_sign(plan, signed, person, role, executors) -> str``; why not, ``""`` when they may
* ``may_use(credential, person, at) -> str``; why not, ``""`` when they may

The reason is a sentence without an end mark, to stand behind "USER may not sign as ROLE: ". The order is that of
the plan: executor, reviewer, QA (EC-66). A reviewer never executed, QA is independent of execution (Annex 11, 2;
21 CFR 211.22 (a)), and a technical reviewer is somebody else than the author.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from linebench.evidence.closing import Signed
from linebench.evidence.controlled import Person, SignatureRole
from linebench.evidence.people.credential import Credential
from linebench.evidence.people.users import QA, REVIEWER, SYSTEM_ACCOUNT

__all__ = ["may_sign", "may_use", "next_role"]

_INDEPENDENT = (REVIEWER, QA)


def next_role(plan: Sequence[SignatureRole], signed: Sequence[Signed]) -> SignatureRole | None:
    """Return who signs next, ``None`` when everybody has signed."""
    return plan[len(signed)] if len(signed) < len(plan) else None


def may_sign(plan: Sequence[SignatureRole], signed: Sequence[Signed], person: Person, role: str,
             executors: Collection[str]) -> str:
    """Say why a person may not sign next.

    Args:
        plan: the signatures asked for, in order.
        signed: those given so far, in order.
        person: of the users file.
        role: in which they want to sign.
        executors: ids of all who executed any sitting; empty before execution.

    """
    due = next_role(plan, signed)
    rules: tuple[Callable[[], str], ...] = (
        lambda: _in_order(plan, signed, due, role),
        lambda: _has_role(person, role),
        lambda: _independent(person, role, executors),
        lambda: _once(signed, person, due),
    )
    return next((reason for rule in rules if (reason := rule())), "")


def _in_order(plan: Sequence[SignatureRole], signed: Sequence[Signed], due: SignatureRole | None,
              role: str) -> str:
    order = ", ".join(each.role for each in plan)
    if role not in {each.role for each in plan}:
        return f"the plan asks for no signature as {role}; it asks for {order}"
    if due is None:
        return "everybody has signed"
    if due.role != role:
        done = ", ".join(each.role for each in signed) or "nobody"
        return f"out of order: next signs {due.role} (plan: {order}; signed: {done})"
    return ""


def _has_role(person: Person, role: str) -> str:
    if SYSTEM_ACCOUNT in person.roles:
        return "is a system account, and those sign nothing"
    if role not in person.roles:
        return f"has not this role; roles in the users file: {', '.join(person.roles)}"
    return ""


def _independent(person: Person, role: str, executors: Collection[str]) -> str:
    if role in _INDEPENDENT and person.id in executors:
        return "executed the tests; somebody else has to"
    return ""


def _once(signed: Sequence[Signed], person: Person, due: SignatureRole | None) -> str:
    earlier = [each.role for each in signed if each.user_id == person.id]
    if earlier and due is not None and not due.again:
        return f"has signed already, as {earlier[0]}; the plan asks for another person"
    return ""


def may_use(credential: Credential, person: Person, at: datetime) -> str:
    """Say why a certificate cannot sign for a person at a time: it is another's, expired, or not valid yet."""
    if person.thumbprint and person.thumbprint != credential.thumbprint:
        return (f"the certificate {credential.thumbprint[:16]}… ({credential.subject}) is not the one in the users "
                f"file, {person.thumbprint[:16]}…")
    if at > credential.not_after:
        return f"the certificate expired on {credential.not_after.isoformat()}"
    if at < credential.not_before:
        return f"the certificate is not valid before {credential.not_before.isoformat()}"
    return ""
