"""Job files and settings that a vision system holds."""

import re

from linebench.wire.insight.codec import BAD_PARAMETER, FAILED, MEMORY, OK
from linebench.wire.insight.profile import InsightProfile

__all__ = ["Files"]

_NUMBERED = re.compile(r"([0-9]{1,3})(?![0-9])")
_SLOTS = 1000


class Files:
    """Files by name, names without regard to case. A job in slot ``n`` is a file whose name begins with ``n``.

    A file that was stored but never written holds nothing: what is in a job is not modelled.
    """

    def __init__(self, profile: InsightProfile) -> None:
        head, _, tail = profile.job_file.partition("{job}")
        self._head, self._tail = head, tail
        self._files: dict[str, bytes] = dict.fromkeys(profile.files, b"")
        self.settings = b""

    def __len__(self) -> int:
        return len(self._files)

    def job_of(self, file: str) -> str:
        """The job in a file."""
        name = file.removeprefix(self._head)
        end = len(name) - len(self._tail)
        return name[:end] if end >= 0 and name[end:].lower() == self._tail.lower() else name

    def file_of(self, job: str) -> str:
        """The file of a job."""
        return self._head + job + self._tail

    def read(self, name: str) -> bytes | None:
        """What a file holds, ``None`` when there is no such."""
        known = self._known(name)
        return None if known is None else self._files[known]

    def write(self, name: str, data: bytes) -> None:
        """Keep a file."""
        self._files[self._known(name) or name] = data

    def store(self, name: str) -> int:
        """Keep a file under a name; what it holds stays. Returns the status."""
        if self._known(name) is None:
            if len(self._files) >= _SLOTS:
                return MEMORY
            self._files[name] = b""
        return OK

    def delete(self, name: str) -> int:
        """Forget a file. Returns the status."""
        known = self._known(name)
        if known is None:
            return FAILED
        del self._files[known]
        return OK

    def in_slot(self, slot: int) -> str | None:
        """The file in a slot, the first by name when there are several."""
        return next((name for name in sorted(self._files) if self.slot_of(name) == slot), None)

    @staticmethod
    def slot_of(name: str) -> int | None:
        """The slot that a name begins with, ``None`` when it begins with none."""
        match = _NUMBERED.match(name)
        return int(match[1]) if match else None

    @staticmethod
    def slot(argument: str) -> int:
        """A slot number, or ``BAD_PARAMETER``."""
        good = argument.isascii() and argument.isdecimal() and len(argument) <= len(str(_SLOTS))
        return int(argument) if good and int(argument) < _SLOTS else BAD_PARAMETER

    def _known(self, name: str) -> str | None:
        return next((known for known in self._files if known.lower() == name.lower()), None)
