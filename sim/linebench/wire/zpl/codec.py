"""ZPL II as a stream of commands: ``^`` begins a format command, ``~`` one that acts at once. No meaning here.

A command ends where the next begins; those whose length is known end by themselves, so a query is seen without
anything behind it. Pictures are counted and thrown away, however large they are: binary ones by their stated
length, hexadecimal ones up to the next command. Source: ZPL II Programming Guide.
"""

import re
from typing import TypeAlias

import msgspec

from linebench.wire.printers.stream import STRAY, ItemStream, Stray

__all__ = ["Command", "CommandStream", "Item", "Oversized", "SetGetDo", "Stray", "ZplError", "encode_command",
           "encode_set_get_do"]

_BARE = frozenset({"^XA", "^XZ", "^FS", "~HI", "~HS", "~HU", "~HD", "~HM", "~JA", "~JC", "~JD", "~JE", "~JG", "~JL",
                   "~JN", "~JO", "~JP", "~JR", "~JX", "~PH", "~PP", "~PS", "~PR", "~WC", "^PP", "^PH"})
"""Commands without parameters: complete with their name."""
_FIXED = {"~HQ": 2, "^JU": 1, "^CC": 1, "~CC": 1, "^CT": 1, "~CT": 1, "^CD": 1, "~CD": 1}
"""Parameter characters of commands that have that many and no more."""
_BINARY = {"^GF": (4, 0, 1), "~DY": (5, 1, 3)}
"""Pictures that can be binary: parameters before the data, which of them is the form, and which the length."""
_HEX = frozenset({"~DG", "~DB", "~DE", "~DS", "~DT", "~DU", "^GF", "~DY"})
_BINARY_FORMS = (b"B", b"C", b"b", b"c")
_HEAD = 128
"""Bytes of a picture command that are kept."""
_LINE = 256
"""Longest line of a set-get-do command."""
_BLANK = b"\0\t\n\r "


class ZplError(ValueError):
    """A value that cannot be written as ZPL. The message says what was found and expected."""


class Command(msgspec.Struct, frozen=True, gc=False):
    """One command. ``name``: its prefix in the usual form and two letters, such as ``^FD`` or ``~HS``; fonts are
    ``^A``. ``text``: what follows, one character per byte, without line ends. ``dropped``: bytes of picture data
    that followed and were not kept. ``delimiter``: what separates its parameters.
    """

    name: str
    text: str = ""
    dropped: int = 0
    delimiter: str = ","

    def parts(self) -> list[str]:
        """Its parameters."""
        return [part.strip() for part in self.text.split(self.delimiter)]


class SetGetDo(msgspec.Struct, frozen=True, gc=False):
    """A line ``! U1 getvar "name"``, ``setvar "name" "value"`` or ``do "name" "value"``."""

    verb: str
    name: str
    value: str = ""


class Oversized(msgspec.Struct, frozen=True, gc=False):
    """A command longer than the limit; it is dropped up to the next one."""

    name: str


Item: TypeAlias = Command | SetGetDo | Stray | Oversized
_SET_GET_DO = re.compile(r'! U1? ?(getvar|setvar|do) "([^"]*)"(?: "([^"]*)")?', re.IGNORECASE)


def encode_command(command: Command) -> bytes:
    """``command`` with the usual prefixes and delimiter; one that acts at once ends with a line end.

    Raises:
        ZplError: its text holds a prefix or a character beyond one byte.

    """
    if "^" in command.text or "~" in command.text or command.delimiter != ",":
        raise ZplError(f"{command.name}{command.text!r} holds ^ or ~; expected hexadecimal escapes")
    try:
        data = (command.name + command.text).encode("latin-1")
    except UnicodeEncodeError:
        raise ZplError(f"{command.name}{command.text!r} holds characters of more than one byte") from None
    return data + b"\r\n" if command.name[0] == "~" else data


def encode_set_get_do(setting: SetGetDo) -> bytes:
    """``setting`` as a line.

    Raises:
        ZplError: a quotation mark or a line end within it, or text beyond ASCII.

    """
    value = f' "{setting.value}"' if setting.value or setting.verb == "setvar" else ""
    line = f'! U1 {setting.verb} "{setting.name}"{value}'
    if not line.isascii() or not line.isprintable() or line.count('"') != 2 + 2 * bool(value):
        raise ZplError(f"{line!r} is no line; expected printable ASCII without quotation marks in it")
    return line.encode() + b"\r\n"


class CommandStream(ItemStream[Item]):
    """Reads commands from pieces of any size. ``longest``: bytes of a command that are kept at most;
    ``longest_binary``: stated length of a binary picture that is believed.
    """

    def __init__(self, longest: int = 8192, longest_binary: int = 16_000_000) -> None:
        super().__init__()
        self._longest, self._longest_binary = longest, longest_binary
        self._format, self._control, self._delimiter = b"^", b"~", b","
        self._name = ""
        self._head: bytes | None = None  # of a picture whose data is being dropped
        self._dropped = self._binary = self._seen = 0

    def _step(self, found: list[Item]) -> bool:
        if self._binary:
            return self._drop_binary()
        if self._head is not None:
            return self._drop_hex(found)
        if self._skipping:
            return self._skip(self._prefix(0, len(self._rest)))
        if self._name:
            return self._parameters(found)
        return self._idle(found)

    def _idle(self, found: list[Item]) -> bool:
        rest = self._rest
        del rest[:len(rest) - len(rest.lstrip(_BLANK))]
        if not rest:
            return False
        if bytes(rest[:1]) in {self._format, self._control}:
            return self._begin(found)
        if rest.startswith(b"! U") or b"! U".startswith(rest):
            return self._line(found)
        end = min((place for place in (self._prefix(0, STRAY), rest.find(b"\n", 0, STRAY)) if place > 0),
                  default=STRAY if len(rest) >= STRAY else 0)
        if end:
            found.append(Stray(self._take(end).rstrip(_BLANK)))
        return bool(end)

    def _line(self, found: list[Item]) -> bool:
        end = self._rest.find(b"\n", 0, _LINE)
        if end < 0 and len(self._rest) < _LINE:
            return False
        line = self._take(end + 1 if end >= 0 else _LINE).rstrip(_BLANK)
        match = _SET_GET_DO.fullmatch(line.decode("latin-1"))
        found.append(SetGetDo(match[1].lower(), match[2], match[3] or "") if match else Stray(line))
        return True

    def _begin(self, found: list[Item]) -> bool:
        """Read a name behind a prefix."""
        font = self._rest[:1] == self._format and self._rest[1:2].upper() == b"A"
        length = 2 if font else 3
        again = self._prefix(1, length)
        if again >= 0:
            found.append(Stray(self._take(again)))
            return True
        if len(self._rest) < length:
            return False
        head = self._take(length)
        name = head[1:].decode("latin-1").upper()
        if not name.isalnum() or not name.isascii():
            found.append(Stray(head))
            return True
        self._named(("~" if head[:1] == self._control else "^") + name, found)
        return True

    def _named(self, name: str, found: list[Item]) -> None:
        if name in _BARE:
            found.append(Command(name, "", 0, self._delimiter.decode("latin-1")))
        else:
            self._name, self._seen = name, 0

    def _parameters(self, found: list[Item]) -> bool:
        if self._name in _FIXED:
            return self._fixed(found)
        if self._name in _BINARY:
            return self._picture(found)
        if self._name in _HEX:
            self._head = b""
            return True
        return self._text(found)

    def _fixed(self, found: list[Item]) -> bool:
        length = _FIXED[self._name]
        if len(self._rest) < length:
            return False
        value = self._take(length)
        if length == 1 and b"!" <= value < b"\x7f":
            self._change(self._name[1:], value)
        self._emit(value, found)
        return True

    def _change(self, name: str, value: bytes) -> None:
        if name == "CC":
            self._format = value
        elif name == "CT":
            self._control = value
        elif name == "CD":
            self._delimiter = value

    def _text(self, found: list[Item]) -> bool:
        end = self._end(self._seen)
        if end < 0 and len(self._rest) <= self._longest:
            self._seen = len(self._rest)
            return False
        if end < 0 or end > self._longest:
            found.append(Oversized(self._name))
            self._name, self._skipping = "", True
        else:
            self._emit(self._take(end), found)
        return True

    def _end(self, start: int) -> int:
        """Where the text of the present command ends, -1 when that has not come yet."""
        end = self._prefix(start, len(self._rest))
        if self._name[0] != "~":
            return end
        places = (end, self._rest.find(b"\n", start), self._rest.find(b"\r", start))
        return min((place for place in places if place >= 0), default=-1)

    def _picture(self, found: list[Item]) -> bool:
        """Read the parameters before a picture's data, up to the last delimiter."""
        count, form, length = _BINARY[self._name]
        parts = bytes(self._rest[:_HEAD]).split(self._delimiter, count)
        prefix = self._prefix(0, _HEAD)
        if len(parts) <= count and prefix < 0 and len(self._rest) < _HEAD:
            return False
        head = self._delimiter.join(parts[:count])
        if len(parts) > count and (prefix < 0 or prefix > len(head)):
            size = int(parts[length]) if parts[length].strip().isdigit() else 0
            if parts[form].strip() in _BINARY_FORMS:
                return self._binary_picture(head, size, found)
        self._head = b""
        return True

    def _binary_picture(self, head: bytes, size: int, found: list[Item]) -> bool:
        if size > self._longest_binary:
            found.append(Oversized(self._name))
            self._name, self._skipping = "", True
            return True
        self._take(len(head) + 1)
        self._binary = size
        self._emit(head, found, size)
        return True

    def _drop_binary(self) -> bool:
        size = min(self._binary, len(self._rest))
        self._take(size)
        self._binary -= size
        return size > 0

    def _drop_hex(self, found: list[Item]) -> bool:
        assert self._head is not None
        end = self._prefix(0, len(self._rest))
        data = self._take(end if end >= 0 else len(self._rest))
        room = _HEAD - len(self._head)
        self._head += data[:room]
        self._dropped += len(data[room:])
        if end >= 0:
            head, dropped, self._head, self._dropped = self._head, self._dropped, None, 0
            self._emit(head, found, dropped)
        return end >= 0

    def _emit(self, text: bytes, found: list[Item], dropped: int = 0) -> None:
        clean = text.translate(None, b"\r\n").decode("latin-1")
        found.append(Command(self._name, clean, dropped, self._delimiter.decode("latin-1")))
        self._name = ""

    def _prefix(self, start: int, end: int) -> int:
        places = [place for place in (self._rest.find(self._format, start, end),
                                      self._rest.find(self._control, start, end)) if place >= 0]
        return min(places, default=-1)
