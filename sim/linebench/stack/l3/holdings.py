"""What the site has: which packs and containers live, what each is in, and what has left.

It is what lines and people have told, in the order in which they told it, and made anew from that when it is
needed: nothing can go wrong between it and what is stored. Things go by their element strings.
"""

from collections.abc import Iterable, Iterator

from linebench.ports.l3 import AggregationEvent, Event, ObjectEvent

__all__ = ["Holdings"]


class Holdings:
    """Folds events.

    Attributes:
        order: the order under which each living thing was commissioned.
        ended: the business step that ended each thing that lives no more.
        gone: what was shipped and has neither been called back nor come back.
        newest: the number of the report that told of a thing last, for what people have told.

    """

    def __init__(self) -> None:
        self.order: dict[str, str] = {}
        self.ended: dict[str, str] = {}
        self.gone: set[str] = set()
        self.newest: dict[str, int] = {}
        self._parent: dict[str, str] = {}
        self._inside: dict[str, dict[str, None]] = {}

    def take(self, events: Iterable[Event], order: str = "", number: int = 0) -> None:
        """Take what was told. ``order``: under which; ``number``: of the report, for what people tell."""
        for event in events:
            if isinstance(event, AggregationEvent):
                self._pack(event)
                named: tuple[str, ...] = (event.parent, *event.children)
            else:
                self._object(event, order)
                named = event.epcs
            if number:
                self.newest.update(dict.fromkeys(named, number))

    def lives(self, epc: str) -> bool:
        """Whether a thing was commissioned and has not ended."""
        return epc in self.order and epc not in self.ended

    def parent(self, epc: str) -> str:
        """What a thing is in; ``""``: nothing."""
        return self._parent.get(epc, "")

    def inside(self, container: str) -> tuple[str, ...]:
        """What is directly in a container, in the order in which it was packed."""
        return tuple(self._inside.get(container, ()))

    def above(self, epc: str) -> Iterator[str]:
        """The thing itself, what it is in, what that is in, and so on."""
        while epc:
            yield epc
            epc = self.parent(epc)

    def has_left(self, epc: str) -> bool:
        """Whether a thing was shipped, by itself or in something."""
        return any(each in self.gone for each in self.above(epc))

    def holder(self, contents: Iterable[str]) -> str:
        """The container that has exactly these things in it; ``""``: none has."""
        wanted = set(contents)
        parents = {self.parent(epc) for epc in wanted}
        container = parents.pop() if len(parents) == 1 else ""
        return container if wanted and set(self.inside(container)) == wanted else ""

    def _object(self, event: ObjectEvent, order: str) -> None:
        for epc in event.epcs:
            if event.action == "ADD" and event.step == "commissioning":
                self.order[epc] = order
            elif event.action == "DELETE":
                self.ended[epc] = event.step
                self._out(epc)
            elif event.step == "shipping":
                self.gone.add(epc)
            elif event.step in ("void_shipping", "receiving"):
                self.gone.discard(epc)

    def _pack(self, event: AggregationEvent) -> None:
        for epc in event.children:
            self._out(epc)
            if event.action == "ADD":
                self._parent[epc] = event.parent
                self._inside.setdefault(event.parent, {})[epc] = None

    def _out(self, epc: str) -> None:
        parent = self._parent.pop(epc, "")
        if parent:
            self._inside[parent].pop(epc, None)
