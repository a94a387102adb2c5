"""Answers as JSON: one object, or one object a line in a stream of bytes. No I/O."""

import msgspec

from linebench.wire.vision.values import Answer, AnswerError

__all__ = ["MAX_ANSWER_BYTES", "AnswerLines", "decode_answer", "encode_answer", "shortened"]

MAX_ANSWER_BYTES = 65_536
"""Ten times the largest Data Matrix with every character escaped: what is longer is no answer."""
_SHOWN = 120
_DECODER = msgspec.json.Decoder(Answer, strict=True)
_ENCODER = msgspec.json.Encoder()


def encode_answer(answer: Answer) -> bytes:
    """``answer`` as one line of JSON, without the line feed."""
    return _ENCODER.encode(answer)


def decode_answer(data: bytes) -> Answer:
    """The answer that ``data`` holds.

    Raises:
        AnswerError: too long, no JSON, a key that is missing or unknown, a wrong type, a value out of range.

    """
    if len(data) > MAX_ANSWER_BYTES:
        raise _too_long()
    try:
        return _DECODER.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise AnswerError(f"answer {shortened(data)}: {error}") from error


def shortened(data: bytes) -> str:
    """The beginning of ``data`` in a form that fits into a message."""
    text = repr(data[:_SHOWN])[1:]
    return text if len(data) <= _SHOWN else f"{text}... ({len(data)} bytes)"


class AnswerLines:
    """Answers from a stream that arrives in pieces of any size; a line feed ends each, blank lines say nothing.

    A bad line is reported in its place and the next line is read as if nothing had been.
    """

    def __init__(self) -> None:
        self._rest = b""
        self._skipping = False

    def feed(self, data: bytes) -> list[Answer | AnswerError]:
        """What the lines that ``data`` completes hold, in order."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        found = [item for line in lines if (item := self._line(line)) is not None]
        if len(self._rest) > MAX_ANSWER_BYTES:
            # Told at once, and the rest of the line forgotten as it comes: it may never end
            if not self._skipping:
                found.append(_too_long())
            self._rest, self._skipping = b"", True
        return found

    def close(self) -> AnswerError | None:
        """What is wrong with the end of the stream: a line without its line feed."""
        if self._skipping or not self._rest.strip():
            return None
        return AnswerError(f"answer {shortened(self._rest)}: the connection ended within the line; "
                           "expected a line feed after each answer")

    def _line(self, line: bytes) -> Answer | AnswerError | None:
        if self._skipping:
            self._skipping = False
            return None
        if not line.strip():
            return None
        try:
            return decode_answer(line)
        except AnswerError as error:
            return error


def _too_long() -> AnswerError:
    return AnswerError(f"answer: longer than {MAX_ANSWER_BYTES} bytes; expected one JSON object")
