"""What a dialect has to say for a host of printers: its requests as bytes, and what the printer's bytes mean."""

from collections.abc import Sequence
from typing import Protocol, TypeAlias

import msgspec

from linebench.ports.printer import PrintJob
from linebench.wire.printers.asking import Answer, Request
from linebench.wire.printers.states import Seen
from linebench.wire.side import Noted

__all__ = ["Complete", "Identified", "Item", "Look", "Speech"]


class Complete(msgspec.Struct, frozen=True):
    """The printer announced prints. ``prints``: how many."""

    prints: int = 1


class Look(msgspec.Struct, frozen=True):
    """The printer announced that its state changed; the host asks for it."""


class Identified(msgspec.Struct, frozen=True):
    """The printer said who it is, or a part of that."""

    text: str


Item: TypeAlias = Answer | Complete | Identified | Look | Seen | Noted
"""What bytes from a printer mean to a host."""


class Speech(Protocol):
    """How a host speaks one dialect. Requests are asked in their order; none: it cannot be said."""

    def reset(self) -> None:
        """A new connection stands: forget what was received in part."""

    def read(self, data: bytes) -> Sequence[Item]:
        """Bytes arrived, in a piece of any size."""

    def greet(self) -> Sequence[Request]:
        """What is asked first on each connection, such as switching notifications on."""

    def identify(self) -> Sequence[Request]:
        """Ask who it is; none: the dialect has no word for that. All are optional, for units that do not say."""

    def status(self) -> Sequence[Request]:
        """Ask for state and levels."""

    def told(self, answer: Answer) -> Sequence[Seen | Complete | Identified | Noted]:
        """What an answer to ``greet``, ``identify`` or ``status`` says."""

    def select(self, job: PrintJob) -> Sequence[Request]:
        """Select a job.

        Raises:
            ValueError: the dialect cannot carry what it is called.

        """

    def record(self, job: PrintJob, serial: str) -> Request:
        """Queue one record.

        Raises:
            ValueError: the dialect cannot carry its data.

        """

    def clear(self, job: PrintJob | None) -> Sequence[Request]:
        """Clear the queue of records; ``job`` is the one selected.

        Raises:
            ValueError: that takes the job, and the dialect cannot carry what it is called.

        """

    def print_now(self) -> Sequence[Request]:
        """Print at once."""

    def enable(self, *, on: bool) -> Sequence[Request]:
        """Let the head print or not."""

    def clear_faults(self) -> Sequence[Request]:
        """Clear faults."""
