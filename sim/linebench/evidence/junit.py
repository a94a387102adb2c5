"""junit.xml: the run for test managers that read JUnit, with the properties they map (test_id, requirements)."""

from collections.abc import Mapping
from xml.etree import ElementTree as ET  # only writes here; nothing foreign is parsed

from linebench.evidence.model import Planned, Run, case_name
from linebench.evidence.text import shown
from linebench.evidence.verdicts import CaseVerdict, Verdicts

__all__ = ["JUNIT", "encode_junit"]

JUNIT = "junit.xml"

_ELEMENTS = {"fail": "failure", "error": "error", "undefined": "error", "blocked": "skipped",
             "provisional": "error", "not_executed": "skipped", "na": "skipped"}


def encode_junit(run: Run, verdicts: Verdicts, seconds: Mapping[str, float]) -> bytes:
    """Write JUnit XML. ``seconds``: simulated duration by attempt folder, for the last attempt's time."""
    totals = verdicts.totals
    suite = ET.Element(
        "testsuite", name=run.protocol.number, tests=str(totals.planned), failures=str(totals.failed),
        errors=str(totals.error + totals.undefined + totals.provisional), timestamp=run.start,
        skipped=str(totals.blocked + totals.not_executed + totals.na), hostname=run.host,
    )
    _properties(suite, {"run_id": run.id, "seed": str(run.seed), "pace": run.pace,
                        "mutants": " ".join(run.mutants)})
    plans = {(plan.test, plan.row): plan for plan in run.planned}
    for case in verdicts.cases:
        _case(suite, case, plans[case.test, case.row], seconds)
    root = ET.Element("testsuites", name="linebench")
    root.append(suite)
    ET.indent(root)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode").encode() + b"\n"


def _case(suite: ET.Element, case: CaseVerdict, plan: Planned, seconds: Mapping[str, float]) -> None:
    time = seconds.get(case.attempts[-1], 0.0) if case.attempts else 0.0
    element = ET.SubElement(suite, "testcase", classname=plan.script, time=f"{time:.6f}",
                            name=shown(f"{case_name(case.test, case.row)} {case.title}"))
    _properties(element, {"test_id": case.test, "requirements": " ".join(case.requirements),
                          "tags": " ".join(plan.tags), "attempts": str(len(case.attempts))})
    if case.verdict in _ELEMENTS:
        why = ET.SubElement(element, _ELEMENTS[case.verdict], message=shown(f"{case.verdict}: {case.why}"))
        why.text = shown(case.why)


def _properties(parent: ET.Element, values: Mapping[str, str]) -> None:
    group = ET.SubElement(parent, "properties")
    for name, value in values.items():
        ET.SubElement(group, "property", name=name, value=shown(value))
