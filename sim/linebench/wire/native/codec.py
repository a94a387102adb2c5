"""Port messages as lines of JSON: an array headed by the message's name, then a line feed. No I/O."""

import msgspec

from linebench.ports import Message

__all__ = ["NativeDecoder", "NativeError", "encode"]

_ENCODER = msgspec.json.Encoder()
_DECODER: msgspec.json.Decoder[Message] = msgspec.json.Decoder(Message)


class NativeError(ValueError):
    """A line that is no message. The text says what was found."""


def encode(message: Message) -> bytes:
    """One message as one line."""
    return _ENCODER.encode(message) + b"\n"


class NativeDecoder:
    """Messages from a stream in pieces of any size. A line longer than ``max_frame`` bytes is skipped whole."""

    def __init__(self, max_frame: int) -> None:
        self._max = max_frame
        self._rest = bytearray()
        self._skipping = False

    def feed(self, data: bytes) -> list[Message | NativeError]:
        """What the lines that ``data`` completes say, each a message or what is wrong with it."""
        self._rest += data
        *lines, rest = self._rest.split(b"\n")
        self._rest = rest
        found = [self._line(bytes(line)) for line in lines]
        if len(rest) > self._max:
            found.append(None if self._skipping else self._oversized(len(rest)))
            self._skipping = True
            self._rest = bytearray()
        return [each for each in found if each is not None]

    def _line(self, line: bytes) -> Message | NativeError | None:
        if self._skipping:
            self._skipping = False
            return None
        if len(line) > self._max:
            return self._oversized(len(line))
        try:
            return _DECODER.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            return NativeError(f"found {line[:60]!r}; expected a message as a line of JSON ({error})")

    def _oversized(self, length: int) -> NativeError:
        return NativeError(f"found a line of {length} bytes or more; expected at most {self._max}")
