"""What the line controller knows of its printer's readiness, and how it sets the printer right before a start."""

from linebench.ports.printer import QUEUE_LOST, ClearFaults, ClearQueue, PrinterState
from linebench.stack.l2.desk import Desk
from linebench.stack.l2.plc import Plc
from linebench.stack.l2.printing import job_of
from linebench.stack.l2.production import Production
from linebench.stack.machine import Effect, Send

__all__ = ["Printhead"]

_NOT_READY = "printer not ready"
_FAULT = "printer fault"
"""L1's alarm, by the printer's own output: what the printer says may never have come."""


class Printhead:
    """The printer as it last said it is. ``here``: it can be reached."""

    __slots__ = ("_desk", "_plc", "_production", "_state", "here")

    def __init__(self, desk: Desk, plc: Plc, production: Production) -> None:
        self._desk, self._plc, self._production = desk, plc, production
        self._state = ""
        self.here = True

    def told(self, message: PrinterState, out: list[Effect]) -> None:
        """The printer says how it is."""
        production, self._state = self._production, message.state
        shown = f"{message.state} {message.reason}".strip()
        self._desk.show("printer", f"{shown}, {message.warning}" if message.warning else shown, out)
        if message.reason == QUEUE_LOST:
            production.printing.queue_lost(message.queued, out)
        if message.state == "ready":
            self._desk.cause_gone(_NOT_READY, out)
        elif production.batch is not None and not self._plc.stands():
            self._desk.alarm(_NOT_READY, out, latched=True, cause=True)
            self._plc.stop(out)

    def set_right(self, out: list[Effect]) -> None:
        """A person wants to start although the printer is at fault: begin its queue anew.

        Records or notices may have got lost on the way, so that it waits for records which its host takes for
        queued; or it refused one. A printer that is offline or out of reach waits for somebody else.
        """
        batch = self._production.batch
        at_fault = self._desk.alarms.is_latched(_NOT_READY) or _FAULT in self._plc.alarms
        if batch is None or not at_fault or not self.here or self._state == "offline":
            return
        out.extend((Send("printer", ClearQueue()), Send("printer", ClearFaults()),
                    Send("printer", job_of(batch))))
        self._production.printing.queue_lost(0, out)
