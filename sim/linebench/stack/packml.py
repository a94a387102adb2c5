"""The PackML state model (ANSI/ISA-TR88.00.02, OPC 30050) as one transition table, and the walk over it.

State numbers are those of OPC 30050 table 1, which equal TR88 ``StateCurrent`` for 1 to 17. Nothing here
acts on a machine: a program asks what a command leads to and switches its own outputs.
"""

from collections.abc import Mapping
from enum import IntEnum
from types import MappingProxyType

__all__ = ["ACTING", "COMMANDS", "IllegalCommandError", "State", "after_command", "after_completion",
           "next_towards_execute"]


class State(IntEnum):
    """A PackML state by its number."""

    CLEARING = 1
    STOPPED = 2
    STARTING = 3
    IDLE = 4
    SUSPENDED = 5
    EXECUTE = 6
    STOPPING = 7
    ABORTING = 8
    ABORTED = 9
    HOLDING = 10
    HELD = 11
    UNHOLDING = 12
    SUSPENDING = 13
    UNSUSPENDING = 14
    RESETTING = 15
    COMPLETING = 16
    COMPLETE = 17


class IllegalCommandError(ValueError):
    """A command that the state does not allow (``Bad_InvalidState`` in OPC 30050). The state stays as it was."""


_S = State
_RUNNING = (_S.STARTING, _S.IDLE, _S.SUSPENDED, _S.EXECUTE, _S.HOLDING, _S.HELD, _S.UNHOLDING, _S.SUSPENDING,
            _S.UNSUSPENDING, _S.RESETTING, _S.COMPLETING, _S.COMPLETE)
_CLEARED = (*_RUNNING, _S.CLEARING, _S.STOPPED, _S.STOPPING)

# command, the states it is allowed in, the state it leads to (OPC 30050 clause 6.2; hold with its optional sources)
_ROWS: tuple[tuple[str, tuple[State, ...], State], ...] = (
    ("reset", (_S.STOPPED, _S.COMPLETE), _S.RESETTING),
    ("start", (_S.IDLE,), _S.STARTING),
    ("stop", _RUNNING, _S.STOPPING),
    ("hold", (_S.EXECUTE, _S.STARTING, _S.UNHOLDING, _S.SUSPENDING, _S.SUSPENDED, _S.UNSUSPENDING), _S.HOLDING),
    ("unhold", (_S.HELD,), _S.UNHOLDING),
    ("suspend", (_S.EXECUTE,), _S.SUSPENDING),
    ("unsuspend", (_S.SUSPENDED,), _S.UNSUSPENDING),
    ("abort", _CLEARED, _S.ABORTING),
    ("clear", (_S.ABORTED,), _S.CLEARING),
    ("complete", (_S.EXECUTE,), _S.COMPLETING),
)

COMMANDS: Mapping[tuple[State, str], State] = MappingProxyType(
    {(source, command): target for command, sources, target in _ROWS for source in sources})
"""The one table: (state, command) to the state it leads to."""

ACTING: Mapping[State, State] = MappingProxyType({
    _S.CLEARING: _S.STOPPED, _S.STOPPING: _S.STOPPED, _S.ABORTING: _S.ABORTED, _S.RESETTING: _S.IDLE,
    _S.STARTING: _S.EXECUTE, _S.HOLDING: _S.HELD, _S.UNHOLDING: _S.EXECUTE, _S.SUSPENDING: _S.SUSPENDED,
    _S.UNSUSPENDING: _S.EXECUTE, _S.COMPLETING: _S.COMPLETE,
})
"""Where an acting state goes when its work is done ("state complete")."""

_TOWARDS_EXECUTE: Mapping[State, str] = MappingProxyType({
    _S.ABORTED: "clear", _S.STOPPED: "reset", _S.COMPLETE: "reset", _S.IDLE: "start", _S.HELD: "unhold",
    _S.SUSPENDED: "unsuspend",
})


def after_command(state: State, command: str) -> State:
    """The state that ``command`` leads to.

    Raises:
        IllegalCommandError: the table has no such transition.

    """
    target = COMMANDS.get((state, command))
    if target is None:
        raise IllegalCommandError(f"{command} is not possible in state {state.name.capitalize()}")
    return target


def after_completion(state: State) -> State:
    """The state that follows when an acting state has done its work.

    Raises:
        IllegalCommandError: ``state`` is a waiting state or Execute.

    """
    target = ACTING.get(state)
    if target is None:
        raise IllegalCommandError(f"state {state.name.capitalize()} has nothing to complete")
    return target


def next_towards_execute(state: State) -> str | None:
    """The command a person gives next to bring a waiting machine to Execute; ``None`` when none helps now."""
    return _TOWARDS_EXECUTE.get(state)
