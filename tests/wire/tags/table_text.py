"""The tags of a table for people to read: one line each, the slots of a ring or table of settings in one."""

import re
from collections.abc import Iterator

from linebench.wire.tags.tag import Tag, TagTable

__all__ = ["table_text"]

_SLOT = re.compile(r"\[(\d+)\]")


def table_text(table: TagTable) -> str:
    """A table in Markdown. Tags that differ in a number in brackets alone stand where the first does."""
    lines = ["| tag | type | host | says |", "| --- | --- | --- | --- |"]
    lines += [f"| `{name}` | {_kind(tag)} | {'writes' if tag.writable else 'reads'} | {tag.summary} |"
              for name, tag in _joined(table)]
    return "\n".join(lines) + "\n"


def _joined(table: TagTable) -> Iterator[tuple[str, Tag]]:
    """Each tag with its name, slots as ``[0-15]``."""
    joined: dict[str, tuple[Tag, int]] = {}
    for tag in table:
        found = _SLOT.search(tag.name)
        plain = _SLOT.sub("[]", tag.name)
        first, _ = joined.get(plain, (tag, 0))
        joined[plain] = (first, int(found[1]) if found else 0)
    for plain, (first, last) in joined.items():
        yield (plain.replace("[]", f"[0-{last}]") if last else first.name), first


def _kind(tag: Tag) -> str:
    return f"string[{tag.size}]" if tag.kind == "string" else tag.kind
