"""The device's end of native mode, spoken to by bytes."""

from linebench.ports.camera import CameraState
from linebench.wire.dialect import dialects
from linebench.wire.side import Noted, Write
from tests.wire.pipe import Clock
from tests.wire.readers.bench import CAMERA

INSIGHT = dialects()["insight"]


class System:
    """A vision system with one client that is logged in."""

    def __init__(self, profile="", **options):
        self.side = INSIGHT.device(INSIGHT.profile(profile, options), Clock().setting(CAMERA))
        self.side.opened(1)
        self.side.received(1, b"admin\r\n\r\n")

    def __call__(self, *lines):
        """What is answered to lines, as text without line ends between bars; other effects stand for themselves."""
        return said(self.side.received(1, "".join(line + "\r\n" for line in lines).encode()))

    def says(self, message):
        """The camera says something."""
        return said(self.side.tell(message))

    def load(self, job="one"):
        """A job is active and the system online."""
        self("SO0", f"LF{job}.job")
        self.says(CameraState(CAMERA, job, True))
        assert self("SO1") == ["1"]
        return self


def said(effects):
    return [line for effect in effects if not isinstance(effect, Noted)
            for line in (effect.data.decode().split("\r\n")[:-1] if isinstance(effect, Write) else [effect])]
