"""A printer's state as Codenet's status codes, lamps and levels, in both directions."""

from linebench.ports.printer import PrinterState
from linebench.wire.codenet.profile import CodenetProfile
from linebench.wire.printers.states import Seen

__all__ = ["ink_seen", "level", "status", "status_seen"]

_READY, _SEQUENCING_OFF, _STANDBY, _FAULT = "001", "003", "009", "011"
_RESTING = {_STANDBY: "offline", _SEQUENCING_OFF: "sequencing off", "012": "starting"}
_NO_ALERT, _SEQUENCING_ON = "000", "002"
_AMBER, _RED = "02", "04"
_FLASHING_AMBER = "20"
_FULLEST, _UNPLUGGED = 8, "021"


def status(state: PrinterState, profile: CodenetProfile, *, jet: bool) -> tuple[str, str]:
    """Status code and lamp of a unit. ``jet``: its ink runs."""
    if state.state == "fault":
        return _code(state.reason, profile), _RED
    if state.state == "offline":
        return _STANDBY, _FLASHING_AMBER
    if not jet:
        return _SEQUENCING_OFF, _AMBER
    return _READY, _AMBER if state.warning else profile.ready_led


def status_seen(code: str, lamp: str, ink: int | None, profile: CodenetProfile) -> Seen:
    """What a host makes of status code and lamp, with the ink level it knows, 0 to 8."""
    percent = None if ink is None else ink * 100 // _FULLEST
    if code in {_NO_ALERT, _READY, _SEQUENCING_ON}:
        low = ink is not None and ink <= profile.low_level
        warning = "ink low" if low else "warning"
        return Seen("ready", "", warning if lamp in {_AMBER, _FLASHING_AMBER} else "", percent)
    if code in _RESTING:
        return Seen("offline", _RESTING[code], "", percent)
    return Seen("fault", profile.reasons.get(code, "fault" if code == _FAULT else f"status {code}"), "", percent)


def level(percent: int, profile: CodenetProfile) -> str:
    """A level in percent as the unit tells it."""
    return f"{(percent * _FULLEST + 50) // 100:03d}" if profile.level_sensor else _UNPLUGGED


def ink_seen(text: str) -> int | None:
    """The ink level 0 to 8 in the answer; ``None`` when the unit does not know."""
    digits = text[:3]
    return int(digits) if digits.isdecimal() and int(digits) <= _FULLEST else None


def _code(reason: str, profile: CodenetProfile) -> str:
    return next((code for code, text in profile.reasons.items() if text == reason), _FAULT)
