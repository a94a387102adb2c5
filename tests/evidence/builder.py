"""Builds small packages: journals made record by record, and a judge that needs nothing but steps and fates."""

import struct
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from linebench.evidence.judging import Finding, Judge, Judged, RuleOutcome
from linebench.evidence.model import (
    Attempt,
    Component,
    FileHash,
    NotExecuted,
    Picture,
    Planned,
    Protocol,
    Run,
    Step,
    Tool,
)
from linebench.evidence.package import PackageWriter
from linebench.evidence.story import read_story
from linebench.evidence.verdicts import Verdicts, worst
from linebench.records import AnyRecord
from linebench.records.claim import TracksClaimed
from linebench.records.codec import BLOCK, GENESIS, encode_block, read_blocks
from linebench.records.protocol import CaseBegan, CaseEnded, Expectation, StepBegan, StepEnded, Stimulus
from linebench.records.requirement import Limit, Requirement, encode_requirements
from linebench.records.run import Closed, Opened
from linebench.records.truth import FaultBegan, PackDiverted, PackExited

TEMPLATES = Path(__file__).parents[2] / "reports"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
END = "2026-11-20T11:00:00.000+01:00"

REQUIREMENTS = (
    Requirement(id="URS-REJ-001", revision="2", title="a pack that is not verified good is rejected", text="…",
                source="URS", critical=True, classes=("reject",), risks=("RISK-01",)),
    Requirement(id="URS-REJ-007", revision="1", title="reject not confirmed stops the line", text="…", source="URS",
                critical=True, classes=("stop",), limit=Limit(text="max 600 ms", unit="us", high=600_000)),
    Requirement(id="URS-AUD-001", revision="1", title="audit", text="…", source="URS", critical=False),
)


def clock() -> "Clock":
    return Clock()


class Clock:
    """A wall clock that moves one second at each look."""

    def __init__(self) -> None:
        self.seconds = 0

    def __call__(self) -> str:
        self.seconds += 1
        return f"2026-11-20T10:{self.seconds // 60:02d}:{self.seconds % 60:02d}.000+01:00"


def opened(test: str, row: str = "") -> Opened:
    return Opened(t=0, bench="0.1.0", test=test, row=row, seed=7, epoch="2026-01-01T00:00:00Z", scenario="{}",
                  origins="{}", limits=encode_requirements(REQUIREMENTS), mutants=(), files=())


def records(test: str, row: str = "", *, good: bool = True, packs: int = 120,
            requirements: tuple[str, ...] = ("URS-REJ-001",)) -> list[AnyRecord]:
    """One test case: a nozzle is blocked, packs run, the bad one is expected in the bin."""
    exits = [PackExited(t=2_000_000 + 150_000 * n, pack=n) for n in range(1, packs)]
    end = exits[-1].t
    actual = "pack 40 was diverted, stroke 312 ms after the order" if good else "pack 40 left the line as good"
    body: list[AnyRecord] = [
        opened(test, row),
        CaseBegan(t=0, test=test, title="unreadable code", row=row, kind="negative", requirements=requirements,
                  risks=("RISK-01",), script="oq/reject.feature", script_sha256="ab" * 32, line=12),
        StepBegan(t=0, n=1, keyword="Given", text='the scenario "lines/carton.toml"'),
        StepEnded(t=0, n=1, verdict="pass", message=""),
        StepBegan(t=1_000_000, n=2, keyword="When", text="the code of pack 40 cannot be read"),
        Stimulus(t=1_000_000, n=2, what="inject nozzle_dead", detail='{"rows": "2"}'),
        FaultBegan(t=1_000_000, fault=1, target="printer-1", kind="nozzle_dead", params='{"rows": "2"}'),
        StepEnded(t=1_000_000, n=2, verdict="pass", message=""), *exits[:40],
        *([PackDiverted(t=exits[40].t, pack=40, gate="gate-1"),
           TracksClaimed(t=exits[40].t, source="l1", results=((40, "rejected", "verdict"), (41, "passed", "")))]
          if good else []),
        *exits[40:],
        StepBegan(t=end, n=3, keyword="Then", text="pack 40 is rejected within the limit of URS-REJ-007"),
        Expectation(t=end, n=3, plane="truth", expected="pack 40 diverted", actual=actual, met=good,
                    limit="URS-REJ-007", value=312_000 if good else None, low=None, high=600_000, unit="us",
                    at=(60,)),
        StepEnded(t=end, n=3, verdict="pass" if good else "fail",
                  message="" if good else "pack 40 was not diverted"),
        CaseEnded(t=end, test=test),
    ]
    return [*body, Closed(t=end, records=len(body))]


def journal(items: Sequence[AnyRecord]) -> bytes:
    """Store records as a journal."""
    stored, previous = b"", GENESIS
    for number, start in enumerate(range(0, len(items), BLOCK)):
        frame, previous = encode_block(number, previous, items[start:start + BLOCK])
        stored += frame
    return stored


def judge(stored: bytes) -> Judged:
    """Judge by steps, and by one rule: a pack of the fault's window must not leave the line as good."""
    story = read_story(stored)
    diverted = [r for block in read_blocks(stored) for r in block.records if isinstance(r, PackDiverted)]
    found = Finding(what="pack 40 cannot be read and left the line as good", t=8_000_000, packs=(40,), at=(47,))
    bad = () if diverted else (found,)
    rule = RuleOutcome(rule="false-accept", revision=1,
                       title="A pack that had to be rejected does not leave the line as good.",
                       outcome="fail" if bad else "pass", opportunities=1, count=len(bad), findings=bad)
    idle = RuleOutcome(rule="wrong-parent", revision=1, title="A pack is reported in the case it lies in.",
                       outcome="not_exercised", opportunities=0)
    verdict = worst([*(step.verdict for step in story.steps), "fail" if bad else "pass"])
    why = "" if verdict == "pass" else "false-accept: pack 40 cannot be read and left the line as good"
    return Judged(verdict=verdict, why=why, rules=(rule, idle))


def png(size: int = 48) -> bytes:
    """A small black and white checkerboard, such as a code that cannot be read."""
    rows = (bytes(255 * ((x // 4 + y // 4 + x * y // 37) % 2) for x in range(size)) for y in range(size))
    raw = b"".join(b"\x00" + row for row in rows)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    head = struct.pack(">IIBBBBB", size, size, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b"")


def plan(test: str, row: str = "", requirements: tuple[str, ...] = ()) -> Planned:
    return Planned(test=test, row=row, title="unreadable code", kind="negative", script="oq/reject.feature",
                   line=12, objective="An unreadable pack is rejected and confirmed.", requirements=requirements,
                   tags=("negative",))


def run(**changes: object) -> Run:
    values: dict[str, object] = {
        "id": "R-0001",
        "protocol": Protocol(number="LB-OQ-01", title="Reject handling of the carton line", revision="3"),
        "started_by": "A. Tester", "runner_account": "svc-bench", "start": "2026-11-20T10:00:00.000+01:00",
        "zone": "Europe/Zurich", "host": "bench-1", "os": "Linux 6.1", "python": "3.11.7",
        "tool": Tool(name="linebench", version="0.1.0", commit="0123456789abcdef", dirty=False),
        "seed": 7, "pace": "virtual",
        "scenario": FileHash(path="scenarios/demo.toml", sha256="12" * 32),
        "features": (FileHash(path="features/oq/reject.feature", sha256="ab" * 32),), "planned": (),
        "command_line": ("linebench", "run", "features/oq"), "software": ("linebench 0.1.0", "msgspec 0.22.0"),
        "components": (
            Component(seat="l1", nature="emulated", truth="simulated", name="emulated PLC program", version="0.1.0",
                      fidelity="cycle time and memory of a real PLC"),
            Component(seat="camera", nature="simulated", truth="simulated", name="camera model", version="0.1.0",
                      fidelity="optics, lighting and lens faults beyond blur and contrast"),
        ),
    }
    return Run(**(values | changes))


def attempt(test: str, row: str = "", n: int = 1, **changes: object) -> Attempt:
    values: dict[str, object] = {"test": test, "row": row, "n": n, "title": "unreadable code", "kind": "negative",
                                 "start": "2026-11-20T10:00:01.000+01:00", "end": "2026-11-20T10:00:02.000+01:00"}
    return Attempt(**(values | changes))


def put_journal(folder: Path, name: str, stored: bytes) -> None:
    path = folder / "attempts" / name / "journal.zst"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(stored)


def begin(folder: Path, **changes: object) -> PackageWriter:
    return PackageWriter.begin(folder, run(**changes), REQUIREMENTS, now=clock())


def small_package(folder: Path, **changes: object) -> Verdicts:
    """A run of three planned cases: one passes with a picture, one fails, one is not executed."""
    writer = begin(folder, **changes)
    writer.plan((plan("OQ-L1-001"), plan("OQ-L1-010", "speed=400/min"),
                 plan("OQ-L1-012", requirements=("URS-REJ-007",))))
    put_journal(folder, "OQ-L1-001", journal(records("OQ-L1-001")))
    writer.attach("OQ-L1-001", "reject-40.png", png())
    picture = Picture(file="reject-40.png", title="pack 40 as the camera saw it")
    writer.attempt("OQ-L1-001", attempt("OQ-L1-001", pictures=(picture,)))
    put_journal(folder, "OQ-L1-010-400_min", journal(records("OQ-L1-010", "speed=400/min", good=False)))
    step = Step(n=3, keyword="Then", text="pack 40 is rejected", verdict="fail",
                table=(("pack", "fate"), ("40", "rejected")))
    writer.attempt("OQ-L1-010-400_min", attempt("OQ-L1-010", "speed=400/min", steps=(step,)))
    return finish(writer, [NotExecuted(test="OQ-L1-012", reason="the run was stopped by the operator")])


def finish(writer: PackageWriter, not_executed: Iterable[NotExecuted] = (), by: Judge = judge) -> Verdicts:
    return writer.finish(TEMPLATES, end=END, not_executed=tuple(not_executed), key=KEY, judge=by)
