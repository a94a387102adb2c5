"""The pool of a scenario's world: it answers as its faults make it answer."""

from collections.abc import Callable, Sequence
from functools import partial
from random import Random
from typing import Any

from linebench.levels import LevelSetup, level_maker
from linebench.line.faults import ActiveFault, FaultBook
from linebench.line.pool_faults import POOL
from linebench.ports import Message
from linebench.ports.serials import Count, Draw, Move
from linebench.records import AnyRecord
from linebench.records.wire import WireNoted
from linebench.scenario.model import Scenario
from linebench.scenario.stack import StackPlan
from linebench.stack.machine import Arm, Effect, Level, Send
from linebench.stack.pool import SerialPool
from linebench.stack.pool.nasty import CATALOGUE
from linebench.stack.pool.nasty_pool import NastyPool, On
from linebench.wiring.pool_trouble import BY_BYTES

__all__ = ["FaultyPool", "WorldLevels"]

_FACES = frozenset({"serials-rest", "serials-soap"})
_LATE = "late "


class WorldLevels:
    """Makes the levels of a world that sit in the bench."""

    def __init__(self, scenario: Scenario, mutants: Sequence[str], stream: Callable[[str], Random], book: FaultBook,
                 write: Callable[[AnyRecord], None]) -> None:
        self._scenario, self._mutants, self._stream, self._book = scenario, mutants, stream, book
        self._write = write
        self._told: set[int] = set()

    def maker(self, name: str, setup: LevelSetup) -> Callable[[], Level]:
        """Return what makes a level anew each time its power comes on; raises as ``level_maker``."""
        make = level_maker(setup, self._mutants, self._stream)
        return partial(self._pool, make) if name == POOL.name else make

    def _pool(self, make: Callable[[], Level]) -> Level:
        pool = make()
        assert isinstance(pool, SerialPool)
        return FaultyPool(pool, self._book, self._pass_over, face=_has_face(self._scenario.stack))

    def _pass_over(self, t: int, fault: ActiveFault) -> None:
        """Say once that a fault on bytes does nothing here."""
        if fault.number not in self._told:
            self._told.add(fault.number)
            self._write(WireNoted(t, f"{POOL.name}>l3", "link", "not applicable",
                                  f"{fault.kind} acts on bytes of HTTP, and nobody asks this pool so"))


def _has_face(stack: StackPlan) -> bool:
    """Whether the pool is asked over HTTP, where answers can go wrong as bytes too."""
    spoken = {wire.id: wire.dialect for wire in stack.wires}
    return "l3" in stack.remote and spoken.get(f"l3-{POOL.name}", "") in _FACES


class _Active(On, kw_only=True):
    """A nasty answer that a fault makes."""

    fault: ActiveFault


class FaultyPool(NastyPool):
    """A pool whose nasty answers are faults of the schedule."""

    def __init__(self, pool: SerialPool, book: FaultBook, pass_over: Callable[[int, ActiveFault], None], *,
                 face: bool) -> None:
        """``pass_over``: told of a fault that cannot act here; ``face``: those of bytes are done elsewhere."""
        super().__init__(pool)
        self._book, self._pass_over, self._face = book, pass_over, face
        self._waiting: dict[str, tuple[str, Message]] = {}
        self._late = 0

    def start(self, restored: dict[str, Any], t: int) -> Sequence[Effect]:
        """Power came on; what was late is lost."""
        self._waiting.clear()
        return super().start(restored, t)

    def expire(self, name: str, t: int) -> Sequence[Effect]:
        """A late answer is due."""
        return [Send(*self._waiting.pop(name))] if name in self._waiting else super().expire(name, t)

    def active(self) -> Sequence[On]:
        """See ``NastyPool``."""
        return [_Active(nasty=CATALOGUE[_named(fault)], values=_values(fault), fault=fault)
                for fault in self._book.on(POOL.name) if not (self._face and fault.kind in BY_BYTES)]

    def takes(self, on: On, t: int) -> bool:
        """See ``NastyPool``."""
        return isinstance(on, _Active) and self._book.strikes(on.fault, t, 0)

    def _answer(self, asked: Draw | Move | Count, heard: Draw | Move | Count, t: int) -> Sequence[Effect]:
        effects = super()._answer(asked, heard, t)
        for fault in [*self._book.on(POOL.name)]:
            if fault.kind == "no_answer" and self._book.strikes(fault, t, 0):
                return [each for each in effects if not isinstance(each, Send)]
            if fault.kind == "slow" and self._book.strikes(fault, t, 0):
                return self._later(effects, fault.number_of("delay"))
            if not self._face and fault.kind in BY_BYTES and not CATALOGUE[_named(fault)].says:
                self._pass_over(t, fault)
        return effects

    def _later(self, effects: Sequence[Effect], delay_us: int) -> list[Effect]:
        out: list[Effect] = []
        for effect in effects:
            if isinstance(effect, Send):
                self._late += 1
                self._waiting[f"{_LATE}{self._late}"] = (effect.to, effect.message)
                out.append(Arm(f"{_LATE}{self._late}", delay_us))
            else:
                out.append(effect)
        return out


def _named(fault: ActiveFault) -> str:
    return fault.kind.replace("_", "-")


def _values(fault: ActiveFault) -> dict[str, int | str]:
    return {name: value if isinstance(value, str) else int(value) for name, value in fault.values.items()}
