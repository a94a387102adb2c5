"""What events, taken together, say of each thing: whether it lives, and what it is packed in; and what cannot be.

Source: GS1 EPCIS 2.0, 7.4, and CBV 2.0, 7: what each action and business step does to the things it names. Things
are known by their canonical identifiers, so it does not matter in which form an event names them.
"""

from collections.abc import Callable, Iterable
from enum import Enum

import msgspec

from linebench.epcis.canonical import canonical_id
from linebench.epcis.model import Event
from linebench.epcis.times import micros

__all__ = ["Breach", "History", "State"]


class State(Enum):
    """What became of a thing."""

    ENCODED = "encoded"
    ACTIVE = "active"
    INACTIVE = "inactive"
    DESTROYED = "destroyed"


_ENDED = frozenset({State.INACTIVE, State.DESTROYED})
_ENDING = frozenset({State.ENCODED, State.INACTIVE})
"""What can be destroyed beside what lives."""
_BEFORE_LIFE = frozenset({None, State.ENCODED})
_RELEASING = frozenset({"receiving", "arriving"})


class Breach(msgspec.Struct, frozen=True):
    """An event that cannot be, by what was said before. ``rule``: see ``RULES``; ``epc``: of which thing."""

    rule: str
    epc: str
    detail: str = ""


RULES = {
    "not-commissioned": "a thing is commissioned before anything else happens to it",
    "commissioned-twice": "a thing is commissioned once",
    "after-end": "nothing happens to a thing that is decommissioned or destroyed",
    "two-parents": "a thing is packed in one container at a time",
    "not-in-parent": "only what is in a container is taken out of it",
    "in-itself": "no container is inside itself",
    "not-top-level": "only what is not packed in something is shipped",
    "not-shipped": "only a shipping that was said is taken back",
    "back-in-time": "the times of a thing's events do not go back",
}
"""Every rule, by its id."""


class History:
    """States, parents, contents and newest times of all things that events have named.

    To look whether events can be without keeping them: ``trial.Trial``.
    """

    def __init__(self) -> None:
        self.states: dict[str, State] = {}
        self.parents: dict[str, str] = {}
        self.children: dict[str, set[str]] = {}
        self.shipped: set[str] = set()
        self.last: dict[str, int] = {}

    def replay(self, events: Iterable[Event]) -> list[tuple[int, Breach]]:
        """Take events in their order; return what cannot be, with the number of the event. All are taken."""
        found: list[tuple[int, Breach]] = []
        for number, event in enumerate(events):
            found += [(number, breach) for breach in self.take(event)]
        return found

    def take(self, event: Event) -> list[Breach]:
        """Take one event, whatever is wrong with it; return what cannot be.

        One that is declared erroneous has no effect.
        """
        if event.error_declaration is not None:
            return []
        kind = _KINDS.get(event.type)
        return kind(self, event) if kind else []

    def contents(self, container: str) -> frozenset[str]:
        """Everything in a container, at any depth."""
        found: set[str] = set()
        waiting = list(self.children.get(container, ()))
        while waiting:
            thing = waiting.pop()
            if thing not in found:
                found.add(thing)
                waiting.extend(self.children.get(thing, ()))
        return frozenset(found)

    def _object(self, event: Event) -> list[Breach]:
        found: list[Breach] = []
        at = micros(event.event_time)
        act = self._act_of(event)
        for text in event.epc_list:
            epc = canonical_id(text)
            act(epc, found)
            self._pass(epc, at, found)
        return found

    def _act_of(self, event: Event) -> Callable[[str, list[Breach]], None]:
        if event.action == "ADD":
            return self._encode if event.biz_step == "encoding" else self._commission
        if event.action == "DELETE":
            return self._destroy if event.biz_step == "destroying" else self._end
        if event.biz_step == "shipping":
            return self._ship
        if event.biz_step == "void_shipping":
            return self._void
        return self._release if event.biz_step in _RELEASING else self._live

    def _encode(self, epc: str, found: list[Breach]) -> None:
        if epc in self.states:
            found.append(Breach("commissioned-twice", epc, f"it is {self.states[epc].value}"))
        else:
            self.states[epc] = State.ENCODED

    def _commission(self, epc: str, found: list[Breach]) -> None:
        state = self.states.get(epc)
        if state in _BEFORE_LIFE:
            self.states[epc] = State.ACTIVE
        else:
            found.append(Breach("after-end" if state in _ENDED else "commissioned-twice", epc))

    def _live(self, epc: str, found: list[Breach]) -> None:
        """Tell if it does not live."""
        state = self.states.get(epc)
        if state is not State.ACTIVE:
            found.append(Breach("after-end" if state in _ENDED else "not-commissioned", epc))

    def _end(self, epc: str, found: list[Breach]) -> None:
        if self.states.get(epc) is not State.ENCODED:
            self._live(epc, found)
        self._finish(epc, State.INACTIVE)

    def _destroy(self, epc: str, found: list[Breach]) -> None:
        if self.states.get(epc) not in _ENDING:
            self._live(epc, found)
        self._finish(epc, State.DESTROYED)

    def _finish(self, epc: str, state: State) -> None:
        self.states[epc] = state
        parent = self.parents.pop(epc, None)
        if parent is not None:
            self.children[parent].discard(epc)

    def _ship(self, epc: str, found: list[Breach]) -> None:
        self._live(epc, found)
        if epc in self.parents:
            found.append(Breach("not-top-level", epc, f"it is in {self.parents[epc]}"))
        self.shipped.add(epc)

    def _release(self, epc: str, found: list[Breach]) -> None:
        self._live(epc, found)
        self.shipped.discard(epc)

    def _void(self, epc: str, found: list[Breach]) -> None:
        if epc not in self.shipped:
            found.append(Breach("not-shipped", epc))
        self._release(epc, found)

    def _pass(self, epc: str, at: int, found: list[Breach]) -> None:
        if at < self.last.get(epc, at):
            found.append(Breach("back-in-time", epc))
        self.last[epc] = at

    def _aggregation(self, event: Event) -> list[Breach]:
        found: list[Breach] = []
        at = micros(event.event_time)
        parent = canonical_id(event.parent_id) if event.parent_id else ""
        if parent:
            self._live(parent, found)
            self._pass(parent, at, found)
        children = [canonical_id(each) for each in event.child_epcs]
        if event.action == "DELETE" and not children and not event.child_quantity_list:
            children = sorted(self.children.get(parent, ()))
        act = {"ADD": self._pack, "DELETE": self._unpack, "OBSERVE": self._see}[event.action]
        for epc in children:
            self._live(epc, found)
            act(epc, parent, found)
            self._pass(epc, at, found)
        return found

    def _pack(self, epc: str, parent: str, found: list[Breach]) -> None:
        before = self.parents.get(epc)
        if before is not None:
            found.append(Breach("two-parents", epc, f"it is in {before}"))
        if epc == parent or self._holds(epc, parent):
            found.append(Breach("in-itself", epc))
            return
        if before is not None:
            self.children[before].discard(epc)
        self.parents[epc] = parent
        inside = self.children.get(parent)
        if inside is None:
            self.children[parent] = {epc}
        else:
            inside.add(epc)

    def _holds(self, epc: str, parent: str) -> bool:
        """Whether ``parent`` is inside ``epc``."""
        if epc not in self.children:
            return False
        above: str | None = parent
        while above is not None and above != epc:
            above = self.parents.get(above)
        return above == epc

    def _unpack(self, epc: str, parent: str, found: list[Breach]) -> None:
        if self.parents.get(epc) != parent:
            found.append(Breach("not-in-parent", epc, f"it is not in {parent}"))
            return
        del self.parents[epc]
        self.children[parent].discard(epc)

    def _see(self, epc: str, parent: str, found: list[Breach]) -> None:
        if parent and self.parents.get(epc) != parent:
            found.append(Breach("not-in-parent", epc, f"it is not in {parent}"))

    def _transformation(self, event: Event) -> list[Breach]:
        found: list[Breach] = []
        at = micros(event.event_time)
        for text in event.input_epc_list:
            epc = canonical_id(text)
            self._end(epc, found)
            self._pass(epc, at, found)
        for text in event.output_epc_list:
            epc = canonical_id(text)
            self._commission(epc, found)
            self._pass(epc, at, found)
        return found

    def _transaction(self, event: Event) -> list[Breach]:
        found: list[Breach] = []
        for text in event.epc_list:
            self._live(canonical_id(text), found)
        return found


_KINDS: dict[str, Callable[[History, Event], list[Breach]]] = {
    "ObjectEvent": History._object, "AggregationEvent": History._aggregation,  # noqa: SLF001  # of this class
    "AssociationEvent": History._aggregation, "TransformationEvent": History._transformation,  # noqa: SLF001
    "TransactionEvent": History._transaction,  # noqa: SLF001
}
