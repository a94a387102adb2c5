"""A run that was refused as it was to continue another: the record of the refusal."""

from collections.abc import Sequence
from pathlib import Path

from linebench.bdd.controlled.reading import read_protocol
from linebench.cli.runs import start_of_run
from linebench.content import Content
from linebench.evidence.package import PackageWriter

__all__ = ["REFUSED", "keep_refusal"]

REFUSED = "run refused"
"""What the audit trail calls it; the reason says why."""


def keep_refusal(folder: Path, content: Content, words: Sequence[str], reason: str) -> None:
    """Leave an aborted package in which nothing ran, with the refusal in its audit trail.

    Raises:
        PackageError: it cannot be written.

    """
    run = start_of_run(folder, read_protocol(content, ()), (), seed=0, mutants=(), content=content, words=words)
    plain = content.plain(reason, folder.resolve().parent)
    writer = PackageWriter.begin(folder, run, content.requirements())
    writer.note(REFUSED, reason=plain)
    writer.abort(plain)
