"""The device's end of a reader's dialect but for the dialect: clients, what is pushed to whom, answers in order."""

from abc import abstractmethod
from collections.abc import Sequence

from linebench.ports import Message
from linebench.ports.camera import (
    AskCounters,
    CameraCounters,
    CameraJob,
    CameraState,
    Reading,
    ResetCounters,
    ToDevice,
    TriggerNow,
)
from linebench.wire.device import DeviceBase
from linebench.wire.readers.commands import AskState, Order
from linebench.wire.readers.core import ReaderCore, Session, Then
from linebench.wire.readers.framing import Bad, Frames
from linebench.wire.readers.lines import ReaderLines, ToHost
from linebench.wire.readers.profile import ReaderProfile
from linebench.wire.side import Effect, Hang, Heard, Noted, Setting, Write

__all__ = ["DeviceSide"]

_ANSWERS: dict[type, tuple[type, ...]] = {CameraJob: (CameraState,), ResetCounters: (CameraState,),
                                          AskCounters: (CameraCounters,), TriggerNow: (Reading,)}


class DeviceSide(DeviceBase[Session]):
    """A ``Side``. A dialect says how frames are cut, what a command means and how a pushed line looks.

    Attributes:
        core: what the device is known to be.
        lines: the profile's lines.

    """

    def __init__(self, profile: ReaderProfile, setting: Setting, ends: str) -> None:
        super().__init__(profile.max_clients)
        self.setting = setting
        self.core = ReaderCore(setting.name)
        self.lines = ReaderLines(profile, setting.name, ends)
        self._profile = profile

    @abstractmethod
    def frames(self) -> Frames:
        """How the bytes of a new client are cut."""

    @abstractmethod
    def framed(self, client: int, frame: bytes, out: list[Effect]) -> None:
        """One frame of a client: do what it says and answer."""

    @abstractmethod
    def pushed(self, client: int, line: bytes) -> bytes:
        """A line that nobody asked for as it goes to this client."""

    def misframed(self, client: int, bad: Bad) -> Sequence[Effect]:  # noqa: ARG002  # for dialects that answer it
        """What is answered to bytes that are no frame; they are noted already."""
        return ()

    def listens(self, client: int) -> bool:  # noqa: ARG002  # for dialects with a log-in
        """Whether what is pushed goes to this client."""
        return True

    def session(self, client: int) -> Session:
        """See ``DeviceBase``."""
        return Session(client, self.frames())

    def heard(self, client: int, session: Session, data: bytes, out: list[Effect]) -> None:
        """See ``DeviceBase``."""
        for found in session.frames.feed(data):
            if isinstance(found, Bad):
                out.append(Noted(found.what, f"client {client}: {found.detail}"))
                out.extend(self.misframed(client, found))
            elif len(session.queue) < self._profile.max_waiting:
                session.queue.append(found)
                self.work(session, out)
            else:
                out.append(Noted("overrun", f"client {client}: {found[:40]!r} behind {len(session.queue)} others"))

    def tell(self, message: Message) -> Sequence[Effect]:
        """See ``Side``."""
        out: list[Effect] = []
        if not isinstance(message, ToHost):
            return out
        if isinstance(message, Reading) and not self.core.online:
            return [Noted("offline", f"reading of trigger {message.trigger} is not made")]
        self.core.hear(message)
        self.publish(message, out)
        for session in [*self.sessions.values()]:
            if session.hear(message, out):
                self.work(session, out)
        return out

    def publish(self, message: ToHost, out: list[Effect]) -> None:
        """Push a message to those who get results."""
        line = self.lines.encode(message, self.core.state.job)
        if line is None:
            return
        clients = self.audience()
        out.extend(Write(client, self.pushed(client, line)) for client in clients)
        if not clients and isinstance(message, Reading):
            out.append(Noted("unheard", f"reading of trigger {message.trigger}: nobody is connected"))

    def audience(self) -> list[int]:
        """The clients that get what is pushed."""
        clients = [client for client in self.sessions if self.listens(client)]
        chosen = {"all": clients, "first": clients[:1], "newest": clients[-1:]}
        return chosen[self._profile.results_to]

    def say(self, client: int, message: ToHost, out: list[Effect]) -> None:
        """Push a message to one client who asked for it."""
        line = self.lines.encode(message, self.core.state.job)
        if line is not None:
            out.append(Write(client, self.pushed(client, line)))

    def order(self, client: int, order: Order, out: list[Effect]) -> None:
        """A client orders something that the device behind answers by messages, which are pushed."""
        if isinstance(order, AskState):
            self.say(client, self.core.state, out)
        else:
            out.append(Heard(order))

    def order_and_wait(self, client: int, order: ToDevice, then: Then, out: list[Effect]) -> None:
        """As ``order``; ``then`` gets the device's answer, for which later commands of the client wait."""
        self.sessions[client].wait(_ANSWERS[type(order)], then)
        out.append(Heard(order))

    def hang(self, client: int, why: str, out: list[Effect]) -> None:
        """Close a connection; what still arrives on it is not heard."""
        if self.sessions.pop(client, None) is not None:
            out.append(Hang(client, why))

    def work(self, session: Session, out: list[Effect]) -> None:
        """Do the commands of a client until one waits."""
        while session.queue and not session.waiting and session.client in self.sessions:
            self.framed(session.client, session.queue.popleft(), out)
