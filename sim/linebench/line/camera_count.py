"""What a smart camera counts at its inspection position."""

from linebench.ports.camera import CameraCounters

__all__ = ["CameraCount"]


class CameraCount:
    """Triggers, detections and rejects since the job was selected or since a reset.

    Only rejects are counted one by one: the camera numbers its triggers anyway, and a detection is a trigger that
    was no reject. So a good pack costs nothing here.

    Attributes:
        began: how often counting began anew.

    """

    __slots__ = ("_last", "_longest", "_rejects", "_series", "_since", "began")

    def __init__(self) -> None:
        self.began = 0
        self.begin(0)

    def begin(self, trigger: int) -> None:
        """Count anew from behind this trigger."""
        self.began += 1
        self._since = trigger
        self._last = self._rejects = self._series = self._longest = 0

    def skip(self) -> None:
        """No picture was taken at the latest trigger: the camera knows nothing of it."""
        self._since += 1

    def reject(self, trigger: int) -> int:
        """The picture of this trigger was no good read; returns how many such there were in a row."""
        number = trigger - self._since
        self._series = self._series + 1 if number == self._last + 1 else 1
        self._last = number
        self._rejects += 1
        self._longest = max(self._longest, self._series)
        return self._series

    def told(self, camera: str, job: str, trigger: int) -> CameraCounters:
        """The counters up to the latest trigger."""
        total = trigger - self._since
        series = self._series if self._last == total else 0
        return CameraCounters(camera, job, total, total - self._rejects, self._rejects, series, self._longest)
