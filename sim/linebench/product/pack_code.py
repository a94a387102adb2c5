"""What a pack's code says: GTIN, expiry, lot and serial, and what its market wants beside them, as one value.

Codes are usually written in the order 01 17 10 21, which needs a single separator, behind the lot. Every pack is
read once or more on its way, so that order has a fast path; any other goes through ``read_elements``.
"""

import functools
from collections.abc import Iterable, Mapping

import msgspec

from linebench.product.code_form import USUAL, CodeForm, Pairs
from linebench.product.elements import SEPARATOR, ElementError, human_text, read_elements

__all__ = ["PackCode", "PackCodeError", "read_known", "read_pack_code", "text_agrees"]

_FIELDS = {"01": "gtin", "17": "expiry", "10": "lot", "21": "serial"}
_LONGEST = 20


class PackCodeError(ValueError):
    """Content that is no pack code. The message says what was found and what was expected."""


class PackCode(msgspec.Struct, frozen=True, gc=False):
    """The data of a pack's code. Made by hand, nothing is checked: a bad code is a value as well.

    What the form has no place for is in no code, whatever it says here.
    """

    gtin: str
    expiry: str
    """YYMMDD, day may be 00."""
    lot: str
    serial: str
    form: CodeForm = USUAL
    more: Pairs = ()
    """What came with the serial and stands beside it, such as a key and a crypto code."""

    def content(self) -> str:
        """The element string in the symbol, no leading FNC1. Usually 01 17 10 21, a separator behind the lot."""
        if self.form == USUAL:
            return f"01{self.gtin}17{self.expiry}10{self.lot}\x1d21{self.serial}"
        return self.form.write(self._values())

    def text(self) -> str:
        """The human-readable text beside the code. Usually GTIN, serial, lot and expiry on lines of their own."""
        if self.form == USUAL:
            return f"(01){self.gtin}\n(21){self.serial}\n(10){self.lot}\n(17){self.expiry}"
        values = self._values()
        return human_text((ai, values.get(ai, "")) for ai in self.form.text)

    def _values(self) -> dict[str, str]:
        own = {ai: getattr(self, name) for ai, name in _FIELDS.items()}
        return {**own, **dict(self.form.constants), **dict(self.more)}


def read_pack_code(content: str, form: CodeForm = USUAL) -> PackCode:
    """The pack code in an element string; the order of its elements is free unless the form is strict.

    Raises:
        PackCodeError: no element string, a wrong check digit or date, or not what the form consists of.

    """
    if form != USUAL:
        return _read_form(content, form)
    end = content.find(SEPARATOR)
    serial = content[end + 3:]
    if content[end + 1:end + 3] == "21" and serial.isalnum() and serial.isascii() and len(serial) <= _LONGEST:
        head = _usual_head(content[:end])
        if head is not None:
            return PackCode(*head, serial)
    return _read_any_order(content)


def read_known(content: str, forms: Iterable[CodeForm]) -> PackCode:
    """The pack code in an element string of one of these forms.

    Raises:
        PackCodeError: it is of none of them.

    """
    for form in forms:
        try:
            return read_pack_code(content, form)
        except PackCodeError:
            continue
    raise PackCodeError(f"{content!r} is no pack code of a product that is made here")


def text_agrees(text: str, code: PackCode) -> bool:
    """Whether human-readable ``text`` states exactly what that of ``code`` does; the order of lines is free."""
    return text == code.text() or sorted(text.split("\n")) == sorted(code.text().split("\n"))


@functools.lru_cache(maxsize=256)
def _usual_head(head: str) -> tuple[str, str, str] | None:
    """GTIN, expiry and lot of a head ``01…17…10…``; None for any other. A batch has one head: cached."""
    if head[16:18] != "17" or head[24:26] != "10":
        return None
    try:
        elements = read_elements(head)
    except ElementError:
        return None
    ais = tuple(ai for ai, _ in elements)
    values = tuple(value for _, value in elements)
    return (values[0], values[1], values[2]) if ais == ("01", "17", "10") else None


def _read_any_order(content: str) -> PackCode:
    try:
        elements = read_elements(content)
    except ElementError as fault:
        raise PackCodeError(f"{content!r} is no pack code: {fault}") from None
    if sorted(ai for ai, _ in elements) != sorted(_FIELDS):
        raise PackCodeError(f"{human_text(elements)!r} is no pack code; expected (01) (17) (10) (21), each once")
    return _of(dict(elements))


def _read_form(content: str, form: CodeForm) -> PackCode:
    try:
        elements = read_elements(content)
    except ElementError as error:
        raise PackCodeError(f"{content!r} is no pack code: {error}") from None
    if fault := form.fault(elements):
        raise PackCodeError(f"{human_text(elements)!r} is no pack code: it has {fault}")
    return _of(dict(elements), form)


def _of(values: Mapping[str, str], form: CodeForm = USUAL) -> PackCode:
    return PackCode(values.get("01", ""), values.get("17", ""), values.get("10", ""), values.get("21", ""), form,
                    tuple((ai, values[ai]) for ai in form.with_serial))
