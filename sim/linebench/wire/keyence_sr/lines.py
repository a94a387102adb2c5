"""What a host says to an SR reader, as both ends write and read it."""

from linebench.ports.camera import CameraJob
from linebench.wire.keyence_sr.codec import ENDS
from linebench.wire.keyence_sr.profile import SrProfile
from linebench.wire.readers.commands import Commands, Order
from linebench.wire.readers.programs import Programs

__all__ = ["LOFF", "LON", "SrCommands", "word_of"]

LON = "LON"
LOFF = "LOFF"


class SrCommands:
    """Encoder and decoder of commands but ``LOFF``, which orders nothing."""

    def __init__(self, profile: SrProfile) -> None:
        self._commands = Commands(profile.marks(ENDS), job=profile.job_command, counters=profile.counters_command,
                                  reset=profile.reset_command, trigger=LON, state=profile.state_command)
        self._banks = Programs(profile.banks, profile.unknown_bank)

    def encode(self, order: Order) -> bytes | None:
        """The text; ``None`` when the reader has no such command."""
        if isinstance(order, CameraJob):
            order = CameraJob(self._banks.sent(order.job))
        return self._commands.encode(order)

    def decode(self, text: bytes) -> tuple[Order | None, bool]:
        """What a text orders, ``None`` for nothing known; and whether a job in it is one that the reader has."""
        order = self._commands.decode(text)
        if not isinstance(order, CameraJob):
            return order, True
        job = self._banks.meant(order.job)
        return CameraJob(job or ""), job is not None


def word_of(text: bytes) -> str:
    """The word of a command, by which replies name it."""
    return text.partition(b",")[0].decode("ascii", "backslashreplace")
