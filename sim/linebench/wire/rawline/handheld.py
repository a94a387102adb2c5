"""Handheld scanners as a line over TCP or RS-232: a scanned code as bytes, and back.

What a scanner in keyboard mode does wrong is done here too, on purpose: it sends key strokes, and the computer
makes characters of them by its own layout. With another layout ``Y`` and ``Z`` are swapped, with caps lock on every
letter has the other case, and 0x1D has no key and gets lost. These are the main causes of false alerts in
verification. The reading end does not know of them and undoes none.
"""

from typing import Literal

from linebench.wire.dialect import Profile
from linebench.wire.readers.framing import Frames
from linebench.wire.readers.profile import GS

__all__ = ["PROFILES", "Handheld", "HandheldError", "HandheldProfile"]

_TERMINATORS = {"CR": b"\r", "CR LF": b"\r\n", "LF": b"\n"}
_LAYOUTS = {
    "same": {},
    "yz": str.maketrans("yzYZ", "zyZY"),
    # a scanner that types as on a US keyboard, at a computer set to German; dead keys left out
    "us-on-german": str.maketrans("yzYZ-_/?;:'()&*<>#", "zyZYß?-_öÖä)=/(;:§"),
}
_AIM = 3
"""Characters of an AIM identifier: ``]``, a letter, a digit."""


class HandheldError(ValueError):
    """Bytes that are no scan. The message says what was found and what was expected."""


class HandheldProfile(Profile, frozen=True, kw_only=True):
    """How a scanner is set up, and at what computer it types.

    ``aim``: the AIM identifier that is sent first, such as ``]d2``; empty: none. ``separator``: what is sent for
    0x1D. ``layout``: ``same`` at both ends; ``yz`` swapped; ``us-on-german``. ``caps_lock``: it is on at the
    computer, so case flips; the AIM identifier is typed as well.
    """

    terminator: Literal["CR", "CR LF", "LF"] = "CR"
    aim: str = ""
    separator: Literal["raw", "{GS}", "<GS>", "~", "lost"] = "raw"
    layout: Literal["same", "yz", "us-on-german"] = "same"
    caps_lock: bool = False
    max_frame: int = 4096


PROFILES = {
    "serial": HandheldProfile(),
    "aim": HandheldProfile(terminator="CR LF", aim="]d2"),
    "keyboard": HandheldProfile(separator="lost"),
}
"""Usual set-ups: as a serial line, with AIM identifier, and in keyboard mode, where 0x1D is lost."""


class Handheld:
    """Encoder and decoder of one scanner's set-up."""

    def __init__(self, profile: HandheldProfile) -> None:
        self._profile = profile
        self._end = _TERMINATORS[profile.terminator]
        self._separator = GS[profile.separator]

    def scan(self, content: str) -> bytes:
        """What the scanner sends for a code."""
        profile = self._profile
        typed = profile.aim + content.replace("\x1d", self._separator)
        typed = typed.swapcase() if profile.caps_lock else typed
        return typed.translate(_LAYOUTS[profile.layout]).encode() + self._end

    def read(self, line: bytes) -> str:
        """The code in one line with its end: without AIM identifier, 0x1D for what stands for it.

        Raises:
            HandheldError: no end, no UTF-8, or not the AIM identifier.

        """
        if not line.endswith(self._end):
            raise HandheldError(f"{line[:60]!r} does not end with {self._end!r}")
        try:
            text = line.removesuffix(self._end).decode()
        except UnicodeDecodeError:
            raise HandheldError(f"{line[:60]!r} is not UTF-8") from None
        aim = self._profile.aim
        if aim and not text.startswith(aim):
            raise HandheldError(f"{text[:_AIM]!r} comes first; expected {aim!r}")
        content = text.removeprefix(aim)
        return content.replace(self._separator, "\x1d") if self._separator else content

    def frames(self) -> Frames:
        """Lines without their ends from a stream of scans."""
        return Frames(self._end, most=self._profile.max_frame)
