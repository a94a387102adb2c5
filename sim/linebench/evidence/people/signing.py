"""Signatures of people in a printed document: incremental PAdES (ETSI EN 319 142-1, B-B) in its open fields.

* ``sign(pdf, field, credential, *, reason, name, location, at) -> bytes``; one more signature, appended
* ``check(pdf) -> tuple[SignatureCheck, ...]``; every signature, in the order in which they were made
* ``unsound(checks) -> str``; what is wrong with them, ``""`` when nothing is
* ``fields_of(pdf) -> tuple[str, ...]``; names of all signature fields, in their order

A certificate is trusted for what it signs itself: no network is asked, and whose it is, the thumbprint in the
users file decides. 21 CFR 11.50, 11.70; EC-64, EC-65, EC-68.
"""

import io
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    SignatureCoverageLevel,
    validate_pdf_signature,
)
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext

from linebench.evidence.people.appearance import appearance
from linebench.evidence.people.credential import Credential
from linebench.evidence.people.errors import PeopleError
from linebench.evidence.stored import Stored

__all__ = ["SignatureCheck", "check", "fields_of", "sign", "unsound"]

_T = TypeVar("_T")

_STACK, _DEEP = 256 * 1024 * 1024, 200_000
"""Bytes of stack and depth of calls for documents with long lists of bookmarks: comparing walks them one by one."""
_WHERE = SimpleBoxLayoutRule(x_align=AxisAlignment.ALIGN_MIN, y_align=AxisAlignment.ALIGN_MAX)
_HARMLESS = ("NONE", "LTA_UPDATES", "FORM_FILLING")
"""What may come after a signature: nothing, time stamps, further signatures."""


class SignatureCheck(Stored, frozen=True, kw_only=True):
    """One signature as found in a document.

    ``name``, ``meaning``, ``location`` and ``at`` (RFC 3339) are what was signed; ``subject`` and ``thumbprint``
    (SHA-256) its certificate's. ``good``: the bottom line: the bytes are those that were signed, and what came
    after them is nothing but further signatures. ``whole``: it covers the file to its last byte. ``changes``: the
    worst of what came after it: NONE, LTA_UPDATES, FORM_FILLING, ANNOTATIONS or OTHER. ``problem``: why it is not
    good, or ``""``.
    """

    field: str
    role: str
    name: str
    meaning: str
    location: str
    at: str
    subject: str
    thumbprint: str
    good: bool
    whole: bool
    changes: str
    problem: str


class _AtTime(PdfSigner):
    """Signs at a time that it is given."""

    at: datetime

    def init_signing_session(self, pdf_out: BasePdfFileWriter,
                             existing_fields_only: bool = False) -> PdfSigningSession:  # as the library has it
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.at
        return session


def fields_of(pdf: bytes) -> tuple[str, ...]:
    """Return the names of all signature fields of a document, in the order of its form.

    Raises:
        PeopleError: it is no PDF.

    """
    return tuple(name for name, _, _ in enumerate_sig_fields(_reader(pdf)))


def sign(pdf: bytes, field: str, credential: Credential, *, reason: str, name: str, location: str,
         at: datetime) -> bytes:
    """Return the document with one more signature, appended: not a byte of what was there changes.

    Args:
        pdf: a document with open fields, as ``open_fields`` leaves it, perhaps with signatures.
        field: the open field, such as ``2 reviewer``.
        credential: what the person signs with.
        reason: the meaning of the signature (21 CFR 11.50 (a) (3)).
        name: printed name of the person.
        location: site or place, ``""`` for none.
        at: when, with zone.

    Raises:
        PeopleError: the document is no PDF, or has no such open field.

    """
    box = _open_box(pdf, field)
    at = at.replace(microsecond=0)
    lines = (f"{_role(field)}: {reason}", " · ".join(filter(None, (at.isoformat(), location))),
             f"SHA-256 {credential.thumbprint[:32]}…")
    details = PdfSignatureMetadata(field_name=field, reason=reason, name=name, location=location or None,
                                   md_algorithm=credential.digest, subfilter=SigSeedSubFilter.PADES)
    with tempfile.TemporaryDirectory(prefix="linebench-signature-") as folder:
        page = Path(folder) / "signature.pdf"  # the library reads the page by its path
        page.write_bytes(appearance(*box, name, lines))
        seen = ImportedPdfPage(str(page))  # type: ignore[no-untyped-call]  # the library leaves this one untyped
        style = StaticStampStyle(border_width=0, background=seen, background_layout=_WHERE)
        signer = _AtTime(details, credential.signer, stamp_style=style)
        signer.at = at
        signed = io.BytesIO()
        try:
            signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), existing_fields_only=True, output=signed)
        except (SigningError, PdfError) as error:
            raise PeopleError(f"the field {field!r} cannot be signed: {error}; check the document") from error
    return signed.getvalue()


def _open_box(pdf: bytes, field: str) -> tuple[float, float]:
    """Return width and height of an open field."""
    found = {name: (value, ref) for name, value, ref in enumerate_sig_fields(_reader(pdf))}
    still = [name for name, (value, _) in found.items() if value is None]
    if field not in still:
        raise PeopleError(f"the document has no open signature field {field!r}; "
                          f"open: {', '.join(still) or 'none'}; name one of them")
    left, bottom, right, top = (float(each) for each in found[field][1].get_object()["/Rect"])
    return right - left, top - bottom


def check(pdf: bytes) -> tuple[SignatureCheck, ...]:
    """Check every signature of a document, in the order in which they were made.

    Raises:
        PeopleError: it is no PDF.

    """
    return _with_deep_stack(lambda: tuple(map(_checked, _reader(pdf).embedded_regular_signatures)))


def unsound(checks: Sequence[SignatureCheck]) -> str:
    """Say what is wrong with a document's signatures: one is not good, or the last leaves bytes uncovered."""
    for each in checks:
        if not each.good:
            return f"the signature of {each.name} ({each.role}) is not valid: {each.problem}"
    if checks and not checks[-1].whole:
        return f"bytes were appended after the last signature, of {checks[-1].name} ({checks[-1].role})"
    return ""


def _checked(found: EmbeddedPdfSignature) -> SignatureCheck:
    at = found.self_reported_timestamp
    certificate = found.signer_cert
    trust = ValidationContext(trust_roots=[certificate], moment=at, allow_fetching=False)
    whole, changes, problem = False, "OTHER", ""
    try:
        status = validate_pdf_signature(found, trust, key_usage_settings=KeyUsageConstraints())
    except (SignatureValidationError, PdfError, ValueError) as error:
        problem = f"it cannot be checked: {error}"
    else:
        whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
        level = status.modification_level
        changes = level.name if level is not None else "OTHER"
        problem = _problem(intact=status.intact, bottom_line=status.bottom_line, changes=changes)
    return SignatureCheck(
        field=found.field_name, role=_role(found.field_name), name=_said(found, "/Name"),
        meaning=_said(found, "/Reason"), location=_said(found, "/Location"), at=at.isoformat() if at else "",
        subject=certificate.subject.human_friendly, thumbprint=certificate.sha256.hex(), good=not problem,
        whole=whole, changes=changes, problem=problem)


def _problem(*, intact: bool, bottom_line: bool, changes: str) -> str:
    if not intact:
        return "the signed bytes were changed"
    if changes not in _HARMLESS:
        return "the document was changed after it was signed"
    return "" if bottom_line else "its certificate was not valid when it was made, or the signature is not its own"


def _said(found: EmbeddedPdfSignature, key: str) -> str:
    return str(found.sig_object.get(key, ""))


def _role(field: str) -> str:
    return field.partition(" ")[2]


def _reader(pdf: bytes) -> PdfFileReader:
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        reader.root  # noqa: B018  # reading goes as far as is asked; without a root it is no document
    except PdfError as error:
        raise PeopleError(f"the document is no readable PDF: {error}; take the file as it was written") from error
    return reader


def _with_deep_stack(call: Callable[[], _T]) -> _T:
    """Call in a thread with a stack for deep calls, and wait."""
    done: Future[_T] = Future()
    limit, size = sys.getrecursionlimit(), threading.stack_size(_STACK)
    sys.setrecursionlimit(_DEEP)
    try:
        thread = threading.Thread(target=_settle, args=(done, call), name="signatures")
        thread.start()
        thread.join()
    finally:
        threading.stack_size(size)
        sys.setrecursionlimit(limit)
    return done.result()


def _settle(done: "Future[_T]", call: Callable[[], _T]) -> None:
    try:
        done.set_result(call())
    except BaseException as error:  # noqa: BLE001  # it is raised again where the result is asked for
        done.set_exception(error)
