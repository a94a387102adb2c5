"""Where tags stand in the address space: folders by the dots of their names, none with too many children."""

from collections.abc import Iterator, Sequence

import msgspec

__all__ = ["Place", "places"]


class Place(msgspec.Struct, frozen=True):
    """One node. ``path`` and ``parent``: folder paths with a closing slash, empty for the root."""

    parent: str
    path: str
    """The folder's own path, or the tag's name."""
    name: str
    tag: bool


def places(names: Sequence[str], limit: int) -> list[Place]:
    """Folders and tags, each after its parent. Within a folder the order is that of ``names``.

    Args:
        names: of tags, with dots.
        limit: most children of a folder; where there are more, they are put into folders called ``first..last``.

    """
    return list(_children("", [(name.split("."), name) for name in names], limit))


def _children(parent: str, entries: Sequence[tuple[list[str], str]], limit: int) -> Iterator[Place]:
    groups: dict[tuple[str, bool], list[tuple[list[str], str]]] = {}
    for parts, name in entries:
        groups.setdefault((parts[0], len(parts) == 1), []).append((parts[1:], name))
    yield from _spread(parent, list(groups.items()), limit)


def _spread(parent: str, groups: list[tuple[tuple[str, bool], list[tuple[list[str], str]]]],
            limit: int) -> Iterator[Place]:
    if len(groups) <= limit:
        for (part, is_tag), below in groups:
            path = below[0][1] if is_tag else f"{parent}{part}/"
            yield Place(parent, path, part, is_tag)
            if not is_tag:
                yield from _children(path, below, limit)
        return
    # as many at each level as keeps this level within the limit too
    size = max(limit, -(-len(groups) // limit))
    for start in range(0, len(groups), size):
        chunk = groups[start:start + size]
        name = f"{chunk[0][0][0]}..{chunk[-1][0][0]}"
        yield Place(parent, f"{parent}{name}/", name, tag=False)
        yield from _spread(f"{parent}{name}/", chunk, limit)
