"""Results leave a package with every fact, or as another system reads them."""

import base64
import xml.etree.ElementTree as ET
from pathlib import Path

import builder
import junit_schemas
import pytest

from linebench.evidence.alm import System, read_alm
from linebench.evidence.exports.reading import read_package
from linebench.evidence.exports.results import all_results, results_for
from linebench.evidence.files import PackageError
from linebench.evidence.report.sittings import Sitting

ALM = Path(builder.TEMPLATES).parent / "fixtures" / "alm.toml"
COMMENT = ("1 attempts in R-0001, LB-OQ-01 revision 3. false-accept: pack 40 cannot be read and left the line as "
           "good")


@pytest.fixture(scope="module")
def sitting(finished: Path) -> Sitting:
    return read_package(finished)


@pytest.fixture(scope="module")
def systems() -> dict[str, System]:
    return read_alm(ALM.read_text(encoding="utf-8"), "alm.toml")


def properties(data: bytes) -> list[dict[str, str]]:
    """The properties of each test case, those with a text inside too."""
    return [{one.get("name"): one.get("value") if one.text is None else one.text for one in case.iter("property")}
            for case in ET.fromstring(data).iter("testcase")]


def test_every_fact_is_a_property(sitting: Sitting) -> None:
    """Ids, revision, risks, verdict, attempts, deviations, and the hash of each attempt's journal."""
    attempt = sitting.tried["attempts/OQ-L1-010-400_min"]
    assert properties(all_results(sitting))[1] == {
        "test_id": "OQ-L1-010", "row": "speed=400/min", "case": "OQ-L1-010 [speed=400/min]",
        "title": "unreadable code", "revision": "", "kind": "negative",
        "objective": "An unreadable pack is rejected and confirmed.", "script": "oq/reject.feature",
        "verdict": "fail", "why": "false-accept: pack 40 cannot be read and left the line as good",
        "unstable": "no", "attempts": "1", "run": "R-0001", "protocol": "LB-OQ-01 revision 3",
        "requirements": "URS-REJ-001", "risks": "RISK-01", "tags": "negative", "deviations": "R-0001-D001",
        "journals": f"attempts/OQ-L1-010-400_min {attempt.journal}"}


@pytest.mark.parametrize("schema", junit_schemas.SCHEMAS)
def test_results_with_every_fact_validate(sitting: Sitting, schema: str) -> None:
    """More properties change nothing of the form."""
    assert junit_schemas.problems(all_results(sitting), schema) == []


def test_xray_finds_what_it_reads(sitting: Sitting, systems: dict[str, System]) -> None:
    """Keys, requirements and comment; pictures as evidence in base64, as items of a property."""
    data = results_for(sitting, systems["xray"])
    first = properties(data)[0]
    first.pop("testrun_evidence")
    assert first == {"test_key": "OQ-L1-001", "requirements": "URS-REJ-001", "tags": "negative",
                     "testrun_comment": "pass after 1 attempts in R-0001, LB-OQ-01 revision 3."}
    items = [(item.get("name"), base64.b64decode(item.text)) for item in ET.fromstring(data).iter("item")]
    assert items == [("reject-40.png", builder.png())]


def test_polarion_and_testrail_find_what_they_read(sitting: Sitting, systems: dict[str, System]) -> None:
    """Polarion the run above the suite; TestRail only cases whose number a site has listed, several comments."""
    data = results_for(sitting, systems["polarion"])
    of_file = {one.get("name"): one.get("value") for one in ET.fromstring(data).iterfind("properties/property")}
    assert of_file == {"polarion-testrun-id": "R-0001", "polarion-testrun-title": "LB-OQ-01 revision 3"}
    assert junit_schemas.problems(data, "Any-JUnit.xsd") == []
    text = ALM.read_text(encoding="utf-8").replace("# OQ-L1-010 =", "\nOQ-L1-010 =")
    cases = list(ET.fromstring(results_for(sitting, read_alm(text, "alm.toml")["testrail"])).iter("testcase"))
    told = [[(one.get("name"), one.get("value")) for one in case.iter("property")] for case in cases]
    assert told[1] == [
        ("test_id", "C123"), ("testrail_result_comment", f"fail after {COMMENT}"),
        ("testrail_result_comment", f"attempts/OQ-L1-010-400_min {sitting.verdicts.attempts[1].journal}"),
        ("testrail_result_field", "defects:R-0001-D001"), ("testrail_case_field", "refs:URS-REJ-001")]
    assert [name for name, _ in told[2]] == ["testrail_result_comment", "testrail_result_field",
                                             "testrail_case_field"]


def test_a_changed_package_does_not_leave(package: Path) -> None:
    """What is not as it was sealed goes to nobody, and neither does an unfinished run."""
    path = package / "verdicts.json"
    path.write_bytes(path.read_bytes().replace(b'"fail"', b'"pass"'))
    with pytest.raises(PackageError, match=r"verdicts.json: found a file that was changed: .* linebench verify"):
        read_package(package)
    (package / "manifest-sha256.txt").unlink()
    with pytest.raises(PackageError, match=r"found no manifest-sha256.txt; expected the package of a finished run"):
        read_package(package)
