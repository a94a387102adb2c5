"""What readers that speak CoLa-A do differently, and what the bench names in them."""

from typing import Literal

from linebench.wire.readers.profile import ReaderProfile

__all__ = ["ColaProfile"]


class ColaProfile(ReaderProfile, frozen=True, kw_only=True):
    """Options of a reader.

    Frames and kinds of telegrams are published. The reading gate's methods are unsure. All other names are the
    bench's own choice, because families and set-ups differ; an empty one is something that the reader lacks.
    """

    results: Literal["event", "raw"] = "event"
    """How lines go out. ``event``: as telegrams ``sSN`` to those that subscribed. ``raw``: the bare line between
    STX and ETX, to everybody, as a reader sends what its output format composes."""
    event: str = "XLine"
    """The event that carries all lines, of results, state and counters."""
    gate_on: str = "mTCgateon"
    """Method that opens the reading gate, which is the trigger."""
    gate_off: str = "mTCgateoff"
    job_method: str = "mXJob {job}"
    """Method that selects a job, with its place; answered 1 when the camera has the job, else 0."""
    counters_method: str = "mXCounters"
    reset_method: str = "mXReset"
    state_variable: str = "XState"
    """Variable whose value is the line of the state. Empty: the host does not learn the state when it connects."""
    identity_variable: str = ""
    """Variable that says who the device is, as ``DeviceIdent`` of the family's scanners: name and version, each
    with its length in hexadecimal digits before it. Empty: the reader lacks it, and is not asked."""
    device_name: str = "linebench reader"
    """Device: its name in that variable; the bench's own choice."""
    device_version: str = "V1.00"
    """Device: its version in that variable; the bench's own choice."""
    error_method: int = 2
    """Unsure, as all numbers in ``sFA``: no such method."""
    error_variable: int = 3
    """No such variable, or one that is not written."""
    error_data: int = 5
    """Fields that a telegram does not have."""
    error_telegram: int = 12
    """No telegram at all."""
    error_event: int = 15
    """No such event."""
