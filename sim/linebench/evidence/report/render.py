"""Renders the reports of a package. Rendering is a function of the package and the templates alone."""

import re
from pathlib import Path

from linebench.evidence.closing import Closing
from linebench.evidence.files import PackageError, Source, sha256
from linebench.evidence.model import FileHash
from linebench.evidence.report.language import load_language
from linebench.evidence.report.listing import lists_of, render_lists
from linebench.evidence.report.page import make_html
from linebench.evidence.report.sittings import Sitting, Sittings
from linebench.evidence.report.summary import SUMMARY, set_summary, summarize
from linebench.evidence.report.volumes import render_volumes, tell_cases

__all__ = ["REPORT_HTML", "SUMMARY", "render", "render_package", "template_files"]

REPORT_HTML = "report.html"

_TEMPLATES = re.compile(r".*\.(typ|css|json)")


def template_files(templates: Path) -> tuple[FileHash, ...]:
    """Return the hash of every template, style and language file, so that the run names what rendered it.

    Raises:
        PackageError: the folder is not there.

    """
    if not templates.is_dir():
        raise PackageError(f"{templates}: the folder with the report templates is not there; "
                           "name another content folder")
    files = sorted(path for path in templates.rglob("*") if _TEMPLATES.fullmatch(path.name) and path.is_file())
    return tuple(_hashed(path, templates) for path in files)


def _hashed(path: Path, templates: Path) -> FileHash:
    name = path.relative_to(templates).as_posix()
    return FileHash(path=f"reports/{name}", sha256=sha256(path.read_bytes()), role="report template")


def render(source: Source, templates: Path, language: str = "") -> dict[str, bytes]:
    """Return the reports by file name: the volumes, lists last, the summary that binds them, and the HTML page.

    They are in ``language``, or in that of the test cases when it is empty.

    Raises:
        PackageError: the package lacks something the report needs, or a template is wrong.

    """
    sitting = Sitting(source)
    words = load_language(templates, language or sitting.run.language)
    cases = tell_cases(sitting, words)
    volumes = render_volumes(sitting, cases, templates, words)
    lists = lists_of(sitting.bound(volumes), words)
    volumes |= render_lists(sitting, lists, len(volumes) + 1, templates, words)
    summary = summarize(Sittings((sitting.bound(volumes),)), Closing(), words)
    return {**volumes, SUMMARY: set_summary(summary, templates, words),
            REPORT_HTML: make_html(summary, cases, source, templates, words, lists=lists)}


def render_package(package: Path, templates: Path, language: str = "") -> dict[str, bytes]:
    """Render a finished package again, in memory; equal templates give the very bytes it holds."""
    return render(Source(package), templates, language)
