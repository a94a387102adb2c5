"""The camera's port: it is triggered by its light barrier and answers each trigger with one reading."""

from typing import TypeAlias

from linebench.ports.base import Said

__all__ = ["CameraJob", "CameraState", "Reading", "ToDevice", "ToHost"]


class CameraJob(Said, frozen=True, tag="camera_job"):
    """Host to camera: select the inspection job."""

    job: str


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
    """Camera to host: a change of job or of readiness. Also the answer to ``CameraJob``."""

    camera: str
    job: str
    online: bool


ToDevice: TypeAlias = CameraJob
ToHost: TypeAlias = Reading | CameraState
