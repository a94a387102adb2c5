"""The controller of a station that fills containers, as a dialect of its own."""

from linebench.wire.dialect import Dialect
from linebench.wire.packer_station.control_device import ControlDevice
from linebench.wire.packer_station.control_host import ControlHost
from linebench.wire.packer_station.profile import ControlProfile

__all__ = ["DIALECTS"]

DIALECTS = (
    Dialect(
        name="packer-control",
        seats=("packer_control",),
        port=2004,
        summary="release, eject and early close of containers as lines of text",
        profiles={"numbered": ControlProfile(),
                  # DANGER: a command that comes late counts for the next container
                  "last": ControlProfile(release="{decision}")},
        device=ControlDevice,
        host=ControlHost,
    ),
)
