"""Sets one document: typst makes PDF/A-3a with PDF/UA-1 tags from a desk, pikepdf packs it.

A desk is a folder with the templates, ``content.json``, ``words.json`` and what they name; typst reads nothing
outside it. The memory typst needs grows with the pages and is given back only by its process, so long documents
are set by a process of their own: ``python -I typesetting.py DESK TEMPLATE SECONDS``, which leaves ``set.pdf``
in the desk. For that, nothing of linebench is imported here.
"""

import io
import sys
from pathlib import Path

import pikepdf
import typst

__all__ = ["SET", "pictures", "typeset"]

SET = "set.pdf"


def typeset(desk: Path, template: str, seconds: int) -> bytes:
    """Return the document as PDF. ``seconds``: its time stamp, since 1970.

    Only fonts built into typst are used and no clock is read, so equal desks give equal bytes.

    Raises:
        RuntimeError: typst refuses the template.

    """
    made: bytes = typst.compile(str(desk / template), root=str(desk), ignore_system_fonts=True, format="pdf",
                                pdf_standards=["a-3a", "ua-1"], timestamp=seconds)
    return min((made, _packed(made)), key=len)


def pictures(desk: Path, template: str, seconds: int, dots: float) -> list[bytes]:
    """Return the pages as PNG at that many dots per inch, to be looked at."""
    made: bytes | list[bytes] | None = typst.compile(
        str(desk / template), root=str(desk), ignore_system_fonts=True, format="png", ppi=dots, timestamp=seconds)
    return [made] if isinstance(made, bytes) else made or []


def _packed(made: bytes) -> bytes:
    """Write the same document with its objects in compressed streams; must come before any signature."""
    packed = io.BytesIO()
    with pikepdf.Pdf.open(io.BytesIO(made)) as document:
        document.save(packed, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return packed.getvalue()


def _main(desk: str, template: str, seconds: str) -> None:
    try:
        (Path(desk) / SET).write_bytes(typeset(Path(desk), template, int(seconds)))
    except (RuntimeError, OSError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    _main(*sys.argv[1:])
