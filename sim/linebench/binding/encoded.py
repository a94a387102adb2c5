"""Text files in the encodings that programs write, and how much of one that grows is whole lines."""

import codecs
from types import MappingProxyType

__all__ = ["EncodingError", "Text"]

_MARKS = MappingProxyType({  # those of 32 bits begin as those of 16 do
    "utf-32-le": codecs.BOM_UTF32_LE, "utf-32-be": codecs.BOM_UTF32_BE, "utf-8-sig": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE})
_ORDERED = ("utf-16", "utf-32")
"""Encodings whose byte order the mark says; without one it is little-endian, as Windows has it."""
_SIGNED = "utf-8-sig"


class EncodingError(ValueError):
    """Bytes that are not in the encoding, or no encoding. The message says what was found and expected."""


class Text:
    """How the files of one kind are encoded. A byte order mark stands at the beginning of a file or nowhere."""

    HEAD = 4
    """Bytes from the beginning of a file by which its byte order is known."""

    def __init__(self, encoding: str) -> None:
        """Raise ``EncodingError`` when there is no such encoding, or one that is no text."""
        try:
            codecs.lookup(encoding)
            "".encode(encoding)
        except LookupError as error:
            raise EncodingError(f"found {encoding!r}; expected an encoding such as utf-8, utf-16 or cp1252"
                                ) from error
        self.name = encoding
        self._plain = codecs.lookup(encoding).name

    def whole(self, head: bytes, data: bytes) -> int:
        """How many bytes of ``data`` are lines with their end. ``head``: of the file; ``data``: from any line on.

        A file in another encoding counts with all that it has: whoever decodes it says so.
        """
        if self.wrong(head):
            return len(data)
        end = "\n".encode(self._by_order(head))
        at = data.rfind(end)
        while at > 0 and at % len(end):  # the low half of one character and the high half of the next
            at = data.rfind(end, 0, at + len(end) - 1)
        return at + len(end) if at >= 0 else 0

    def wrong(self, head: bytes) -> str:
        """What is wrong with the byte order mark; empty: it is that of the encoding, or there is none."""
        mark = _mark(head)
        if not mark or mark == self._plain or (self._plain in _ORDERED and mark.startswith(self._plain)):
            return ""
        meant = next((each for each in _ORDERED if mark.startswith(each)), mark)
        return f"begins with the byte order mark of {mark}; expected {self.name}: correct the file or write {meant}"

    def decode(self, head: bytes, data: bytes, *, first: bool, errors: str = "strict") -> str:
        """The text. ``first``: ``data`` are from the beginning of the file.

        Raises:
            EncodingError: it is in another encoding.

        """
        if why := self.wrong(head):
            raise EncodingError(why)
        mark = _MARKS.get(_mark(head), b"") if first else b""
        try:
            return data.removeprefix(mark).decode(self._by_order(head), errors)
        except UnicodeDecodeError as error:
            raise EncodingError(f"{error}; expected {self.name}") from error

    def _by_order(self, head: bytes) -> str:
        if self._plain == _SIGNED:
            return "utf-8"
        if self._plain not in _ORDERED:
            return self._plain
        return _mark(head) or f"{self._plain}-le"


def _mark(head: bytes) -> str:
    if len(head) < Text.HEAD and codecs.BOM_UTF32_LE.startswith(head):
        return ""  # it may become one of two
    return next((name for name, mark in _MARKS.items() if head.startswith(mark)), "")
