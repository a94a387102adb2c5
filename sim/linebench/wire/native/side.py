"""Both ends of a native wire: every message goes out as it is, to everybody who listens."""

from collections.abc import Sequence

from linebench.ports import Message
from linebench.ports.camera import CameraState
from linebench.ports.checkweigher import ScaleState
from linebench.ports.plc import Alarm, MachineState
from linebench.ports.presence import Presence
from linebench.ports.printer import PrinterState
from linebench.wire.dialect import Profile
from linebench.wire.native.codec import NativeDecoder, NativeError, encode
from linebench.wire.side import Effect, Heard, Noted, Setting, Write

__all__ = ["NativeDevice", "NativeHost", "NativeProfile", "NativeSide"]

_LASTING = (CameraState, MachineState, PrinterState, ScaleState)
"""Messages that say how something is, until the next one says otherwise."""


class NativeProfile(Profile, frozen=True, kw_only=True):
    """``max_frame``: the longest line taken, in bytes."""

    max_frame: int = 4_194_304


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


class NativeDevice(NativeSide):
    """The end of a device or level that is dialled. Whoever connects is told the state and the alarms that hold.

    One that minds hears when somebody is there and when nobody is any more.
    """

    def __init__(self, profile: NativeProfile, setting: Setting) -> None:
        super().__init__(profile, setting)
        self._minds = setting.minds
        self._holds: dict[object, Message] = {}

    def opened(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        first = not self._decoders
        super().opened(client)
        return [*(Write(client, encode(message)) for message in self._holds.values()),
                *self._present(here=True, changed=first)]

    def closed(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        super().closed(client)
        return self._present(here=False, changed=not self._decoders, why="connection closed")

    def tell(self, message: Message) -> Sequence[Effect]:
        """See ``Side``."""
        if isinstance(message, _LASTING):
            self._holds[type(message)] = message
        elif isinstance(message, Alarm):
            self._holds.pop(message.name, None)
            if message.on:
                self._holds[message.name] = message
        return super().tell(message)

    def _present(self, *, here: bool, changed: bool, why: str = "") -> Sequence[Effect]:
        return [Heard(Presence(self._minds, here, why))] if self._minds and changed else []


class NativeHost(NativeSide):
    """The end that dials: it also hears whether the other one is there, by the connection alone."""

    def __init__(self, profile: NativeProfile, setting: Setting) -> None:
        super().__init__(profile, setting)
        self._name = setting.name

    def opened(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        return [*super().opened(client), Heard(Presence(self._name, here=True))]

    def closed(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        return [*super().closed(client), Heard(Presence(self._name, here=False, why="connection closed"))]
