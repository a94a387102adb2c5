"""junit.xml: the run for test managers that read JUnit, with the properties they map (test_id, requirements).

What did not pass, was not left out and says nothing of the system, is an error: a reader of totals sees it.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeAlias
from xml.etree import ElementTree as ET  # only writes here; nothing foreign is parsed

from linebench.evidence.lateness import Late
from linebench.evidence.model import Planned, Run, case_name
from linebench.evidence.report.text import shown
from linebench.evidence.verdicts import AttemptVerdict, CaseVerdict, Verdicts

__all__ = ["JUNIT", "CaseTold", "Property", "Told", "encode_cases", "encode_junit", "properties_of"]

JUNIT = "junit.xml"

_ELEMENTS = {"fail": "failure", "error": "error", "undefined": "error", "blocked": "error",
             "provisional": "error", "not_executed": "skipped", "na": "skipped"}


class Property(NamedTuple):
    """One property: a ``value``, or the ``text`` or the named ``items`` inside that some readers ask for."""

    name: str
    value: str = ""
    text: str = ""
    items: tuple[tuple[str, str], ...] = ()


class CaseTold(NamedTuple):
    """A test case with what was planned, and its last attempt, ``None`` where it had none."""

    case: CaseVerdict
    plan: Planned
    last: AttemptVerdict | None


Told: TypeAlias = Callable[[CaseTold], Iterable[Property]]
"""Says which properties a test case has."""


def encode_junit(run: Run, verdicts: Verdicts) -> bytes:
    """Write JUnit XML. The time of a test case is the simulated duration of its last attempt."""
    return encode_cases(run, verdicts, properties_of)


def encode_cases(run: Run, verdicts: Verdicts, told: Told, of_file: Iterable[Property] = ()) -> bytes:
    """Write JUnit XML with the properties that ``told`` gives each test case; ``of_file``: those of the whole."""
    totals = verdicts.totals
    suite = ET.Element(
        "testsuite", name=run.protocol.number, tests=str(totals.planned), failures=str(totals.failed),
        errors=str(totals.error + totals.undefined + totals.provisional + totals.blocked), timestamp=run.start,
        skipped=str(totals.not_executed + totals.na), hostname=run.host,
    )
    _values(suite, {"run_id": run.id, "seed": str(run.seed), "pace": run.pace,
                    "mutants": " ".join(run.mutants), "components": _natures(run), **_late(verdicts.lateness)})
    tried = {attempt.folder: attempt for attempt in verdicts.attempts}
    plans = {(plan.test, plan.row): plan for plan in run.planned}
    for case in verdicts.cases:
        last = tried.get(case.attempts[-1]) if case.attempts else None
        _case(suite, CaseTold(case, plans[case.test, case.row], last), told)
    root = ET.Element("testsuites", name="linebench")
    if of_file := tuple(of_file):
        _properties(root, of_file)
    root.append(suite)
    ET.indent(root)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode").encode() + b"\n"


def _natures(run: Run) -> str:
    return " ".join(f"{one.seat}={one.nature}" for one in run.components)


def _late(late: Late | None) -> dict[str, str]:
    """How late events were, where time went by the wall."""
    return {} if late is None else {"lateness_p50_us": str(late.p50), "lateness_p99_us": str(late.p99),
                                    "lateness_worst_us": str(late.worst)}


def properties_of(told: CaseTold) -> tuple[Property, ...]:
    """Return the properties that the results inside a package have."""
    case, plan, last = told
    sure = last.uncertainty_us if last else None
    values = {"test_id": case.test, "requirements": " ".join(case.requirements),
              "tags": " ".join(plan.tags), "attempts": str(len(case.attempts)),
              **({} if sure is None else {"uncertainty_us": str(sure)}),
              **_late(last.lateness if last else None)}
    return tuple(Property(name, value) for name, value in values.items())


def _case(suite: ET.Element, one: CaseTold, told: Told) -> None:
    case, plan, last = one
    time = last.simulated_us / 1e6 if last else 0.0
    element = ET.SubElement(suite, "testcase", classname=plan.script, time=f"{time:.6f}",
                            name=shown(f"{case_name(case.test, case.row)} {case.title}"))
    _properties(element, told(one))
    if case.verdict in _ELEMENTS:
        why = ET.SubElement(element, _ELEMENTS[case.verdict], message=shown(f"{case.verdict}: {case.why}"))
        why.text = shown(case.why)


def _values(parent: ET.Element, values: Mapping[str, str]) -> None:
    _properties(parent, [Property(name, value) for name, value in values.items()])


def _properties(parent: ET.Element, properties: Iterable[Property]) -> None:
    group = ET.SubElement(parent, "properties")
    for each in properties:
        element = ET.SubElement(group, "property", name=each.name)
        if not (each.text or each.items):
            element.set("value", shown(each.value))
        element.text = shown(each.text) or None
        for name, text in each.items:
            ET.SubElement(element, "item", name=name).text = shown(text)
