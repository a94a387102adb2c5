"""EtherNet/IP as a carrier of tags."""

from linebench.wire.enip.asks import Question
from linebench.wire.enip.device import EnipDevice
from linebench.wire.enip.host import EnipLink
from linebench.wire.enip.profile import PROFILES, EnipProfile
from linebench.wire.side import Setting, Side
from linebench.wire.tags.image import TagHost
from linebench.wire.tags.polling import Limits, PollingHost
from linebench.wire.tags.transport import Transport

__all__ = ["TRANSPORTS", "enip_host"]


def enip_host(face: TagHost, profile: EnipProfile, setting: Setting) -> Side:
    """Make the host side, which polls the table of ``face``."""
    limits = Limits(answer_within=profile.answer_within, retries=profile.retries, overlap=profile.overlap,
                    supported=profile.supported)
    return PollingHost[Question](face, EnipLink(face.table, profile), limits, setting)


TRANSPORTS = (
    Transport(name="enip", port=44_818, summary="EtherNet/IP: tags of a Logix controller, by their names",
              profiles=PROFILES, device=EnipDevice, host=enip_host),
)
