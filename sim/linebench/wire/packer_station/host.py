"""The host's end: four connections to one station, which is there when all of them are."""

from collections.abc import Callable, Sequence
from functools import partial

from linebench.ports import Message
from linebench.ports.camera import Reading
from linebench.ports.packer import CloseNow, ContentsRead, LabelOrder, Release
from linebench.ports.presence import Presence
from linebench.wire.composite import Sides
from linebench.wire.packer_station.channel import Says, Translated
from linebench.wire.packer_station.profile import StationProfile
from linebench.wire.packer_station.words import WORDS, contents_of, label_of
from linebench.wire.side import Effect, Heard, Setting

__all__ = ["host_sides"]


class _Presences:
    """The station is lost with the first of its channels, and back with the last. What it says of itself is what
    its channels say, each behind its name.
    """

    def __init__(self, name: str, channels: int) -> None:
        self._name, self._channels = name, channels
        self._here: dict[str, str] = {}
        self._lost: set[str] = set()

    def told(self, channel: str, message: Presence) -> Sequence[Effect]:
        """What follows for the station from what became of one channel."""
        alone = not self._lost
        if not message.here:
            self._here.pop(channel, None)
            self._lost.add(channel)
            lost = Presence(self._name, here=False, why=f"{channel}: {message.why}")
            return (Heard(lost),) if alone else ()
        self._here[channel] = message.identity
        self._lost.discard(channel)
        back = not self._lost and (not alone or len(self._here) == self._channels)
        return (Heard(Presence(self._name, here=True, identity=self._identity())),) if back else ()

    def _identity(self) -> str:
        return "; ".join(f"{channel} {told}" for channel, told in sorted(self._here.items()) if told)


class _Host:
    """What the host's sides of one station share."""

    def __init__(self, profile: StationProfile, seat: str, setting: Setting, channels: int) -> None:
        self._profile, self._word = profile, WORDS[seat]
        self._presences = _Presences(setting.name, channels)
        self._last = 0

    def hears(self, channel: str, message: Message) -> Sequence[Effect]:
        """What a channel says that the port has a word for."""
        if isinstance(message, Presence):
            return self._presences.told(channel, message)
        if not isinstance(message, Reading):
            return ()  # states of single devices
        return (Heard(self._contents(message) if channel == "contents" else self._label(message)),)

    def _contents(self, reading: Reading) -> Message:
        contents: ContentsRead = contents_of(self._profile, self._word, reading)
        self._last = contents.trigger
        return contents

    def _label(self, reading: Reading) -> Message:
        trigger = reading.trigger if self._profile.labels == "numbered" else self._last
        return label_of(self._word, trigger, reading)


def host_sides(profile: StationProfile, seat: str, setting: Setting, sides: Sides) -> Sides:
    """Make the host's end from those of its channels."""
    station = _Host(profile, seat, setting, len(sides))
    says = {"printer": _only(LabelOrder), "control": _only(Release, CloseNow)}
    return {name: Translated(side, says.get(name, _only()), partial(station.hears, name))
            for name, side in sides.items()}


def _only(*kinds: type) -> Says:
    says: Callable[[Message], Message | None] = lambda message: message if isinstance(message, kinds) else None  # noqa: E731  # typed
    return says
