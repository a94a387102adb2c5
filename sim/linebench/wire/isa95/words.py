"""States, methods and statuses of OPC 10031-4 in the words of the port."""

from collections.abc import Mapping
from enum import IntFlag
from types import MappingProxyType

import msgspec

__all__ = ["MOVES", "NAMES", "NUMBERS", "ORDERS", "Move", "ReturnStatus", "done_already", "flags_of", "read_status",
           "word_of", "written_status"]

NAMES: Mapping[str, str] = MappingProxyType({
    "not_allowed_to_start": "NotAllowedToStart", "allowed_to_start": "AllowedToStart", "running": "Running",
    "interrupted": "Interrupted", "ended": "Ended", "aborted": "Aborted"})
"""States of a job order as the standard writes them (6.2.1.2), in the order of their numbers, which begin at 1."""
NUMBERS: Mapping[str, int] = MappingProxyType({word: number for number, word in enumerate(NAMES, 1)})

_PREPARED = ("not_allowed_to_start", "allowed_to_start")


class Move(msgspec.Struct, frozen=True):
    """What a method does: from which states, and to which; an empty ``target``: the job order is gone."""

    command: str
    sources: tuple[str, ...]
    target: str


MOVES: Mapping[str, Move] = MappingProxyType({
    "Start": Move("start", ("not_allowed_to_start",), "allowed_to_start"),
    "RevokeStart": Move("revoke_start", ("allowed_to_start",), "not_allowed_to_start"),
    "Pause": Move("pause", ("running",), "interrupted"),
    "Resume": Move("resume", ("interrupted",), "running"),
    "Stop": Move("stop", ("running", "interrupted"), "ended"),
    "Abort": Move("abort", (*_PREPARED, "running", "interrupted"), "aborted"),
    "Cancel": Move("cancel", _PREPARED, ""),
    "Clear": Move("clear", ("ended", "aborted"), "")})
"""Commands by method (6.2.1.2 to 6.2.1.13). From AllowedToStart to Running a job order goes by itself; from Running
to Interrupted, Ended and Aborted and back it may."""
ORDERS: Mapping[str, str] = MappingProxyType({
    "Store": "not_allowed_to_start", "StoreAndStart": "allowed_to_start", "Update": ""})
"""Methods that give an order, and the state in which it is then; none where that stays as it was."""


class ReturnStatus(IntFlag):
    """The bits of ReturnStatus (annex B.2). From 33 on they are an implementation's own; these are the bench's."""

    NO_ERROR = 1 << 0
    UNKNOWN_JOB = 1 << 1
    INVALID_COMMAND = 1 << 2
    """Of version 1.0; read, and never given."""
    INVALID_STATUS = 1 << 3
    UNABLE_TO_ACCEPT = 1 << 4
    INVALID_REQUEST = 1 << 32
    DUPLICATE = 1 << 33
    NO_MASTER_DATA = 1 << 34
    FULL = 1 << 35
    UNKNOWN_COMMAND = 1 << 36


_R = ReturnStatus
_FLAGS: Mapping[str, ReturnStatus] = MappingProxyType({
    "ok": _R.NO_ERROR, "unknown_job": _R.UNKNOWN_JOB, "wrong_state": _R.INVALID_STATUS,
    "invalid": _R.INVALID_REQUEST, "unknown_command": _R.INVALID_REQUEST | _R.UNKNOWN_COMMAND,
    "duplicate": _R.UNABLE_TO_ACCEPT | _R.DUPLICATE, "no_master_data": _R.UNABLE_TO_ACCEPT | _R.NO_MASTER_DATA,
    "full": _R.UNABLE_TO_ACCEPT | _R.FULL})
_WORDS: tuple[tuple[ReturnStatus, str], ...] = (
    (_R.DUPLICATE, "duplicate"), (_R.NO_MASTER_DATA, "no_master_data"), (_R.FULL, "full"),
    (_R.UNKNOWN_COMMAND, "unknown_command"), (_R.UNKNOWN_JOB, "unknown_job"),
    (_R.INVALID_COMMAND, "unknown_command"), (_R.INVALID_STATUS, "wrong_state"), (_R.UNABLE_TO_ACCEPT, "invalid"),
    (_R.INVALID_REQUEST, "invalid"))
"""What says most first."""
_BITS = 64


def flags_of(word: str) -> ReturnStatus:
    """The bits that a status of the port travels as; that of an invalid request for a word that is none."""
    return _FLAGS.get(word, ReturnStatus.INVALID_REQUEST)


def word_of(value: int) -> str:
    """The status of the port; ``invalid`` where no bit says more."""
    found = next((word for flag, word in _WORDS if value & flag), "")
    return found or ("ok" if value & ReturnStatus.NO_ERROR else "invalid")


def written_status(word: str, *, numbers: bool) -> int:
    """A status of the port as ReturnStatus. ``numbers``: as the number of its lowest bit."""
    flags = int(flags_of(word))
    return (flags & -flags).bit_length() - 1 if numbers else flags


def read_status(value: int, *, numbers: bool) -> int:
    """The bits of a ReturnStatus as it came. ``numbers``: it is the number of its bit, as some servers have it."""
    if not numbers:
        return value
    return 1 << value if 0 <= value < _BITS else int(ReturnStatus.INVALID_REQUEST)


def done_already(command: str, state: str | None) -> bool:
    """Whether a job order in ``state``, ``None`` where there is none, shows that ``command`` was carried out.

    For a command that is said again because its answer was lost.
    """
    target = next(move.target for move in MOVES.values() if move.command == command)
    if command == "start" and state == "running":
        return True  # it goes on from there by itself
    return (state or "") == target
