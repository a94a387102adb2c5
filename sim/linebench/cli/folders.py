"""Where commands put their results."""

from datetime import UTC, datetime
from pathlib import Path

from linebench.cli.failure import UserError

__all__ = ["new_folder"]

EVIDENCE = Path("evidence")


def new_folder(out: Path | None, name: str) -> Path:
    """Return the folder a command may make: ``out`` when it is new or empty, else a new one below ``evidence``.

    Raises:
        UserError: ``out`` holds files already, or lies below a file.

    """
    if out is None:
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        names = (f"{stamp}-{name}{suffix}" for suffix in ("", *(f"-{n}" for n in range(2, 1000))))
        out = next(EVIDENCE / each for each in names if not (EVIDENCE / each).exists())
    blocked = next((each for each in (out, *out.parents) if each.exists() and not each.is_dir()), None)
    if blocked is not None:
        raise UserError(f"{out}: found the file {blocked}; expected a folder for results; name another one")
    if out.is_dir() and any(out.iterdir()):
        raise UserError(f"{out}: found files in it; expected a new or empty folder: every run has its own")
    return out
