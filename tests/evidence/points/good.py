"""A package with everything that the bench can say about a run, so that no point a machine decides fails."""

from pathlib import Path

import builder
import msgspec

from linebench.evidence.controlled import Approval, Criterion, Person, Protocol, Reference, Revised
from linebench.evidence.model import Attempt, ClockState, FileHash, Picture, Planned, Step, Tool
from linebench.records import AnyRecord
from linebench.records.protocol import CaseBegan

REQUIREMENTS = ("URS-REJ-001",)
CASES = (("OQ-L1-001", "", True), ("OQ-L1-010", "speed=400/min", True), ("OQ-L1-012", "", False))
SCRIPT = FileHash(path="oq/reject.feature", sha256="ab" * 32, role="feature")
CLOCK = ClockState(source="clock of the host", synced=True, start_offset_ms=0.4, end_offset_ms=0.6)
PROTOCOL = Protocol(
    number="LB-OQ-01", title="Reject handling of the carton line", revision="3",
    purpose="Shows that bad packs are rejected.", scope=("L1",), boundary="Camera to reject gate.",
    history=(Revised(revision="3", date="2026-11-01", author="A. Author", reason="limits of URS-REJ-007"),),
    references=(Reference(number="URS-01", title="User requirements", revision="2", kind="URS"),),
    acceptance=(Criterion(id="AC-1", text="Every bad pack is rejected.", requirements=REQUIREMENTS),),
)


def good_package(folder: Path) -> None:
    """Write it: two cases pass, one fails and so has a deviation."""
    writer = builder.begin(folder, protocol=PROTOCOL, features=(SCRIPT,), tool=_tool(),
                           approval=_approval(), people=(_executor(),), clock_state=CLOCK, started_by="tester")
    writer.plan(tuple(_plan(test, row) for test, row, _ in CASES))
    for test, row, good in CASES:
        name = f"{test}-400_min" if row else test
        builder.put_journal(folder, name, builder.journal(records(test, row, good=good)))
        writer.attach(name, "reject-40.png", builder.png())
        writer.attempt(name, _attempt(test, row, good=good))
    builder.finish(writer)


def records(test: str, row: str, *, good: bool) -> list[AnyRecord]:
    """The records of a case, made from the script that the run states."""
    return [msgspec.structs.replace(each, requirements=REQUIREMENTS) if isinstance(each, CaseBegan) else each
            for each in builder.records(test, row, good=good)]


def _tool() -> Tool:
    return Tool(name="linebench", version="0.1.0", commit="0123456789abcdef", dirty=False, sha256="cd" * 32,
                adequacy="AP-0.1.0-0123456789ab", self_test="pass")


def _approval() -> Approval:
    return Approval(state="approved", record="ef" * 32, at="2026-11-19T16:00:00.000+01:00",
                    by=("A. Author, author", "Q. Quality, qa"))


def _executor() -> Person:
    return Person(id="tester", name="A. Tester", roles=("executor",), training="TR-017")


def _plan(test: str, row: str) -> Planned:
    return msgspec.structs.replace(builder.plan(test, row, REQUIREMENTS), revision="1", risks=("RISK-01",))


def _attempt(test: str, row: str, *, good: bool) -> Attempt:
    verdict = "pass" if good else "fail"
    return builder.attempt(
        test, row, verdict=verdict, requirements=REQUIREMENTS, risks=("RISK-01",),
        pictures=(Picture(file="reject-40.png", title="pack 40 as the camera saw it"),),
        steps=(Step(n=1, keyword="Given", text='the scenario "lines/carton.toml"', verdict="pass"),
               Step(n=2, keyword="When", text="the code of pack 40 cannot be read", verdict="pass"),
               Step(n=3, keyword="Then", text="pack 40 is rejected within the limit of URS-REJ-007",
                    verdict=verdict, message="" if good else "pack 40 was not diverted")))

