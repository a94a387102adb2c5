"""What people add to an execution without deciding anything: remarks and their corrections, reviews, files."""

import re
from collections.abc import Iterable
from mimetypes import MimeTypes
from pathlib import Path

from linebench.evidence.closing import Attached, Remark, Review
from linebench.evidence.dossier.desk import Desk
from linebench.evidence.dossier.store import ATTACHED, ATTACHMENTS, REMARKS, REVIEWS
from linebench.evidence.files import sha256
from linebench.evidence.model import case_name, encode_pretty
from linebench.evidence.people.users import QA, REVIEWER

__all__ = ["RESULTS", "WHOLE", "attach", "correct", "remark", "review"]

WHOLE = "whole"
"""The subject of what is about the whole execution."""
RESULTS = ("correct", "not correct")
"""Of a review."""

_TYPES = MimeTypes()  # without the tables of the computer: equal everywhere
_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")


def remark(desk: Desk, subject: str, text: str) -> Remark:
    """Add a remark on a case or on the whole.

    Raises:
        RefusedError: there is no such case, or no text.

    """
    desk.ready("remark")
    _known(desk, "remark", subject)
    return _remark(desk, "remark", subject, text)


def correct(desk: Desk, number: int, text: str, reason: str) -> Remark:
    """Correct a remark: the earlier one stays, and both are shown with who, when and why (EC-33).

    Raises:
        RefusedError: there is no such remark, no text or no reason.

    """
    action = "correct"
    desk.ready(action)
    known = {one.n: one for one in desk.store.closing.remarks}
    if number not in known:
        desk.refuse(action, f"found remark {number}; expected one of {', '.join(map(str, known)) or 'none'}")
    if not reason.strip():
        desk.refuse(action, "found no reason; expected why the remark is corrected")
    return _remark(desk, action, known[number].subject, text, before=known[number], reason=reason)


def _remark(desk: Desk, action: str, subject: str, text: str, *, before: Remark | None = None,
            reason: str = "") -> Remark:
    if not text.strip():
        desk.refuse(action, "found no text; expected what is remarked", subject)
    remarks = desk.store.closing.remarks
    added = Remark(n=len(remarks) + 1, by=desk.person.id, at=desk.now(), subject=subject, text=text,
                   corrects=before.n if before else 0)
    desk.act("remark corrected" if before else "remark added", subject=subject, reason=reason,
             values=[(f"remark {added.n}", before.text if before else "", text)],
             files={REMARKS: encode_pretty((*remarks, added))})
    return added


def review(desk: Desk, subject: str, result: str, text: str = "") -> Review:
    """Add the review of a case, a run or the whole.

    Raises:
        RefusedError: the person executed, is no reviewer, or the subject or the result is none.

    """
    action = "review"
    desk.ready(action)
    _known(desk, action, subject, [part.run.id for part in desk.merged.parts])
    if desk.executed:
        desk.refuse(action, f"{desk.person.id} executed the tests; somebody else reviews", subject)
    if not desk.has(REVIEWER, QA):
        desk.refuse(action, f"{desk.person.id} has neither the role {REVIEWER} nor {QA}", subject)
    if result not in RESULTS:
        desk.refuse(action, f"result: found {result!r}; expected one of {', '.join(RESULTS)}", subject)
    added = Review(by=desk.person.id, at=desk.now(), subject=subject, result=result, text=text)
    desk.act("reviewed", subject=subject, values=[(subject, "", result)],
             files={REVIEWS: encode_pretty((*desk.store.closing.reviews, added))})
    return added


def attach(desk: Desk, file: Path, title: str, subject: str) -> Attached:
    """Take a copy of a file into the dossier.

    Raises:
        RefusedError: the file is missing, or the subject is none.

    """
    action = "attach"
    desk.ready(action)
    _known(desk, action, subject, [one.id for one in desk.merged.deviations])
    try:
        data = file.read_bytes()
    except OSError as error:
        desk.refuse(action, f"{file.as_posix()}: found no file that can be read ({error.strerror}); expected the "
                            "attachment; check the path", subject)
    attachments = desk.store.closing.attachments
    added = Attached(
        id=f"A{len(attachments) + 1:03d}", title=title or file.name, size=len(data), sha256=sha256(data),
        file=f"{ATTACHED}/A{len(attachments) + 1:03d}-{_UNFIT.sub('_', file.name)}", subject=subject,
        media_type=_TYPES.guess_type(file.name)[0] or "application/octet-stream",
        by=desk.person.id, at=desk.now())
    desk.act("attached", subject=subject, values=[(added.id, "", added.sha256)],
             files={added.file: data, ATTACHMENTS: encode_pretty((*attachments, added))})
    return added


def _known(desk: Desk, action: str, subject: str, more: Iterable[str] = ()) -> None:
    cases = [case_name(case.test, case.row) for case in desk.merged.planned]
    known = [WHOLE, *more, *cases]
    if subject not in known:
        desk.refuse(action, f"subject: found {subject!r}; expected one of {', '.join(known)}", subject)
