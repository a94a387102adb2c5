"""The printed report: PDF/A-3a with PDF/UA tags, made by typst from the report's content as JSON."""

import shutil
import tempfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import typst

from linebench.evidence.files import PackageError, Source
from linebench.evidence.model import encode
from linebench.evidence.report.model import ReportModel
from linebench.evidence.report.text import shown_values
from linebench.evidence.verdicts import VERDICTS

__all__ = ["make_pdf"]

_STANDARDS = ["a-3a", "ua-1"]


def make_pdf(model: ReportModel, source: Source, templates: Path, *, images: float = 0) -> bytes | list[bytes]:
    """Return the report as PDF; with ``images`` its pages as PNG at that many dots per inch.

    Only fonts built into typst are used and the time stamp is the end of the run, so equal packages and
    templates give equal bytes.

    Raises:
        PackageError: a template is missing, or typst refuses it.

    """
    with tempfile.TemporaryDirectory(prefix="linebench-report-") as name:
        desk = Path(name)
        _lay_out(desk, model, source, templates)
        return _compile(desk, model, images)


def _lay_out(desk: Path, model: ReportModel, source: Source, templates: Path) -> None:
    """Put template, content and pictures side by side: typst reads nothing outside this folder."""
    for file in sorted(templates.glob("*.typ")):
        shutil.copyfile(file, desk / file.name)
    (desk / "report.json").write_bytes(encode(shown_values(model)))
    (desk / "verdicts.json").write_bytes(source.read(VERDICTS))
    for picture in _pictures(model):
        (desk / picture).parent.mkdir(parents=True, exist_ok=True)
        (desk / picture).write_bytes(source.read(picture))


def _pictures(model: ReportModel) -> Iterable[str]:
    return (picture.file for case in model.cases for attempt in case.attempts for picture in attempt.pictures)


def _compile(desk: Path, model: ReportModel, images: float) -> bytes | list[bytes]:
    form = {"format": "png", "ppi": images} if images else {"format": "pdf", "pdf_standards": _STANDARDS}
    try:
        made = typst.compile(
            str(desk / "report.typ"), root=str(desk), ignore_system_fonts=True,
            timestamp=int(datetime.fromisoformat(model.end).timestamp()), **form,
        )
    except (RuntimeError, OSError) as error:
        raise PackageError(f"reports/report.typ: typst refuses it: {error}") from error
    pages: bytes | list[bytes] | None = made
    return pages or []
