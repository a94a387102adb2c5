"""A document as points look at it: its pages as a reader selects them, and what a PDF reader finds behind them."""

import io
import re
from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import Any

import msgspec
import pikepdf
import pypdfium2
from pypdfium2 import raw

from linebench.evidence.files import PackageError, sha256

__all__ = ["CONTENT", "Paper"]

CONTENT = "content.json"
"""The attachment with everything a document says."""

_BREAKS = re.compile("[\\s\u200b\u00ad\ufffe\x02]+")
"""What may stand inside a hash that is printed over several lines."""


class Paper:
    """One PDF. ``name``: how messages name it."""

    def __init__(self, name: str, pdf: bytes) -> None:
        self.name, self.pdf = name, pdf

    @cached_property
    def pages(self) -> list[str]:
        """The text of each page, what fields show on it included.

        Raises:
            PackageError: the bytes are no PDF.

        """
        try:
            document = pypdfium2.PdfDocument(self.pdf)
        except pypdfium2.PdfiumError as error:
            raise PackageError(f"{self.name}: is no PDF that can be read: {error}") from error
        try:
            document.init_forms()
            for page in document if self.fields else ():
                raw.FPDFPage_Flatten(page, raw.FLAT_PRINT)  # else signatures are no text of their page
            return [page.get_textpage().get_text_bounded() for page in document]
        finally:
            document.close()

    @cached_property
    def _document(self) -> pikepdf.Pdf:
        try:
            return pikepdf.Pdf.open(io.BytesIO(self.pdf))
        except pikepdf.PdfError as error:
            raise PackageError(f"{self.name}: is no PDF that can be read: {error}") from error

    @cached_property
    def attached(self) -> dict[str, bytes]:
        """The files inside it, by name."""
        return {name: spec.get_file().read_bytes() for name, spec in self._document.attachments.items()}

    @cached_property
    def content(self) -> dict[str, Any]:
        """What it says, as ``content.json`` inside it has it; empty where there is none."""
        try:
            found = msgspec.json.decode(self.attached.get(CONTENT, b"{}"))
        except msgspec.MsgspecError:
            return {}
        return found if isinstance(found, dict) else {}

    def section(self, name: str) -> dict[str, Any] | None:
        """One section of what it says."""
        return next((each for each in self.content.get("sections", ()) if each.get("id") == name), None)

    def prints(self, text: str) -> bool:
        """Whether a text stands on some page, however it was broken into lines."""
        return any(text in _BREAKS.sub("", page) for page in self.pages)

    @property
    def content_hash(self) -> str:
        """SHA-256 of ``content.json``, empty where there is none."""
        return sha256(self.attached[CONTENT]) if CONTENT in self.attached else ""

    @property
    def fields(self) -> dict[str, str]:
        """Its signature fields, and what a reader is told of each."""
        form = self._document.Root.get("/AcroForm")
        fields = form.get("/Fields", ()) if form is not None else ()
        return {str(each.get("/T", "")): str(each.get("/TU", "")) for each in fields if each.get("/FT") == "/Sig"}

    @property
    def made(self) -> datetime | None:
        """When it says it was made."""
        said = str(self._document.docinfo.get("/CreationDate", ""))
        match = re.fullmatch(r"D:(\d{14})(Z|[+-]\d{2}'\d{2}'?)?", said)
        if match is None:
            return None
        zone = (match[2] or "Z").replace("'", "").replace("Z", "+0000")
        return datetime.strptime(match[1] + zone, "%Y%m%d%H%M%S%z")

    def lacks(self) -> Iterator[str]:
        """Yield what a document lacks that is to be read for decades, by everybody (PDF/A-3a, PDF/UA-1)."""
        root = self._document.Root
        # read without "with": leaving the block would write what stands there over the document's own facts
        if self._document.open_metadata(set_pikepdf_as_editor=False).get("pdfaid:part") is None:
            yield "says nothing of PDF/A"
        for key, what in (("/Lang", "language tag"), ("/StructTreeRoot", "tags"), ("/Outlines", "bookmarks")):
            if root.get(key) is None:
                yield f"has no {what}"
        for name in self._bare_fonts():
            yield f"the font {name} is not embedded"
        for number, text in enumerate(self.pages, 1):
            if not text.strip():
                yield f"page {number} has no text that can be selected"

    def _bare_fonts(self) -> Iterator[str]:
        seen: set[tuple[int, int]] = set()
        for page in self._document.pages:
            fonts: Any = page.obj.get("/Resources", pikepdf.Dictionary()).get("/Font", pikepdf.Dictionary())
            for font in fonts.values():
                if font.objgen not in seen and not _embedded(font):
                    yield str(font.get("/BaseFont", "?"))
                seen.add(font.objgen)


def _embedded(font: Any) -> bool:  # noqa: ANN401  # a PDF object has no narrower type
    for one in font.get("/DescendantFonts", (font,)):
        descriptor = one.get("/FontDescriptor")
        if descriptor is None or not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            return str(one.get("/Subtype", "")) == "/Type3"
    return True
