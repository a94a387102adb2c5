r"""A line made from a template such as ``{trigger};{data}``, written and read back by the same rules.

A template is text with fields in braces; ``{{`` and ``}}`` are braces themselves. What stands between two fields
separates them. With an escape character, such as ``\``, every value comes back as it went in:

* ``\n`` and ``\r`` stand for line feed and carriage return, ``\`` before another character for that character;
* ``\xHH`` stands for a character that would end the line, ``\uHHHHHH`` for one that the encoding does not have.

Without one, values are written as they are: one that holds a separator or the end of a line is read back as
something else or not at all, which is what such a set-up does on a real line.
"""

import re
from collections.abc import Mapping
from string import Formatter

import msgspec

__all__ = ["Marks", "Template", "TemplateError"]

_GS = "\x1d"
_LETTERS = {"\n": "n", "\r": "r"}
_BY_LETTER = {letter: character for character, letter in _LETTERS.items()}
_FIXED = {"symbology": r"(?:\][A-Za-z][0-9A-Za-z])?"}
"""Fields of a fixed shape, behind which the next may follow without a separator."""
_HIGHEST = 0x10FFFF
_BYTE = 0xFF


class TemplateError(ValueError):
    """A template that cannot be read back, or a line that does not fit one. Tells what was found and expected."""


class Marks(msgspec.Struct, frozen=True):
    r"""How characters are written that need it.

    ``gs``: what stands for 0x1D, such as ``{GS}``; empty: it is lost. ``line_break``: what stands for a line feed;
    empty: it is lost. ``escape``: one character; empty: nothing is escaped. ``ends``: characters that end a line or
    frame, which an escaped value never holds. ``encoding``: of the bytes on the wire.

    Raises:
        TemplateError: an escape that is a letter, a digit or longer than one character, or that begins a mark.

    """

    gs: str = _GS
    line_break: str = r"\n"
    escape: str = "\\"
    ends: str = "\r\n"
    encoding: str = "utf-8"

    def __post_init__(self) -> None:
        escape = self.escape
        if escape and (len(escape) != 1 or escape.isalnum() or escape in self.ends):
            raise TemplateError(f"escape is {escape!r}; expected one character, no letter or digit, or none")
        for mark in (self.gs, self.line_break):
            if escape and mark.startswith(escape) and mark != escape + "n":
                raise TemplateError(f"{mark!r} begins with the escape character; expected {escape + 'n'!r}")

    def escaped(self, character: str) -> str:
        """How a character is written that must not stand for itself."""
        if character in _LETTERS:
            return self.escape + _LETTERS[character]
        if ord(character) > _BYTE:
            return f"{self.escape}u{ord(character):06X}"
        if character in self.ends or character.isalnum():
            return f"{self.escape}x{ord(character):02X}"
        return self.escape + character


class Template:
    """One compiled template. ``fields``: the names in it, in order.

    Raises:
        TemplateError: the text is no template, has a field that is not in ``known`` or one twice, two fields with
            nothing between them, or a separator within a mark.

    """

    def __init__(self, text: str, marks: Marks, known: frozenset[str]) -> None:
        self.text = text
        self._marks = marks
        self._parts, self._tail = _parsed(text, known)
        self.fields = tuple(name for _, name in self._parts)
        self._separators = "".join(part[0] for part in self._followers() if part)
        self._check_marks()
        self._table = str.maketrans(self._written())
        self._pattern = re.compile(self._expression(), re.DOTALL)
        self._special = re.compile(self._reading(), re.DOTALL)

    def encode(self, values: Mapping[str, str]) -> bytes:
        """The line without its end; every field must have a value."""
        pieces = [f"{literal}{values[name].translate(self._table)}" for literal, name in self._parts]
        text, encoding = "".join((*pieces, self._tail)), self._marks.encoding
        try:
            return text.encode(encoding)
        except UnicodeEncodeError:
            return "".join(map(self._encodable, text)).encode(encoding, "replace")

    def decode(self, line: bytes) -> dict[str, str]:
        """The values in a line without its end.

        Raises:
            TemplateError: the line is not of this form.

        """
        try:
            match = self._pattern.fullmatch(line.decode(self._marks.encoding))
        except UnicodeDecodeError:
            raise TemplateError(f"{line[:80]!r} is not {self._marks.encoding}") from None
        if match is None:
            raise TemplateError(f"{line[:80]!r} does not fit {self.text!r}")
        return {name: self._special.sub(self._meant, value)
                for name, value in zip(self.fields, match.groups(), strict=True)}

    def _followers(self) -> list[str]:
        """The literal behind each field."""
        return [literal for literal, _ in self._parts[1:]] + ([self._tail] if self._parts else [])

    def _check_marks(self) -> None:
        escape = self._marks.escape
        for mark in (self._marks.gs, self._marks.line_break):
            # 0x1D itself and an escaped n stay what they are, even where such a character separates
            if escape and mark not in (_GS, escape + "n") and set(mark) & set(self._separators):
                raise TemplateError(f"{self.text!r}: {mark!r} holds a separator; expected one without")

    def _written(self) -> dict[str, str]:
        """How each character is written that does not stand for itself."""
        marks = self._marks
        table: dict[str, str] = {}
        if marks.escape:
            marked = "".join(mark[0] for mark in (marks.gs, marks.line_break) if mark)
            table = {each: marks.escaped(each) for each in marks.escape + marks.ends + self._separators + marked}
        if marks.gs != _GS or _GS not in self._separators:
            table[_GS] = marks.gs
        return {**table, "\n": marks.line_break}

    def _expression(self) -> str:
        """The pattern of a whole line: linear in its length, whatever arrives."""
        parts = zip(self._parts, self._followers(), strict=True)
        last = len(self._parts) - 1
        return "".join(f"{re.escape(literal)}({self._field(name, follower, last=index == last)})"
                       for index, ((literal, name), follower) in enumerate(parts)) + re.escape(self._tail)

    def _field(self, name: str, follower: str, *, last: bool) -> str:
        if name in _FIXED and not follower and not last:
            return _FIXED[name]
        if self._marks.escape:
            escape = re.escape(self._marks.escape)
            return f"(?:[^{re.escape(self._marks.escape + self._marks.ends + self._separators)}]|{escape}.)*"
        return ".*" if last else f"[^{re.escape(follower[0])}]*"

    def _reading(self) -> str:
        """The pattern of everything in a value that stands for something else."""
        escape = re.escape(self._marks.escape)
        forms = [re.escape(mark) for mark in (self._marks.line_break, self._marks.gs) if mark]
        if escape:
            forms.append(f"{escape}(?:x[0-9A-Fa-f]{{2}}|u[0-9A-Fa-f]{{6}}|.)")
        return "|".join(forms) or r"(?!)"

    def _meant(self, match: re.Match[str]) -> str:
        found = match[0]
        if found == self._marks.gs:
            return _GS
        if found == self._marks.line_break:
            return "\n"
        rest = found[1:]
        if len(rest) == 1:
            return _BY_LETTER.get(rest, rest)
        number = int(rest[1:], 16)
        if number > _HIGHEST:
            raise TemplateError(f"{found!r} is no character")
        return chr(number)

    def _encodable(self, character: str) -> str:
        """A character of a line as the encoding has it; without an escape a foreign one becomes ``?``."""
        try:
            character.encode(self._marks.encoding)
        except UnicodeEncodeError:
            return f"{self._marks.escape}u{ord(character):06X}" if self._marks.escape else "?"
        return character


def _parsed(text: str, known: frozenset[str]) -> tuple[list[tuple[str, str]], str]:
    """Each field with the literal before it, and the literal behind the last."""
    parts: list[tuple[str, str]] = []
    before = ""
    try:
        for literal, name, form, conversion in Formatter().parse(text):
            before += literal
            if name is None:
                continue
            if name not in known or form or conversion:
                raise TemplateError(f"{text!r}: no field {name!r}; expected some of {', '.join(sorted(known))}")
            _check_next(text, parts, before, name)
            parts.append((before, name))
            before = ""
    except ValueError as error:
        raise error if isinstance(error, TemplateError) else TemplateError(f"{text!r}: {error}") from None
    return parts, before


def _check_next(text: str, parts: list[tuple[str, str]], before: str, name: str) -> None:
    if any(name == earlier for _, earlier in parts):
        raise TemplateError(f"{text!r}: {name!r} stands twice; expected each field once")
    if parts and not before and parts[-1][1] not in _FIXED:
        raise TemplateError(f"{text!r}: nothing between {parts[-1][1]!r} and {name!r}; expected a separator")
