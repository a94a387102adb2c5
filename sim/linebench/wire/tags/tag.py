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


class TagTable:
    """The tags of one controller in their order, which is the order of their addresses."""

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

    def initial(self) -> dict[str, Value]:
        """The first value of every tag."""
        return {tag.name: _INITIAL[tag.kind] for tag in self}


_INITIAL: Mapping[Kind, Value] = {"bool": False, "int16": 0, "uint16": 0, "int32": 0, "uint32": 0, "float": 0.0,
                                  "string": ""}
