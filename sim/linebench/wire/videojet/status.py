"""A printer's state as the numbers of Videojet text communications, in both directions."""

from linebench.wire.printers.core import PrinterCore
from linebench.wire.printers.states import Seen

__all__ = ["OFFLINE", "RUNNING", "error_number", "seen", "state_number"]

_DOWN, _STARTING, _STOPPING, RUNNING, OFFLINE = 0, 1, 2, 3, 4
_FINE, _WARNING, _FAULT = 0, 1, 2
_WORDS = {_DOWN: "shut down", _STARTING: "starting", _STOPPING: "shutting down", OFFLINE: "offline"}


def state_number(core: PrinterCore) -> int:
    """0 shut down, 1 starting, 2 shutting down, 3 running, 4 offline. A fault takes the unit offline."""
    return RUNNING if core.enabled and core.state.state == "ready" else OFFLINE


def error_number(core: PrinterCore) -> int:
    """0 none, 1 warnings, 2 faults."""
    if core.state.state == "fault":
        return _FAULT
    return _WARNING if core.state.warning else _FINE


def seen(state: int, error: int, faults: str, warnings: str, ink: int | None) -> Seen:
    """What a host makes of both numbers and of the lists, which are empty where the unit has none."""
    warning = "" if error != _WARNING and not warnings else warnings or "warning"
    if error == _FAULT:
        return Seen("fault", faults or "fault", warning, ink)
    if state == RUNNING:
        return Seen("ready", "", warning, ink)
    return Seen("offline", _WORDS.get(state, f"state {state}"), warning, ink)
