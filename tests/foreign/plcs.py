"""PLCs of other makers on free ports, and test cases of the library that are executed against them."""

import re
import shutil
import socket
import sys
from pathlib import Path

from linebench.bdd.config import RunConfig
from linebench.bdd.judging import read_journal
from linebench.bdd.result import AttemptResult
from linebench.bdd.run import execute
from linebench.content import library
from linebench.records.run import ScanMeasured

__all__ = ["EXAMPLES", "attempt", "copied", "scans"]

EXAMPLES = Path(__file__).parent
_PLCS = ("soft_plc", "server_plc")
_PORT = re.compile(r"(?<=^port = )\d+", re.MULTILINE)


def copied(folder: Path, plc: str, **changes: str) -> Path:
    """Copy the PLCs and their files, one of them on ports that are free. ``changes``: of its settings, by name."""
    for each in _PLCS:
        shutil.copytree(EXAMPLES / each, folder / each, ignore=shutil.ignore_patterns("__pycache__"))
    files = {name: folder / plc / name for name in ("machine.ini", "stack.toml")}
    texts = {name: file.read_text(encoding="utf-8") for name, file in files.items()}
    numbers = sorted({port for text in texts.values() for port in _PORT.findall(text)})
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in numbers]
    free = {number: str(one.getsockname()[1]) for number, one in zip(numbers, sockets, strict=True)}
    for one in sockets:
        one.close()
    for name, value in changes.items():
        line = re.compile(rf"^{name} =.*$", re.MULTILINE)
        texts["machine.ini"] = line.sub(f"{name} = {value}", texts["machine.ini"])
    texts["stack.toml"] = texts["stack.toml"].replace('"python ', f'"{Path(sys.executable).as_posix()} ')
    for name, text in texts.items():
        there = _PORT.sub(lambda found: free[found[0]], text)
        files[name].write_text(there, encoding="utf-8", newline="\n")
    return files["stack.toml"]


def attempt(folder: Path, plc: str, test: str, row: str = "", **changes: str) -> AttemptResult:
    """Execute one row of one test case of the library against the PLC."""
    folder.mkdir(exist_ok=True)
    outcome = execute(RunConfig(content=library(), out=folder / "out", features=(library() / "features" / "oq",),
                                stack=copied(folder, plc, **changes), seed=7, tags=test, keyword=row))
    assert not outcome.lint
    (result,) = outcome.results
    print(result.verdict, result.message, *result.findings, *result.steps, sep="\n")  # noqa: T201 - pytest shows it where a test fails
    return result


def scans(folder: Path) -> list[ScanMeasured]:
    """What the journals say of the PLC's looks."""
    return [record for file in folder.glob("out/attempts/*/journal.zst") for record in read_journal(file)[1]
            if isinstance(record, ScanMeasured)]
