"""Three people sign a document one after another; whatever else happens to it afterwards is found."""

import io
from datetime import UTC, datetime
from pathlib import Path

import paper
import pikepdf
import pypdf
import pytest
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from linebench.evidence.people.boxes import Box, boxes_in, open_fields
from linebench.evidence.people.credential import Credential
from linebench.evidence.people.errors import PeopleError
from linebench.evidence.people.signing import SignatureCheck, check, fields_of, sign, unsound

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
FIELDS = ("1 executor", "2 reviewer", "3 qa")


def expected(order: int, role: str, meaning: str, credential: Credential) -> SignatureCheck:
    return SignatureCheck(
        field=f"{order} {role}", role=role, name=f"The {role}", meaning=meaning, location="Plant 1",
        at=f"2026-11-21T{9 + order:02}:30:00+00:00", subject=f"Common Name: {role}",
        thumbprint=credential.thumbprint, good=True, whole=order == 3,
        changes="NONE" if order == 3 else "FORM_FILLING", problem="")


def test_three_people_sign_in_order(signed: bytes, credentials: dict[str, Credential]) -> None:
    """Each signature says who, in which role, with which meaning and when; the last covers the whole file."""
    plan = zip(paper.ROLES, ("Performed", "Review", "Approval"), strict=True)
    assert check(signed) == tuple(expected(n, role, meaning, credentials[role])
                                  for n, (role, meaning) in enumerate(plan, 1))
    assert unsound(check(signed)) == ""


def test_signing_appends_and_changes_nothing(opened: bytes, signed: bytes) -> None:
    """The document as it was opened for signing is the beginning of the signed one, byte for byte."""
    assert signed.startswith(opened)
    assert unsound(check(opened)) == ""
    assert check(opened) == ()


def test_an_open_field_stands_where_its_box_is_printed(opened: bytes, boxes: tuple[Box, ...]) -> None:
    """Fields carry the role and the meaning, lie on the printed box, and are tagged as forms."""
    assert fields_of(opened) == FIELDS
    page = pypdf.PdfReader(io.BytesIO(opened)).pages[1]
    found = [annotation.get_object() for annotation in page["/Annots"]]
    assert [each["/TU"] for each in found] == ["executor: Performed", "reviewer: Review", "qa: Approval"]
    height = float(page.mediabox.height)
    assert [[round(float(edge), 1) for edge in each["/Rect"]] for each in found] == [
        [round(edge, 1) for edge in (box.x, height - box.y - box.h, box.x + box.w, height - box.y)]
        for box in boxes]
    with pikepdf.open(io.BytesIO(opened)) as document:
        tags = pikepdf.NumberTree(document.Root.StructTreeRoot.ParentTree)
        assert [str(tags[int(each["/StructParent"])].S) for each in found] == ["/Form"] * 3


def test_equal_documents_open_to_equal_bytes(tmp_path: Path, opened: bytes, boxes: tuple[Box, ...]) -> None:
    """Putting the fields in draws nothing by chance and reads no clock."""
    assert open_fields(paper.compiled(tmp_path), boxes) == opened


def test_what_is_shown_is_what_was_signed(signed: bytes) -> None:
    """Name, role, meaning, time with zone and place stand in the box, in embedded fonts only."""
    reader = pypdf.PdfReader(io.BytesIO(signed))
    seen = reader.pages[1]["/Annots"][1].get_object()["/AP"]["/N"].get_object()
    inner = next(iter(seen["/Resources"]["/XObject"].values())).get_object()
    text = pypdf.PageObject.create_blank_page(width=200, height=200)
    text[pypdf.generic.NameObject("/Contents")] = inner
    text[pypdf.generic.NameObject("/Resources")] = inner["/Resources"]
    assert text.extract_text().splitlines()[:3] == [
        "The reviewer", "reviewer: Review", "2026-11-21T11:30:00+00:00 · Plant 1"]
    fonts = [font.get_object() for font in inner["/Resources"]["/Font"].values()]
    assert fonts
    assert all("/FontFile3" in font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
               for font in fonts)


def test_an_edit_appended_after_signing_is_caught(signed: bytes) -> None:
    """A line put onto a page by an incremental update leaves the signed bytes intact, and is found all the same."""
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    RawContent(b"BT ET 10 10 50 50 re f").add_to_page(writer, 0)
    edited = io.BytesIO()
    writer.write(edited)
    assert edited.getvalue().startswith(signed)
    checks = check(edited.getvalue())
    assert [(each.good, each.whole, each.changes) for each in checks] == [(False, False, "OTHER")] * 3
    assert unsound(checks) == ("the signature of The executor (executor) is not valid: the document was changed "
                               "after it was signed")


def test_bytes_behind_the_last_signature_are_caught(signed: bytes) -> None:
    """Even bytes that no page shows are not covered by the last signature."""
    checks = check(signed + b"% a note that no reader shows\n")
    assert [(each.good, each.whole) for each in checks] == [(True, False)] * 3
    assert unsound(checks) == "bytes were appended after the last signature, of The qa (qa)"


def test_a_flipped_byte_is_caught(signed: bytes) -> None:
    """A byte changed inside what the first person signed breaks the signatures of all."""
    place = signed.index(b"/Title") + 8
    flipped = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1:]
    checks = check(flipped)
    assert [each.problem for each in checks] == ["the signed bytes were changed"] * 3
    assert not any(each.good for each in checks)


def test_a_field_is_signed_once(signed: bytes, credentials: dict[str, Credential]) -> None:
    """A field that holds a signature, or was never there, is refused by name."""
    with pytest.raises(PeopleError, match="no open signature field '3 qa'; open: none"):
        sign(signed, "3 qa", credentials["qa"], reason="Approval", name="Q", location="", at=AT)


def test_what_is_no_document_is_refused() -> None:
    """One message says so, for checking and for signing alike."""
    for call in (check, fields_of):
        with pytest.raises(PeopleError, match="no readable PDF"):
            call(b"no document at all")


def test_long_lists_of_bookmarks_are_checked(tmp_path: Path, credentials: dict[str, Credential]) -> None:
    """400 bookmarks side by side are compared without running out of stack."""
    template = paper.write_template(tmp_path)
    document = open_fields(paper.compiled(tmp_path, bookmarks=400), boxes_in(template, tmp_path))
    fields = fields_of(document)
    assert fields == FIELDS
    for field in fields[:2]:
        document = sign(document, field, credentials["executor"], reason="Performed", name="E", location="", at=AT)
    assert [each.problem for each in check(document)] == ["", ""]
