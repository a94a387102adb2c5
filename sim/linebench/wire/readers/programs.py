"""Jobs by number, for readers and controllers that know banks or programs and no names."""

from collections.abc import Mapping

__all__ = ["Programs"]

_DIGITS = 9


class Programs:
    """What a profile's map of jobs to numbers says, both ways. Without a map jobs travel by their names.

    ``unknown``: the number that is sent for a job without one, which the device refuses.
    """

    def __init__(self, jobs: Mapping[str, int], unknown: int) -> None:
        self._numbers = {job: str(number) for job, number in jobs.items()}
        self._jobs = {number: job for job, number in jobs.items()}
        self._unknown = str(unknown)

    def sent(self, job: str) -> str:
        """How a job is named on the wire; no job is an empty text."""
        return self._numbers.get(job, self._unknown) if job and self._numbers else job

    def meant(self, text: str) -> str | None:
        """The job that a text names, empty for none; ``None`` when it names no job that there is."""
        if not text or not self._numbers:
            return text
        known = text.isascii() and text.isdecimal() and len(text) <= _DIGITS
        return self._jobs.get(int(text)) if known else None
