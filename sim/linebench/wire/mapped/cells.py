"""One row of a map from its cells: each is read by itself, so that one that is wrong hides no other."""

import re
import shlex
from fractions import Fraction
from typing import Literal, get_args

from linebench.wire.mapped.names import Row, Style
from linebench.wire.mapped.problems import Problems
from linebench.wire.mapped.sheet import WIRES, Line
from linebench.wire.mapped.signals import Signal, Vocabulary
from linebench.wire.mapped.values import RANGES
from linebench.wire.tags.address_text import (
    NAMESPACES,
    Address,
    AddressError,
    ModbusAddress,
    NodeAddress,
    S7Address,
    is_bit,
    read_address,
    wrong_kind,
)
from linebench.wire.tags.tag import Kind

__all__ = ["Cells"]

_KIND = re.compile(r"(bool|int16|uint16|int32|uint32|float|string)(?:\[(\d{1,3})\])?")
_KINDS = "bool, int16, uint16, int32, uint32, float or string[N]"
_ROOM = 254
"""Longest text, as an S7 string has it; also where a NodeId says no room."""
_FACTOR = re.compile(r"\d{1,12}(\.\d{1,12})?|\d{1,12}/[1-9]\d{0,11}")
_WHOLE = ("int16", "uint16", "int32", "uint32")
_STYLES = {"strobe": ("level", "edge", "toggle", "counter"), "beat": ("toggle", "counter")}


class Cells:
    """Reads one line of a map. ``comma``: cells are parted by commas, so that none stands in a number."""

    def __init__(self, line: Line, problems: Problems, words: Vocabulary, *, comma: bool) -> None:
        self._vocabulary = words
        self._line, self._problems, self._comma = line, problems, comma
        self._before = len(problems)

    def row(self) -> Row | None:
        """The row; ``None``: something is wrong with it, and noted."""
        if self._line["wire"] not in ("", self._vocabulary.wire):
            self._wrong("wire", repr(self._line["wire"]), f"{self._vocabulary.wire}, whose map this is, nothing, "
                        f"or one of {', '.join(WIRES)}")
        signal = self._vocabulary.find(self._line["signal"])
        if signal is None:
            self._wrong("signal", repr(self._line["signal"]), self._vocabulary.nearest(self._line["signal"]))
        address = self._address("address")
        kind, size = self._kind(address)
        order, scale, style = self._order(), self._scale(signal, kind), self._style(signal)
        words = self._words(signal, kind, size) if signal is not None and kind else ()
        if address is not None and kind:
            self._lies(signal, address, kind)
        if signal is None or address is None or not kind or not style:
            return None
        self._holds(signal, kind, style)
        answer = self._answer(signal, address, kind, style)
        if len(self._problems) > self._before:
            return None
        return Row(line=self._line.number, signal=signal, name=self._line["name"], address=address, kind=kind,
                   size=size, order=order, scale=scale, style=style, answer=answer, words=words)

    def _wrong(self, column: str, found: str, expected: str) -> None:
        self._problems.add(self._line.number, column, found, expected)

    def _address(self, column: str) -> Address | None:
        text = self._line[column]
        try:
            return read_address(text)
        except AddressError as error:
            self._wrong(column, repr(text) if text else "nothing", str(error))
            return None

    def _kind(self, address: Address | None) -> tuple[Kind | Literal[""], int]:
        found = _KIND.fullmatch(self._line["type"].lower())
        if found is None or (found[2] is not None and found[1] != "string"):
            self._wrong("type", repr(self._line["type"]), _KINDS)
            return "", 0
        kind = next(each for each in get_args(Kind) if each == found[1])
        return kind, self._size(int(found[2] or 0), address) if kind == "string" else 0

    def _size(self, size: int, address: Address | None) -> int:
        """Room of a text, which stands in the type or in the address."""
        room = address.room if isinstance(address, S7Address) else 0
        if size and room and size != room:
            self._wrong("type", f"room for {size} bytes; the address has {room}", "the same, or one of the two")
        found = size or room or (_ROOM if address is not None and address.protocol == "opcua" else 0)
        if address is not None and not 1 <= found <= _ROOM:
            self._wrong("type", repr(self._line["type"]), f"its room in bytes, 1 to {_ROOM}, such as string[32]")
        return found

    def _order(self) -> Literal["", "big", "little"]:
        text = self._line["order"].lower()
        if text not in ("", "big", "little"):
            self._wrong("order", repr(self._line["order"]), "big, little or nothing")
        return "little" if text == "little" else "big" if text == "big" else ""

    def _scale(self, signal: Signal | None, kind: str) -> Fraction:
        text = self._line["scale"]
        if not text:
            return Fraction(1)
        plain = text if self._comma else text.replace(",", ".")
        scale = Fraction(plain) if _FACTOR.fullmatch(plain) else Fraction(0)
        if not scale:
            self._wrong("scale", repr(text), "a number above 0, such as 0.001")
            return Fraction(1)
        worded = kind == "string" or bool(self._line["words"])
        if signal is not None and (signal.domain != "number" or worded) and scale != 1:
            what = "words have" if worded else f"{signal.name} has"
            self._wrong("scale", repr(text), f"nothing: {what} no scale")
        return scale

    def _style(self, signal: Signal | None) -> Style | Literal[""]:
        text = self._line["style"].lower()
        wanted = _STYLES.get(signal.domain, ("level", "")) if signal is not None else (*get_args(Style), "")
        if text not in wanted:
            expected = " or ".join(each or "nothing" for each in wanted)
            self._wrong("style", repr(self._line["style"]) if text else "nothing",
                        f"{expected} for {signal.name}" if signal is not None else expected)
            return ""
        return next((each for each in get_args(Style) if each == text), "level")

    def _lies(self, signal: Signal | None, address: Address, kind: Kind) -> None:
        """Whether such a value can lie there, and be written there by who says it."""
        if expected := wrong_kind(address, kind):
            self._wrong("address", self._line["address"], expected)
        if isinstance(address, NodeAddress) and address.namespace not in NAMESPACES:
            self._wrong("address", repr(address.text), f"a namespace from {NAMESPACES[0]} to {NAMESPACES[-1]}")
        if signal is not None and signal.by_host and _is_input(address):
            self._wrong("address", self._line["address"], self._writable)

    def _holds(self, signal: Signal, kind: Kind, style: Style) -> None:
        """Whether the type holds what the signal says."""
        kinds = _kinds(signal, style, worded=bool(self._line["words"]))
        if kind not in kinds:
            counts = style if signal.domain in ("strobe", "beat") else "its values"
            self._wrong("type", kind, f"{' or '.join(kinds)} for {signal.name}, {counts}"
                        + (" (or words)" if signal.domain in ("bool", "word") and kind != "float" else ""))

    @property
    def _writable(self) -> str:
        return f"a coil or a holding register: {self._vocabulary.host} writes it"

    def _answer(self, signal: Signal, address: Address, kind: Kind, style: Style) -> Address | None:
        if not self._line["answer"]:
            if style == "edge" and signal.domain == "strobe":
                self._wrong("answer", "nothing", "the address of the answer: without one an edge never ends")
            return None
        if signal.domain != "strobe" or style == "level":
            what = f"a level of {signal.name}" if signal.domain == "strobe" else signal.name
            self._wrong("answer", repr(self._line["answer"]), f"nothing: {what} is not answered")
            return None
        answer = self._address("answer")
        if answer is not None:
            self._check_answer(signal, address, answer, kind, style)
        return answer

    def _check_answer(self, signal: Signal, address: Address, answer: Address, kind: Kind, style: Style) -> None:
        text = self._line["answer"]
        if answer.protocol != address.protocol:
            self._wrong("answer", repr(text), f"an address of {address.protocol}, as its strobe has")
        elif is_bit(answer):
            if style == "counter":
                self._wrong("answer", repr(text), f"an address for {kind}, which takes the number")
        elif expected := wrong_kind(answer, kind):
            self._wrong("answer", repr(text), expected)
        if not signal.by_host and _is_input(answer):
            self._wrong("answer", repr(text), self._writable)

    def _words(self, signal: Signal, kind: Kind, size: int) -> tuple[tuple[str, str], ...]:
        text = self._line["words"]
        try:
            pairs = [each.rpartition("=") for each in shlex.split(text)]
        except ValueError as error:
            self._wrong("words", repr(text), f"pairs such as 1=passed 2=rejected ({error})")
            return ()
        numbered = signal.domain == "text" and kind in _WHOLE
        if text and signal.domain not in ("number", "word", "bool") and not numbered:
            self._wrong("words", repr(text), f"nothing: {signal.name} has none")
            return ()
        for theirs, equals, ours in pairs:
            self._word(signal, kind, size, theirs if equals else ours, ours if equals else None)
        found = tuple((theirs, ours) for theirs, _, ours in pairs)
        self._distinct(found)
        self._empty(signal, kind, found)
        return found

    def _word(self, signal: Signal, kind: Kind, size: int, theirs: str, ours: str | None) -> None:
        if ours is None:
            self._wrong("words", repr(theirs), "theirs=ours, such as 1=passed")
            return
        known = {"word": ("", *signal.words), "bool": ("true", "false")}.get(signal.domain)
        if known is not None and ours not in known:
            listed = ", ".join(each for each in known if each)
            self._wrong("words", repr(ours), f"one of {listed} for {signal.name}")
        if signal.domain == "number" and not _is_number(ours):
            self._wrong("words", repr(ours), f"a number for {signal.name}")
        if kind == "string":
            if len(theirs.encode()) > size:
                self._wrong("words", repr(theirs), f"a text of at most {size} bytes")
        elif not _holds(kind, theirs):
            low, high = RANGES.get(kind, (0, 0))
            self._wrong("words", repr(theirs), f"a number from {low} to {high}, as {kind} holds")

    def _distinct(self, pairs: tuple[tuple[str, str], ...]) -> None:
        for side, whose in ((0, "theirs"), (1, "ours")):
            words = [pair[side] for pair in pairs]
            for word in dict.fromkeys(each for each in words if words.count(each) > 1):
                self._wrong("words", f"{word!r} twice ({whose})", "each once")

    def _empty(self, signal: Signal, kind: Kind, pairs: tuple[tuple[str, str], ...]) -> None:
        """What stands for no word must not stand for another."""
        none = "" if kind == "string" else "0"
        taken = next((ours for theirs, ours in pairs if theirs == none and ours), "")
        if signal.domain == "word" and taken and "" not in (ours for _, ours in pairs):
            self._wrong("words", f"{none or 'an empty text'} for {taken!r}", "a pair for no word too, such as 9=")


def _is_input(address: Address) -> bool:
    return isinstance(address, ModbusAddress) and address.area == "DI"


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d{1,10}", text) is not None


def _holds(kind: Kind, text: str) -> bool:
    low, high = RANGES.get(kind, (1, 0))
    return _is_number(text) and low <= int(text) <= high


def _kinds(signal: Signal, style: Style, *, worded: bool) -> tuple[str, ...]:
    """The types that hold what the signal says."""
    match signal.domain:
        case "text":
            return (*_WHOLE, "string") if worded else ("string",)
        case "strobe" | "beat":
            return _WHOLE if style == "counter" else ("bool", *_WHOLE)
        case "number":
            return (*_WHOLE, "string") if worded else (*_WHOLE, "float")
        case "count":
            return _WHOLE
        case "bool":
            return ("bool", *_WHOLE, "string") if worded else ("bool", *_WHOLE)
        case "word":
            return ("bool", *_WHOLE, "string") if worded else (*_WHOLE, "string")
