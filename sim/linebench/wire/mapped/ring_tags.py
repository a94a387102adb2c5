"""The file that ``linebench serve --tags`` writes without a map, as a map: the bench's own tags where it says."""

from collections.abc import Mapping

import msgspec

from linebench.wire.mapped.problems import Problems
from linebench.wire.mapped.sheet import Line, Sheet
from linebench.wire.tags.address_text import Address, AddressError, read_address, span, wrong_kind
from linebench.wire.tags.tag import Tag, TagTable

__all__ = ["RingMap", "is_ring_sheet", "read_ring_tags"]

_MARK = "modbus object"
_AREAS = {"coil": "CO", "discrete input": "DI", "holding register": "HR"}


class RingMap(msgspec.Struct, frozen=True):
    """Addresses of the bench's own tags, by name. Tags that the file does not name are not there."""

    file: str
    at: Mapping[str, tuple[str, ...]]

    @property
    def protocols(self) -> frozenset[str]:
        """Those in which at least one tag lies."""
        return frozenset(read_address(text).protocol for each in self.at.values() for text in each)


def is_ring_sheet(sheet: Sheet) -> bool:
    """Whether it has the columns of that file."""
    return _MARK in sheet.columns


def read_ring_tags(sheet: Sheet, file: str, rings: TagTable, problems: Problems) -> RingMap:
    """Read the addresses of ``rings``; everything that is wrong is noted."""
    at: dict[str, tuple[str, ...]] = {}
    taken: dict[str, list[tuple[int, int, int]]] = {}
    if not sheet.lines:
        problems.add(max(sheet.first, 1), "", "no row", "a row for each tag")
    for line in sheet.lines:
        name = line["name"]
        if name not in rings or name in at:
            expected = "a tag of the bench" if name not in rings else "each tag once"
            problems.add(line.number, "name", repr(name), expected)
            continue
        _check(line, rings[name], problems)
        found = _addresses(line, rings[name], problems)
        at[name] = tuple(address.text for _, address in found)
        for column, address in found:
            _take(line, column, address, rings[name], taken, problems)
    return RingMap(file, at)


def _check(line: Line, tag: Tag, problems: Problems) -> None:
    kind = f"string[{tag.size}]" if tag.kind == "string" else tag.kind
    access = "read/write" if tag.writable else "read"
    for column, expected in (("type", kind), ("access", access)):
        if line[column] not in ("", expected):
            problems.add(line.number, column, repr(line[column]), f"{expected}, as {tag.name} is")


def _addresses(line: Line, tag: Tag, problems: Problems) -> list[tuple[str, Address]]:
    register = line["holding register"]
    texts = [("holding register", f"HR{register}" if register else ""),
             ("s7", line["s7"]), ("opc ua", line["opc ua"])]
    if line["logix"]:
        texts.append(("logix", f"tag={line['logix']}"))
    area = line[_MARK]
    if area and area not in _AREAS:
        problems.add(line.number, _MARK, repr(area), f"one of {', '.join(_AREAS)}")
    elif area and (area != "holding register" or not register):
        texts.append(("modbus address", f"{_AREAS[area]}{line['modbus address']}"))
    found: list[tuple[str, Address]] = []
    for column, text in texts:
        if text:
            found += _address(line, column, text, tag, problems)
    return found


def _address(line: Line, column: str, text: str, tag: Tag, problems: Problems) -> list[tuple[str, Address]]:
    try:
        address = read_address(text)
    except AddressError as error:
        problems.add(line.number, column, repr(line[column]), str(error))
        return []
    if expected := wrong_kind(address, tag.kind):
        problems.add(line.number, column, repr(line[column]), expected)
        return []
    return [(column, address)]


def _take(line: Line, column: str, address: Address, tag: Tag,  # noqa: PLR0917  # one place, and all that is taken
          taken: dict[str, list[tuple[int, int, int]]], problems: Problems) -> None:
    space, start, end = span(address, tag)
    others = taken.setdefault(space, [])
    if (other := next((number for first, behind, number in others if first < end and start < behind), 0)) != 0:
        problems.add(line.number, column, repr(line[column]), f"a place of its own; line {other} lies there")
    others.append((start, end, line.number))
