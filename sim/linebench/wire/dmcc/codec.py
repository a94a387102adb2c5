r"""DMCC: commands and replies as bytes, both ways. No I/O, no meaning.

Command: ``||`` [checksum ``:`` id] ``>`` words CR LF. Reply: ``||`` checksum ``:`` id ``[`` status ``]`` data
CR LF. Strings stand in quotes, with ``\"``, ``\\``, ``\|``, ``\t``, ``\r`` and ``\n``. With checksum 1 the last
byte before CR LF is the exclusive or of the bytes before it.
"""

import base64
import binascii
import functools
import operator
import re

import msgspec

__all__ = [
    "BAD_CHECKSUM",
    "BAD_COMMAND",
    "BAD_PARAMETER",
    "END",
    "OK",
    "PUSHED",
    "REJECTED",
    "UNAVAILABLE",
    "UNIDENTIFIED",
    "Command",
    "DmccError",
    "Reply",
    "decode_command",
    "decode_reply",
    "decode_result",
    "encode_command",
    "encode_result",
    "sealed",
]

END = b"\r\n"
OK = 0
PUSHED = 1
"""The status of what the reader sends unasked."""
UNIDENTIFIED = 100
BAD_COMMAND = 101
BAD_PARAMETER = 102
BAD_CHECKSUM = 103
REJECTED = 104
"""Not in the present state."""
UNAVAILABLE = 105
_HEAD = re.compile(rb"\|\|(?:([0-9]{0,9})(?::([0-9]{0,9}))?)>")
_REPLY = re.compile(rb"\|\|([^\[\]]*)\[([0-9]{1,4})\]", re.DOTALL)
_WORD = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)"(?=\s|$)|([^\s"]+))', re.DOTALL)
_PLAIN = re.compile(r"[A-Za-z0-9._-]+")
_ESCAPES = {"\t": "t", "\r": "r", "\n": "n", '"': '"', "\\": "\\", "|": "|"}
_MEANT = {letter: character for character, letter in _ESCAPES.items()}


class DmccError(ValueError):
    """Bytes that are no command or reply.

    ``status``: what a reader answers; ``checksum`` and ``ident``: what the head said as far as it was understood.
    """

    def __init__(self, message: str, status: int, checksum: str = "", ident: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.checksum = checksum
        self.ident = ident


class Command(msgspec.Struct, frozen=True):
    """One command: its words, the first the command itself, strings without quotes and escapes."""

    words: tuple[str, ...]
    checksum: str = ""
    ident: str = ""


class Reply(msgspec.Struct, frozen=True):
    """One reply. ``ident``: what stands behind the last colon of its head."""

    status: int
    data: bytes
    ident: str = ""


def encode_command(command: Command, checksum_of: str = "frame") -> bytes:
    """The bytes of a command, its end included."""
    colon = ":" if command.ident else ""
    head = f"||{command.checksum}{colon}{command.ident}>"
    body = " ".join(map(_quoted, command.words))
    return sealed(head.encode(), body.encode(errors="replace"), command.checksum, checksum_of) + END


def decode_command(frame: bytes, checksum_of: str = "frame") -> Command:
    """The command in a frame without its end.

    Raises:
        DmccError: no head, a wrong checksum, a string without end, no words.

    """
    match = _HEAD.match(frame)
    if match is None:
        raise DmccError(f"{frame[:60]!r} does not begin as a command", UNIDENTIFIED)
    checksum, ident = ((group or b"").decode() for group in match.groups())
    try:
        body = _unsealed(frame, match.end(), checksum, checksum_of).decode()
        return Command(_words(body), checksum, ident)
    except UnicodeDecodeError:
        raise DmccError(f"{frame[:60]!r} is not UTF-8", BAD_COMMAND, checksum, ident) from None
    except DmccError as error:
        raise DmccError(str(error), error.status, checksum, ident) from None


def decode_reply(frame: bytes, checksum_of: str = "frame") -> Reply | None:
    """The reply in a frame without its end; ``None`` when it is none, as a bare line.

    Raises:
        DmccError: a wrong checksum.

    """
    match = _REPLY.match(frame)
    if match is None:
        return None
    checksum, *rest = match[1].decode("latin-1").split(":")
    data = _unsealed(frame, match.end(), checksum, checksum_of)
    return Reply(int(match[2]), data, rest[-1] if rest else "")


def sealed(head: bytes, body: bytes, checksum: str, checksum_of: str = "frame") -> bytes:
    """Head and body, with the checksum byte when the command wants one; the end is still to come."""
    whole = head + body
    return whole + bytes([_xor(whole if checksum_of == "frame" else body)]) if checksum == "1" else whole


def encode_result(line: bytes) -> bytes:
    """A pushed line as extended mode has it."""
    return base64.b64encode(line)


def decode_result(data: bytes) -> bytes:
    """The line in what was pushed.

    Raises:
        DmccError: it is not base64.

    """
    try:
        return base64.b64decode(data, validate=True)
    except binascii.Error:
        raise DmccError(f"{data[:60]!r} is not base64", BAD_COMMAND) from None


def _unsealed(frame: bytes, start: int, checksum: str, checksum_of: str) -> bytes:
    if checksum in ("", "0"):
        return frame[start:]
    if checksum != "1":
        raise DmccError(f"checksum is {checksum!r}; expected 0 or 1", BAD_COMMAND)
    covered = frame[:-1] if checksum_of == "frame" else frame[start:-1]
    if len(frame) <= start or frame[-1] != _xor(covered):
        raise DmccError(f"{frame[:60]!r} has a wrong checksum; expected {_xor(covered):#04x}", BAD_CHECKSUM)
    return frame[start:-1]


def _xor(data: bytes) -> int:
    return functools.reduce(operator.xor, data, 0)


def _words(body: str) -> tuple[str, ...]:
    words: list[str] = []
    place, end = 0, len(body.rstrip())
    while place < end:
        match = _WORD.match(body, place)
        if match is None:
            raise DmccError(f"{body[place:place + 40]!r}: a string without end", BAD_PARAMETER)
        words.append(match[2] if match[1] is None else _unescaped(match[1]))
        place = match.end()
    if not words:
        raise DmccError("a command without words", BAD_COMMAND)
    return tuple(words)


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: _MEANT.get(match[1], match[1]), text, flags=re.DOTALL)


def _quoted(word: str) -> str:
    if _PLAIN.fullmatch(word):
        return word
    return '"' + "".join(f"\\{_ESCAPES[each]}" if each in _ESCAPES else each for each in word) + '"'
