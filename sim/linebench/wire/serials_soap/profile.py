"""Options of the SOAP face."""

from typing import Literal

from linebench.wire.serials.profile import SerialsProfile

__all__ = ["SoapProfile"]


class SoapProfile(SerialsProfile, frozen=True, kw_only=True):
    """Options of both ends."""

    path: str = "/soap"
    """Where the pool listens."""
    state: Literal["unassigned", "unallocated", "allocated"] = "allocated"
    """In which serials are given out: the form has no word for it, so both ends must be told the same."""
    version: Literal["1.1", "1.2"] = "1.1"
    """Of whoever asks: in which SOAP. The pool takes both."""
    sending: str = "LINE"
    receiving: str = "POOL"
    """Of whoever asks: the names of the two systems."""
    id_type: str = "GS1_SER"
    """Of whoever asks: what kind of numbers they are."""
