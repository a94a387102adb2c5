"""Both ends of a native wire: every message goes out as it is, to everybody who listens."""

from collections.abc import Sequence
from typing import Literal

from linebench.ports import Message
from linebench.ports.camera import CameraState
from linebench.ports.checkweigher import ScaleState
from linebench.ports.plc import Alarm, MachineState
from linebench.ports.presence import Presence
from linebench.ports.printer import PrinterState
from linebench.units import Duration
from linebench.wire.dialect import Profile
from linebench.wire.identity import one_line, unsupported
from linebench.wire.native.codec import NativeDecoder, NativeError, encode
from linebench.wire.side import Arm, Cancel, Effect, Heard, Noted, Setting, Write

__all__ = ["NativeDevice", "NativeHost", "NativeProfile", "NativeSide"]

_HELLO = "hello"
_LASTING = (CameraState, MachineState, PrinterState, ScaleState)
"""Messages that say how something is, until the next one says otherwise."""


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
    """Of the end that dials: how long it waits for the first line."""


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
    """The end of a device or level that is dialled. Whoever connects is told who it is, and the state and the
    alarms that hold.

    One that minds hears when somebody is there and when nobody is any more.
    """

    def __init__(self, profile: NativeProfile, setting: Setting) -> None:
        super().__init__(profile, setting)
        self._hello = Presence(setting.name, here=True, identity=profile.identity)
        self._minds = setting.minds
        self._holds: dict[object, Message] = {}

    def opened(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        first = not self._decoders
        super().opened(client)
        told = [self._hello, *self._holds.values()] if self._hello.identity else self._holds.values()
        return [*(Write(client, encode(message)) for message in told),
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
    """The end that dials. It waits for the hello of the other one, or for what comes instead of it: a peer that has
    said something is there, and so is one that keeps its time of silence. What it is to say meanwhile waits.

    A peer that it does not support it says to be lost, and then it neither speaks nor listens on this connection.
    """

    def __init__(self, profile: NativeProfile, setting: Setting) -> None:
        super().__init__(profile, setting)
        self._name, self._within_us = setting.name, int(profile.answer_within)
        self._supported = profile.supported
        self._state: Literal["closed", "met", "refused", "waiting"] = "closed"
        self._held: list[Write] = []

    def opened(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        self._state = "waiting"
        self._held.clear()
        return [*super().opened(client), Arm(_HELLO, self._within_us)]

    def received(self, client: int, data: bytes) -> Sequence[Effect]:
        """See ``Side``."""
        out: list[Effect] = []
        for effect in super().received(client, data):
            hello = effect.message if isinstance(effect, Heard) and isinstance(effect.message, Presence) else None
            if self._state == "waiting" and isinstance(effect, Heard):
                self._meet(hello.identity if hello else "", out)
            if self._state != "refused" and hello is None:
                out.append(effect)
        return out

    def closed(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        self._state = "closed"
        return [*super().closed(client), Cancel(_HELLO),
                Heard(Presence(self._name, here=False, why="connection closed"))]

    def tell(self, message: Message) -> Sequence[Effect]:
        """See ``Side``."""
        lines = [effect for effect in super().tell(message) if isinstance(effect, Write)]
        if self._state == "waiting":
            self._held += lines
        return lines if self._state == "met" else ()

    def expired(self, name: str) -> Sequence[Effect]:
        """See ``Side``."""
        out: list[Effect] = []
        if name == _HELLO and self._state == "waiting":
            self._meet("", out)
        return out

    def _meet(self, said: str, out: list[Effect]) -> None:
        identity = one_line(said)
        out.append(Cancel(_HELLO))
        if why := unsupported(identity, self._supported):
            self._state = "refused"
            out += [Noted("unsupported", why), Heard(Presence(self._name, here=False, why=why))]
            return
        self._state = "met"
        out += [Heard(Presence(self._name, here=True, identity=identity)), *self._held]
