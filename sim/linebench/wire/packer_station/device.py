"""The station's end: four devices that know of the same container."""

from collections.abc import Sequence

import msgspec

from linebench.ports import Message
from linebench.ports.camera import Reading
from linebench.ports.packer import CloseNow, ContentsRead, LabelOrder, LabelRead, Release
from linebench.ports.printer import ClearQueue
from linebench.wire.composite import Sides
from linebench.wire.packer_station.channel import Translated
from linebench.wire.packer_station.profile import StationProfile
from linebench.wire.packer_station.words import WORDS, reading_of_contents, reading_of_label
from linebench.wire.side import Effect, Heard, Noted, Setting

__all__ = ["device_sides"]


class _Device:
    """What the devices of one station share: which container stands there.

    A label or a command that names no container concerns the one whose contents were read last: so it is on a
    line, where a label goes on whatever stands at the applicator.
    """

    def __init__(self, profile: StationProfile, seat: str) -> None:
        self._profile, self._word = profile, WORDS[seat]
        self._last = 0

    def contents(self, message: Message) -> Reading | None:
        """What the reader says of the open container."""
        if not isinstance(message, ContentsRead):
            return None
        self._last = message.trigger
        return reading_of_contents(self._profile, message)

    def label(self, message: Message) -> Reading | None:
        """What the scanner says of a label."""
        return reading_of_label(message) if isinstance(message, LabelRead) else None

    def ordered(self, message: Message) -> Sequence[Effect]:
        """What the host wants of the station."""
        match message:
            case LabelOrder() | Release():
                trigger = message.trigger or self._last
                return (Heard(msgspec.structs.replace(message, container=self._word, trigger=trigger)),)
            case CloseNow():
                return (Heard(CloseNow(self._word)),)
            case ClearQueue():
                return ()  # a label that was ordered is on its way to the container already
            case _:
                return (Noted("ignored", f"{type(message).__name__}: nothing that this station does"),)


def device_sides(profile: StationProfile, seat: str, setting: Setting, sides: Sides) -> Sides:  # noqa: ARG001  # a Join
    """Make the station's end from the devices' ends of its channels."""
    station = _Device(profile, seat)
    says = {"contents": station.contents, "label": station.label}
    return {name: Translated(side, says.get(name, _nothing), station.ordered) for name, side in sides.items()}


def _nothing(message: Message) -> None:
    """Printer and controller say nothing that the port has a word for."""
