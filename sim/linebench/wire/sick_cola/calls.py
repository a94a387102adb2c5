"""Which orders are which methods, as both ends write and read them, and how the bytes are cut."""

import re

from linebench.wire.readers.commands import Commands, Order
from linebench.wire.readers.framing import Frames
from linebench.wire.sick_cola.codec import ETX, STX, Telegram, encode
from linebench.wire.sick_cola.profile import ColaProfile

__all__ = ["ENDS", "Calls", "frames", "raw_line", "read_texts", "written_texts"]

_LENGTH = re.compile(rb" ?([0-9A-Fa-f]{1,4}) ")
ENDS = "\x02\x03\r\n"
"""Characters that no escaped value holds."""


class Calls:
    """Encoder and decoder of methods, and the names that there are."""

    def __init__(self, profile: ColaProfile) -> None:
        self._commands = Commands(
            profile.marks(ENDS), job=profile.job_method, counters=profile.counters_method,
            reset=profile.reset_method, trigger=profile.gate_on, state="")
        texts = (profile.job_method, profile.counters_method, profile.reset_method, profile.gate_on,
                 profile.gate_off)
        self.names = frozenset(text.partition(" ")[0] for text in texts if text)

    def encode(self, order: Order) -> Telegram | None:
        """The method that stands for an order; ``None`` when there is none."""
        text = self._commands.encode(order)
        if text is None:
            return None
        name, _, data = text.partition(b" ")
        return Telegram("sMN", name.decode("ascii", "replace"), data)

    def decode(self, call: Telegram) -> Order | None:
        """What a method orders; ``None`` for one that orders nothing."""
        return self._commands.decode(encode(call)[len(b"\x02sMN "):-1])


def frames(profile: ColaProfile) -> Frames:
    """Telegrams from a stream; between two there may be ends of lines."""
    return Frames(ETX, most=profile.max_frame, start=STX, between=b"\r\n")


def written_texts(*texts: str) -> bytes:
    """Texts, each with its length in hexadecimal digits before it."""
    encoded = [text.encode("ascii", "replace") for text in texts]
    return b" ".join(b"%X %b" % (len(text), text) for text in encoded)


def read_texts(data: bytes) -> tuple[str, ...]:
    """Texts as ``written_texts`` writes them, as many as there are before something else."""
    found: list[str] = []
    while match := _LENGTH.match(data):
        text, data = data[match.end():][:int(match[1], 16)], data[match.end() + int(match[1], 16):]
        found.append(text.decode("ascii", "replace"))
    return tuple(found)


def raw_line(line: bytes) -> bytes:
    """A line as it is sent without a telegram."""
    return STX + line + ETX
