"""What a bystander of a station makes of its reader and its scanner."""

from linebench.ports import Message
from linebench.ports.camera import Reading
from linebench.wire.packer_station.profile import StationProfile
from linebench.wire.packer_station.words import WORDS, contents_of, label_of
from linebench.wire.witness import Overheard

__all__ = ["OVERHEARD"]


def _means(seat: str, profile: StationProfile, channel: str, message: Message) -> Message | None:
    if not isinstance(message, Reading):
        return None
    if channel == "contents":
        return contents_of(profile, WORDS[seat], message)
    return label_of(WORDS[seat], message.trigger, message) if channel == "label" else None


OVERHEARD = (Overheard(name="packer-station", means=_means),)
