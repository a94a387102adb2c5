"""The parameters of a DataMan reader, as ``GET`` and ``SET`` know them."""

from linebench.wire.dmcc.codec import BAD_COMMAND, BAD_PARAMETER, OK, REJECTED
from linebench.wire.dmcc.profile import DmccProfile

__all__ = ["Parameters"]

_SWITCH = frozenset({"ON", "OFF"})


class Parameters:
    """Values by name; names do not mind case. A value keeps the kind of its default: a switch, a number or text."""

    def __init__(self, profile: DmccProfile) -> None:
        self._defaults = {name.upper(): value for name, value in profile.parameters.items()}
        self._read_only = frozenset(name.upper() for name in profile.read_only)
        self._values = dict(self._defaults)

    def reset(self) -> None:
        """All values as they were delivered."""
        self._values = dict(self._defaults)

    def get(self, name: str) -> str | None:
        """The value, ``None`` when there is no such parameter."""
        return self._values.get(name.upper())

    def set(self, name: str, value: str) -> int:
        """Set a value. Returns the status."""
        known = self._values.get(name.upper())
        if known is None:
            return BAD_COMMAND
        if name.upper() in self._read_only:
            return REJECTED
        checked = value.upper() if known in _SWITCH else value
        if (known in _SWITCH and checked not in _SWITCH) or (known.isdecimal() and not _is_number(value)):
            return BAD_PARAMETER
        self._values[name.upper()] = checked
        return OK


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal()
