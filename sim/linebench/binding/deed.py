"""What a hand is asked to do, and what comes of it."""

from typing import Protocol

import msgspec

from linebench.binding.desk import Answered

__all__ = ["ACTIONS", "NOT_DONE", "BindingError", "Deed", "Hand", "Outcome"]

NOT_DONE = "not done"
"""What is noted on the wire where an action could not be asked of the system."""

ACTIONS = {
    "start_batch": "take the order {order}", "confirm_clearance": "note that the line was seen to be empty",
    "start_line": "start the line", "challenge_line": "start the line for the challenge of the batch",
    "stop_line": "stop the line", "hold_line": "stop the line for a short while",
    "acknowledge": "acknowledge alarms", "reset_camera": "begin the camera's counters anew",
    "end_batch": "end the batch", "force_end_batch": "end the batch with an open container",
    "close_case": "close a case that is not full", "close_pallet": "close a pallet that is not full",
    "take_sample": "book a pack as a sample", "rework": "verify a pack again and take it back",
    "scrap": "book a pack as destroyed",
    "take_out": "take a pack out of its closed case, which is open from then on",
    "put_in": "put a good pack into the case that one was taken out of",
    "break_case": "break up a closed case: nothing is in it any more",
    "shut_down": "stop the line and keep everything, so that the power can be taken",
    "bypass_bin_full": "leave the sensor of a full bin out for a while",
    "bypass_bin_door": "leave the sensor of the bin's door out for a while",
    "reset": "forget every batch, as before the first: done before each test case",
    "power_on": "give the system power", "power_off": "take its power away, without warning",
    "read_version": "tell maker, product and version", "read_clock": "tell what time it is there",
    "log_in": "log a user in",
}
"""Everything that a stack file can bind, and what is then to be done."""


class BindingError(ValueError):
    """A binding that cannot be used. The message names it, what was found and what to write instead."""


class Deed(msgspec.Struct, frozen=True):
    """One thing to be done. ``values``: what templates may name: ``action``, ``subject``, ``by`` and what the order
    says, such as ``gtin`` and ``lot``.
    """

    action: str
    values: dict[str, str]


class Outcome(msgspec.Struct, frozen=True):
    """What came of it.

    ``reason``: in the system's own words, where it says any; why, where it was refused. ``able``: whether it could
    be asked at all; where it could not, that says nothing about the system. ``said``: the answer of a person.
    """

    accepted: bool
    reason: str = ""
    able: bool = True
    said: Answered | None = None


class Hand(Protocol):
    """Does one action. It never raises on what the system does: what fails is an ``Outcome``."""

    async def do(self, deed: Deed) -> Outcome:
        """Do it, and say what came of it."""

    async def reach(self) -> str:
        """Whether it could be done now: why not, empty when it can."""
