"""The host's end of a reader's dialect but for the dialect: requests, what is told, connections lost and back."""

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Iterable, Sequence

from linebench.ports import Message
from linebench.ports.camera import AskCounters, CameraJob, CameraState, Reading, ResetCounters, TriggerNow
from linebench.ports.presence import Presence
from linebench.wire.identity import one_line, unsupported
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

    When a connection stands, the host asks who is there. Of a device that it does not support it says that it is
    lost, and then it is silent up to the next connection. Of any other it asks for the state and tells it: so its
    seat learns of a job that the device lost. It never selects that job by itself: triggers would be numbered anew
    in the middle of a batch, and results would belong to other packs. What could not be sent is noted, never sent
    later.

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
        self._served = False
        self._identity = ""
        self._questions: deque[Request] = deque()
        self._parts: list[str] = []
        self._early: list[ToHost] = []
        self._count = 0

    @abstractmethod
    def frames(self) -> Frames:
        """How the bytes of the device are cut."""

    @abstractmethod
    def framed(self, frame: bytes, out: list[Effect]) -> None:
        """One frame of the device."""

    @abstractmethod
    def begin(self, out: list[Effect]) -> None:
        """The connection stands and the device is supported: ask for the state."""

    @abstractmethod
    def take(self, order: Order, out: list[Effect]) -> None:
        """Carry out an order of our own seat; the device is served."""

    def greet(self, out: list[Effect]) -> None:
        """The connection stands: ask who is there; here, for dialects without a word for that, nothing."""
        self.identify((), out)

    def opened(self, client: int) -> Sequence[Effect]:  # noqa: ARG002  # a host has one connection
        """See ``Side``."""
        self._frames, self._served = self.frames(), False
        self._parts.clear()
        self._early.clear()
        out: list[Effect] = []
        self.greet(out)
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
        if self._frames is None or not self._served:
            return [Noted("unsent", f"{type(message).__name__}: not connected")]
        out: list[Effect] = []
        self.take(message, out)
        return out

    def expired(self, name: str) -> Sequence[Effect]:
        """See ``Side``."""
        out: list[Effect] = []
        request = self.asking.current
        if name == TIMER and self.asking.overdue(out):
            if request is not None and request.identifies:
                self._questions.clear()
                self.named("", out)
            else:
                self.give_up(f"no answer within {self._profile.answer_within}", out)
        return out

    def poll(self) -> Sequence[Effect]:
        """See ``Side``; what is pushed need not be looked for."""
        return ()

    def identify(self, questions: Iterable[Request], out: list[Effect]) -> None:
        """Ask who is there, one question after the other; what is answered is told to ``named``."""
        self._questions = deque(questions)
        self._question(out)

    def named(self, text: str, out: list[Effect]) -> None:
        """The present question is over: what the device said; empty: it refused or did not answer."""
        self._parts.append(text)
        self.asking.refused(out)  # whatever was awaited
        self._question(out)

    def admit(self, identity: str, out: list[Effect]) -> None:
        """It is known who is there, or that it is not told: ``begin``, unless the device is not supported."""
        self._identity = one_line(identity)
        why = unsupported(self._identity, self._profile.supported)
        if why:
            self._frames = None
            self.asking.clear(out)
            out.append(Noted("unsupported", why))
            self._absent(why, out)
            return
        self._served = True
        self.begin(out)
        early, self._early = self._early, []
        for message in early:
            self.hear(message, out)

    def read_line(self, line: bytes, out: list[Effect]) -> None:
        """A line that the device pushed."""
        try:
            message = self.lines.decode(line)
        except TemplateError as fault:
            out.append(Noted("misfit", str(fault)))
            return
        self.hear(message, out)

    def hear(self, message: ToHost, out: list[Effect]) -> None:
        """The device said this. Before it is known who is there it is kept."""
        if not self._served:
            self._keep(message, out)
            return
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
            out.append(Heard(Presence(self.setting.name, here=True, identity=self._identity)))

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

    def _question(self, out: list[Effect]) -> None:
        if self._questions:
            self.asking.ask(self._questions.popleft(), out)
        else:
            self.admit(" ".join(self._parts), out)

    def _keep(self, message: ToHost, out: list[Effect]) -> None:
        if len(self._early) < self._profile.max_waiting:
            self._early.append(message)
        else:
            out.append(Noted("overrun", f"{type(message).__name__} behind {len(self._early)} others"))

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
