"""Reports are a function of the package: the same bytes again, nothing foreign, no text read as markup."""

import hashlib
import json
import re
from pathlib import Path

import builder
import pypdf
import pytest

from linebench.evidence.files import PackageError, Source
from linebench.evidence.model import Step
from linebench.evidence.report.cases import clock
from linebench.evidence.report.language import load_language
from linebench.evidence.report.render import render_package

PDFS = ("summary.pdf", "volumes/volume-01.pdf")
NASTY = '<script>alert(1)</script> #panic("x") $x^2$ *bold* \x1d\u202e [link](http://x)'


def pdf_text(file: Path) -> str:
    pages = (page.extract_text() for page in pypdf.PdfReader(file).pages)
    return "\n".join(pages).replace("\u200b", "")


def nasty(folder: Path) -> Path:
    """A package whose texts try to be markup."""
    writer = builder.begin(folder, started_by=NASTY, remarks=NASTY)
    writer.plan((builder.plan("OQ-L1-001", NASTY),))
    builder.put_journal(folder, "case", builder.journal(builder.records("OQ-L1-001", NASTY)))
    step = Step(n=1, keyword="Given", text=NASTY, verdict="pass", docstring=NASTY)
    writer.attempt("case", builder.attempt("OQ-L1-001", NASTY, steps=(step,), remarks=NASTY))
    builder.finish(writer)
    return folder


def test_rendering_again_gives_the_same_bytes(package: Path) -> None:
    """Summary, volumes and HTML follow from the package and the templates alone."""
    again = render_package(package, builder.TEMPLATES)
    assert {name: (package / name).read_bytes() == data for name, data in again.items()} == {
        "volumes/volume-01.pdf": True, "volumes/volume-02.pdf": True, "summary.pdf": True, "report.html": True}


def test_two_runs_with_equal_content_give_equal_packages(package: Path, tmp_path: Path) -> None:
    """Made twice from the same journals, times and key, a package is the same byte for byte."""
    builder.small_package(tmp_path / "again")
    first, second = ({name: source.digest(name) for name in source.names()}
                     for source in (Source(package), Source(tmp_path / "again")))
    assert first == second


@pytest.mark.parametrize("name", PDFS)
def test_a_pdf_is_an_archive_file(package: Path, name: str) -> None:
    """It declares PDF/A-3a and PDF/UA-1, is tagged, has a language, and prints the hash of the JSON it carries."""
    reader = pypdf.PdfReader(package / name)
    metadata = reader.root_object["/Metadata"].get_data().decode()
    assert re.findall(r"<pdfaid:(?:part|conformance)>(\w)", metadata) == ["3", "A"]
    assert "<pdfuaid:part>1<" in metadata
    assert (reader.root_object["/MarkInfo"]["/Marked"], reader.root_object["/Lang"]) == (True, "en")
    [content] = dict(reader.attachments)["content.json"]
    assert json.loads(content)["frame"]["protocol"] == "LB-OQ-01 rev. 3"
    first = reader.pages[0].extract_text().replace("\u200b", "").replace("\n", "")
    assert f"SHA-256 {hashlib.sha256(content).hexdigest()}" in first


@pytest.mark.parametrize(("name", "document", "status"), [
    ("summary.pdf", "LB-OQ-01-R-0001", "NOT CONCLUDED"),
    ("volumes/volume-01.pdf", "LB-OQ-01-R-0001-V01", "BOUND BY THE SUMMARY")])
def test_every_page_carries_what_it_is_of(package: Path, name: str, document: str, status: str) -> None:
    """Document number, revisions, page x of y, status and the natures stand on every page."""
    pages = pypdf.PdfReader(package / name).pages
    for number, page in enumerate(pages, 1):
        text = page.extract_text()
        assert f"Page {number} of {len(pages)}" in text
        assert f"{document} Revision 1 Protocol LB-OQ-01 rev. 3" in re.sub(r"\s+", " ", text)
        assert f"Status: {status}" in text
        assert "Emulated: l1. Results from emulated components prove the tested stack, not the real device." in text


def test_mutants_stand_on_every_page(tmp_path: Path) -> None:
    """A run with planted defects says so wherever it is opened."""
    builder.small_package(tmp_path / "run", mutants=("l1-ignores-weight",))
    pages = [page for name in PDFS for page in pypdf.PdfReader(tmp_path / "run" / name).pages]
    for page in pages:
        assert "PLANTED DEFECTS SWITCHED ON: l1-ignores-weight." in page.extract_text()


def test_a_run_of_several_worlds_tells_every_pace(tmp_path: Path) -> None:
    """Some cases in one process and some on wires: both paces are named."""
    builder.small_package(tmp_path / "run", pace="virtual, stepped")
    html = (tmp_path / "run" / "report.html").read_text(encoding="utf-8")
    assert "virtual (simulated time, as fast as possible); stepped (simulated time, time-aware peer)" in html


def test_the_report_tells_the_failure(package: Path) -> None:
    """Expected, actual, verdict, finding and deviation of the failed case can be read in both forms."""
    html = (package / "report.html").read_text(encoding="utf-8")
    for fact in ("pack 40 diverted (URS-REJ-007)", "pack 40 left the line as good - NOT MET", "R-0001-D001",
                 "inject nozzle_dead rows=2", "the run was stopped by the operator"):
        assert fact in html
    assert "R-0001-D001" in pdf_text(package / "summary.pdf")
    assert "NOT MET" in pdf_text(package / "volumes/volume-01.pdf")


def test_a_run_without_deviations_says_none(tmp_path: Path) -> None:
    """An empty list of deviations is printed as none."""
    writer = builder.begin(tmp_path / "run")
    writer.plan((builder.plan("OQ-L1-001"),))
    builder.put_journal(tmp_path / "run", "OQ-L1-001", builder.journal(builder.records("OQ-L1-001")))
    writer.attempt("OQ-L1-001", builder.attempt("OQ-L1-001"))
    builder.finish(writer)
    text = pdf_text(tmp_path / "run" / "summary.pdf")
    assert "4 Deviations\nNone." in text
    assert "All planned test cases passed: 1 of 1." in text


def test_texts_of_a_run_are_never_markup(tmp_path: Path) -> None:
    """What looks like typst or HTML is printed as it stands, control characters as their code."""
    folder = nasty(tmp_path / "run")
    html = (folder / "report.html").read_text(encoding="utf-8")
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    for name in PDFS:
        assert '#panic("x") $x^2$ *bold* [U+001D][U+202E]' in re.sub(r"\s+", " ", pdf_text(folder / name))


def test_the_page_is_self_contained(package: Path) -> None:
    """The HTML page loads nothing and needs no script."""
    html = (package / "report.html").read_text(encoding="utf-8")
    links = set(re.findall(r'(?:src|href|url)\s*[=(]\s*"?([^"\s)>]+)', html))
    assert {link for link in links if not link.startswith(("#", "data:image/png;base64,"))} == {
        *PDFS, "volumes/volume-02.pdf"}
    assert set(re.findall(r"https?://[^\s\"<]+", html)) == {"http://www.w3.org/2000/svg"}
    assert "&lt;td" not in html


def test_the_record_hash_is_of_the_manifest(package: Path) -> None:
    """The hash to sign for is that of the manifest without summary and page; the volumes are under it."""
    lines = (package / "manifest-sha256.txt").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = "".join(line for line in lines if not line.endswith(("  report.html\n", "  summary.pdf\n")))
    assert "  volumes/volume-01.pdf\n" in kept
    assert hashlib.sha256(kept.encode()).hexdigest() in pdf_text(package / "summary.pdf")


def test_every_language_has_every_text() -> None:
    """All language files hold the same keys."""
    languages = {path.stem: load_language(builder.TEMPLATES, path.stem)
                 for path in (builder.TEMPLATES / "lang").glob("*.json")}
    assert {name: sorted(language.words) for name, language in languages.items()} == {
        name: sorted(languages["en"].words) for name in languages}


def test_an_unknown_language_is_one_clear_message() -> None:
    """A language that is not there is refused with those that are."""
    with pytest.raises(PackageError, match=r"there is no such language file; known: .*en"):
        load_language(builder.TEMPLATES, "xx")


@pytest.mark.parametrize(("time_us", "text"), [
    (0, "0:00:00.000"), (999, "0:00:00.000"), (61_002_003, "0:01:01.002"), (36_000_000_000, "10:00:00.000")])
def test_simulated_time_is_written_in_hours(time_us: int, text: str) -> None:
    """Simulated time reads h:mm:ss.mmm, cut and not rounded."""
    assert clock(time_us) == text
