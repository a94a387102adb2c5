"""JUnit, schema and plots say what the run says."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import typst

from linebench.evidence.report.plots import bars, rates, steps_plot
from linebench.evidence.report.text import printable, shown
from linebench.records import record_types


def test_junit_names_every_planned_case(package: Path) -> None:
    """Each planned case is a testcase with id, requirements and tags; totals are of the planned set."""
    suite = ET.fromstring((package / "junit.xml").read_bytes()).find("testsuite")
    assert {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": "3", "failures": "1", "errors": "0", "skipped": "1"}
    told = [(case.get("name"), case.get("time"), [child.tag for child in case if child.tag != "properties"],
             {p.get("name"): p.get("value") for p in case.iter("property")}) for case in suite.iter("testcase")]
    assert told[1] == ("OQ-L1-010 [speed=400/min] unreadable code", "19.850000", ["failure"], {
        "test_id": "OQ-L1-010", "requirements": "URS-REJ-001", "tags": "negative", "attempts": "1"})
    assert [kinds for _, _, kinds, _ in told] == [[], ["failure"], ["skipped"]]


def test_the_schema_names_the_fields_of_every_record(package: Path) -> None:
    """A reader of decades hence finds tag and fields of every record type in the package itself."""
    schema = json.loads((package / "schema.json").read_text(encoding="utf-8"))
    assert len(schema["records"]) == len(record_types())
    assert schema["records"]["truth.pack_fed.1"]["fields"] == ["t", "pack", "mg"]
    assert schema["messages"]["verdict"]["fields"] == ["trigger", "good"]


def test_rates_are_packs_per_minute_of_whole_buckets() -> None:
    """Ten packs in each second are 600 a minute; a last bucket that is not full is left out."""
    assert rates([n * 100_000 for n in range(25)], 2_500_000) == ([600, 600], 1_000_000)


def test_plots_are_the_same_for_the_same_numbers() -> None:
    """A plot is a pure function and is well-formed XML."""
    for svg in (steps_plot([600, 600, 0], 1_000_000, "s", "packs/min"), bars([("verdict", 3), ("<odd>", 1)])):
        assert ET.fromstring(svg).tag == "{http://www.w3.org/2000/svg}svg"
    assert bars([("a", 1)]) == bars([("a", 1)])


def test_hidden_characters_are_written_as_their_code() -> None:
    """A separator of a GS1 code and a mark that turns text around are seen; ordinary text stays as it is."""
    assert shown("10LOT\x1d21\u202e\n\u4e2d é") == "10LOT[U+001D]21[U+202E]\n\u4e2d é"
    assert printable("10LOT\x1d21\u202e\n\u4e2d é\t…") == "10LOT[U+001D]21[U+202E]\n[U+4E2D] é  …"


def test_everything_called_printable_can_be_printed(tmp_path: Path) -> None:
    """The fonts built into typst have a picture of every character that reports print as it stands."""
    chars = [chr(code) for code in range(0x20, 0x10000) if printable(chr(code)) == chr(code)]
    (tmp_path / "chars.json").write_text(json.dumps(chars), encoding="utf-8")
    source = ('#set document(title: "x")\n#set text(lang: "en", font: "Libertinus Serif")\n'
              '#for s in json("chars.json") [#s #text(font: "DejaVu Sans Mono", s)]')
    (tmp_path / "page.typ").write_text(source, encoding="utf-8")
    pdf = typst.compile(str(tmp_path / "page.typ"), root=str(tmp_path), ignore_system_fonts=True,
                        pdf_standards=["a-3a", "ua-1"])
    assert pdf.startswith(b"%PDF")
    assert len(chars) > 1800
