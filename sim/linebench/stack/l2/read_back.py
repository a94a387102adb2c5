"""What devices were set to, read back from them before a batch starts."""

from linebench.ports.plc import AskSetup, Setup, SetupTold
from linebench.ports.printer import AskJob, JobTold, PrintJob
from linebench.stack.l2.decisions import L2Decisions
from linebench.stack.machine import Effect, Send

__all__ = ["ReadBack"]

_WORDS = {"printer": "printer job", "l1": "PLC setup"}
_ASKS: dict[str, AskJob | AskSetup] = {"printer": AskJob(), "l1": AskSetup()}
_FIELDS = {"printer": PrintJob.__struct_fields__, "l1": Setup.__struct_fields__}


class ReadBack:
    """Asks printer and L1 for what they have and holds it against what was sent. The camera tells its job unasked.

    ``wanted``: what each was set to and has not told yet, by seat; empty when everything is right.
    """

    __slots__ = ("_decisions", "wanted")

    def __init__(self, decisions: L2Decisions) -> None:
        self._decisions = decisions
        self.wanted: dict[str, tuple[str | int, ...]] = {}

    def begin(self, job: PrintJob, setup: Setup, out: list[Effect]) -> None:
        """Ask for what was just sent; messages on one way stay in order."""
        sent: dict[str, PrintJob | Setup] = {"printer": job, "l1": setup}
        self.wanted = {seat: _values(seat, message) for seat, message in sent.items()}
        out += [Send(seat, ask) for seat, ask in _ASKS.items()]

    def told(self, seat: str, message: JobTold | SetupTold) -> str:
        """Take an answer. Returns what is wrong, ``""`` when nothing is or nobody asked."""
        wanted = self.wanted.get(seat)
        if wanted is None:
            return ""
        fault = self._decisions.setup_fault(_difference(seat, wanted, _values(seat, message)))
        if not fault:
            del self.wanted[seat]
        return fault

    def silent(self) -> str:
        """Who has not told, in words; ``""`` when all have."""
        return " and ".join(_WORDS[seat] for seat in self.wanted)


def _values(seat: str, message: PrintJob | Setup | JobTold | SetupTold) -> tuple[str | int, ...]:
    return tuple(getattr(message, name) for name in _FIELDS[seat])


def _difference(seat: str, wanted: tuple[str | int, ...], found: tuple[str | int, ...]) -> str:
    wrong = [f"{name} {got!r} instead of {sent!r}"
             for name, sent, got in zip(_FIELDS[seat], wanted, found, strict=True) if sent != got]
    return f"{_WORDS[seat]} wrong: {', '.join(wrong)}" if wrong else ""
