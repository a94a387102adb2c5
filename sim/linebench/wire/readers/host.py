"""The host's end of a reader's dialect but for the dialect: requests, what is told, connections lost and back."""

from abc import ABC, abstractmethod
from collections.abc import Sequence

from linebench.ports import Message
from linebench.ports.camera import AskCounters, CameraJob, CameraState, Reading, ResetCounters, TriggerNow
from linebench.ports.presence import Presence
from linebench.wire.readers.asking import HOST, TIMER, Asking, Request
from linebench.wire.readers.commands import AskState, Order
from linebench.wire.readers.framing import Bad, Frames
from linebench.wire.readers.lines import ReaderLines, ToHost
from linebench.wire.readers.profile import ReaderProfile
from linebench.wire.readers.template import TemplateError
from linebench.wire.side import Effect, Hang, Heard, Noted, Setting

__all__ = ["HostBase", "HostSide"]

_ORDERS = (CameraJob, AskCounters, ResetCounters, TriggerNow)


class HostBase(ABC):
    """A ``Side``. A dialect says how frames are cut, what they mean, and how an order is carried out.

    When a connection stands, the host asks for the state and tells it: so its seat learns of a job that the device
    lost. It never selects that job by itself: triggers would be numbered anew in the middle of a batch, and
    results would belong to other packs. What could not be sent is noted, never sent later.

    Attributes:
        lines: the profile's lines.
        asking: requests under way.

    """

    def __init__(self, profile: ReaderProfile, setting: Setting, ends: str) -> None:
        self.setting = setting
        self.lines = ReaderLines(profile, setting.name, ends)
        self.asking = Asking(profile)
        self._profile = profile
        self._frames: Frames | None = None
        self._here: bool | None = None
        self._count = 0

    @abstractmethod
    def frames(self) -> Frames:
        """How the bytes of the device are cut."""

    @abstractmethod
    def framed(self, frame: bytes, out: list[Effect]) -> None:
        """One frame of the device."""

    @abstractmethod
    def begin(self, out: list[Effect]) -> None:
        """The connection stands: ask for the state."""

    @abstractmethod
    def take(self, order: Order, out: list[Effect]) -> None:
        """Carry out an order of our own seat; the connection stands."""

    def opened(self, client: int) -> Sequence[Effect]:  # noqa: ARG002  # a host has one connection
        """See ``Side``."""
        self._frames = self.frames()
        out: list[Effect] = []
        self.begin(out)
        return out

    def received(self, client: int, data: bytes) -> Sequence[Effect]:  # noqa: ARG002  # a host has one connection
        """See ``Side``."""
        out: list[Effect] = []
        for found in self._frames.feed(data) if self._frames is not None else ():
            if isinstance(found, Bad):
                out.append(Noted(found.what, found.detail))
            else:
                self.framed(found, out)
        return out

    def closed(self, client: int) -> Sequence[Effect]:  # noqa: ARG002  # a host has one connection
        """See ``Side``."""
        out: list[Effect] = []
        self._frames = None
        self.asking.clear(out)
        self._absent("connection closed", out)
        return out

    def tell(self, message: Message) -> Sequence[Effect]:
        """See ``Side``."""
        if not isinstance(message, _ORDERS):
            return ()
        if self._frames is None:
            return [Noted("unsent", f"{type(message).__name__}: not connected")]
        out: list[Effect] = []
        self.take(message, out)
        return out

    def expired(self, name: str) -> Sequence[Effect]:
        """See ``Side``."""
        out: list[Effect] = []
        if name == TIMER and self.asking.overdue(out):
            self.give_up(f"no answer within {self._profile.answer_within}", out)
        return out

    def poll(self) -> Sequence[Effect]:
        """See ``Side``; what is pushed need not be looked for."""
        return ()

    def read_line(self, line: bytes, out: list[Effect]) -> None:
        """A line that the device pushed."""
        try:
            message = self.lines.decode(line)
        except TemplateError as fault:
            out.append(Noted("misfit", str(fault)))
            return
        self.hear(message, out)

    def hear(self, message: ToHost, out: list[Effect]) -> None:
        """The device said this."""
        self.present(out)
        if isinstance(message, Reading):
            self._count += 1
            said = message if self.lines.result.numbered else _numbered(message, self._count)
            out.append(Heard(said))
            return
        out.append(Heard(message))
        self.complete("state" if isinstance(message, CameraState) else "counters", out)

    def complete(self, what: str, out: list[Effect]) -> None:
        """Something came that a request may have waited for."""
        done = self.asking.got(what, out)
        if done is not None and isinstance(done.order, CameraJob):
            self._count = 0

    def present(self, out: list[Effect]) -> None:
        """The device is there."""
        if not self._here:
            self._here = True
            out.append(Heard(Presence(self.setting.name, here=True)))

    def give_up(self, why: str, out: list[Effect]) -> None:
        """Nothing more is expected of this connection."""
        self._frames = None
        self.asking.clear(out)
        out.append(Hang(HOST, why))
        self._absent(why, out)

    def awaited(self, order: Order, *more: str) -> frozenset[str]:
        """The lines that answer an order, as far as the profile says them, and ``more``."""
        lines = {CameraJob: ("state",), AskState: ("state",), AskCounters: ("counters",),
                 ResetCounters: ("counters", "state")}.get(type(order), ())
        said = {"state": self._profile.state, "counters": self._profile.counters}
        return frozenset([*(name for name in lines if said[name]), *more])

    def _absent(self, why: str, out: list[Effect]) -> None:
        if self._here is not False:
            self._here = False
            out.append(Heard(Presence(self.setting.name, here=False, why=why)))


class HostSide(HostBase):
    """The base of dialects in which each order is one request."""

    @abstractmethod
    def request(self, order: Order) -> Request | None:
        """An order as the device understands it; ``None`` when it has nothing for it."""

    def begin(self, out: list[Effect]) -> None:
        """See ``HostBase``."""
        request = self.request(AskState())
        if request is None:
            self.present(out)
        else:
            self.asking.ask(request, out)

    def take(self, order: Order, out: list[Effect]) -> None:
        """See ``HostBase``."""
        request = self.request(order)
        if request is None:
            out.append(Noted("unsent", f"{type(order).__name__}: the profile has no command for it"))
        else:
            self.asking.ask(request, out)


def _numbered(reading: Reading, trigger: int) -> Reading:
    return Reading(trigger, reading.outcome, reading.content, reading.text, reading.symbology)
