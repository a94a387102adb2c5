"""The text of the pages of a document, as a reader selects it."""

import pypdfium2

from linebench.evidence.files import PackageError

__all__ = ["page_texts"]


def page_texts(name: str, pdf: bytes) -> list[str]:
    """Return the text of each page.

    Raises:
        PackageError: the bytes are no PDF.

    """
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise PackageError(f"{name}: is no PDF that can be read: {error}") from error
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
