"""Every point has its place in the documents: verification names it, and the documents have it."""

import json
import re
from pathlib import Path

import builder
import good
import pytest

from linebench.content import library
from linebench.evidence.closing import Closing
from linebench.evidence.files import Source
from linebench.evidence.points import Kind, points
from linebench.evidence.points.paper import Paper
from linebench.evidence.report.summary import SUMMARY, render_summary
from linebench.evidence.verify import VerifyReport, verify

ANYWHERE = {"all documents", "linebench verify"}
"""What stands on every page, and what is no document."""
CASES = ("IQ-005", "IQ-007", "IQ-008", "IQ-009")
"""Test cases that places name; a package that has them has their volumes."""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("places") / "R-0001"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(good, "CASES", (*good.CASES, *((case, "", True) for case in CASES)))
        good.good_package(folder)
    return folder


@pytest.fixture(scope="module")
def report(package: Path) -> VerifyReport:
    return verify(package, judge=builder.judge)


@pytest.fixture(scope="module")
def summaries(package: Path) -> tuple[Paper, ...]:
    """The package's own summary, and that of a dossier that nobody has concluded yet."""
    rendered = render_summary([Source(package)], Closing(revision="2"), library() / "reports", "en")
    return Paper(SUMMARY, (package / SUMMARY).read_bytes()), Paper(SUMMARY, rendered[SUMMARY])


def headings(paper: Paper) -> set[str]:
    """Headings of sections and below them, as the document says and prints them."""
    found = {section["heading"] for section in paper.content["sections"]} | {
        part["text"] for section in paper.content["sections"] for part in section["parts"]
        if part.get("type") == "heading"}
    text = " ".join(" ".join(paper.pages).split())
    return {each.lower() for each in found if each in text}


def places(document: str) -> set[str]:
    """What places name in a document."""
    named = (each for one in points() for each in one.place.split("; "))
    return {each.removeprefix(f"{document}, ") for each in named if each.startswith(f"{document}, ")}


def test_every_place_in_the_summary_is_a_heading_of_it(summaries: tuple[Paper, ...]) -> None:
    """Of the package's own, and of that of a dossier; a heading that nobody prints is not found."""
    assert len(places("summary")) > 15
    for paper in summaries:
        assert places("summary") - headings(paper) == set()
    assert "first pages" not in headings(summaries[0])


def test_every_place_in_the_volumes_is_a_test_case(package: Path) -> None:
    """The case that a place names has a heading of its own in a volume, as every case has."""
    text = " ".join(page for file in (package / "volumes").glob("*.pdf")
                    for page in Paper(file.name, file.read_bytes()).pages)
    named = {case for each in places("volumes") for case in each.split(" and ")} - {"each test case"}
    assert named == set(CASES)
    for case in (*CASES, *(test for test, _, _ in good.CASES)):
        assert re.search(rf"^\d+ {case}\b", text, re.MULTILINE), case


def test_every_other_place_is_a_file_of_the_package(package: Path) -> None:
    """Of the names that are no heading."""
    named = {each for one in points() for each in one.place.split("; ")
             if not each.startswith(("summary, ", "volumes, "))}
    assert {each for each in named - ANYWHERE if not (package / each).is_file()} == set()
    assert named - ANYWHERE


def test_verification_tells_the_place_of_what_people_judge(report: VerifyReport) -> None:
    """Of every point of a person, and of each that does not arise; as text and for programs."""
    text, listed = report.text(), {one["id"]: one for one in json.loads(report.json())["points"]}
    told = [one for one in points() if one.kind is Kind.P or listed[one.id]["state"] == "n/a"]
    assert {one.kind for one in told} == {Kind.A, Kind.P}
    for one in told:
        assert f"  {one.id} {listed[one.id]['state']}: {one.text} (see {one.place})\n" in text
    assert {name: one["place"] for name, one in listed.items()} == {one.id: one.place for one in points()}
