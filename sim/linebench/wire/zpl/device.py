"""The device side of ZPL: a label printer."""

from collections.abc import Callable, Mapping, Sequence

from linebench.ports.printer import PrintDone, PrinterState, PrintNow, ToHost
from linebench.wire.printers.device import DeviceSide
from linebench.wire.side import Effect, Hang, Heard, Noted, Setting, Write
from linebench.wire.zpl.alerts import ALERT, CLEARED, RAISED, AlertLines, AlertTable
from linebench.wire.zpl.batches import Batches
from linebench.wire.zpl.codec import Command, CommandStream, Item, Oversized, SetGetDo, Stray
from linebench.wire.zpl.labels import Label, LabelReader, Problem, Stored
from linebench.wire.zpl.profile import ZplProfile
from linebench.wire.zpl.queries import Queries
from linebench.wire.zpl.replies import encode_line

__all__ = ["ZplDevice"]


class _Session(CommandStream):
    """What one client has said so far."""

    def __init__(self, profile: ZplProfile, memory: dict[str, Label]) -> None:
        super().__init__(profile.max_frame)
        self.reader = LabelReader(memory, profile.escape)


class ZplDevice(DeviceSide[_Session]):
    """A ``Side``. It answers questions alone: nothing tells a host that a format arrived, or was nonsense.

    Alerts go to every client, for ``^SX`` is a setting of the printer. Changed prefixes hold for the connection.
    """

    def __init__(self, profile: ZplProfile, setting: Setting) -> None:
        super().__init__(profile, setting)
        self._profile = profile
        self._memory: dict[str, Label] = {}
        self._alerts, self._lines = AlertTable(profile), AlertLines(profile)
        self._batches = Batches(profile, self.core)
        self._queries = Queries(profile, self.core, self._batches, self._alerts, self._memory)
        self._controls = self._make_controls()

    def session(self, client: int) -> _Session:  # noqa: ARG002  # all clients alike
        """See ``DeviceBase``."""
        return _Session(self._profile, self._memory)

    def heard(self, client: int, session: _Session, data: bytes, out: list[Effect]) -> None:
        """See ``DeviceBase``."""
        for item in session.feed(data):
            if client in self.sessions:  # a reset within these bytes ends the connection
                self._take(item, client, out)

    def lost(self) -> Sequence[Effect]:
        """See ``DeviceSide``."""
        if not self._profile.queue_survives:
            self._batches.clear()
        return super().lost()

    def told(self, message: ToHost, out: list[Effect]) -> None:
        """See ``DeviceSide``."""
        match message:
            case PrintDone():
                self._printed(message, out)
            case PrinterState():
                self._stated(message, out)

    def _printed(self, done: PrintDone, out: list[Effect]) -> None:
        waited = len(self.core.waiting)
        prints = self.core.tell(done).prints
        labels = waited - len(self.core.waiting)
        finished = self._batches.printed(labels)
        if (finished or not labels) and self._alerts.wants_done():
            for _ in range(prints):
                self._alert(ALERT, self._profile.done_text, out)
        self._batches.feed(out)

    def _stated(self, state: PrinterState, out: list[Effect]) -> None:
        before = self._queries.conditions()
        self.core.tell(state)
        after = self._queries.conditions()
        for condition in before:
            if condition not in after and self._alerts.wants(condition, raised=False):
                self._alert(CLEARED, condition.words, out)
        for condition in after:
            if condition not in before and self._alerts.wants(condition, raised=True):
                self._alert(RAISED, condition.words, out)

    def _alert(self, kind: str, text: str, out: list[Effect]) -> None:
        data = encode_line(self._lines.write(kind, text))
        out.extend(Write(client, data) for client in self.sessions)

    def _take(self, item: Item, client: int, out: list[Effect]) -> None:
        match item:
            case Command():
                self._command(item, client, out)
            case SetGetDo():
                self._set_get_do(item, client, out)
            case Stray(data=data):
                out.append(Noted("garbage", f"{data!r}; expected ^ or ~"))
            case Oversized(name=name):
                out.append(Noted("oversized", f"{name} is longer than {self._profile.max_frame} bytes"))

    def _command(self, command: Command, client: int, out: list[Effect]) -> None:
        reader = self.sessions[client].reader
        if self._queries.knows(command.name):
            answer = self._queries.answer(command.name, command.text, partial=reader.open)
            out.extend((Write(client, answer),) if answer else ())
        elif command.name in self._controls:
            self._controls[command.name](out)
        elif command.name == "^SX":
            if not self._alerts.route(command):
                out.append(Noted("refused", f"^SX{command.text}; expected letter, destination, set, clear"))
        elif command.name == "^JU":
            self._alerts.configure(command.text.upper())
        else:
            self._format(reader, command, out)

    def _format(self, reader: LabelReader, command: Command, out: list[Effect]) -> None:
        done = reader.take(command)
        match done:
            case Label():
                self._batches.add(done, out)
            case Stored(name=name):
                self.core.store(self._memory[name].job or name)
            case Problem(why=why):
                out.append(Noted("refused", why))

    def _set_get_do(self, line: SetGetDo, client: int, out: list[Effect]) -> None:
        if line.verb == "getvar":
            out.append(Write(client, self._queries.variable(line.name)))
        elif line.verb == "do" and line.name and line.name == self._profile.clear_faults:
            out.extend(self.core.clear_faults().effects)
        elif line.verb == "do" and line.name and line.name == self._profile.print_now:
            out.append(Heard(PrintNow()))  # no job needs to be selected for it, as formats bring their own
        else:
            out.append(Noted("refused", f"{line.verb} {line.name!r}; nothing this unit knows"))

    def _make_controls(self) -> Mapping[str, Callable[[list[Effect]], None]]:
        def enable(*, on: bool) -> Callable[[list[Effect]], None]:
            return lambda out: out.extend(self.core.enable(on=on).effects)

        def nothing(out: list[Effect]) -> None:
            """Nothing that the simulated printer could notice."""

        pause = enable(on=False)
        return {"~JA": self._cancel, "~PP": pause, "^PP": pause, "~PS": enable(on=True), "~JR": self._restart,
                "~JC": nothing}

    def _cancel(self, out: list[Effect]) -> None:
        """Cancel all formats, the one half received as well."""
        self._batches.clear()
        for session in self.sessions.values():
            session.reader.open = False
        out.extend(self.core.clear().effects)

    def _restart(self, out: list[Effect]) -> None:
        """Reset as by switching it off: formats in memory and all connections are gone, saved settings return."""
        self._cancel(out)
        self._memory.clear()
        self._alerts.configure("R")
        if not self.core.enabled:
            out.extend(self.core.enable(on=True).effects)
        out.extend(Hang(client, "the printer was reset") for client in self.sessions)
        self.sessions.clear()
