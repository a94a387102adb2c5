"""``linebench serve`` in a process of its own, as a person in another shell has it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["LINEBENCH", "served"]

LINEBENCH = (sys.executable, "-m", "linebench")


@contextmanager
def served(folder: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Serve the carton line with these words; the process, and the document it printed first. It is ended here."""
    process = subprocess.Popen([*LINEBENCH, "serve", "carton-line", "--json", *words], cwd=folder, text=True,
                               encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        lines = []
        for line in process.stdout:
            lines.append(line)
            if line == "}\n":
                break
        assert lines, process.stderr.read()
        text = "".join(lines)
        json.loads(text)
        yield process, text
    finally:
        process.kill()
        process.communicate()
