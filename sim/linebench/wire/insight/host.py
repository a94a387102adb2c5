"""The host's end of native mode: log-in, jobs, and looking at cells for what is new."""

from collections.abc import Sequence

from linebench.ports.camera import AskCounters, CameraCounters, CameraJob, CameraState, Reading, TriggerNow
from linebench.wire.insight.codec import END, PASSWORD, USER, PromptFrames
from linebench.wire.insight.profile import InsightProfile
from linebench.wire.insight.sheet import is_cell, ring_cell
from linebench.wire.insight.talking import Ask, Talk, Talking
from linebench.wire.readers.asking import HOST, Request
from linebench.wire.readers.commands import Order
from linebench.wire.readers.framing import Frames
from linebench.wire.readers.host import HostBase
from linebench.wire.readers.lines import ToHost
from linebench.wire.side import Arm, Effect, Noted, Setting, Write

__all__ = ["InsightHost"]

_LOOK = "look"


class InsightHost(HostBase):
    """A ``Side`` that speaks to the vision system. It tells messages from the ring in their order, each once."""

    def __init__(self, profile: InsightProfile, setting: Setting) -> None:
        super().__init__(profile, setting, "\r\n")
        self._options = profile
        self._talking = Talking(self.asking)
        self._log_in: PromptFrames | None = None
        self._seen: int | None = None
        self._online = self._told_online = True
        self._took_offline = False
        self._state: CameraState | None = None
        self._kept: list[CameraState | CameraCounters] | None = None

    def frames(self) -> Frames:
        """See ``HostBase``."""
        self._log_in = PromptFrames(self._options.max_frame)
        return self._log_in

    def greet(self, out: list[Effect]) -> None:
        """See ``HostBase``: a log-in comes first."""
        self._kept = None
        self.asking.ask(Request(None, b"", frozenset({"log-in"}), title="log-in"), out)

    def begin(self, out: list[Effect]) -> None:
        """See ``HostBase``."""
        self._start("", self._catch_up(), out)
        out.extend(self._arm_look())

    def take(self, order: Order, out: list[Effect]) -> None:
        """See ``HostBase``."""
        name = type(order).__name__
        if isinstance(order, CameraJob) and not order.job.isprintable():
            out.append(Noted("unsent", f"CameraJob {order.job!r}: a name with control characters"))
        elif len(self._talking) >= self._options.max_waiting:
            out.append(Noted("overrun", f"{name} behind {len(self._talking)} others"))
        else:
            self._start(name, self._carry_out(order), out)

    def poll(self) -> Sequence[Effect]:
        """See ``Side``: look at the ring, unless that is about to happen."""
        out: list[Effect] = []
        if self._in() and self._served and not self._options.push and "" not in self._talking.names:
            self._start("", self._look(), out)
        return out

    def expired(self, name: str) -> Sequence[Effect]:
        """See ``Side``."""
        if name != _LOOK:
            return super().expired(name)
        return [*self.poll(), *self._arm_look()] if self._in() else ()

    def closed(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        out = [*super().closed(client)]
        self._talking.clear(out)
        self._kept = None
        return out

    def framed(self, frame: bytes, out: list[Effect]) -> None:
        """See ``HostBase``."""
        mark = self._options.push_mark.encode()
        if not self._in():
            self._prompted(frame, out)
        elif self._options.push and frame.startswith(mark):
            self.read_line(frame.removeprefix(mark), out)
        else:
            self._talking.take(frame, out)

    def hear(self, message: ToHost, out: list[Effect]) -> None:
        """See ``HostBase``. While a job is loaded the system is offline: state and counters are told behind it."""
        if self._kept is not None and not isinstance(message, Reading):
            self._kept.append(message)
            return
        if isinstance(message, CameraState):
            self._state = message
            self._told_online = message.online and self._online
            message = CameraState(message.camera, message.job, self._told_online, message.series)
        super().hear(message, out)

    def _in(self) -> bool:
        """Whether we are connected and logged in."""
        return self._frames is not None and self._log_in is not None and not self._log_in.prompts

    def _prompted(self, frame: bytes, out: list[Effect]) -> None:
        answers = {USER: self._options.user, PASSWORD: self._options.password}
        if frame in answers:
            out.append(Write(HOST, answers[frame].encode() + END))
        elif frame == b"User Logged In" and self._log_in is not None:
            self._log_in.prompts = False
            self.asking.got("log-in", out)
            self._start("", self._introduce(), out)
        elif not frame.startswith(b"Welcome"):
            out.append(Noted("refused", f"log-in: {frame[:60]!r}"))
            self.give_up("log-in refused", out)

    def _start(self, name: str, talk: Talk, out: list[Effect]) -> None:
        self._talking.start(name, talk, out)

    def _arm_look(self) -> list[Effect]:
        every = self._options.look_every if self.setting.poll_us is None else self.setting.poll_us
        return [] if self._options.push else [Arm(_LOOK, every)]

    def _introduce(self) -> Talk:
        """Ask who is there. A system answers every command, so that silence is its loss."""
        info = yield Ask("GI", "listed")
        told = dict(_parted(line) for line in (info or b"").decode("ascii", "replace").splitlines())
        self.admit(" ".join(told.get(name.casefold(), "") for name in self._options.identity), self._talking.out)

    def _catch_up(self) -> Talk:
        """A connection stands: what was missed as far as it is still there; the state when that did not tell it."""
        if self._took_offline:
            yield from self._go_online()
        self._state = None
        yield from self._look()
        if self._state is None:
            line = yield Ask(f"GV{self._options.state_cell}", "value")
            if line:
                self.read_line(line, self._talking.out)
            else:
                self.present(self._talking.out)

    def _carry_out(self, order: Order) -> Talk:
        if isinstance(order, CameraJob):
            yield from self._select(order)
        elif isinstance(order, TriggerNow):
            yield Ask("SE8", "status" if self._options.event_reply == "status" else "sized")
        else:
            asks = isinstance(order, AskCounters)
            cell = self._options.counters_cell if asks else self._options.reset_cell
            yield Ask(f"SI{cell}1" if is_cell(cell) else f"SI{cell} 1")
        if not self._options.push:
            yield from self._look()

    def _select(self, order: CameraJob) -> Talk:
        """Offline, load, online: in between the system makes no readings."""
        kept = self._kept = []
        self._took_offline = True
        yield Ask("SO0")
        yield Ask("LF" + self._options.job_file.replace("{job}", order.job))
        yield from self._go_online()
        self._online = (yield Ask("GO", "bare")) == b"1"
        self._kept = None
        self._count = 0
        for message in kept:
            self.hear(message, self._talking.out)

    def _go_online(self) -> Talk:
        yield Ask("SO1")
        self._took_offline = False

    def _look(self) -> Talk:
        """Read the messages since the last look."""
        head = yield Ask(f"GV{self._options.head_cell}", "value")
        newest, _, online = (head or b"").partition(b";")
        if not newest.isdigit() or online not in (b"0", b"1"):
            self._talking.out.append(Noted("misfit", f"head is {head!r}; expected number;online"))
            return
        self._online = online == b"1"
        for number in self._new(int(newest)):
            yield from self._read(number)
            self._seen = number
        state = self._state
        if state is not None and self._told_online is not (state.online and self._online):
            self.hear(state, self._talking.out)  # somebody else put the system offline or online

    def _new(self, newest: int) -> range:
        """The numbers to read; none at first, all that are left when the system began to count anew."""
        seen = self._seen
        if seen is None or self._options.push:
            self._seen = newest
            return range(0)
        first = seen + 1 if newest >= seen else 1
        oldest = max(first, newest - self._options.ring + 1)
        if oldest > first:
            self._talking.out.append(Noted("lost", f"{oldest - first} messages were overwritten before a look"))
        self._seen = oldest - 1
        return range(oldest, newest + 1)

    def _read(self, number: int) -> Talk:
        value = yield Ask(f"GV{ring_cell(self._options, number)}", "value")
        found, _, line = (value or b"").partition(b";")
        if found == b"%d" % number:
            self.read_line(line, self._talking.out)
        else:
            self._talking.out.append(Noted("lost", f"message {number} was overwritten while it was looked for"))


def _parted(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.strip().casefold(), value.strip()
