"""The printed statement: PDF/A-3a with PDF/UA tags, made by typst; the JSON is attached to it."""

import shutil
import tempfile
from datetime import datetime
from pathlib import Path

import typst

from linebench.evidence.files import PackageError
from linebench.evidence.model import encode, encode_pretty
from linebench.evidence.report.text import shown_values
from linebench.evidence.statement.model import Statement

__all__ = ["TEMPLATE", "print_statement"]

TEMPLATE = "statement.typ"
_STANDARDS = ["a-3a", "ua-1"]


def print_statement(statement: Statement, templates: Path, *, images: float = 0) -> bytes | list[bytes]:
    """Return the statement as PDF; with ``images`` its pages as PNG at that many dots per inch.

    Equal statements and templates give equal bytes: no clock, network or font of the computer is read.

    Raises:
        PackageError: the template is missing, or typst refuses it.

    """
    with tempfile.TemporaryDirectory(prefix="linebench-statement-") as name:
        desk = Path(name)
        _lay_out(desk, statement, templates)
        form = {"format": "png", "ppi": images} if images else {"format": "pdf", "pdf_standards": _STANDARDS}
        try:
            made: bytes | list[bytes] | None = typst.compile(
                str(desk / TEMPLATE), root=str(desk), ignore_system_fonts=True,
                timestamp=int(datetime.fromisoformat(statement.date).timestamp()), **form)
        except (RuntimeError, OSError) as error:
            raise PackageError(f"reports/{TEMPLATE}: typst refuses it: {error}") from error
        return made or []


def _lay_out(desk: Path, statement: Statement, templates: Path) -> None:
    try:
        shutil.copyfile(templates / TEMPLATE, desk / TEMPLATE)
    except OSError as error:
        raise PackageError(f"{templates / TEMPLATE}: cannot be read: {error.strerror}; name a content folder whose "
                           "reports/ has it, or none") from error
    (desk / "shown.json").write_bytes(encode(shown_values(statement)))
    (desk / "statement.json").write_bytes(encode_pretty(statement))
