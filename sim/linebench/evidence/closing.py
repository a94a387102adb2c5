"""What people add to the runs of an execution: the human half of a dossier, and what the summary prints of it.

A package is written by the bench alone and never changes. Cause, impact, resolution, remarks, reviews and the
conclusion are people's; they are kept beside the packages and bound to them by hash.
"""

from linebench.evidence.stored import Stored

__all__ = ["Assessed", "Attached", "Closing", "Condition", "Remark", "Review", "Signed"]


class Signed(Stored, frozen=True, kw_only=True):
    """One signature of a person. ``method``: wet, pades or external; ``record_sha256``: what was signed."""

    role: str
    user_id: str
    printed_name: str
    meaning: str
    at: str
    method: str
    record_sha256: str
    thumbprint: str = ""


class Assessed(Stored, frozen=True, kw_only=True):
    """What people decided on one deviation that the bench raised.

    ``classed``: critical, major or minor; ``kind``: protocol error, set-up error, executor error, system defect or
    bench error. ``state``: open, closed or accepted (conditionally). ``number``: the quality system's own number.
    ``retest``: name of the case and attempt that showed the correction, or the document that justifies acceptance.
    """

    deviation: str
    kind: str = ""
    classed: str = ""
    cause: str = ""
    impact: str = ""
    resolution: str = ""
    retest: str = ""
    state: str = "open"
    number: str = ""
    raised_by: str = ""
    approved_by: tuple[str, ...] = ()
    closed_at: str = ""


class Remark(Stored, frozen=True, kw_only=True):
    """A person's remark on a case (``subject``: its id) or on the whole. ``corrects``: number of an earlier one."""

    n: int
    by: str
    at: str
    subject: str
    text: str
    corrects: int = 0


class Review(Stored, frozen=True, kw_only=True):
    """A review of a case, a run or the whole by somebody other than the executor. ``result``: correct or not."""

    by: str
    at: str
    subject: str
    result: str
    text: str = ""


class Attached(Stored, frozen=True, kw_only=True):
    """A file that a person attached. ``subject``: the case, deviation or row it belongs to."""

    id: str
    title: str
    file: str
    media_type: str
    size: int
    sha256: str
    subject: str
    by: str
    at: str


class Condition(Stored, frozen=True, kw_only=True):
    """A condition under which the result is accepted. ``due``: ISO 8601 date."""

    text: str
    owner: str
    due: str
    deviation: str = ""


class Closing(Stored, frozen=True, kw_only=True):
    """Everything people added, as the summary prints it; empty for a package as the bench leaves it.

    ``conclusion``: accepted, conditions, rejected, or ``""`` while nobody concluded. ``release``: the next stage
    that is released, ``""`` for none. ``original``: original or true copy. ``revision``: of the summary.
    """

    revision: str = "1"
    assessed: tuple[Assessed, ...] = ()
    remarks: tuple[Remark, ...] = ()
    reviews: tuple[Review, ...] = ()
    attachments: tuple[Attached, ...] = ()
    conditions: tuple[Condition, ...] = ()
    conclusion: str = ""
    release: str = ""
    original: str = "original"
    history: tuple[tuple[str, str, str, str], ...] = ()
    """Revisions of the summary: revision, date, author, reason."""
