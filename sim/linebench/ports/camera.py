"""The camera's port: it is triggered by its light barrier and answers each trigger with one reading."""

from typing import TypeAlias

from linebench.ports.base import Said

__all__ = ["AskCounters", "CameraCounters", "CameraJob", "CameraState", "Reading", "ResetCounters", "ToDevice",
           "ToHost", "TriggerNow"]


class CameraJob(Said, frozen=True, tag="camera_job"):
    """Host to camera: select the inspection job. Its counters begin anew."""

    job: str


class AskCounters(Said, frozen=True, tag="ask_counters"):
    """Host to camera: tell the counters of your inspection position."""


class ResetCounters(Said, frozen=True, tag="reset_counters"):
    """Host to camera: begin all counters anew and let the output for faults in a row fall."""


class TriggerNow(Said, frozen=True, tag="trigger_now"):
    """Host to camera: take a picture now of whatever is there."""


class Reading(Said, frozen=True, tag="reading"):
    """Camera to host: what was read at one trigger.

    ``trigger`` counts the camera's light barrier since the batch start, from 1. ``outcome`` is ``read`` or
    ``no_read``. ``content`` is the element string with 0x1D separators, without the leading FNC1; ``text``
    is the human-readable text beside the code, lines joined by a line feed. ``symbology`` is the AIM
    identifier, ``]d2`` for GS1 DataMatrix. All three are empty for a no-read.
    """

    trigger: int
    outcome: str
    content: str
    text: str
    symbology: str


class CameraState(Said, frozen=True, tag="camera_state"):
    """Camera to host: a change of job or of readiness. Also the answer to ``CameraJob`` and ``ResetCounters``.

    ``job``: the active inspection job, empty when there is none, as after a job that the camera does not know.
    ``series``: its output for faults in a row is on; only a reset lets it fall.
    """

    camera: str
    job: str
    online: bool
    series: bool = False


class CameraCounters(Said, frozen=True, tag="camera_counters"):
    """Camera to host: the counters of its inspection position since the job was selected or since a reset.

    The answer to ``AskCounters``; unasked when a count ends, by another job or by a reset. ``total``: triggers at
    which a picture was taken; ``detections``: those at which a code was read; ``rejects``: the others. ``series``:
    rejects in a row up to now, ``longest``: the most there were in a row.
    """

    camera: str
    job: str
    total: int
    detections: int
    rejects: int
    series: int
    longest: int


ToDevice: TypeAlias = CameraJob | AskCounters | ResetCounters | TriggerNow
ToHost: TypeAlias = Reading | CameraState | CameraCounters
