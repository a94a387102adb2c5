"""What tags are called in a Logix controller, where a name has letters, digits and single underscores alone.

A name of ours is flattened: ``Result[3].Trigger`` becomes ``Result_3_Trigger``. A tag that is placed is called as
its address says, and one that has none is not there. No two have the same name, whatever the case of its letters.
"""

import re
import zlib
from collections.abc import Mapping
from types import MappingProxyType

from linebench.wire.tags.address_text import TagAddress, read_address
from linebench.wire.tags.tag import Tag, TagTable

__all__ = ["LONGEST_NAME", "logix_name", "logix_names", "spelt", "with_names"]

LONGEST_NAME = 40
_ILLEGAL = re.compile(r"[^A-Za-z0-9]+")
_SUM = 5
"""Characters of what tells two long names apart: an underscore and four digits."""


def logix_name(name: str) -> str:
    """The legal name that is nearest to ``name``; one that is too long ends in a sum over all of it."""
    legal = _ILLEGAL.sub("_", name).strip("_")
    if not legal[:1].isalpha():
        legal = f"T_{legal}".rstrip("_")
    return legal if len(legal) <= LONGEST_NAME else _marked(legal, name)


def logix_names(table: TagTable) -> Mapping[str, str]:
    """The name of each tag in the controller, by our name, in the order of the table."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for tag in table:
        name = logix_name(spelt(tag))
        if name.lower() in taken:
            name = _marked(name, tag.name)
        number = 0
        while name.lower() in taken:
            number += 1
            name = _marked(name, f"{tag.name} {number}")
        taken.add(name.lower())
        found[tag.name] = name
    return MappingProxyType(found)


def with_names(table: TagTable) -> TagTable:
    """The tags that are there: of a table that is placed those with a name in the controller."""
    if not table.is_placed:
        return table
    return TagTable(tuple(tag for tag in table if any(map(_is_name, tag.at))))


def _is_name(at: str) -> bool:
    return isinstance(read_address(at), TagAddress)


def spelt(tag: Tag) -> str:
    """The name that is flattened: ours, or that of its address."""
    return next((each.name for each in map(read_address, tag.at) if isinstance(each, TagAddress)), tag.name)


def _marked(legal: str, whole: str) -> str:
    return f"{legal[:LONGEST_NAME - _SUM].rstrip('_')}_{zlib.crc32(whole.encode()) & 0xFFFF:04X}"
