"""The HMI port between people and L2. ``by`` is the user; L2 checks the role."""

from typing import TypeAlias

from linebench.ports.base import Said

__all__ = ["Answer", "Request", "Shown", "ToLine", "ToPerson"]

REQUESTS = {
    "start_batch": "subject: order number",
    "confirm_clearance": "subject: empty; the line was seen to be empty by this user",
    "start_line": "subject: empty",
    "challenge_line": "subject: empty; the line runs for the challenge of the batch and feeds no pack",
    "stop_line": "subject: empty",
    "hold_line": "subject: empty; a short stop in which everything stays as it is; start_line goes on",
    "acknowledge": "subject: alarm name, or empty for all",
    "reset_camera": "subject: empty; the camera's counters begin anew, and its output for faults in a row falls",
    "bypass_bin_full": "subject: reason; for users who may leave that sensor out of account for a while",
    "bypass_bin_door": "subject: reason, as above",
    "end_batch": "subject: empty",
    "force_end_batch": "subject: reason; for users who may end with an open container",
    "close_case": "subject: reason; closes a case that is not full",
    "close_pallet": "subject: reason",
    "take_sample": "subject: element string scanned at the sampling station",
    "rework": "subject: element string scanned at the rework station; verifies the pack and re-admits it",
    "take_out": "subject: element string of a pack that is taken out of its closed case",
    "put_in": "subject: element string of a good pack that is put into the case that one was taken out of",
    "break_case": "subject: element string of the label of a closed case that is broken up",
    "shut_down": "subject: why; the line is stopped and everything kept, so that the power can be taken",
    "scrap": "subject: element string of a pack that is destroyed",
}
"""What a person can ask of L2, and what the subject holds."""


class Request(Said, frozen=True, tag="request"):
    """Person to L2: do something; see ``REQUESTS``."""

    action: str
    subject: str
    by: str


class Answer(Said, frozen=True, tag="answer"):
    """L2 to person: done or refused, with the reason in words."""

    action: str
    accepted: bool
    reason: str


class Shown(Said, frozen=True, tag="shown"):
    """L2 to person: a value on the HMI changed (``batch``, ``state``, ``good``, ``rejected``, ``alarm:NAME``).

    ``counters:CAMERA`` is what the inspection position of a camera counted, in the form
    ``total=5, detections=4, rejects=1, series=0, longest=1, job=NAME``.
    """

    item: str
    value: str


ToLine: TypeAlias = Request
ToPerson: TypeAlias = Answer | Shown
