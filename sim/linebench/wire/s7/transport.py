"""S7 communication as a carrier of tags."""

from linebench.wire.s7.device import S7Device
from linebench.wire.s7.host import Question, S7Link
from linebench.wire.s7.profile import PROFILES, S7Profile
from linebench.wire.side import Setting, Side
from linebench.wire.tags.image import TagHost
from linebench.wire.tags.polling import Limits, PollingHost
from linebench.wire.tags.transport import Transport

__all__ = ["TRANSPORTS", "s7_host"]


def s7_host(face: TagHost, profile: S7Profile, setting: Setting) -> Side:
    """Make the host side, which polls the table of ``face``."""
    limits = Limits(answer_within=profile.answer_within, retries=profile.retries, overlap=profile.overlap,
                    supported=profile.supported)
    return PollingHost[Question](face, S7Link(face.table, profile), limits, setting)


TRANSPORTS = (
    Transport(name="s7", port=102, summary="Siemens S7: one data block with absolute addresses, over ISO-on-TCP",
              profiles=PROFILES, device=S7Device, host=s7_host),
)
