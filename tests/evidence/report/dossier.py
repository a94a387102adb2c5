"""An execution of two sittings with everything that people can add, small enough to render in a test."""

from pathlib import Path

import builder
import msgspec

from linebench.evidence.closing import Assessed, Attached, Closing, Condition, Remark, Review
from linebench.evidence.controlled import (
    Approval,
    Criterion,
    LeftOut,
    Person,
    Prerequisite,
    Protocol,
    Reference,
    Revised,
    SignatureRole,
)
from linebench.evidence.derived import RUN, read_run
from linebench.evidence.environment import ENVIRONMENT, Inventory, Item, encode_environment
from linebench.evidence.files import Source
from linebench.evidence.model import ClockState, Component, Continued, Deselected, NotExecuted, Run, encode_pretty

LONG = "a text without end " * 12 + "and-a-word-that-nobody-can-break-because-it-has-no-blank" * 3

PROTOCOL = Protocol(
    number="LB-OQ-01", title="Reject handling of the carton line", revision="3", stage="OQ",
    purpose="Shows that rejects are carried out and proved.", scope=("L1 and L2 of line 4",),
    out_of_scope=("L4",), boundary="From the infeed to the pallet.", intended_use="Serialization of cartons.",
    risk="Functions that keep bad packs from patients are tested at three speeds.",
    history=(Revised(revision="3", date="2026-10-01", author="A. Author", reason="limits of URS-REJ-007"),),
    references=(Reference(number="URS-0815", title="User requirements", revision="7", kind="URS"),),
    acceptance=(Criterion(id="AC-1", text="Every unreadable pack is rejected.", limit="max. 600 ms",
                          requirements=("URS-REJ-001",)),
                Criterion(id="AC-2", text="The stop case passes.", cases=("OQ-L1-010",)),
                Criterion(id="AC-3", text="The line is fit for use.")),
    prerequisites=(Prerequisite(id="P-1", text="IQ is released.", reference="IQ-REP-4", state="met"),),
    practice=("Nothing is written over.", LONG), retention="15 years, archive of site 2",
    signatures=(SignatureRole(role="executor", meaning="Performed"), SignatureRole(role="qa", meaning="Approval")),
    left_out=(LeftOut(test="OQ-L1-099", because="waived", reason="no second camera", risk="RISK-07",
                      approver="Q. Assurance"),))
LEFT_OUT = (Deselected(test="OQ-L1-099", because="waived", reason="no second camera", risk="RISK-07",
                       approver="Q. Assurance", requirements=("URS-REJ-007",)),
            Deselected(test="OQ-L1-098", reason="left out by the selection of this run"))

PEOPLE = (Person(id="e.executor", name="Eva Executor", roles=("executor",), training="TR-12"),)

CLOSING = Closing(
    revision="2", conclusion="conditions", release="PQ",
    conditions=(Condition(text="The gate is adjusted.", owner="O. Owner", due="2026-12-01",
                          deviation="R-0001-D001"),),
    assessed=(Assessed(deviation="R-0001-D001", kind="system defect", classed="major", cause="worn pusher",
                       impact="none on product", resolution="pusher replaced", retest="OQ-L1-010, attempt 2",
                       state="closed", number="DEV-2026-17", approved_by=("Q. Assurance", "O. Owner"),
                       closed_at="2026-11-21T09:00:00.000+01:00"),),
    remarks=(Remark(n=1, by="e.executor", at="2026-11-20T12:00:00.000+01:00", subject="OQ-L1-010", text="loud"),
             Remark(n=2, by="e.executor", at="2026-11-20T12:05:00.000+01:00", subject="OQ-L1-010", text=LONG,
                    corrects=1)),
    reviews=(Review(by="r.reviewer", at="2026-11-21T10:00:00.000+01:00", subject="run", result="correct"),),
    attachments=(Attached(id="A1", title="photo of the pusher", file="pusher.jpg", media_type="image/jpeg",
                          size=123456, sha256="ab" * 32, subject="R-0001-D001", by="e.executor",
                          at="2026-11-20T12:10:00.000+01:00"),),
    history=(("1", "2026-11-20", "linebench", "end of the run"), ("2", "2026-11-21", "e.executor", "concluded")))


def _item(value: str) -> Item:
    return Item(area="software", subject="L2", property="version", value=value, source="L2")


def _sitting(folder: Path, name: str, version: str, *, good: bool, **changes: object) -> Source:
    """One sitting: the case of the gate, and in the first a case that passes and one that is not executed."""
    values = {"protocol": PROTOCOL, "people": PEOPLE, "started_by": "e.executor", "id": name}
    writer = builder.begin(folder / name, **(values | changes))
    first = name == "R-0001"
    writer.plan((*((builder.plan("OQ-L1-001"),) if first else ()), builder.plan("OQ-L1-010", "speed=400/min"),
                 builder.plan("OQ-L1-012", requirements=("URS-REJ-007",))), LEFT_OUT)
    for test, row, fine in (*((("OQ-L1-001", "", True),) if first else ()), ("OQ-L1-010", "speed=400/min", good)):
        builder.put_journal(folder / name, test, builder.journal(builder.records(test, row, good=fine)))
        writer.attempt(test, builder.attempt(test, row))
    inventory = [Inventory(at=f"2026-11-20T1{n}:00:00.000+01:00", items=(_item(version),)) for n in (0, 1)]
    (folder / name / ENVIRONMENT).write_bytes(encode_environment(*inventory))
    builder.finish(writer, [NotExecuted(test="OQ-L1-012", reason="the shift ended")])
    return Source(folder / name)


def two_sittings(folder: Path) -> tuple[Source, Source]:
    """The gate fails in the first sitting and passes in the second, after L2 was replaced."""
    approved = Approval(state="approved", record="cd" * 32, at="2026-11-19T10:00:00.000+01:00",
                        by=("Q. Assurance, qa",))
    clock = ClockState(source="chrony", synced=True, start_offset_ms=0.2, end_offset_ms=None)
    return (_sitting(folder, "R-0001", "1.0", good=False, approval=approved, clock_state=clock),
            _sitting(folder, "R-0002", "1.1", good=True, approval=approved, sitting=2,
                     continues=Continued(run="R-0001", manifest="ef" * 32)))


def qualification(folder: Path, *components: Component) -> Source:
    """A run of PQ with one case that passes."""
    writer = builder.begin(folder, protocol=PROTOCOL, components=components)
    writer.plan((builder.plan("PQ-001"),))
    builder.put_journal(folder, "PQ-001", builder.journal(builder.records("PQ-001")))
    writer.attempt("PQ-001", builder.attempt("PQ-001"))
    builder.finish(writer)
    return Source(folder)


def changed(source: Source, **changes: object) -> Source:
    """The same package with another run.json, to be rendered without being run again."""
    run: Run = msgspec.structs.replace(read_run(source), **changes)
    return Source(source.folder, source.pending | {RUN: encode_pretty(run)})
