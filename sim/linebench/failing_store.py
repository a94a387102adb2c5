"""The seat of a level whose store can fail: what cannot be written waits, and so does all that rests on it.

A Store is complete before any Send behind it, also when the store takes nothing: the rest of what one event brings
about waits with its first Store. It is carried out in order when the store works again, and is gone with the memory
when power goes first; nobody has been told anything then that is not kept.
"""

from collections.abc import Callable, Sequence
from typing import Any

from linebench.line.faults import ActiveFault, FaultBook
from linebench.line.store_faults import STORE
from linebench.records import AnyRecord
from linebench.seats import Clock, LevelSeat
from linebench.stack.machine import Effect, Level, Send, Store, StoreState

__all__ = ["FallibleStore", "StoreSeat"]

_GONE = object()
_WHY = {"full": "disk full", "down": "database does not answer"}


class FallibleStore(dict[str, Any]):
    """A dict that can be made to take nothing for a while; what is written meanwhile waits."""

    def __init__(self) -> None:
        super().__init__()
        self.fails = False
        self._waiting: list[tuple[str, Any]] = []

    def __setitem__(self, key: str, value: object) -> None:
        if self.fails:
            self._waiting.append((key, value))
        else:
            super().__setitem__(key, value)

    def pop(self, key: str, default: object = _GONE) -> Any:  # noqa: ANN401  # as dict.pop
        """Take a key out, at once or when the store works again; as ``dict.pop``."""
        if not self.fails:
            return super().pop(key) if default is _GONE else super().pop(key, default)
        self._waiting.append((key, _GONE))
        return self.get(key, None if default is _GONE else default)

    def mend(self) -> None:
        """Work again, and take what waits, in order."""
        self.fails = False
        waiting, self._waiting = self._waiting, []
        for key, value in waiting:
            if value is _GONE:
                super().pop(key, None)
            else:
                super().__setitem__(key, value)

    def forget(self) -> None:
        """Power went: what waits is gone with the memory."""
        self._waiting.clear()


class StoreSeat(LevelSeat):
    """A seat that carries effects out as far as its store takes them, and tells its level how that is."""

    def __init__(self, name: str, engine: Clock, write: Callable[[AnyRecord], None], make: Callable[[], Level], *,
                 faults: FaultBook) -> None:
        self._disk = FallibleStore()
        self._behind: list[tuple[Effect, ...]] = []
        self._why = ""
        super().__init__(name, engine, write, make, store=self._disk)
        self._faults = faults.on(STORE.name)
        faults.listen(STORE.name, self._fails, self._works)

    def power_on(self, t: int) -> None:
        """Start the level; it is told at once when its store takes nothing."""
        super().power_on(t)
        if self._disk.fails:
            self._tell(t)

    def power_off(self, t: int) -> None:
        """Take the power away; what waits for the store is gone."""
        super().power_off(t)
        self._behind.clear()
        self._disk.forget()

    def _fails(self, t: int, fault: ActiveFault) -> None:
        self._disk.fails, self._why = True, _WHY[fault.kind]
        self._tell(t)

    def _works(self, t: int, fault: ActiveFault) -> None:  # noqa: ARG002  # whichever ends
        if self._faults:
            return
        self._disk.mend()
        behind, self._behind = self._behind, []
        for effects in behind:
            super()._perform(effects, t)
        self._why = ""
        self._tell(t)

    def _tell(self, t: int) -> None:
        if self._level is not None:
            handler = self._level.handlers.get(StoreState)
            answer = () if handler is None else handler(StoreState(self._why), t)
            self._perform((answer,) if isinstance(answer, Send) else answer, t)

    def _perform(self, effects: Sequence[Effect], t: int) -> None:
        if not self._disk.fails:
            super()._perform(effects, t)
            return
        first = next((place for place, effect in enumerate(effects) if type(effect) is Store), len(effects))
        super()._perform(effects[:first], t)
        if first < len(effects):
            self._behind.append(tuple(effects[first:]))
