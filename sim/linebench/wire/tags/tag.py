"""Tags: what a controller shows to the outside, each with a name, a type and who may write it."""

from collections.abc import Iterator, Mapping
from typing import Literal, TypeAlias

import msgspec

__all__ = ["Kind", "Tag", "TagTable", "Value"]

Kind: TypeAlias = Literal["bool", "int16", "uint16", "int32", "uint32", "float", "string"]
Value: TypeAlias = bool | int | float | str


class Tag(msgspec.Struct, frozen=True, kw_only=True):
    """One tag. Its first value is that of its kind: false, 0 or empty."""

    name: str
    """With dots, such as ``Status.StateCurrent``; elements of an array each have a name, ``Result[3].Trigger``."""
    kind: Kind
    writable: bool = False
    """Whether the host writes it; what the host writes the controller only reads."""
    size: int = 0
    """Longest string in characters; 0 for all other kinds."""
    summary: str = ""
    at: tuple[str, ...] = ()
    """Where it lies, in each protocol that has it, as ``address_text`` reads it; see ``TagTable.is_placed``."""
    order: Literal["", "big", "little"] = ""
    """Of the two words of 32 bits: the high one first, the low one, or as the protocol has it."""
    label: str = ""
    """What the project calls it, where that is not ``name``."""


class TagTable:
    """The tags of one controller in their order, which is the order of their addresses unless it is placed."""

    def __init__(self, tags: tuple[Tag, ...]) -> None:
        self._tags = {tag.name: tag for tag in tags}
        assert len(self._tags) == len(tags), "a tag twice"

    def __iter__(self) -> Iterator[Tag]:
        return iter(self._tags.values())

    def __getitem__(self, name: str) -> Tag:
        return self._tags[name]

    def __contains__(self, name: str) -> bool:
        return name in self._tags

    def __len__(self) -> int:
        return len(self._tags)

    @property
    def is_placed(self) -> bool:
        """Whether tags lie where they say; then one that says nothing for a protocol is not there in it."""
        return any(tag.at for tag in self)

    def placed(self, at: Mapping[str, tuple[str, ...]]) -> "TagTable":
        """The same tags at these addresses, by name; the others have none."""
        return TagTable(tuple(msgspec.structs.replace(tag, at=at.get(tag.name, ())) for tag in self))

    def initial(self) -> dict[str, Value]:
        """The first value of every tag."""
        return {tag.name: _INITIAL[tag.kind] for tag in self}


_INITIAL: Mapping[Kind, Value] = {"bool": False, "int16": 0, "uint16": 0, "int32": 0, "uint32": 0, "float": 0.0,
                                  "string": ""}
