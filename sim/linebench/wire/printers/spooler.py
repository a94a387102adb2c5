"""A host's job and records: what is asked of the printer when, so that it never holds more than it can."""

from collections.abc import Callable, Sequence
from functools import partial

from linebench.ports.printer import ClearQueue, PrintDone, PrintJob, PrintOrders
from linebench.wire.printers.asking import Answer, Asker, Request
from linebench.wire.printers.feeder import Feeder
from linebench.wire.printers.options import PrinterProfile
from linebench.wire.printers.speech import Speech
from linebench.wire.printers.states import States
from linebench.wire.side import Arm, Cancel, Effect, Heard, Noted

__all__ = ["Spooler"]

_UNSAYABLE = Request("a record", b"")


class Spooler:
    """Selects the job, gives records one at a time, clears, and says which record a print means.

    Nothing is given before the job is selected and while a clearing settles; a record refused for want of a place
    is offered again, any other refusal holds everything until the level that prints acts.

    Attributes:
        timers: the names of those it arms.

    """

    timers = ("again", "settle")

    def __init__(self, profile: PrinterProfile, speech: Speech, asker: Asker, states: States) -> None:
        self._profile, self._speech, self._asker, self._states = profile, speech, asker, states
        self._feeder = Feeder(profile.depth)
        self._job: PrintJob | None = None
        self._open = self._here = False
        self._selected = self._waiting = self._sending = False
        self._clearings = self._selections = 0

    @property
    def queued(self) -> int:
        """Records that are still to be printed, as far as the host knows."""
        return self._feeder.queued

    def opened(self, out: list[Effect]) -> None:
        """A connection stands: make the printer's queue known, which means empty, and select the job."""
        self._open = True
        self._ask_clear(out)
        self._ask_select(out)

    def here(self, out: list[Effect]) -> None:
        """The printer has answered everything: say what was lost, and give records again."""
        self._here = True
        if self._feeder.lost:
            self._feeder.lost = 0
            self._states.lost(self.queued, out)
        self._feed(out)

    def closed(self, out: list[Effect]) -> None:
        """The connection is gone."""
        self._open = self._here = False
        self._selected = self._waiting = self._sending = False
        self._clearings = 0
        self._feeder.cut(drop=self._profile.after_loss == "drop")
        self._feeder.settling = False
        out.extend(Cancel(timer) for timer in self.timers)

    def select(self, job: PrintJob, out: list[Effect]) -> None:
        """The level that prints wants this job.

        Where it is selected and records of it wait in the printer nothing is asked: a selection may cost these.
        """
        if self._selected and job == self._job and self._feeder.given:
            return
        self._job = job
        self._states.trouble = ""
        if self._open:
            self._ask_select(out)

    def order(self, orders: PrintOrders, out: list[Effect]) -> None:
        """The level that prints orders records."""
        self._feeder.order(orders)
        self._feed(out)

    def clear(self, message: ClearQueue, out: list[Effect]) -> None:  # noqa: ARG002  # all acts alike
        """The level that prints wants all records forgotten."""
        self._feeder.clear()
        self._states.trouble = ""
        if self._open:
            self._ask_clear(out)

    def retry(self, out: list[Effect]) -> None:
        """Somebody acted on what the printer refused: try again."""
        if self._states.trouble:
            self._states.trouble = ""
            if not self._selected:
                self._ask_select(out)
            self._feed(out)

    def printed(self, prints: int, out: list[Effect]) -> None:
        """The printer announced prints."""
        for _ in range(prints):
            record = self._feeder.printed()
            out.append(Heard(PrintDone(record)) if record else
                       Noted("unexpected", "a print is announced; expected none, for no record is in the printer"))
        if self._waiting:
            self._waiting = False
            out.append(Cancel("again"))
        self._feed(out)

    def expired(self, name: str, out: list[Effect]) -> None:
        """A timer of its own ran out."""
        if name == "settle":
            self._feeder.settled()
        else:
            self._waiting = False
        self._feed(out)

    def _feed(self, out: list[Effect]) -> None:
        held = self._clearings or self._feeder.settling or self._waiting or self._sending or self._states.trouble
        if held or not self._here or not self._selected or self._job is None:
            return
        given = self._feeder.give()
        if given is None:
            return
        self._sending = True
        self._send(self._job, *given, out)

    def _send(self, job: PrintJob, record: int, serial: str, out: list[Effect]) -> None:
        try:
            request = self._speech.record(job, serial)
        except ValueError as error:
            self._recorded(_UNSAYABLE, record, Answer(ok=False, why=str(error)), out)
            return
        self._asker.ask(request, partial(self._recorded, request, record), out)

    def _recorded(self, request: Request, record: int, answer: Answer, out: list[Effect]) -> None:
        self._sending = False
        if not answer.ok and self._feeder.refused(record):
            if answer.why in request.full:
                self._waiting = True
                out.append(Arm("again", int(self._profile.try_again)))
            else:
                self._states.trouble = f"record {record} refused: {answer.why}"
        self._feed(out)

    def _ask_clear(self, out: list[Effect]) -> None:
        self._clearings += 1
        self._ask_all("clearing", lambda: self._speech.clear(self._job), out)
        self._asker.mark(self._cleared, out)

    def _cleared(self, answer: Answer, out: list[Effect]) -> None:  # noqa: ARG002  # the mark is always reached well
        self._clearings -= 1
        self._feeder.settling = True
        out.append(Arm("settle", int(self._profile.settle)))

    def _ask_select(self, out: list[Effect]) -> None:
        if self._job is None:
            return
        self._selected = False
        self._selections += 1
        job = self._job
        self._ask_all(f"job {job.job}", lambda: self._speech.select(job), out)
        self._asker.mark(partial(self._chosen, self._selections), out)

    def _chosen(self, selection: int, answer: Answer, out: list[Effect]) -> None:  # noqa: ARG002  # as above
        if selection == self._selections and not self._states.trouble:
            self._selected = True
            self._feed(out)

    def _minded(self, request: Request, answer: Answer, out: list[Effect]) -> None:  # noqa: ARG002  # see Then
        """A refused selection or clearing holds everything: nobody knows what would be printed."""
        if not answer.ok and not request.optional:
            self._states.trouble = f"{request.what} refused: {answer.why}"

    def _ask_all(self, what: str, wanted: Callable[[], Sequence[Request]], out: list[Effect]) -> None:
        try:
            requests = wanted()
        except ValueError as error:
            self._states.trouble = f"{what} refused: {error}"
            return
        for request in requests:
            self._asker.ask(request, partial(self._minded, request), out)
