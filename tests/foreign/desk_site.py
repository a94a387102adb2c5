"""The desk as it lies in its folder, on ports that are free, with its units switched on: what a test runs."""

import contextlib
import io
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from linebench.bench import Bench
from linebench.content import Content, library
from linebench.evidence.judging import Judged, oracle
from linebench.line.kinds import KINDS
from linebench.records import AnyRecord
from linebench.records.claim import AlarmClaimed, AnswerClaimed
from linebench.scenario.load import load

__all__ = ["DESK", "Line", "camera", "copied", "port_of", "ports", "printer", "switched_on"]

DESK = Path(__file__).parent / "desk"
PRINTER, CAMERA = "label_printer.py", "smart_camera.py"
_PORTS = ("9100", "9101")
_TEXTS = (".toml", ".feature", ".md")
_US = 1_000_000


def ports(text: str, free: dict[str, str]) -> str:
    """A text of the desk with the ports that are free."""
    return re.sub("|".join(_PORTS), lambda found: free[found[0]], text)


def copied(folder: Path) -> dict[str, str]:
    """Copy the desk's files on ports that are free; returns these by the ports of the example."""
    folder.mkdir()
    with contextlib.ExitStack() as taken:
        sockets = [taken.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in _PORTS]
        free = dict(zip(_PORTS, (str(each.getsockname()[1]) for each in sockets), strict=True))
    for file in DESK.iterdir():
        if file.suffix in _TEXTS:
            (folder / file.name).write_text(ports(file.read_text(encoding="utf-8"), free), encoding="utf-8")
        elif file.is_file():
            shutil.copy(file, folder / file.name)
    return free


@contextlib.contextmanager
def switched_on(folder: Path, words: str) -> Iterator["subprocess.Popen[str]"]:
    """A unit, from when it is ready to the end of the block, where it is killed. ``words``: as one types them."""
    with subprocess.Popen([sys.executable, *words.split()], cwd=folder, stdout=subprocess.PIPE, text=True) as unit:
        assert unit.stdout is not None
        try:
            assert unit.stdout.readline() == "ready\n"
            yield unit
        finally:
            unit.kill()


def port_of(desk: Path, seat: str) -> str:
    """The port of a unit, as the stack file has it."""
    text = (desk / "stack.toml").read_text(encoding="utf-8")
    found = re.search(rf'id = "l2-{seat}".*?^port = (\d+)', text, re.DOTALL | re.MULTILINE)
    assert found
    return found[1]


def printer(desk: Path, *more: str) -> contextlib.AbstractContextManager["subprocess.Popen[str]"]:
    """The printer of the desk, switched on."""
    return switched_on(desk, " ".join((PRINTER, "--port", port_of(desk, "printer"), *more)))


def camera(desk: Path, *more: str) -> contextlib.AbstractContextManager["subprocess.Popen[str]"]:
    """The camera of the desk, switched on."""
    return switched_on(desk, " ".join((CAMERA, "--port", port_of(desk, "camera"), *more)))


class Line:
    """The line of the desk with an order that runs, and what comes of it."""

    def __init__(self, folder: Path) -> None:
        content = Content((library(),))
        loaded = load("desk-line.toml", content, KINDS, stack="stack.toml", near=folder,
                      settings={"no_read": "0 %"})
        self._sink = io.BytesIO()
        self.bench = Bench(loaded.scenario, seed=7, content=content, sink=self._sink,
                           requirements=content.requirements())

    def ask(self, action: str, subject: str = "") -> None:
        """Ask something at the HMI that has to be granted."""
        since = self.bench.position
        self.bench.ask(action, subject)
        at = self.bench.advance(lambda record: isinstance(record, AnswerClaimed), 10 * _US, since=since)
        assert at is not None
        assert self.bench.records[at].accepted, self.bench.records[at]

    def start(self) -> None:
        """Start the order and the line."""
        self.ask("confirm_clearance")
        self.ask("start_batch", "PO-1001")
        self.ask("start_line")

    def until(self, kind: type, count: int = 1, since: int | None = None, **fields: object) -> AnyRecord:
        """Run until so many records of a kind have come, from here or from ``since`` on."""
        found: list[AnyRecord] = []

        def enough(record: AnyRecord) -> bool:
            if isinstance(record, kind) and all(getattr(record, name) == value for name, value in fields.items()):
                found.append(record)
            return len(found) >= count

        assert self.bench.advance(enough, 30 * _US, since=since) is not None, (kind, fields)
        return found[-1]

    def alarm(self, name: str) -> None:
        """Run until an alarm has come; it may have already."""
        def came(record: AnyRecord) -> bool:
            return isinstance(record, AlarmClaimed) and record.alarm == name and record.on

        assert self.bench.advance(came, 20 * _US, since=0) is not None, name

    def judged(self) -> Judged:
        """End it, and judge what there was."""
        self.bench.close()
        return oracle(self._sink.getvalue())

    def of(self, kind: type) -> list[AnyRecord]:
        """The records of a kind."""
        return [record for record in self.bench.records if isinstance(record, kind)]
