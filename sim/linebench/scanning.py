"""The handheld scanner at the HMI: what reaches L2 of a code that people scan, and what goes wrong there."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal

import msgspec

from linebench.line.faults import FaultBook
from linebench.line.kinds import HANDHELD
from linebench.wire.dialect import choose
from linebench.wire.rawline.handheld import PROFILES, Handheld, HandheldError, HandheldProfile

__all__ = ["SCANNED", "Scanner", "ScannerError"]

SCANNED = frozenset({"take_sample", "rework", "scrap", "take_out", "put_in", "break_case"})
"""What people ask of L2 by scanning a code; its subject goes through the scanner."""

_Fault = Literal["yz_swapped", "caps_lock", "separator_lost"]
_SET_UP: Mapping[_Fault, Callable[[HandheldProfile], HandheldProfile]] = MappingProxyType({
    "yz_swapped": lambda usual: msgspec.structs.replace(usual, layout="yz"),
    "caps_lock": lambda usual: msgspec.structs.replace(usual, caps_lock=True),
    "separator_lost": lambda usual: msgspec.structs.replace(usual, separator="lost"),
})
"""What each fault makes of the set-up."""


class ScannerError(ValueError):
    """A scanner that nobody makes. The message says what was found and what was expected."""


class Scanner:
    """One scanner and the computer it types at, which reads as the scanner is set up and undoes no fault."""

    def __init__(self, options: Mapping[str, str], faults: FaultBook, now: Callable[[], int]) -> None:
        """``options``: ``profile``, and options of ``HandheldProfile``, as a scenario gives them.

        Raises:
            ScannerError: no such profile, no such option, or its value does not fit.

        """
        single = {name: text for name, text in options.items() if name != "profile"}
        try:
            chosen = choose("scanner", PROFILES, options.get("profile", ""), single)
        except (LookupError, ValueError) as error:
            raise ScannerError(f"line.operator.scanner: {error.args[0]}") from error
        assert isinstance(chosen, HandheldProfile)
        self._profile, self._faults, self._now = chosen, faults, now
        self._computer = Handheld(chosen)

    def subject(self, action: str, subject: str) -> str:
        """What L2 is given as the subject of a request: a code that was scanned, or what people entered."""
        return self.read(subject) if action in SCANNED else subject

    def read(self, content: str) -> str:
        """Scan a code. What is not of the form that the computer expects appears as it was typed."""
        typed = Handheld(self._set_up()).scan(content)
        try:
            return self._computer.read(typed)
        except HandheldError:
            return typed.decode(errors="replace").rstrip("\r\n")

    def _set_up(self) -> HandheldProfile:
        profile = self._profile
        for kind, change in _SET_UP.items():
            if self._faults.struck(HANDHELD.name, kind, self._now(), 0):
                profile = change(profile)
        return profile
