"""The host's label: a ZPL text with the names of data in its fields, made into a stored format and its recalls.

``{gtin}``, ``{lot}`` and ``{expiry}`` stay the same for a batch; ``{serial}``, ``{code}`` (the element string of
the pack in the escapes of its symbology), ``{sscc}`` and ``{trigger}`` differ from label to label, so each field
with one of them becomes a numbered field.
"""

import re
from collections.abc import Mapping

import msgspec

from linebench.wire.zpl.codec import Command, CommandStream, ZplError, encode_command
from linebench.wire.zpl.field_data import code_data, symbol_data, to_hex

__all__ = ["Template"]

_NAMES = re.compile(r"\{(gtin|lot|expiry|serial|code|sscc|trigger)\}")
_CHANGING = frozenset({"serial", "code", "sscc", "trigger"})
_ESCAPE = 6


class _Piece(msgspec.Struct, frozen=True):
    """A command as it stands, or field data with names in it. ``number``: of its ``^FN``, 0 for data that stay the
    same for a batch.
    """

    command: Command
    symbology: str = ""
    escape: str = ""
    number: int = 0
    named: bool = False


class Template:
    """A label's ZPL text taken apart once.

    Raises:
        ZplError: no format, or more than one; its own ``^FN``, ``^DF`` or ``^XF``; names outside of field data.

    """

    def __init__(self, text: str) -> None:
        if not text.isascii():
            raise ZplError(f"label {text[:60]!r} is not ASCII; expected hexadecimal escapes for what is not")
        items = CommandStream(longest=len(text) + 1).feed(text.encode() + b"\n")
        commands = [item for item in items if isinstance(item, Command)]
        names = [command.name for command in commands]
        if len(commands) != len(items) or names[:1] != ["^XA"] or not _once_last("^XZ", names):
            raise ZplError(f"label {text[:60]!r} is no format; expected ^XA and ^XZ once, around all commands")
        if {"^FN", "^DF", "^XF", "^FH"} & set(names):
            raise ZplError("label holds ^FN, ^DF, ^XF or ^FH; expected none: fields with names get them")
        self._pieces = _pieces(commands[1:-1])

    def stored(self, name: str, values: Mapping[str, str], comment: str = "") -> bytes:
        """The format to be stored as ``name``, with the values that stay the same."""
        head = [Command("^XA"), Command("^DF", f"R:{name}.ZPL"), Command("^FS")]
        if comment:
            head += [Command("^FX", comment), Command("^FS")]
        body = [part for piece in self._pieces for part in _stored(piece, values)]
        return _joined([*head, *body, Command("^XZ")])

    def recall(self, name: str, values: Mapping[str, str]) -> bytes:
        """A label of the stored format ``name`` with the values that differ from label to label."""
        fields = [part for piece in self._pieces if piece.number
                  for part in (Command("^FN", str(piece.number)), *_filled(piece, values), Command("^FS"))]
        return _joined([Command("^XA"), Command("^XF", f"R:{name}.ZPL"), Command("^FS"), *fields, Command("^XZ")])

    def whole(self, values: Mapping[str, str], comment: str = "") -> bytes:
        """One label as a format of its own, with nothing stored."""
        head = [Command("^XA"), *([Command("^FX", comment), Command("^FS")] if comment else [])]
        body = [part for piece in self._pieces
                for part in (_filled(piece, values) if piece.named else [piece.command])]
        return _joined([*head, *body, Command("^XZ")])


def _once_last(name: str, names: list[str]) -> bool:
    return names[-1] == name and names.count(name) == 1


def _joined(commands: list[Command]) -> bytes:
    return b"".join(map(encode_command, commands)) + b"\r\n"


def _pieces(commands: list[Command]) -> list[_Piece]:
    pieces, symbology, escape, number = [], "", "", 0
    for command in commands:
        if command.name.startswith("^B") and command.name != "^BY":
            symbology, escape = command.name, (command.parts() + [""] * _ESCAPE)[_ESCAPE]
        names = set(_NAMES.findall(command.text))
        if names and command.name not in {"^FD", "^FX"}:
            raise ZplError(f"{command.name}{command.text} holds a name; expected names in ^FD or ^FX")
        changing = bool(names & _CHANGING) and command.name == "^FD"
        number += changing
        pieces.append(_Piece(command, symbology, escape, number * changing, bool(names)))
        if command.name == "^FS":
            symbology = escape = ""
    return pieces


def _stored(piece: _Piece, values: Mapping[str, str]) -> list[Command]:
    if piece.number:
        return [Command("^FN", str(piece.number))]
    return _filled(piece, values) if piece.named else [piece.command]


def _filled(piece: _Piece, values: Mapping[str, str]) -> list[Command]:
    """Field data with its values, behind ``^FH`` where they need it."""
    def value(found: re.Match[str]) -> str:
        return _value(piece, found[1], values)

    text = _NAMES.sub(value, piece.command.text)
    if piece.command.name == "^FX":
        return [Command("^FX", to_hex(text))]
    if (piece.symbology == "^BX" and piece.escape) or to_hex(text, "\0") == text:
        return [Command("^FD", text)]
    return [Command("^FH", "_"), Command("^FD", to_hex(text))]


def _value(piece: _Piece, name: str, values: Mapping[str, str]) -> str:
    value = values.get(name, "")
    if name == "code" and piece.symbology:
        return symbol_data(piece.symbology, value, piece.escape)
    if piece.symbology == "^BX" and piece.escape:
        return code_data(value, piece.escape)
    return value
