"""JUnit files are what the readers of such files expect."""

import xml.etree.ElementTree as ET
from pathlib import Path

import builder
import junit_schemas
import pytest

from linebench.evidence.junit import encode_junit
from linebench.evidence.verdicts import CaseVerdict, conclude

ELEMENTS = {"pass": None, "fail": "failure", "error": "error", "undefined": "error", "blocked": "error",
            "provisional": "error", "not_executed": "skipped", "na": "skipped"}


@pytest.mark.parametrize("schema", junit_schemas.SCHEMAS)
def test_the_results_of_a_package_validate(package: Path, schema: str) -> None:
    """Properties, failures and skipped cases stand where the schema has them."""
    assert junit_schemas.problems((package / "junit.xml").read_bytes(), schema) == []


@pytest.mark.parametrize("schema", junit_schemas.SCHEMAS)
def test_a_planted_element_does_not_validate(package: Path, schema: str) -> None:
    """The schemas find what does not belong there, so that the test above asks something."""
    text = (package / "junit.xml").read_bytes()
    assert len(junit_schemas.problems(text.replace(b"<failure", b"<verdict").replace(b"</failure", b"</verdict"),
                                      schema)) == 1


@pytest.fixture(scope="module")
def every_verdict() -> bytes:
    """Results of a run in which every verdict was given once."""
    cases = [CaseVerdict(test=f"OQ-L1-{n:03d}", row="", title="t", verdict=verdict, why=f"why {verdict}",
                         attempts=(), requirements=(), risks=()) for n, verdict in enumerate(ELEMENTS, 1)]
    run = builder.run(planned=tuple(builder.plan(case.test) for case in cases))
    return encode_junit(run, conclude(run.id, cases, (), (), deselected=0))


def test_every_verdict_is_told_as_what_it_is(every_verdict: bytes) -> None:
    """Only what passed has no mark; what says nothing of the system is an error, and its word leads the text."""
    told = {case.get("name").removesuffix(" t"): [(child.tag, child.get("message")) for child in case
                                                  if child.tag != "properties"]
            for case in ET.fromstring(every_verdict).iter("testcase")}
    assert told == {f"OQ-L1-{n:03d}": [(tag, f"{verdict}: why {verdict}")] if tag else []
                    for n, (verdict, tag) in enumerate(ELEMENTS.items(), 1)}


def test_totals_are_those_of_the_elements(every_verdict: bytes) -> None:
    """A reader who only adds up comes to the same numbers."""
    suite = ET.fromstring(every_verdict).find("testsuite")
    counted = {name: str(sum(1 for _ in suite.iter(tag)))
               for name, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error"),
                                 ("skipped", "skipped"))}
    assert {name: suite.get(name) for name in counted} == counted


@pytest.mark.parametrize("schema", junit_schemas.SCHEMAS)
def test_every_verdict_validates(every_verdict: bytes, schema: str) -> None:
    """Whatever came out of a run."""
    assert junit_schemas.problems(every_verdict, schema) == []
