"""What the device's end of a reader knows: its job, whether it is online, its last result, and who is waiting."""

from collections import deque
from collections.abc import Callable, Sequence
from typing import TypeAlias

from linebench.ports.camera import CameraCounters, CameraState, Reading
from linebench.wire.readers.framing import Frames
from linebench.wire.readers.lines import ToHost
from linebench.wire.side import Effect

__all__ = ["ReaderCore", "Session", "Then"]

Then: TypeAlias = Callable[[ToHost, list[Effect]], None]
"""What is done with the message that was waited for."""


class ReaderCore:
    """The device as far as its messages and its clients told.

    Attributes:
        state: as the device told it last; without a job until then.
        switched_on: what clients set, where a dialect has online and offline. Offline no reading leaves the device.
        last: the last reading, ``None`` before the first.
        counters: as the device told them last, ``None`` before.

    """

    def __init__(self, camera: str) -> None:
        self.state = CameraState(camera, "", True)
        self.switched_on = True
        self.last: Reading | None = None
        self.counters: CameraCounters | None = None

    @property
    def online(self) -> bool:
        """Whether device and clients both have it online."""
        return self.state.online and self.switched_on

    def hear(self, message: ToHost) -> None:
        """The device says something."""
        if isinstance(message, Reading):
            self.last = message
        elif isinstance(message, CameraState):
            self.state = message
        else:
            self.counters = message


class Session:
    """One client of a device: its frames, its commands in order, and the answer that it waits for.

    While an answer is awaited from the device behind, later commands wait: answers keep the order of commands.
    """

    def __init__(self, client: int, frames: Frames) -> None:
        self.client = client
        self.frames = frames
        self.queue: deque[bytes] = deque()
        self._kinds: Sequence[type] = ()
        self._then: Then | None = None

    @property
    def waiting(self) -> bool:
        """Whether an answer is awaited."""
        return self._then is not None

    def wait(self, kinds: Sequence[type], then: Then) -> None:
        """Call ``then`` with the next message of one of these types."""
        self._kinds, self._then = kinds, then

    def forget(self) -> None:
        """Wait no more."""
        self._then = None

    def hear(self, message: ToHost, out: list[Effect]) -> bool:
        """The device says something; whether it was waited for."""
        then = self._then
        if then is None or type(message) not in self._kinds:
            return False
        self._then = None
        then(message, out)
        return True
