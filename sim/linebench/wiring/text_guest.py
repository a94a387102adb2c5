"""A further client of a device that is spoken to in lines of text, as a fitter would type them."""

from collections.abc import Mapping
from types import MappingProxyType

from linebench.wiring.endpoint import Endpoint
from linebench.wiring.guest import Guest

__all__ = ["TextGuest"]

_FRAMES: Mapping[str, tuple[str, str]] = MappingProxyType({
    "dmcc": ("", "\r\n"), "insight": ("", "\r\n"), "keyence_cvx": ("", "\r"), "keyence_sr": ("", "\r"),
    "sick_cola": ("\x02", "\x03")})
"""What stands before and behind a line, by dialect."""
_SIGNS = "\x02\x03\r\n"


class TextGuest:
    """One connection; everything in the thread of the wires."""

    def __init__(self, endpoint: Endpoint) -> None:
        """Raise ``LookupError`` where the level speaks to the device in no lines of text."""
        wire = endpoint.wire
        if endpoint.served is None or wire.dialect not in _FRAMES:
            raise LookupError(f"{wire.name} is not spoken to in lines of text in {wire.dialect}")
        self._guest = Guest(endpoint.served)
        self._before, self._behind = _FRAMES[wire.dialect]
        self._first = {
            # asked for one after the other, before any command is taken
            "insight": (wire.options.get("user", "admin"), wire.options.get("password", "")),
            # else it answers with values alone, and with nothing when something is wrong
            "dmcc": ("||>SET COM.DMCC-RESPONSE 1",),
        }.get(wire.dialect, ())

    async def connect(self) -> None:
        """Dial, and say what comes before all commands, such as a log-in."""
        await self._guest.connect()
        for word in self._first:
            await self._guest.say(f"{self._before}{word}{self._behind}".encode())

    async def say(self, line: str) -> tuple[str, ...]:
        """Say a line, or nothing. Returns what the device said since the last time, line by line and unframed."""
        data = f"{self._before}{line}{self._behind}".encode() if line else b""
        text = (await self._guest.say(data)).decode(errors="backslashreplace")
        for sign in _SIGNS:
            text = text.replace(sign, "\n")
        return tuple(each for each in text.split("\n") if each)
