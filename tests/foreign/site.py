"""The example as it lies here, in a folder of its own and on ports that are free: what a test runs."""

import re
import shutil
import socket
import sys
from collections.abc import Iterable
from pathlib import Path

from linebench.bdd.config import RunConfig
from linebench.bdd.result import AttemptResult
from linebench.bdd.run import execute
from linebench.content import library

__all__ = ["EXAMPLE", "attempt", "copied", "relocated", "sound"]

EXAMPLE = Path(__file__).parent
FILES = ("stack.toml", "plc.csv", "anlage.ini", "signale.csv", "serien.csv", "features/profiles/rejects.toml")
DECISION_US = 100_000
"""How long a verdict may take: URS-REJ-003 of the library."""
_PORT = re.compile(r"(?<=127\.0\.0\.1:)\d+|(?<=^port = )\d+|(?<=\"port\": \")\d+|(?<=uiPort: )\d+", re.MULTILINE)
"""In INI and TOML files, in a flow of Node-RED and in its settings."""


def copied(folder: Path, fault: str = "") -> Path:
    """Copy product and files, on ports that are free.

    ``fault``: which of the product's planted defects is switched on. Returns the stack file.
    """
    shutil.copytree(EXAMPLE / "product", folder / "product", ignore=shutil.ignore_patterns("__pycache__"))
    relocated(EXAMPLE, folder, FILES)
    settings = folder / "anlage.ini"
    text = settings.read_text(encoding="utf-8").replace("name =\n", f"name = {fault}\n")
    settings.write_text(text, encoding="utf-8", newline="\n")
    return folder / "stack.toml"


def relocated(source: Path, folder: Path, names: Iterable[str]) -> None:
    """Copy text files; the ports in them become free ones, the same for both sides of a wire.

    What a stack file starts with ``python`` is started by the interpreter of the tests.
    """
    texts = {name: (source / name).read_text(encoding="utf-8") for name in names}
    numbers = sorted({port for text in texts.values() for port in _PORT.findall(text)})
    free = dict(zip(numbers, _free(len(numbers)), strict=True))
    for name, text in texts.items():
        there = _PORT.sub(lambda found: free[found[0]], text)
        there = there.replace('"python ', f'"{Path(sys.executable).as_posix()} ')
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(there, encoding="utf-8", newline="\n")


def attempt(folder: Path, test: str, row: str = "", fault: str = "") -> AttemptResult:
    """Execute one row of one test case of the library against the product."""
    folder.mkdir(exist_ok=True)
    outcome = execute(RunConfig(content=library(), out=folder / "out", features=(library() / "features" / "oq",),
                                stack=copied(folder, fault), seed=7, tags=test, keyword=row))
    assert not outcome.lint
    (result,) = outcome.results
    print(result.verdict, result.message, *result.findings, *result.steps, sep="\n")  # noqa: T201 - pytest shows it where a test fails
    return result


def sound(result: AttemptResult) -> bool:
    """Whether nothing speaks against the product.

    On a computer that was too busy to measure times the verdict is provisional; and where it held up the bench for
    longer than a verdict may take, it may have held up the product too: then late verdicts say nothing. Every step
    must have passed all the same, or be in doubt for its times alone.
    """
    lateness = result.traces.lateness
    busy = lateness is not None and lateness.worst > DECISION_US
    late = busy and all(each.startswith("decision-too-late: ") for each in result.findings)
    steps = {step.verdict for step in result.steps}
    unmeasured = result.verdict == "provisional" or late
    return result.verdict == "pass" or (unmeasured and steps <= {"pass", "provisional"})


def _free(count: int) -> list[str]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [str(each.getsockname()[1]) for each in sockets]
    for each in sockets:
        each.close()
    return ports
