"""People sign the summary in its open fields, in order; a page edited afterwards is found."""

import io
from datetime import UTC, datetime
from pathlib import Path

import builder
import dossier
import pikepdf
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from tests import certificates

from linebench.evidence.files import Source
from linebench.evidence.people.credential import read_credential
from linebench.evidence.people.signing import check, fields_of, sign, unsound
from linebench.evidence.report.summary import SUMMARY, render_summary


def test_two_people_sign_a_summary(sittings: tuple[Source, Source], tmp_path: Path) -> None:
    """Both signatures hold, the last covers the whole file, and it stays PDF/A by its own word."""
    signed = render_summary(sittings, dossier.CLOSING, builder.TEMPLATES, "en")[SUMMARY]
    for n, field in enumerate(fields_of(signed)):
        role = field.partition(" ")[2]
        person = read_credential(certificates.make(tmp_path, role), certificates.PASSWORD)
        signed = sign(signed, field, person, reason="Performed", name=f"The {role}", location="Plant 1",
                      at=datetime(2026, 11, 21, 9 + n, tzinfo=UTC))
    found = check(signed)
    assert [(one.role, one.good, one.whole) for one in found] == [("executor", True, False), ("qa", True, True)]
    assert unsound(found) == ""
    with pikepdf.open(io.BytesIO(signed)) as document:
        assert document.open_metadata().pdfa_status == "3A"
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    RawContent(b"0 0 100 100 re f").add_to_page(writer, 0)
    edited = io.BytesIO()
    writer.write(edited)
    assert unsound(check(edited.getvalue())) != ""
