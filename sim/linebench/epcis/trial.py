"""Events that a history takes for the time being: they stay, or leave it as it was before them.

What an event can change is only what it names, and what is in a container that it empties. That is written down
before it is taken, so the history itself does nothing for it.
"""

from collections.abc import Iterable
from itertools import chain
from typing import TypeAlias, TypeVar

from linebench.epcis.canonical import canonical_id
from linebench.epcis.history import Breach, History, State
from linebench.epcis.model import Event

__all__ = ["Trial"]

Kept = TypeVar("Kept")
Before: TypeAlias = tuple[str, State | None, str | None, int | None, bool, bool]
"""A thing, its state, what it was in, when it was last seen, whether it was shipped and was ever a container."""


class Trial:
    """Takes events on trial. While it lasts the history takes events through it alone; to keep them, let it go."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._before: list[list[Before]] = []

    def take(self, event: Event) -> list[Breach]:
        """Let the history take one event, whatever is wrong with it; return what cannot be."""
        history = self._history
        self._before.append([_before(history, epc) for epc in _touched(history, event)])
        return history.take(event)

    def take_back(self) -> None:
        """The newest event was not: the history is as it was before it."""
        _restore(self._history, self._before.pop())

    def undo(self) -> None:
        """None of the events was."""
        while self._before:
            self.take_back()


def _touched(history: History, event: Event) -> Iterable[str]:
    """What an event can change."""
    parent = canonical_id(event.parent_id) if event.parent_id else ""
    named = map(canonical_id, chain(event.epc_list, event.child_epcs, event.input_epc_list, event.output_epc_list))
    inside = history.children.get(parent, ()) if event.action == "DELETE" and not event.child_epcs else ()
    return dict.fromkeys(chain((parent,), named, inside))


def _before(history: History, epc: str) -> Before:
    return (epc, history.states.get(epc), history.parents.get(epc), history.last.get(epc), epc in history.shipped,
            epc in history.children)


def _restore(history: History, before: list[Before]) -> None:
    for epc, state, parent, last, shipped, _ in before:
        _put(history.states, epc, state)
        _put(history.last, epc, last)
        _move(history, epc, parent)
        if shipped:
            history.shipped.add(epc)
        else:
            history.shipped.discard(epc)
    for epc, *_, container in before:
        if not container:  # all that was packed in it is out again
            history.children.pop(epc, None)


def _put(table: dict[str, Kept], epc: str, value: Kept | None) -> None:
    if value is None:
        table.pop(epc, None)
    else:
        table[epc] = value


def _move(history: History, epc: str, parent: str | None) -> None:
    now = history.parents.get(epc)
    if now is not None:
        history.children[now].discard(epc)
    _put(history.parents, epc, parent)
    if parent is not None:
        history.children[parent].add(epc)
