"""Processes that need not start: each is forked from one that has imported the program and done nothing else.

A command line takes seconds to import, and the tests run hundreds. Where there is no ``fork`` that can be relied
upon, or where a variable decides how the interpreter starts, a process starts from nothing as ever.
"""

import atexit
import json
import os
import runpy
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Done", "command"]

_ROOT = Path(__file__).resolve().parents[1]
_LIMIT_S = 300
_AT_START = ("PYTHON", "LC_", "LANG", "TZ", "COVERAGE")
"""Beginnings of the names of variables that count while an interpreter starts."""


@dataclass(frozen=True)
class Done:
    """What a command left: exit code and both streams."""

    code: int
    out: str
    err: str


def command(words: Sequence[str], cwd: Path, environment: Mapping[str, str]) -> Done:
    """Run ``linebench`` with words in a folder; ``environment``: variables that differ from ours."""
    if sys.platform != "linux" or any(name.startswith(_AT_START) for name in environment):
        return _cold(words, cwd, environment)
    with tempfile.TemporaryDirectory(prefix="linebench-tests-") as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        code = _Nest.one().hatch({"words": list(words), "cwd": str(cwd), "out": str(out), "err": str(err),
                                  "environment": dict(os.environ | environment)})
        return Done(code, *(file.read_text(encoding="utf-8") for file in (out, err)))


def _cold(words: Sequence[str], cwd: Path, environment: Mapping[str, str]) -> Done:
    done = subprocess.run([sys.executable, "-m", "linebench", *words], cwd=cwd, capture_output=True, text=True,
                          encoding="utf-8", timeout=_LIMIT_S, check=False, env=os.environ | environment)
    return Done(done.returncode, done.stdout, done.stderr)


class _Nest:
    """The process that has imported the program, of this test process."""

    _here: "_Nest | None" = None

    def __init__(self) -> None:
        self._process = subprocess.Popen([sys.executable, "-m", "tests.warm"], cwd=_ROOT, stdin=subprocess.PIPE,
                                         stdout=subprocess.PIPE, text=True, encoding="utf-8")
        atexit.register(self.close)

    @classmethod
    def one(cls) -> "_Nest":
        if cls._here is None or cls._here._process.poll() is not None:
            cls._here = cls()
        return cls._here

    def hatch(self, request: Mapping[str, object]) -> int:
        """Have a process forked that runs the command, and return its exit code."""
        overdue = threading.Timer(_LIMIT_S, self._process.kill)
        overdue.start()
        try:
            print(json.dumps(request), file=self._process.stdin, flush=True)
            answer = self._process.stdout.readline()
        finally:
            overdue.cancel()
        if not answer:
            raise subprocess.TimeoutExpired(str(request["words"]), _LIMIT_S)
        return int(answer)

    def close(self) -> None:
        with suppress(OSError):
            self._process.stdin.close()
        self._process.wait()


def _serve() -> None:
    """Fork a process for each request that is a line of the standard input; answer with its exit code."""
    from linebench.bdd import run, steps  # noqa: PLC0415, F401  # to be there in every fork
    from linebench.cli import app  # noqa: PLC0415, F401

    steps.modules()
    while line := sys.stdin.readline():
        child = os.fork()
        if child == 0:
            _become(json.loads(line))
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()


def _become(request: Mapping[str, object]) -> None:
    """Be the process that ``python -m linebench`` is, and end."""
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["environment"])
    sys.argv, sys.path[0] = ["linebench", *request["words"]], request["cwd"]
    for number, name, flags in ((0, os.devnull, os.O_RDONLY), (1, request["out"], os.O_WRONLY | os.O_CREAT),
                                (2, request["err"], os.O_WRONLY | os.O_CREAT)):
        os.dup2(os.open(name, flags), number)
    os._exit(_code())


def _code() -> int:
    """Run the program to the end of all that an interpreter does when it ends."""
    code = 0
    try:
        runpy.run_module("linebench", run_name="__main__", alter_sys=True)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001  # as an interpreter does
        traceback.print_exc()
        code = 1
    threading._shutdown()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    return code


if __name__ == "__main__":
    _serve()
