"""A package with everything that the bench can say about a run, so that no point a machine decides fails."""

from pathlib import Path

import builder
import msgspec
from approved import approved

from linebench.evidence.controlled import Criterion, Person, Protocol, Reference, Revised, SignatureRole
from linebench.evidence.environment import ENVIRONMENT, Inventory, Item, encode_environment
from linebench.evidence.model import Attempt, ClockState, FileHash, Picture, Planned, Step, Tool
from linebench.records import AnyRecord
from linebench.records.protocol import CaseBegan

REQUIREMENTS = ("URS-REJ-001",)
CASES = (("OQ-L1-001", "", True), ("OQ-L1-010", "speed=400/min", True), ("OQ-L1-012", "", False))
SCRIPT = FileHash(path="oq/reject.feature", sha256="ab" * 32, role="feature")
CLOCK = ClockState(source="clock of the host", synced=True, start_offset_ms=0.4, end_offset_ms=0.6)
STARTED, ENDED = "2026-11-20T10:00:00.000+01:00", "2026-11-20T10:59:00.000+01:00"
FOUND = (
    Item(area="software", subject="host", property="operating system", value="Linux"),
    Item(area="software", subject="host", property="release", value="6.1"),
    Item(area="software", subject="python", property="version", value="3.11.7"),
    Item(area="software", subject="msgspec", property="version", value="0.22.0"),
    Item(area="software", subject="msgspec", property="licence", value="BSD-3-Clause"),
    Item(area="software", subject="msgspec", property="SHA-256 of RECORD", value="12" * 32),
    Item(area="configuration", subject=SCRIPT.path, property="SHA-256", value=SCRIPT.sha256),
)
PROTOCOL = Protocol(
    number="LB-OQ-01", title="Reject handling of the carton line", revision="3",
    purpose="Shows that bad packs are rejected.", scope=("L1",), boundary="Camera to reject gate.",
    history=(Revised(revision="3", date="2026-11-01", author="A. Author", reason="limits of URS-REJ-007"),),
    references=(Reference(number="URS-01", title="User requirements", revision="2", kind="URS"),),
    acceptance=(Criterion(id="AC-1", text="Every bad pack is rejected.", requirements=REQUIREMENTS),),
    approvals=(SignatureRole(role="author", meaning="Authorship"), SignatureRole(role="qa", meaning="Approval")),
)


def good_package(folder: Path) -> None:
    """Write it: two cases pass, one fails and so has a deviation."""
    plans = tuple(_plan(test, row) for test, row, _ in CASES)
    approval, files = approved(PROTOCOL, plans, SCRIPT)
    writer = builder.begin(folder, protocol=PROTOCOL, features=(SCRIPT,), tool=_tool(),
                           approval=approval, people=(_executor(),), clock_state=CLOCK, started_by="tester")
    for name, data in files.items():
        writer.keep(name, data)
    writer.plan(plans)
    for test, row, good in CASES:
        name = f"{test}-400_min" if row else test
        builder.put_journal(folder, name, builder.journal(records(test, row, good=good)))
        writer.attach(name, "reject-40.png", builder.png())
        writer.attempt(name, _attempt(test, row, good=good))
    writer.store(ENVIRONMENT, encode_environment(*(Inventory(at=at, items=FOUND) for at in (STARTED, ENDED))))
    builder.finish(writer)


def records(test: str, row: str, *, good: bool) -> list[AnyRecord]:
    """The records of a case, made from the script that the run states."""
    return [msgspec.structs.replace(each, requirements=REQUIREMENTS) if isinstance(each, CaseBegan) else each
            for each in builder.records(test, row, good=good)]


def _tool() -> Tool:
    return Tool(name="linebench", version="0.1.0", commit="0123456789abcdef", dirty=False, sha256="cd" * 32,
                adequacy="AP-0.1.0-0123456789ab", self_test="pass")


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

