"""What stands in a field: hexadecimal escapes (``^FH``) and the escapes of each symbology, both ways.

A symbol's content is an element string as everywhere in the bench: no leading FNC1, 0x1D between elements.
"""

import re

from linebench.product.elements import SEPARATOR

__all__ = ["code_data", "from_hex", "symbol_content", "symbol_data", "to_hex"]



def from_hex(data: str, mark: str, *, utf8: bool = True) -> str:
    """``data`` with each ``mark`` and two hexadecimal digits replaced by that byte; anything else stays."""
    plain = re.sub(re.escape(mark) + "([0-9A-Fa-f]{2})", lambda found: chr(int(found[1], 16)), data)
    if not utf8 or plain.isascii():
        return plain
    try:
        return plain.encode("latin-1").decode()
    except UnicodeDecodeError:
        return plain


def to_hex(data: str, mark: str = "_") -> str:
    """``data`` as a field with ``^FH`` holds it: prefixes, the mark and all that is not printable ASCII escaped."""
    return "".join(f"{mark}{byte:02X}" if chr(byte) in "^~" + mark or not " " <= chr(byte) < "\x7f" else chr(byte)
                   for byte in data.encode())


def symbol_content(symbology: str, data: str, escape: str) -> str:
    """The content that the symbol ``symbology`` (``^BX``, ``^BC``, ``^BQ``) with this field data shows a reader.

    ``escape``: the escape character of a Data Matrix; empty when its field has none.
    """
    if symbology == "^BX":
        return _plain(_matrix_plain(data, escape) if escape else data)
    if symbology == "^BC":
        return _plain(_code128_plain(data))
    if symbology == "^BQ":
        return _plain(_qr_plain(data))
    return data


def symbol_data(symbology: str, content: str, escape: str) -> str:
    """Field data for an element string: with FNC1 first, in the escapes of the symbology."""
    if symbology == "^BX":
        return f"{escape}1" + code_data(content, escape)
    if symbology == "^BC":
        return ">;>8" + content.replace(">", ">0").replace(SEPARATOR, ">8")
    return ("QA," if symbology == "^BQ" else "") + content


def code_data(content: str, escape: str) -> str:
    """Part of the field data of a Data Matrix: ``content`` with all escaped that ZPL would take as its own."""
    return "".join(_matrix_escaped(character, escape) for character in content)


def _matrix_escaped(character: str, escape: str) -> str:
    if character == SEPARATOR:
        return f"{escape}1"
    if character == escape:
        return escape * 2
    if character in "^~" or not " " <= character < "\x7f":
        return "".join(f"{escape}d{byte:03d}" for byte in character.encode())
    return character


def _matrix_plain(data: str, escape: str) -> str:
    mark = re.escape(escape)
    return re.sub(f"{mark}(d[0-9]{{3}}|.)", lambda found: _matrix_meaning(found[1], escape), data)


def _matrix_meaning(code: str, escape: str) -> str:
    if code == escape:
        return escape
    if code == "1":
        return SEPARATOR
    if len(code) > 1:
        return chr(int(code[1:]) % 256)
    # A letter or sign behind the mark stands for the control character with the same low bits
    return chr(ord(code) - 64) if "@" <= code <= "_" else escape + code


_CODE_128: dict[str, str] = {"8": SEPARATOR, "0": ">", "=": "~", "<": "^", **dict.fromkeys(";:9567", "")}
"""Invocations of Code 128: FNC1, escaped signs, and starts and changes of subset, which a reader does not show."""


def _code128_plain(data: str) -> str:
    return re.sub(">(.)", lambda found: _CODE_128.get(found[1], found[0]), data)


def _qr_plain(data: str) -> str:
    """Without error correction level and input mode, as ``QA,``."""
    return data[3:] if re.match("[HQML][AM],", data) else data


def _plain(content: str) -> str:
    """Without the FNC1 that opens a GS1 symbol."""
    return content.removeprefix(SEPARATOR)
