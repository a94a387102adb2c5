"""Numbers for the words of the port, as a PLC has them. Position in the tuple, counted from 1; 0 is no word."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

__all__ = ["ALARMS", "CAUSES", "COMMANDS", "FATES", "camel", "numbers"]

COMMANDS = ("reset", "start", "stop", "hold", "unhold", "suspend", "unsuspend", "abort", "clear", "complete",
            "acknowledge", "restart_count", "resend", "challenge",
            "bypass_bin_full", "bypass_bin_door")
"""Commands; 1 to 10 are ``CntrlCmd`` of PackML (OPC 30050, ANSI/ISA-TR88.00.02), the rest are the bench's."""

FATES = ("passed", "rejected", "missing", "extra")
"""Fates of packs."""

CAUSES = ("verdict", "no_verdict", "weight", "no_weight", "zone", "untracked", "gap", "seal")
"""Causes of fates; 0 for a pack that passed."""

ALARMS = ("emergency stop", "guard open", "air pressure low", "bin full", "bin door open", "printer fault",
          "camera series stop", "scale fault", "tracking lost", "consecutive rejects", "reject not confirmed",
          "good pack removed", "missing pack", "extra pack", "encoder lost", "scale lost", "line controller lost",
          "reject rate", "bypass of bin full", "bypass of bin door")
"""Alarms of L1."""


def numbers(words: Sequence[str]) -> Mapping[str, int]:
    """The number of each word; the empty word is 0."""
    return MappingProxyType({"": 0, **{word: number for number, word in enumerate(words, 1)}})


def camel(words: str) -> str:
    """The words as part of a tag's name: ``bin full`` is ``BinFull``."""
    return "".join(word.capitalize() for word in words.split())
