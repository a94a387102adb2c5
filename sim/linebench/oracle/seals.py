"""The ledger's part on tamper seals: which packs have none, and of which none was seen."""

from collections.abc import Callable
from typing import Any

from linebench.oracle import policy
from linebench.oracle.flow import Flow
from linebench.records import truth

__all__ = ["Seals"]


class Seals:
    """Follows what truth says of each seal at the sensor."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow

    def handlers(self) -> dict[type, Callable[[Any, int], None]]:
        """The record types this part reads."""
        return {truth.SealChecked: self._checked}

    def _checked(self, checked: truth.SealChecked, at: int) -> None:
        if not checked.shown:
            flag = policy.SEALLESS if not checked.present else policy.SEAL_UNSEEN
            self._flow.fate(checked.pack, at).flags |= flag
