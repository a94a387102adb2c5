"""Contents and labels of containers as readings of a reader, and back."""

from linebench.ports.camera import Reading
from linebench.ports.packer import ContentsRead, LabelRead
from linebench.wire.packer_station.profile import StationProfile

__all__ = ["WORDS", "contents_of", "label_of", "reading_of_contents", "reading_of_label"]

WORDS = {"packer": "case", "palletizer": "pallet"}
"""What a seat fills, as the port calls it."""
_PACKS, _LABELS = "]d2", "]C1"
"""AIM identifiers: GS1 DataMatrix on packs, GS1-128 on cases and pallets."""


def reading_of_contents(profile: StationProfile, message: ContentsRead) -> Reading:
    """One reading with all codes; a no-read when there is nothing in the container."""
    if not message.contents:
        return Reading(message.trigger, "no_read", "", "", "")
    codes = profile.separator.join(code or profile.unread for code in message.contents)
    return Reading(message.trigger, "read", codes, "", _PACKS if message.container == "case" else _LABELS)


def contents_of(profile: StationProfile, word: str, reading: Reading) -> ContentsRead:
    """The codes in a reading, in the order in which the reader tells them."""
    if reading.outcome != "read":
        return ContentsRead(word, reading.trigger, ())
    codes = reading.content.split(profile.separator)
    return ContentsRead(word, reading.trigger, tuple("" if code == profile.unread else code for code in codes))


def reading_of_label(message: LabelRead) -> Reading:
    """The label that was read back."""
    symbology = _LABELS if message.outcome == "read" else ""
    return Reading(message.trigger, message.outcome, message.content, "", symbology)


def label_of(word: str, trigger: int, reading: Reading) -> LabelRead:
    """The label of the container number ``trigger`` in a reading."""
    return LabelRead(word, trigger, reading.outcome, reading.content)
