"""What a host says to a reader as lines of plain text, for dialects that have no command of their own for it."""

import msgspec

from linebench.ports.camera import AskCounters, CameraJob, ResetCounters, ToDevice, TriggerNow
from linebench.wire.readers.template import Marks, Template, TemplateError

__all__ = ["AskState", "Commands", "Order"]


class AskState(msgspec.Struct, frozen=True):
    """Tell the state now; no message of the port: the reader's own end answers it from what it knows."""


Order = ToDevice | AskState


class Commands:
    """Encoder and decoder of a set of command lines. A line that is empty is a command that the reader lacks.

    ``job``: template with ``{job}``, such as ``JOB {job}``; the others are plain text.

    Raises:
        TemplateError: a template cannot be read back, or that of the job has no ``{job}``.

    """

    def __init__(self, marks: Marks, *, job: str, counters: str, reset: str, trigger: str, state: str) -> None:
        named: dict[str, Order] = {counters: AskCounters(), reset: ResetCounters(), trigger: TriggerNow(),
                                   state: AskState()}
        self._plain = {text.encode(): order for text, order in named.items() if text}
        self._texts = {type(order): text for text, order in self._plain.items()}
        self._job = Template(job, marks, frozenset({"job"})) if job else None
        if self._job is not None and not self._job.fields:
            raise TemplateError(f"command for a job is {job!r}; expected {{job}} in it")

    def encode(self, order: Order) -> bytes | None:
        """The line without its end; ``None`` when the reader has no such command."""
        if isinstance(order, CameraJob):
            return self._job.encode({"job": order.job}) if self._job else None
        return self._texts.get(type(order))

    def decode(self, line: bytes) -> Order | None:
        """What a line orders; ``None`` when it is no command."""
        plain = self._plain.get(line)
        if plain is not None:
            return plain
        try:
            return CameraJob(self._job.decode(line)["job"]) if self._job else None
        except TemplateError:
            return None
