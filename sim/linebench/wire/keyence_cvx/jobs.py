"""How a job stands in ``PW`` and ``PR``, as both ends write and read it."""

from linebench.ports.camera import CameraJob
from linebench.wire.keyence_cvx.profile import CvxProfile
from linebench.wire.readers.programs import Programs
from linebench.wire.readers.template import Template, TemplateError

__all__ = ["ENDS", "Jobs"]

ENDS = "\r\n"
"""Characters that no escaped value holds."""
_FIELDS = frozenset({"job"})


class Jobs:
    """Encoder and decoder of programs."""

    def __init__(self, profile: CvxProfile) -> None:
        self._programs = Programs(profile.programs, profile.unknown_program)
        self._select = Template(f"PW,{profile.card},{{job}}", profile.marks(ENDS), _FIELDS)
        self._told = Template(f"PR,{profile.card},{{job}}", profile.marks(ENDS), _FIELDS)

    def select(self, job: str) -> bytes:
        """The command for a job, without its end."""
        return self._select.encode({"job": self._programs.sent(job)})

    def selected(self, line: bytes) -> tuple[CameraJob, bool] | None:
        """The job that a command selects, and whether there is such a program; ``None`` when its form is wrong."""
        try:
            job = self._programs.meant(self._select.decode(line)["job"])
        except TemplateError:
            return None
        return CameraJob(job or ""), job is not None

    def tell(self, job: str) -> bytes:
        """The answer to ``PR``; without a job the program is empty."""
        return self._told.encode({"job": self._programs.sent(job)})

    def told(self, line: bytes) -> str | None:
        """The job in an answer to ``PR``, empty for none; ``None`` when the line is no such answer."""
        try:
            job = self._told.decode(line)["job"]
        except TemplateError:
            return None
        return self._programs.meant(job) or ""
