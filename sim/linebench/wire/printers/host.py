"""The host side of every printer dialect: connection, greeting, presence and state. Its bytes are a ``Speech``."""

from collections.abc import Sequence

from linebench.ports import Message
from linebench.ports.presence import Presence
from linebench.ports.printer import ClearFaults, ClearQueue, PrinterEnable, PrintJob, PrintNow, PrintOrders
from linebench.wire.identity import one_line, unsupported
from linebench.wire.printers.asking import Answer, Asker, Request
from linebench.wire.printers.options import PrinterProfile
from linebench.wire.printers.speech import Complete, Identified, Item, Look, Speech
from linebench.wire.printers.spooler import Spooler
from linebench.wire.printers.states import Seen, States
from linebench.wire.side import Arm, Cancel, Effect, Heard, Noted, Setting

__all__ = ["PrinterHost"]


class PrinterHost:
    """A ``Side`` that serves the level that prints.

    On every connection it greets, asks who is there, clears the queue and selects the job again. Of a unit that it
    does not support it says that it is lost, and then it is silent up to the next connection. When all is answered
    it says ``Presence``, and when records were in the printer at the loss, ``PrinterState`` ``ready`` with the
    reason ``queue lost``: of the records ordered and not announced as printed, the last ``queued`` are still to
    come, and nobody knows of the others whether they were printed. ``look_us``: how often it looks when its setting
    does not say.
    """

    def __init__(self, profile: PrinterProfile, setting: Setting, speech: Speech,
                 look_us: int | None = None) -> None:
        self._name, self._speech = setting.name, speech
        self._poll_us = look_us if setting.poll_us is None else setting.poll_us
        self._asker = Asker(int(profile.answer_within), profile.retries)
        self._states = States(setting.name)
        self._spooler = Spooler(profile, speech, self._asker, self._states)
        self._supported = profile.supported
        self._identity: list[str] = []
        self._open = self._served = self._here = self._looking = self._again = False
        self._said: bool | None = None
        self._enabled: bool | None = None

    def opened(self, client: int) -> Sequence[Effect]:  # noqa: ARG002  # a host has one connection
        """See ``Side``."""
        out: list[Effect] = []
        self._open = True
        self._identity.clear()
        self._speech.reset()
        self._ask(self._speech.greet(), out)
        self._ask(self._speech.identify(), out)
        self._asker.mark(self._identified, out)
        return out

    def received(self, client: int, data: bytes) -> Sequence[Effect]:  # noqa: ARG002  # a host has one connection
        """See ``Side``."""
        out: list[Effect] = []
        if self._open:
            self._understand(self._speech.read(data), out)
        return out

    def closed(self, client: int) -> Sequence[Effect]:  # noqa: ARG002  # a host has one connection
        """See ``Side``."""
        out: list[Effect] = []
        self._gone("connection closed", out)
        return out

    def tell(self, message: Message) -> Sequence[Effect]:
        """See ``Side``."""
        out: list[Effect] = []
        match message:
            case PrintOrders():
                self._spooler.order(message, out)
            case PrintJob():
                self._spooler.select(message, out)
            case ClearQueue():
                self._spooler.clear(message, out)
            case _:
                self._command(message, out)
        self._tell_state(out)
        return out

    def expired(self, name: str) -> Sequence[Effect]:
        """See ``Side``."""
        out: list[Effect] = []
        if name in Spooler.timers:
            self._spooler.expired(name, out)
        elif name == "poll":
            self._look(out)
        else:
            why = self._asker.expired(out)
            if why:
                self._gone(why, out)
        return out

    def poll(self) -> Sequence[Effect]:
        """See ``Side``."""
        out: list[Effect] = []
        self._look(out)
        return out

    def _command(self, message: Message, out: list[Effect]) -> None:
        match message:
            case PrinterEnable(on=on):
                self._enabled = on
                self._say(self._speech.enable(on=on), message, out)
            case PrintNow():
                self._say(self._speech.print_now(), message, out)
            case ClearFaults():
                self._say(self._speech.clear_faults(), message, out)
                self._spooler.retry(out)
            case _:
                self._say((), message, out)

    def _say(self, requests: Sequence[Request], message: Message, out: list[Effect]) -> None:
        if not self._served or not requests:
            why = "the dialect has no word for it" if self._served else "there is no connection that serves"
            out.append(Noted("unsaid", f"{type(message).__name__}: {why}"))
        else:
            self._ask(requests, out)

    def _ask(self, requests: Sequence[Request], out: list[Effect]) -> None:
        for request in requests:
            self._asker.ask(request, self._told, out)

    def _told(self, answer: Answer, out: list[Effect]) -> None:
        self._understand(self._speech.told(answer), out)

    def _understand(self, items: Sequence[Item], out: list[Effect]) -> None:
        for item in items:
            match item:
                case Answer():
                    self._asker.answer(item, out)
                case Complete(prints=prints):
                    self._spooler.printed(prints, out)
                case Identified(text=text):
                    self._identity.append(text)
                case Look():
                    self._again = self._looking
                    self._look(out)
                case Seen():
                    self._states.see(item)
                case _:
                    out.append(item)
        self._tell_state(out)

    def _tell_state(self, out: list[Effect]) -> None:
        if self._here:
            self._states.tell(self._spooler.queued, out)

    def _identified(self, answer: Answer, out: list[Effect]) -> None:  # noqa: ARG002  # a mark is always reached well
        why = unsupported(one_line(*self._identity), self._supported)
        if why:
            out.append(Noted("unsupported", why))
            self._gone(why, out)
            return
        self._served = True
        self._spooler.opened(out)
        if self._enabled is not None:
            self._ask(self._speech.enable(on=self._enabled), out)
        self._asker.mark(self._greeted, out)

    def _greeted(self, answer: Answer, out: list[Effect]) -> None:  # noqa: ARG002  # a mark is always reached well
        self._here = True
        self._present(out, here=True)
        self._spooler.here(out)
        self._look(out)

    def _look(self, out: list[Effect]) -> None:
        """Ask for the state, unless that is being asked already."""
        if not self._here:
            return
        if not self._looking:
            self._looking = True
            self._ask(self._speech.status(), out)
            self._asker.mark(self._looked, out)
        if self._poll_us is not None:
            out.append(Arm("poll", self._poll_us))

    def _looked(self, answer: Answer, out: list[Effect]) -> None:  # noqa: ARG002  # a mark is always reached well
        self._looking = False
        if self._again:
            self._again = False
            self._look(out)

    def _gone(self, why: str, out: list[Effect]) -> None:
        if self._open:
            self._open = self._served = self._here = False
            self._looking = self._again = False
            self._asker.reset(out)
            self._spooler.closed(out)
            self._states.forget()
            out.append(Cancel("poll"))
        self._present(out, here=False, why=why)

    def _present(self, out: list[Effect], *, here: bool, why: str = "") -> None:
        if self._said is not here:
            self._said = here
            out.append(Heard(Presence(self._name, here, why, one_line(*self._identity) if here else "")))
