"""The summary over one or more sittings: what it concludes, what it lists, what it is bound to."""

import hashlib
import io
import re
from pathlib import Path

import builder
import dossier
import msgspec
import pypdf
import pytest

from linebench.evidence.closing import Closing
from linebench.evidence.environment import ENVIRONMENT, Inventory, Item, encode_environment
from linebench.evidence.files import PackageError, Source
from linebench.evidence.matrix import encode_matrix
from linebench.evidence.model import Component, Spoken, Tool
from linebench.evidence.people.signing import fields_of
from linebench.evidence.report.language import load_language
from linebench.evidence.report.sheet import Cell, Paragraph, Section, Table
from linebench.evidence.report.sittings import Sitting, Sittings
from linebench.evidence.report.summary import SUMMARY, Summary, render_summary, summarize

ENGLISH = load_language(builder.TEMPLATES, "en")
LISTS = "lists: trace matrix, cases, files"


def said(packages: tuple[Source, ...], closing: Closing = dossier.CLOSING) -> Summary:
    return summarize(Sittings(map(Sitting, packages)), closing, ENGLISH)


def rows(summary: Summary, name: str, nth: int = 0) -> list[list[str]]:
    """The rows of the nth table of a section, a text per cell."""
    [section] = [one for one in summary.sections if one.id == name]
    tables = [part for part in section.parts if isinstance(part, Table)]
    return [[" / ".join(one.lines) for one in row] for row in tables[nth].rows]


def cells(section: Section) -> list[Cell]:
    return [one for part in section.parts if isinstance(part, Table) for row in part.rows for one in row]


@pytest.fixture(scope="module")
def summary(sittings: tuple[Source, Source]) -> Summary:
    return said(sittings)


@pytest.fixture(scope="module")
def printed(sittings: tuple[Source, Source]) -> bytes:
    return render_summary(sittings, dossier.CLOSING, builder.TEMPLATES, "en")[SUMMARY]


def test_a_case_counts_by_its_last_attempt_of_all_sittings(summary: Summary) -> None:
    """What failed in the first sitting and passed in the second is a pass, marked as unstable, with its place."""
    assert rows(summary, "results") == [
        ["OQ-L1-001", "unreadable code", "1", "PASS", "URS-REJ-001", "R-0001: vol. 1, p. 2"],
        ["OQ-L1-010 [speed=400/min]", "unreadable code", "1",
         "PASS / (unstable: passed after an attempt that did not)", "URS-REJ-001", "R-0002: vol. 1, p. 2"],
        ["OQ-L1-012", "unreadable code", "1", "NOT EXECUTED", "URS-REJ-007", "R-0001: vol. 1, p. 3"]]


def test_what_did_not_run_stands_with_its_reason(summary: Summary) -> None:
    """What the protocol leaves out has document or risk and approver; what the run left out is listed by reason."""
    assert rows(summary, "results", 1) == [
        ["OQ-L1-012", "NOT EXECUTED", "see deviation R-0001-D002, R-0002-D001"]]
    assert rows(summary, "results", 2) == [
        ["OQ-L1-099", "waived", "no second camera", "-", "RISK-07", "Q. Assurance"]]
    assert rows(summary, "results", 3) == [["left out by the selection of this run", "1", "OQ-L1-098 (1)"]]


def test_percentages_are_of_the_planned_base(summary: Summary) -> None:
    """Totals over all sittings add up, and their shares are of the planned set."""
    assert rows(summary, "conclusion", 1) == [
        ["planned", "3", "100.0 %"], ["executed", "2", "66.6 %"], ["pass", "2", "66.6 %"], ["fail", "0", "0.0 %"],
        ["error", "0", "0.0 %"], ["undefined", "0", "0.0 %"], ["blocked", "0", "0.0 %"],
        ["not executed", "1", "33.3 %"], ["provisional", "0", "0.0 %"], ["not applicable (N/A)", "0", "0.0 %"],
        ["deselected (not part of the planned set)", "2", "-"], ["attempts", "3", "-"]]


def test_every_criterion_has_its_result(summary: Summary) -> None:
    """A criterion is met by its requirements and cases; one that names none is for people to decide."""
    assert rows(summary, "acceptance") == [
        ["AC-1", "Every unreadable pack is rejected.", "max. 600 ms", "URS-REJ-001", "met"],
        ["AC-2", "The stop case passes.", "-", "OQ-L1-010", "met"],
        ["AC-3", "The line is fit for use.", "-", "by those who sign", "to be decided"]]


def test_a_criterion_that_is_not_met_says_by_what(sittings: tuple[Source, Source]) -> None:
    """After the first sitting alone the case has failed, and the criterion with it."""
    assert [row[3:] for row in rows(said(sittings[:1]), "acceptance")] == [
        ["URS-REJ-001 / against it: URS-REJ-001 not met", "not met"],
        ["OQ-L1-010 / against it: OQ-L1-010 [speed=400/min] FAIL", "not met"],
        ["by those who sign", "to be decided"]]


def test_deviations_stand_with_what_people_decided(summary: Summary) -> None:
    """Each deviation of each sitting once, with its class and state; what was not assessed is open."""
    assert rows(summary, "deviations") == [
        ["R-0001-D001", "OQ-L1-010 [speed=400/min], attempt 1", "FAIL", "major", "closed"],
        ["R-0001-D002", "OQ-L1-012", "NOT EXECUTED", "critical", "open"],
        ["R-0002-D001", "OQ-L1-012", "NOT EXECUTED", "critical", "open"]]
    assert ["Number of the quality system", "DEV-2026-17"] in rows(summary, "deviations", 1)


def test_the_matrix_has_a_row_for_each_requirement_and_what_speaks_against_it(summary: Summary) -> None:
    """Attempts that did not pass, deviations, gaps and cases left out are rows below their requirement."""
    assert rows(summary, "matrix") == [
        ["URS-REJ-001 rev. 2", "a pack that is not verified good is rejected (critical)", "RISK-01", "2", "2",
         "met"],
        ["URS-REJ-001", "OQ-L1-010 [speed=400/min] / attempt 1 of 2", "RISK-01", "-", "-",
         "FAIL / R-0001-D001"],
        ["URS-REJ-007 rev. 1", "reject not confirmed stops the line (critical)", "RISK-07", "1", "0", "not met"],
        ["URS-REJ-007", "OQ-L1-012", "-", "-", "-",
         "NOT EXECUTED / R-0002-D001 / GAP: planned test without attempt"],
        ["URS-REJ-007", "OQ-L1-099 / RISK-07; Q. Assurance; no second camera", "RISK-07", "-", "-",
         "GAP: left out: waived"],
        ["URS-AUD-001 rev. 1", "audit", "-", "0", "0", "GAP: without test"]]


def test_the_whole_matrix_is_attached(printed: bytes, sittings: tuple[Source, Source]) -> None:
    """Every row over all sittings is inside the document that people sign, as CSV."""
    [attached] = pypdf.PdfReader(io.BytesIO(printed)).attachments["matrix.csv"]
    assert attached == encode_matrix(Sittings(map(Sitting, sittings)).rows)


def test_differences_of_the_environment_are_rows(summary: Summary) -> None:
    """What changed between the sittings is told with what it was and is."""
    assert rows(summary, "environment") == [
        ["between sittings, before R-0002", "software", "L2", "version", "1.0", "1.1"]]


def test_the_volumes_are_bound_by_their_hash(sittings: tuple[Source, Source], summary: Summary) -> None:
    """Every volume of every sitting stands with pages and SHA-256, and the record hash covers all packages."""
    held = (("R-0001", 1, "test cases: 3"), ("R-0001", 2, LISTS),
            ("R-0002", 1, "test cases: 2"), ("R-0002", 2, LISTS))
    by_name = dict(zip(("R-0001", "R-0002"), sittings, strict=True))
    read = [(run, name, by_name[run].read(name), holds) for run, n, holds in held
            for name in (f"volumes/volume-{n:02d}.pdf",)]
    assert rows(summary, "volumes") == [
        [run, name, holds, str(len(pypdf.PdfReader(io.BytesIO(stored)).pages)), f"{len(stored):,}",
         hashlib.sha256(stored).hexdigest()] for run, name, stored, holds in read]
    lines = {one.read("run.json"): Sitting(one).record for one in sittings}
    closing = hashlib.sha256(msgspec.json.encode(dossier.CLOSING)).hexdigest()
    names = zip(("R-0001", "R-0002"), lines.values(), strict=True)
    stated = "".join(f"{digest}  {name}\n" for name, digest in names) + f"{closing}  closing\n"
    assert summary.record == hashlib.sha256(stated.encode()).hexdigest()


def test_another_word_of_people_is_another_record(sittings: tuple[Source, Source], summary: Summary) -> None:
    """What people add is under the hash that they sign for."""
    assert said(sittings, msgspec.structs.replace(dossier.CLOSING, release="")).record != summary.record


def test_no_section_has_an_empty_cell_or_a_word_that_nobody_translated(summary: Summary) -> None:
    """Every field says something, if only that there is nothing; room to write in is left on purpose."""
    blank = [one for section in summary.sections for one in cells(section) if not all(one.lines)]
    assert blank == []
    assert [section.heading for section in summary.sections] == [
        "The validation on one page", "Conclusion", "Results against the acceptance criteria", "Deviations",
        "People", "Protocol", "Components and their nature", "Environment", "Identification", "Results",
        "Trace matrix", "Rules", "Volumes", "Attachments and files", "Keeping of the record", "Signatures"]


def test_the_signature_boxes_are_open_fields(printed: bytes, summary: Summary) -> None:
    """The protocol's signers in their order, each with role, meaning and record hash printed beside the field."""
    assert fields_of(printed) == ("1 executor", "2 qa")
    text = pypdf.PdfReader(io.BytesIO(printed)).pages[-1].extract_text().replace("\u200b", "")
    assert re.findall(r"\d\. .*: .*", text) == ["1. Executor: Performed", "2. Quality assurance: Approval"]
    assert re.sub(r"\s", "", text).count(summary.record) == len(("executor", "qa", "the foot of the page"))


def test_a_package_is_named_in_full_by_its_own_summary(sittings: tuple[Source, Source]) -> None:
    """The summary that a run leaves is the summary of one sitting with nothing added: one code path."""
    made = render_summary(sittings[:1], Closing(), builder.TEMPLATES, "en")
    assert made == {SUMMARY: sittings[0].read(SUMMARY)}


def test_a_draft_is_stamped(sittings: tuple[Source, Source]) -> None:
    """A run whose protocol was not approved says so on every page, and its status is DRAFT."""
    approval = msgspec.structs.replace(Sitting(sittings[0]).run.approval, state="draft", why="OQ-L1-001 changed")
    package = dossier.changed(sittings[0], approval=approval)
    pdf = render_summary([package], Closing(), builder.TEMPLATES, "en")[SUMMARY]
    texts = [page.extract_text().replace("\u200b", "") for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    stamp = "DRAFT: OQ-L1-001 changed"
    assert {("Status: DRAFT" in text, stamp in text) for text in texts} == {(True, True)}


def test_a_rehearsal_concludes_nothing(tmp_path: Path) -> None:
    """A performance qualification with an emulated component is titled so, and cannot be accepted."""
    real = Component(seat="line", nature="real", truth="measured")
    package = dossier.qualification(tmp_path, real, Component(seat="l2", nature="emulated", truth="simulated"))
    with pytest.raises(PackageError, match="conclusion 'conditions' of a rehearsal, with l2 emulated or simulated"):
        said((package,))
    rehearsed = said((package,), Closing())
    assert rehearsed.frame.title == "REHEARSAL: Reject handling of the carton line"
    assert rehearsed.conclusion[-1] == ("This was a rehearsal: l2 stood in for the real components. It qualifies "
                                        "no performance and releases nothing.")
    assert said((package,), Closing(conclusion="rejected")).conclusion == rehearsed.conclusion


def test_a_real_performance_qualification_can_be_accepted(tmp_path: Path) -> None:
    """With every component real it is no rehearsal."""
    package = dossier.qualification(tmp_path, Component(seat="l1", nature="real", truth="measured"))
    concluded = said((package,), Closing(conclusion="accepted"))
    assert concluded.conclusion == (
        "All planned test cases passed: 1 of 1.",
        "The run is complete: every planned test case came to a judgement.",
        "Deviations: 0. Gaps in the trace matrix: 2.", "Conclusion: the results are accepted.",
        "No next stage is released.")


def test_packages_of_two_protocols_make_no_summary(sittings: tuple[Source, Source]) -> None:
    """A summary is about one protocol."""
    other = dossier.changed(sittings[1], protocol=msgspec.structs.replace(dossier.PROTOCOL, revision="4"))
    with pytest.raises(PackageError, match=r"different protocols: LB-OQ-01 rev. 3, LB-OQ-01 rev. 4"):
        said((sittings[0], other))
    with pytest.raises(PackageError, match="no package was named"):
        said(())


def test_of_an_area_with_many_facts_the_number_is_printed(sittings: tuple[Source, Source]) -> None:
    """Hundreds of files and distributions would bury the rest; the package has them all."""
    many = tuple(Item(area="configuration", subject=f"file {n}", property="SHA-256", value="ab") for n in range(31))
    few = Item(area="hardware", subject="host", property="processors", value="2")
    found = Inventory(at="2026-11-20T10:00:00.000+01:00", items=(*many, few))
    package = Source(sittings[0].folder, {ENVIRONMENT: encode_environment(found, found)})
    [section] = [one for one in said((package,), Closing()).sections if one.id == "environment"]
    assert [one.lines for one in cells(section)] == [("hardware",), ("host",), ("processors",), ("2",)]
    told = ("Areas with too many facts to print, and how many: configuration 31. "
            "All of them are in environment.json.")
    assert section.parts[-1] == Paragraph(kind="note", text=told)


def test_what_gives_access_to_a_wire_is_not_shown(tmp_path: Path) -> None:
    """Options of a dialect are printed, but for passwords and tokens: the summary goes from hand to hand."""
    options = {"user": "partner", "password": "1234", "tokens": "t-9"}
    seat = Component(seat="l4", nature="real", truth="measured",
                     spoken=(Spoken(wire="partner-l4", dialect="epcis", options=options),))
    package = dossier.qualification(tmp_path, seat)
    assert rows(said((package,), Closing()), "components")[0][4] == (
        "partner-l4: epcis, user = partner, password = not shown, tokens = not shown")


def test_a_tool_without_an_adequacy_pack_is_told_in_the_language(tmp_path: Path) -> None:
    """Thousands are apart as the language has them, and what was not made is said in its words."""
    german = load_language(builder.TEMPLATES, "de")
    package = dossier.changed(dossier.qualification(tmp_path),
                              tool=Tool(name="linebench", version="0.1.0", adequacy="none"))
    told = summarize(Sittings([Sitting(package)]), Closing(), german)
    assert ["Eignungsnachweis", "keiner erstellt"] in rows(told, "identification")
    assert (german.count(1_234_567), ENGLISH.count(1_234_567)) == ("1.234.567", "1,234,567")
