"""What the command line says and returns when something goes wrong: one message, never a traceback.

Exit codes: 0 pass, 1 the system under test failed (``verify``: integrity or verdict mismatch), 2 bad input or
usage, 3 bench error or incomplete, 4 provisional. When several hold: 2, 3, 1, 4, 0.
"""

import errno
import os
import tempfile
import traceback
from collections.abc import Iterable
from pathlib import Path

__all__ = ["BENCH_ERROR", "PASS", "PROVISIONAL", "SUT_FAILED", "USAGE", "IncompleteError",
           "UserError", "explain", "worst"]

PASS, SUT_FAILED, USAGE, BENCH_ERROR, PROVISIONAL = 0, 1, 2, 3, 4
_PRECEDENCE = (USAGE, BENCH_ERROR, SUT_FAILED, PROVISIONAL, PASS)
_OURS = ("linebench.",)
_DISK = {errno.ENOSPC, errno.EDQUOT}


class IncompleteError(Exception):
    """What was asked for could not be carried through. The text says how far it came."""


class UserError(Exception):
    """Input or usage that cannot be used. The text says where, what was found, what is expected, what to do."""


def worst(codes: Iterable[int]) -> int:
    """Return the exit code that wins when several hold."""
    return min(codes, key=_PRECEDENCE.index, default=PASS)


def explain(error: BaseException) -> tuple[str, int]:
    """Return the one message for an exception, and the exit code.

    Errors that linebench raises on purpose carry their own message. Anything else is a defect of the bench:
    its traceback goes into a file that the message names.
    """
    if isinstance(error, KeyboardInterrupt):
        return "interrupted; what was written so far is incomplete", BENCH_ERROR
    if (full := _cause(error)) is not None:
        return _full_disk(error, full), BENCH_ERROR
    if isinstance(error, IncompleteError):
        return str(error), BENCH_ERROR
    if type(error).__module__.startswith(_OURS) and isinstance(error, Exception) and str(error):
        return str(error), USAGE
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}; check the path and its permissions", USAGE
    return f"bench error: {type(error).__name__}: {error}; {_details(error)}", BENCH_ERROR


def _cause(error: BaseException | None) -> OSError | None:
    """Return the full disk behind an error, if that is what is behind it."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in _DISK:
            return error
        error = error.__cause__ or error.__context__
    return None


def _full_disk(error: BaseException, full: OSError) -> str:
    if error is not full and type(error).__module__.startswith(_OURS):
        return str(error)
    where = f"{full.filename}: " if full.filename else ""
    return f"{where}the disk is full; what was written so far is incomplete; free some space and run again"


def _details(error: BaseException) -> str:
    try:
        handle, name = tempfile.mkstemp(prefix="linebench-error-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.writelines(traceback.format_exception(error))
    except OSError:
        return "run again with --debug to see the details"
    return f"the details are in {Path(name).as_posix()}"
