"""A line in real time whose site server is a process outside the bench, which is killed again and again."""

import contextlib
import io
import json
import random
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from linebench.bdd.seen import code_on, each, exited
from linebench.bench import Bench
from linebench.content import Content, library
from linebench.evidence.judging import Judged, oracle
from linebench.line.kinds import KINDS
from linebench.ports.l3 import (
    AggregationEvent,
    BatchReport,
    ObjectEvent,
    Report,
    ReportAccepted,
    SerialReturn,
    Serials,
)
from linebench.ports.l4 import Captured
from linebench.records.claim import AnswerClaimed, PackedClaimed, SerialsClaimed
from linebench.records.wire import Delivered
from linebench.scenario.load import load
from linebench.serving import Serving
from tests.wiring.halting_site import AT_WORK, HALTED

__all__ = ["KilledSite", "Life"]

_ROOT = Path(__file__).parents[2]
_US = 1_000_000
_STACK = """id = "killed"
enterprise = "emulated"
report_every = "250 ms"
serial_block = 300
serial_low = 300
[[seat]]
id = "l3"
nature = "real"
[[wire]]
id = "l3-l4"
dialect = "{dialect}"
{more}
"""
_PATIENCE = 240
"""Looks at the line within which one life must have come to its end."""
_QUICK = 'options = { poll_every = "50 ms" }'
Life = tuple[str, int] | float
"""How a process ends: at a point that it comes to so often, or so many seconds after it is at work."""


class KilledSite:
    """``defect``: one that is planted in the process of the site server."""

    def __init__(self, folder: Path, dialect: str, *, pace: str = "real:4", defect: str = "") -> None:
        self._folder, self._defect = folder, defect
        stack = folder / "stack.toml"
        more = _QUICK if dialect == "epcis" else ""
        stack.write_text(_STACK.format(dialect=dialect, more=more), encoding="utf-8")
        content = Content((library(),))
        self._words = ("--set", "batch.PO-1001.quantity=100000")
        settings = {"pace": pace, "no_read": "0 %", "batch.PO-1001.quantity": "100000"}
        scenario = load("carton-enterprise", content, KINDS, stack=str(stack), settings=settings).scenario
        self._sink = io.BytesIO()
        self.bench = Bench(scenario, seed=7, content=content, sink=self._sink, requirements=content.requirements())
        document = Serving(self.bench, {}).document()
        (folder / "endpoints.json").write_text(json.dumps(document), encoding="utf-8")

    @contextlib.contextmanager
    def living(self, point: str = "", count: int = 0) -> Iterator["subprocess.Popen[str]"]:
        """A life of the site server, from its start to its violent end."""
        command = [sys.executable, "-m", "tests.wiring.halting_site", self._defect, point, str(count), "stack",
                   "carton-enterprise", "--endpoints", str(self._folder / "endpoints.json"), "--level", "l3",
                   "--store", str(self._folder / "store"), "--content", str(library()), *self._words]
        with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
            try:
                yield process
            finally:
                process.kill()

    def close(self) -> None:
        """Let go of everything."""
        self.bench.abandon()

    def start(self) -> None:
        """Let a batch run as soon as the site server is there."""
        self._until(lambda: bool(self.bench.endpoints["l3-l2"].counts()), "no site server has come")
        self.bench.hand("clear_line")
        for action, subject in (("confirm_clearance", ""), ("start_batch", "PO-1001"), ("start_line", "")):
            since = self.bench.position
            self.bench.ask(action, subject)
            at = self.bench.advance(lambda record: isinstance(record, AnswerClaimed), 60 * _US, since=since)
            assert at is not None, action
            assert self.bench.records[at].accepted, self.bench.records[at]

    def kill(self, lives: list[Life]) -> int:
        """Let it live and die so often while the line runs; returns how often it was killed."""
        ended: list[Life] = []

        def killing() -> None:
            for life in lives:
                self._live(life)
                ended.append(life)

        killer = threading.Thread(target=killing, daemon=True)
        killer.start()
        patience = _PATIENCE
        while killer.is_alive() and patience:
            before = len(ended)
            self.bench.advance(None, _US // 2)
            self._keep_running()
            patience = _PATIENCE if len(ended) > before else patience - 1
        return len(ended)

    def _keep_running(self) -> None:
        """Do what people do at a line that has stopped because its site was away for too long."""
        if self.bench.people.shown.get("state") == "Stopped":
            self.bench.ask("acknowledge")
            self.bench.ask("start_line")

    def _live(self, life: Life) -> None:
        if isinstance(life, tuple):
            with self.living(*life) as process:
                assert process.stdout is not None
                assert process.stdout.readline() == f"{HALTED}\n"
        else:
            with self.living(AT_WORK) as process, contextlib.suppress(subprocess.TimeoutExpired):
                assert process.stdout is not None
                assert process.stdout.readline() == f"{AT_WORK}\n"
                raise AssertionError(process.wait(life))

    def settle(self) -> None:
        """Stop the line, and let everything be said and confirmed; what is not after a while never will be."""
        self.bench.ask("stop_line")
        self.bench.advance(None, 5 * _US)
        with contextlib.suppress(AssertionError):
            self._until(self._is_settled, "")

    def _until(self, condition: Callable[[], bool], trouble: str) -> None:
        for _ in range(120):
            if condition():
                return
            self.bench.advance(None, _US // 2)
        raise AssertionError(trouble)

    def _is_settled(self) -> bool:
        told = {one.sequence for one in self.said("l2>l3", Report, BatchReport, SerialReturn)}
        reports = {one.sequence for one in self.said("l2>l3", Report)}
        taken = {one.sequence for one in self.said("l3>l2", ReportAccepted)}
        return told <= taken and reports <= {one.capture for one in self.said("l4>l3", Captured)}

    def said(self, link: str, *kinds: type) -> Iterator[object]:
        """What was said on a link."""
        return (record.message for _, record in each(self.bench.records, Delivered)
                if record.link == link and isinstance(record.message, kinds))

    def wrong(self) -> dict[str, object]:
        """Ask the enterprise for all it holds; returns what does not agree with truth and with what L2 was told."""
        assert self.bench.audit() == ""
        records = self.bench.records
        held = [epc for _, claim in each(records, SerialsClaimed) if (claim.source, claim.status)
                == ("l4", "commissioned") for epc in claim.epcs if not epc.startswith("00")]
        packed = {claim.parent for _, claim in each(records, PackedClaimed) if claim.source == "l4"}
        acknowledged = self._acknowledged()
        good = self.made()
        return {name: found for name, found in {
            "acknowledged and lost": acknowledged - set(held) - packed, "made and lost": good - set(held),
            "never made": set(held) - good, "twice": len(held) - len(set(held)),
            "given out twice": self._twice(), "rules": self._findings()}.items() if found}

    def _acknowledged(self) -> set[str]:
        """Packs that were commissioned and containers that were packed, as far as L2 was told that this is kept."""
        taken = {one.sequence for one in self.said("l3>l2", ReportAccepted)}
        events = [event for report in self.said("l2>l3", Report) if report.sequence in taken
                  for event in report.events]
        return {event.parent for event in events if isinstance(event, AggregationEvent)} | {
            epc for event in events if isinstance(event, ObjectEvent) and event.step == "commissioning"
            for epc in event.epcs if not epc.startswith("00")}

    def made(self) -> set[str]:
        """The codes of the packs that left the line as good."""
        return {code_on(self.bench.records, pack) for pack in exited(self.bench.records)}

    def _twice(self) -> set[str]:
        answers = {one.request: one.serials for one in self.said("l3>l2", Serials)}
        given = [serial for serials in answers.values() for serial in serials]
        assert all(one.serials == answers[one.request] for one in self.said("l3>l2", Serials))
        return {serial for serial in given if given.count(serial) > 1}

    def _findings(self) -> list[str]:
        self.bench.close()
        judged: Judged = oracle(self._sink.getvalue())
        wanted = ("enterprise-equals-site", "reported-once", "serial-reused")
        return [finding.what for rule in judged.rules if rule.rule in wanted for finding in rule.findings]

    def moments(self, count: int, seed: int) -> list[Life]:
        """Random moments of its death."""
        chance = random.Random(seed)
        return [chance.uniform(0, 1) for _ in range(count)]
