"""What a protocol says as a controlled document, as `features/protocol.toml` gives it and a run keeps it.

Annex 15, 2.4 to 2.10: approved beforehand, with predefined acceptance criteria; 21 CFR 211.100 (a).
"""

from linebench.evidence.stored import Stored

__all__ = ["Approval", "Criterion", "LeftOut", "Person", "Prerequisite", "Protocol", "Reference", "Revised",
           "SignatureRole"]


class Revised(Stored, frozen=True, kw_only=True):
    """One line of the revision history. ``date``: ISO 8601 date."""

    revision: str
    date: str
    author: str
    reason: str


class Reference(Stored, frozen=True, kw_only=True):
    """A document that is referred to, with the revision that counts. ``kind``: URS, FS, risk, plan, SOP, other."""

    number: str
    title: str
    revision: str
    kind: str = "other"


class Criterion(Stored, frozen=True, kw_only=True):
    """An acceptance criterion, fixed beforehand.

    ``requirements`` and ``cases``: the ids that decide on it; it is met when all of them are. ``limit``: the number
    with unit and tolerance as people read it, ``""`` where there is none.
    """

    id: str
    text: str
    limit: str = ""
    requirements: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()


class Prerequisite(Stored, frozen=True, kw_only=True):
    """What must hold before the first step. ``reference``: the document that shows it; ``state``: met or open."""

    id: str
    text: str
    reference: str = ""
    state: str = "open"


class LeftOut(Stored, frozen=True, kw_only=True):
    """A test case that the protocol leaves out, approved with it.

    ``because``: not applicable, verified elsewhere or waived. ``reference``: the document that verifies it;
    ``risk``: the id of the risk accepted; ``approver``: who answers for a waiver.
    """

    test: str
    row: str = ""
    because: str
    reason: str
    reference: str = ""
    risk: str = ""
    approver: str = ""


class SignatureRole(Stored, frozen=True, kw_only=True):
    """Who signs, in order. ``role``: author, technical reviewer, owner, qa, executor or reviewer.

    ``again``: may be signed by somebody who signed earlier in the order.
    """

    role: str
    meaning: str
    again: bool = False


class Person(Stored, frozen=True, kw_only=True):
    """A person of the users file, or a system account.

    ``training``: reference of the training record; ``thumbprint``: SHA-256 of the certificate, lower-case hex.
    """

    id: str
    name: str
    roles: tuple[str, ...]
    training: str = ""
    thumbprint: str = ""


class Approval(Stored, frozen=True, kw_only=True):
    """How a run's protocol stood when the run began.

    ``state``: approved, draft (its protocol is not approved, or was changed since) or none (run without a protocol
    folder). ``record``: SHA-256 of the approved protocol record; ``at``: the last approval, RFC 3339; ``by``: names
    and roles of those who signed, in order; ``why``: what makes it a draft.
    """

    state: str
    record: str = ""
    at: str = ""
    by: tuple[str, ...] = ()
    why: str = ""


class Protocol(Stored, frozen=True, kw_only=True):
    """The controlled document that was executed. ``number`` is printed on every page of the report."""

    number: str
    title: str
    revision: str
    stage: str = "OQ"
    purpose: str = ""
    history: tuple[Revised, ...] = ()
    scope: tuple[str, ...] = ()
    out_of_scope: tuple[str, ...] = ()
    boundary: str = ""
    intended_use: str = ""
    risk: str = ""
    """How the risk of each function decides how hard it is tested."""
    references: tuple[Reference, ...] = ()
    acceptance: tuple[Criterion, ...] = ()
    prerequisites: tuple[Prerequisite, ...] = ()
    practice: tuple[str, ...] = ()
    """Rules for documentation, deviations, re-execution and stopping a run."""
    retention: str = ""
    approvals: tuple[SignatureRole, ...] = ()
    """Who approves the protocol before the first step."""
    signatures: tuple[SignatureRole, ...] = ()
    """Who signs the summary after the last."""
    cases: tuple[str, ...] = ()
    """Cases selected: ``OQ-L1-001`` or, pinned to a revision, ``OQ-L1-001@1``; all when empty."""
    left_out: tuple[LeftOut, ...] = ()
