"""What CV-X and XG controllers do differently, and how the bench lets them tell what they have no command for."""

import msgspec

from linebench.wire.readers.profile import ReaderProfile

__all__ = ["CvxProfile"]


class CvxProfile(ReaderProfile, frozen=True, kw_only=True):
    """Options of a controller.

    Triggers, run and set-up mode and programs are commands of the controller. Those for counters, reset and state,
    and what they are answered with, are the bench's own choice; an empty one is a command that it lacks.
    """

    programs: dict[str, int] = msgspec.field(default_factory=dict)
    """Jobs by program number, such as ``{"09504000059101" = 1}``. A number that is not here is refused with error
    22, and the camera then has no job. Without, the bench's own choice: ``PW`` carries the job's name."""
    unknown_program: int = 999
    """Host side: the number that is sent for a job that is not in ``programs``."""
    card: int = 1
    """The SD card that programs are on, 1 or 2."""
    cameras: int = 1
    """``T1`` to ``T4`` beyond are refused with ``error_camera``."""
    error_camera: int = 3
    """Unsure: what a trigger of a camera that is not there is refused with."""
    counters_command: str = "XC"
    reset_command: str = "XR"
    state_command: str = "XS"
    """Empty, and ``state`` too: the host learns of jobs by ``PR``, which tells no more than the program."""
