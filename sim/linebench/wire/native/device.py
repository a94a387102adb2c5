"""The end of a native wire that is dialled."""

from collections.abc import Sequence

from linebench.ports import Message
from linebench.ports.camera import CameraState
from linebench.ports.checkweigher import ScaleState
from linebench.ports.plc import Alarm, MachineState
from linebench.ports.presence import Presence
from linebench.ports.printer import PrinterState
from linebench.wire.native.codec import encode
from linebench.wire.native.side import NativeProfile, NativeSide
from linebench.wire.side import Arm, Cancel, Effect, Hang, Heard, Setting, Write

__all__ = ["NativeDevice"]

_LASTING = (CameraState, MachineState, PrinterState, ScaleState)
"""Messages that say how something is, until the next one says otherwise."""


class NativeDevice(NativeSide):
    """The end of a device or level that is dialled. Whoever connects is told who it is, and the state and the
    alarms that hold.

    One that minds hears when somebody is there and when nobody is any more. A client that asks is told again who
    is there; one that has asked, and then is silent, is hung up.
    """

    def __init__(self, profile: NativeProfile, setting: Setting) -> None:
        super().__init__(profile, setting)
        self._hello = Presence(setting.name, here=True, identity=profile.identity)
        self._minds = setting.minds
        self._lost = profile.lost_after
        self._asked: set[int] = set()
        self._holds: dict[object, Message] = {}

    def opened(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        first = not self._decoders
        super().opened(client)
        told = [self._hello, *self._holds.values()] if self._hello.identity else self._holds.values()
        return [*(Write(client, encode(message)) for message in told),
                *self._present(here=True, changed=first)]

    def received(self, client: int, data: bytes) -> Sequence[Effect]:
        """See ``Side``."""
        out: list[Effect] = []
        for effect in super().received(client, data):
            asks = isinstance(effect, Heard) and isinstance(effect.message, Presence)
            out += self._answer(client) if asks else (effect,)
        return out

    def closed(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        super().closed(client)
        asked = [Cancel(str(client))] if client in self._asked else []
        self._asked.discard(client)
        return [*asked, *self._present(here=False, changed=not self._decoders, why="connection closed")]

    def expired(self, name: str) -> Sequence[Effect]:
        """See ``Side``."""
        return [Hang(int(name), f"has not asked for {self._lost}")]

    def tell(self, message: Message) -> Sequence[Effect]:
        """See ``Side``."""
        if isinstance(message, _LASTING):
            self._holds[type(message)] = message
        elif isinstance(message, Alarm):
            self._holds.pop(message.name, None)
            if message.on:
                self._holds[message.name] = message
        return super().tell(message)

    def _answer(self, client: int) -> Sequence[Effect]:
        if not self._hello.identity:
            return ()
        self._asked.add(client)
        return (Write(client, encode(self._hello)), Arm(str(client), int(self._lost)))

    def _present(self, *, here: bool, changed: bool, why: str = "") -> Sequence[Effect]:
        return [Heard(Presence(self._minds, here, why))] if self._minds and changed else []
