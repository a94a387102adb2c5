"""What a run is called, who started it and on what: the wall-clock side of a run, kept out of journals."""

import getpass
import hashlib
import platform
import socket
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from linebench.adequacy.standing import with_adequacy
from linebench.bdd.result import AttemptResult
from linebench.content import Content
from linebench.evidence.model import UNKNOWN, FileHash, Planned, Protocol, Run
from linebench.inventory.distributions import installed_software
from linebench.inventory.tool import tool

__all__ = ["account", "journals_digest", "start_of_run"]

def journals_digest(results: Iterable[AttemptResult]) -> str:
    """Return one SHA-256 over the heads of all journals: equal runs have equal digests."""
    digest = hashlib.sha256()
    for result in sorted(results, key=lambda each: (each.test, each.row)):
        digest.update(f"{result.test}\t{result.row}\t{result.head}\n".encode())
    return digest.hexdigest()


def start_of_run(folder: Path, protocol: Protocol, planned: tuple[Planned, ...], *, seed: int,
                 mutants: tuple[str, ...], content: Content, words: Sequence[str]) -> Run:
    """Describe a run that is about to start. ``words``: the command line as typed."""
    now = datetime.now().astimezone()
    runner = account()
    return Run(
        id=folder.resolve().name, protocol=protocol, started_by=runner, runner_account=runner,
        start=now.isoformat(timespec="milliseconds"), zone=now.tzname() or UNKNOWN, host=socket.gethostname(),
        os=platform.platform(), python=platform.python_version(), tool=with_adequacy(tool(), content),
        seed=seed, pace=UNKNOWN,
        scenario=FileHash(path=UNKNOWN, sha256=UNKNOWN), planned=planned, mutants=mutants,
        command_line=("linebench", *(_portable(word, content) for word in words)),
        files=tuple(FileHash(path=name, sha256=sha) for name, sha in content.files),
        software=installed_software(), clock=_CLOCK,
    )


_CLOCK = "clock of the host; synchronisation unknown"
"""The bench asks no time server: what keeps a host's clock right is known to its administrators."""


def _portable(word: str, content: Content) -> str:
    """Return a word of the command line without a path of this machine."""
    option, equals, text = word.partition("=") if word.startswith("--") else ("", "", word)
    path = Path(text)
    if not path.is_absolute():
        return word
    here = Path.cwd()
    inside = path.relative_to(here).as_posix() if path.is_relative_to(here) else content.name(path)
    return f"{option}{equals}{inside}"


def account() -> str:
    """Return the account that the bench runs under."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no name for this user id, as in some containers
        return UNKNOWN
