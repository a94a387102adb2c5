"""S7 tags where a project has them: in any number of data blocks."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from linebench.wire.s7.host import Ask, Question, S7Link
from linebench.wire.s7.items import ADDRESS, BIT, BYTE, DB, DENIED, MISSING, Datum, Item
from linebench.wire.s7.pdu import READ
from linebench.wire.tags.memory import blocks
from linebench.wire.tags.tag import Value

__all__ = ["BlockLink"]

_READ_HEAD, _WRITE_HEAD, _ITEM_HEAD = 12 + 2 + 4, 10 + 2, 12 + 4
"""What an answer, a write and each of its items need besides bytes."""
_MEANT = {f"{DENIED:02X}": "access not allowed", f"{ADDRESS:02X}": "no such address in the data block, or one with "
          "optimised access", f"{MISSING:02X}": "no such data block, or one with optimised access"}
_CODE = re.compile(r"item \d+: ([0-9A-F]{2})")


class BlockLink(S7Link):
    """A ``Base``. Each data block is read in as few requests as its bytes need."""

    def forget(self) -> None:
        """See ``Base``: nothing is kept."""

    def because(self, why: str) -> str:
        """See ``Base``."""
        found = _CODE.match(why)
        return f"{why} ({_MEANT[found[1]]})" if found is not None and found[1] in _MEANT else why

    def gathered(self) -> Sequence[Sequence[str]]:
        """See ``Base``."""
        return [names for number in self._layout.blocks if (names := self._of(number, self._layout.slots))]

    def picture(self, answers: Sequence[tuple[Question, Any]]) -> Mapping[str, Value]:
        """See ``Link.picture``."""
        first = {number: start for number, (start, _) in self._layout.blocks.items()}
        return self._picture.take((first[ask.items[0].db] + ask.items[0].start // 8, content)
                                  for ask, content in answers if isinstance(ask, Ask))

    def _asks(self, names: Collection[str]) -> list[Ask]:
        found: list[Ask] = []
        for number, (first, _) in self._layout.blocks.items():
            if own := self._of(number, names or self._layout.slots):
                found += [Ask(READ, (Item(DB, number, (start - first) * 8, BYTE, count),))
                          for start, count in blocks(self._layout, self._size - _READ_HEAD, own)]
        return found

    def _parts(self, name: str, value: Value) -> list[tuple[Item, Datum]]:
        slot = self._layout.slots[name]
        number = next(each for each in self._layout.blocks if self._of(each, (name,)))
        start = slot.start - self._layout.blocks[number][0]
        data = self._layout.pack(self._table[name], value)
        if slot.bit is not None:
            return [(Item(DB, number, start * 8 + slot.bit, BIT, 1), Datum(0, BIT, data))]
        room = (self._size - _WRITE_HEAD - _ITEM_HEAD) // 2 * 2
        return [(Item(DB, number, (start + at) * 8, BYTE, len(data[at:at + room])),
                 Datum(0, BYTE, data[at:at + room])) for at in range(0, len(data), room)]

    def _of(self, number: int, names: Collection[str]) -> list[str]:
        """Those of the names that lie in a data block."""
        start, length = self._layout.blocks[number]
        return [name for name in names if start <= self._layout.slots[name].start < start + length]
