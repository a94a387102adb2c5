"""What the stored events say together, and whether more can be added: those declared erroneous have no effect.

An error declaration is the event that it declares, with the declaration and the same event id; where there is no
id, the event hash tells. GS1 EPCIS 2.0, 7.4.1.2 and CBV 2.0, 8.9.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from linebench.epcis.hashing import event_hash
from linebench.epcis.history import Breach, History
from linebench.epcis.model import Event
from linebench.epcis.trial import Trial

__all__ = ["Attempt", "Standing"]

_HASH = "ni:///"
"""How an event hash begins."""


class Standing:
    """The history of a store's events. ``stored``: gives them in order; ``undoes``: whether a declaration counts.

    Between attempts it is what the stored events make. It is made anew from the store when it has to lose an event
    that came before others.

    Attributes:
        undone: ids, or hashes, of the events that are declared erroneous.

    """

    def __init__(self, stored: Callable[[], Iterator[Event]], undoes: Callable[[Event], bool]) -> None:
        self._stored = stored
        self._undoes = undoes
        self._history: History | None = None
        self.undone: set[str] = set()

    def history(self, more: Sequence[Event] = ()) -> History:
        """What the stored events say; where that has to be made, with ``more`` events behind them."""
        if self._history is None:
            known = len(self.undone)
            history = self._replayed(more)
            # a declaration comes behind its event, which was taken by then
            self._history = history if len(self.undone) == known else self._replayed(more)
        return self._history

    def forget(self, undone: Iterable[str] = ()) -> None:
        """Make the history anew when it is needed next. ``undone``: what is known of it all the same."""
        self._history = None
        self.undone = set(undone)

    def declares(self, event: Event) -> bool:
        """Whether an event takes the effect of another away, and has none of its own."""
        return event.error_declaration is not None and self._undoes(event)

    def is_undone(self, event: Event) -> bool:
        """Whether an event was declared erroneous."""
        if not self.undone:
            return False
        if event.event_id:
            return event.event_id in self.undone
        return any(each.startswith(_HASH) for each in self.undone) and event_hash(event) in self.undone

    def _replayed(self, more: Iterable[Event]) -> History:
        history = History()
        for event in chain(self._stored(), more):
            if self.declares(event):
                self.undone.add(event.event_id or event_hash(event))
            elif not self.is_undone(event):
                history.take(event)
        return history


class Attempt:
    """Events of one capture, added to a standing one by one: they stay, or leave it as it was.

    Attributes:
        taken: those that were, and were not dropped.

    """

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._trial = Trial(standing.history())
        self._undone: frozenset[str] | None = None
        self._stale = False
        self.taken: list[Event] = []

    def take(self, event: Event) -> list[Breach]:
        """Add one more; return what cannot be."""
        found: list[Breach] = []
        if self._standing.declares(event):
            self._declare(event)
        elif not self._standing.is_undone(event):
            self._renew()
            found = self._trial.take(event)
        self.taken.append(event)
        return found

    def drop(self) -> None:
        """The newest event, of which something cannot be, was not."""
        self._trial.take_back()
        self.taken.pop()

    def undo(self) -> None:
        """None of the events was."""
        self.taken.clear()
        if self._undone is None:
            self._trial.undo()
        else:
            self._standing.forget(self._undone)

    def _declare(self, event: Event) -> None:
        if self._undone is None:
            self._undone = frozenset(self._standing.undone)
        self._standing.forget({*self._standing.undone, event.event_id or event_hash(event)})
        self._stale = True

    def _renew(self) -> None:
        """The history without what was declared, when it is needed: several declarations cost no more than one."""
        if self._stale:
            self._trial = Trial(self._standing.history(self.taken))
            self._stale = False
