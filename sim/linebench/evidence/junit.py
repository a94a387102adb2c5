"""junit.xml: the run for test managers that read JUnit, with the properties they map (test_id, requirements)."""

from collections.abc import Mapping
from xml.etree import ElementTree as ET  # only writes here; nothing foreign is parsed

from linebench.evidence.lateness import Late
from linebench.evidence.model import Planned, Run, case_name
from linebench.evidence.report.text import shown
from linebench.evidence.verdicts import AttemptVerdict, CaseVerdict, Verdicts

__all__ = ["JUNIT", "encode_junit"]

JUNIT = "junit.xml"

_ELEMENTS = {"fail": "failure", "error": "error", "undefined": "error", "blocked": "skipped",
             "provisional": "error", "not_executed": "skipped", "na": "skipped"}


def encode_junit(run: Run, verdicts: Verdicts) -> bytes:
    """Write JUnit XML. The time of a test case is the simulated duration of its last attempt."""
    totals = verdicts.totals
    suite = ET.Element(
        "testsuite", name=run.protocol.number, tests=str(totals.planned), failures=str(totals.failed),
        errors=str(totals.error + totals.undefined + totals.provisional), timestamp=run.start,
        skipped=str(totals.blocked + totals.not_executed + totals.na), hostname=run.host,
    )
    _properties(suite, {"run_id": run.id, "seed": str(run.seed), "pace": run.pace,
                        "mutants": " ".join(run.mutants), "components": _natures(run), **_late(verdicts.lateness)})
    tried = {attempt.folder: attempt for attempt in verdicts.attempts}
    plans = {(plan.test, plan.row): plan for plan in run.planned}
    for case in verdicts.cases:
        _case(suite, case, plans[case.test, case.row], tried.get(case.attempts[-1]) if case.attempts else None)
    root = ET.Element("testsuites", name="linebench")
    root.append(suite)
    ET.indent(root)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode").encode() + b"\n"


def _natures(run: Run) -> str:
    return " ".join(f"{one.seat}={one.nature}" for one in run.components)


def _late(late: Late | None) -> dict[str, str]:
    """How late events were, where time went by the wall."""
    return {} if late is None else {"lateness_p50_us": str(late.p50), "lateness_p99_us": str(late.p99),
                                    "lateness_worst_us": str(late.worst)}


def _case(suite: ET.Element, case: CaseVerdict, plan: Planned, last: AttemptVerdict | None) -> None:
    time = last.simulated_us / 1e6 if last else 0.0
    sure = last.uncertainty_us if last else None
    element = ET.SubElement(suite, "testcase", classname=plan.script, time=f"{time:.6f}",
                            name=shown(f"{case_name(case.test, case.row)} {case.title}"))
    _properties(element, {"test_id": case.test, "requirements": " ".join(case.requirements),
                          "tags": " ".join(plan.tags), "attempts": str(len(case.attempts)),
                          **({} if sure is None else {"uncertainty_us": str(sure)}),
                          **_late(last.lateness if last else None)})
    if case.verdict in _ELEMENTS:
        why = ET.SubElement(element, _ELEMENTS[case.verdict], message=shown(f"{case.verdict}: {case.why}"))
        why.text = shown(case.why)


def _properties(parent: ET.Element, values: Mapping[str, str]) -> None:
    group = ET.SubElement(parent, "properties")
    for name, value in values.items():
        ET.SubElement(group, "property", name=name, value=shown(value))
