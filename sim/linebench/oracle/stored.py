"""What is physically in the store, from what people do there: labels, contents, and what has left.

Packs go by the ledger's name of what their label says, containers by kind and number; what stands untouched is as
the line has closed it.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from linebench.oracle.facts import Container
from linebench.oracle.serials import GOOD, PRINTED, READ, UNSURE
from linebench.records import store

if TYPE_CHECKING:
    from linebench.oracle.book import Book

__all__ = ["Node", "Places", "Stored"]

Node: TypeAlias = tuple[str, int] | str
"""A container by kind and number, or a pack by its key."""
Places: TypeAlias = Mapping[Node, tuple[str, int]]


class Stored:
    """Follows what people do in the store.

    From the first time on, the rules of the line leave alone what people have had in their hands: it is theirs to
    decide what becomes of it, and whether the levels say so is the matter of ``holdings-equal-truth``.

    Attributes:
        touched: the key of each thing that was changed, and keys of what it was in and was called.
        away: why each thing is not there.
        ended: keys of labels that are on nothing any more.
        photos: hashes of the photos that were taken.

    """

    def __init__(self, book: "Book") -> None:
        self._book = book
        self._serials = book.serials
        self._inside: dict[tuple[str, int], list[Node]] = {}
        self._labels: dict[tuple[str, int], str] = {}
        self.touched: dict[str, set[str]] = {}
        self.away: dict[Node, str] = {}
        self.ended: set[str] = set()
        self.photos: set[str] = set()

    def handlers(self) -> dict[type, Callable[[Any, int], None]]:
        """The record types this part reads."""
        return {store.UnitTaken: self._taken, store.UnitPut: self._put, store.UnitLabelled: self._labelled,
                store.UnitLeft: self._left, store.UnitCameBack: self._back, store.PhotoTaken: self._photo}

    def label(self, node: Node) -> str:
        """What is on a thing, as the ledger's key."""
        if isinstance(node, str):
            return node
        box = self._book.containers.get(node)
        return self._labels.get(node) or (f"00{box.sscc}" if box else "")

    def inside(self, node: tuple[str, int]) -> list[Node]:
        """What is directly in a container."""
        if node not in self._inside:
            box = self._book.containers.get(node)
            self._inside[node] = list(self._packed(box)) if box else []
        return self._inside[node]

    def named(self) -> dict[str, Node]:
        """Every container, all that is in one, and packs that were, by what is on them."""
        nodes: list[Node] = [*self._book.containers]
        nodes += [node for box in self._book.containers for node in self.inside(box) if isinstance(node, str)]
        nodes += [key for key in self.touched if not key.startswith("00") and key not in self.ended]
        return {self.label(node): node for node in nodes}

    def box(self, node: Node) -> tuple[str, int] | None:
        """What a thing is in; ``None``: nothing."""
        return next((box for box in self._book.containers if node in self.inside(box)), None)

    def places(self) -> Places:
        """What each thing is in, of those that are in something."""
        return {node: box for box in self._book.containers for node in self.inside(box)}

    def why_away(self, node: Node | None, places: Places) -> str:
        """Why a thing, or what it is in, is not there; ``""``: it is there."""
        while node is not None:
            if node in self.away:
                return self.away[node]
            node = places.get(node)
        return ""

    def _packed(self, box: Container) -> Iterator[Node]:
        if box.kind == "case":
            yield from box.children or ()
        else:
            yield from (node for node, other in self._book.containers.items() if other.parent is box)

    def _node(self, unit: str, number: int, epc: str) -> Node:
        return self._serials.key(epc) if unit == "pack" else (unit, number)

    def _taken(self, taken: store.UnitTaken, _: int) -> None:
        node, box = self._node(taken.unit, taken.number, taken.epc), (taken.box, taken.box_number)
        self.inside(box).remove(node)
        self._touch(node, box)

    def _put(self, put: store.UnitPut, _: int) -> None:
        node, box = self._node(put.unit, put.number, put.epc), (put.box, put.box_number)
        self.inside(box).append(node)
        self._touch(node, box)

    def _labelled(self, label: store.UnitLabelled, _: int) -> None:
        if label.before == label.epc:
            return  # nothing but its label is worse
        before, key = self._serials.key(label.before), self._serials.key(label.epc)
        if label.unit == "pack":
            self._relabel(before, key)
        else:
            node = (label.unit, label.number)
            box = self._book.containers.setdefault(node, Container(*node))
            box.handled = True
            box.sscc = box.sscc or key.removeprefix("00")
            self._labels[node] = key
            self._book.by_sscc.setdefault(key.removeprefix("00"), box)
        self.touched.setdefault(key, set()).add(before)

    def _relabel(self, before: str, key: str) -> None:
        """The number that was on a pack ends, and another takes its place, printed and read in the store."""
        box = self.box(before)
        if box is not None:
            self.inside(box)[self.inside(box).index(before)] = key
            self._book.containers[box].handled = True
        self._doubt(before, 0)
        self._doubt(key, GOOD | READ | PRINTED)
        self.ended.add(before)
        self.touched.setdefault(before, set()).add(key)

    def _left(self, left: store.UnitLeft, _: int) -> None:
        node = self._node(left.unit, left.number, left.epc)
        self.away[node] = left.why
        self._touch(node, self.box(node))

    def _back(self, back: store.UnitCameBack, _: int) -> None:
        node = self._node(back.unit, back.number, back.epc)
        self.away.pop(node, None)
        self._touch(node, self.box(node))

    def _photo(self, photo: store.PhotoTaken, _: int) -> None:
        self.photos.add(photo.sha256)

    def _touch(self, node: Node, box: tuple[str, int] | None) -> None:
        related = self.touched.setdefault(self.label(node), set())
        if box is not None:
            related.add(self.label(box))
            self._book.containers[box].handled = True
        if isinstance(node, str):
            self._doubt(node, 0)

    def _doubt(self, key: str, known: int) -> None:
        self._serials[key] = self._serials.get(key, 0) | UNSURE | known
        self._book.awaiting.pop(key, None)
