"""What both ends of a native wire have in common: every message goes out as it is, to everybody who listens."""

from collections.abc import Sequence

from linebench.ports import Message
from linebench.units import Duration
from linebench.wire.dialect import Profile
from linebench.wire.native.codec import NativeDecoder, NativeError, encode
from linebench.wire.side import Effect, Heard, Noted, Setting, Write

__all__ = ["NativeProfile", "NativeSide"]


class NativeProfile(Profile, frozen=True, kw_only=True):
    """Options of both ends."""

    max_frame: int = 4_194_304
    """The longest line taken, in bytes."""
    identity: str = "linebench native 1"
    """Of the end that is dialled: what its first line says of itself; empty: it says no such line. The number is
    that of the messages: another one where a message has changed its fields."""
    supported: tuple[str, ...] = ()
    """Of the end that dials: how the identities begin that it serves; none: all."""
    answer_within: Duration = Duration(500_000)
    """Of the end that dials: how long it waits for the first line, and for the answer to a question."""
    ask_every: Duration = Duration(1_000_000)
    """Of the end that dials: how often it asks whether the other one is there; nought: never."""
    lost_after: Duration = Duration(3_000_000)
    """Of the end that is dialled: a client that has asked, and asks no more for so long, is gone."""


class NativeSide:
    """A ``Side``. It knows no device and no host: what is said at one end is heard at the other."""

    def __init__(self, profile: NativeProfile, setting: Setting) -> None:  # noqa: ARG002  # sides are made alike
        self._max = profile.max_frame
        self._decoders: dict[int, NativeDecoder] = {}

    def opened(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        self._decoders[client] = NativeDecoder(self._max)
        return ()

    def received(self, client: int, data: bytes) -> Sequence[Effect]:
        """See ``Side``."""
        return [Noted("garbage", str(item)) if isinstance(item, NativeError) else Heard(item)
                for item in self._decoders[client].feed(data)]

    def closed(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        self._decoders.pop(client, None)
        return ()

    def tell(self, message: Message) -> Sequence[Effect]:
        """See ``Side``."""
        line = encode(message)
        return [Write(client, line) for client in self._decoders]

    def expired(self, name: str) -> Sequence[Effect]:  # noqa: ARG002  # it arms no timer
        """See ``Side``."""
        return ()

    def poll(self) -> Sequence[Effect]:
        """See ``Side``."""
        return ()
