"""The faults that act on the line: which are active on what, when they strike, and the record of both."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from random import Random
from typing import TypeAlias

from linebench.kernel.engine import Engine
from linebench.records import AnyRecord
from linebench.records.truth import FaultBegan, FaultEnded, FaultStruck
from linebench.scenario.drift import Drift, read_drift
from linebench.scenario.kinds import FaultKind
from linebench.scenario.model import FaultPlan

__all__ = ["ActiveFault", "FaultBook", "RealTargetError", "UnknownFaultError"]

_CERTAIN = 1_000_000

Switch: TypeAlias = Callable[[int, "ActiveFault"], None]


class UnknownFaultError(ValueError):
    """A fault on a target that does not exist or does not have it. The message names what there is."""


class RealTargetError(ValueError):
    """A fault on something that is not the bench's to break. The message names it."""


class ActiveFault:
    """One fault while its window is open.

    ``values``: its parameters in base units, as they are at the latest strike; ``left``: strikes left.
    """

    __slots__ = ("_began", "_drift", "_first", "_struck", "chance", "kind", "left", "number", "probability",
                 "target", "values")

    def __init__(self, number: int, plan: FaultPlan, values: Mapping[str, float | str], chance: Random, *,
                 began: int = 0, drift: Drift | None = None) -> None:
        self.number = number
        self.target = plan.target
        self.kind = plan.kind
        self.values = dict(values)
        self.left = plan.packs
        self.probability = int(plan.probability)
        self.chance = chance

        self._began = began
        self._drift = drift
        self._first = float(values[drift.parameter]) if drift else 0.0
        self._struck = 0

    def move(self, t: int) -> None:
        """Let a parameter that drifts come to where it is at this strike."""
        if self._drift is not None:
            self.values[self._drift.parameter] = self._drift.value(self._first, self._struck, t - self._began)
            self._struck += 1

    def number_of(self, name: str) -> int:
        """Return a parameter as a whole number of base units."""
        return int(self.values[name])


class FaultBook:
    """All faults of an attempt. A target asks for its list once and looks whether it is empty."""

    def __init__(self, engine: Engine, write: Callable[[AnyRecord], None], stream: Callable[[str], Random],
                 kinds: Mapping[str, Sequence[FaultKind]], real: Collection[str] = ()) -> None:
        """``kinds``: for each target the faults it can have; ``stream`` gives the named random streams; ``real``:
        targets that are not ours.
        """
        self._real = frozenset(real)
        self._engine = engine
        self._write = write
        self._stream = stream
        self._kinds = {target: {kind.kind: kind for kind in known} for target, known in kinds.items()}
        self._active: dict[str, list[ActiveFault]] = {target: [] for target in kinds}
        self._switches: dict[str, tuple[Switch, Switch]] = {}
        self._begun = 0

    def on(self, target: str) -> list[ActiveFault]:
        """The faults active on a target, in the order they began; the same list object for ever."""
        return self._active[target]

    def knows(self, target: str) -> bool:
        """Whether there is such a target."""
        return target in self._kinds

    def is_heeded(self, target: str) -> bool:
        """Whether anything listens to the beginning and end of faults on a target."""
        return target in self._switches

    def listen(self, target: str, began: Switch, ended: Switch) -> None:
        """Call ``began`` and ``ended`` for faults that are a condition rather than something striking packs."""
        self._switches[target] = (began, ended)

    def plan(self, plan: FaultPlan) -> None:
        """Put a fault on the schedule."""
        self._read(plan)
        self._engine.at(int(plan.start), self._begin, plan)

    def begin(self, t: int, plan: FaultPlan) -> int:
        """Make a fault active now; its window's ``start`` is now, ``end`` counts from the attempt's start.

        Raises:
            UnknownFaultError: no such target, kind or parameter.
            RealTargetError: the target is not ours.
            UnitError: a parameter's value is of another kind or out of range.
            DriftError: a drift that cannot be.

        """
        return self._begin(t, plan)

    def end(self, t: int, number: int, _: None = None) -> None:
        """End a fault; nothing happens when it already ended."""
        for faults in self._active.values():
            for fault in faults:
                if fault.number == number:
                    self._finish(t, fault)
                    return

    def active(self, kind: str) -> tuple[int, ...]:
        """Return the numbers of all active faults of a kind, whatever their target."""
        return tuple(fault.number for faults in self._active.values() for fault in faults if fault.kind == kind)

    def strikes(self, fault: ActiveFault, t: int, pack: int) -> bool:
        """Whether the fault strikes at this opportunity; a strike is recorded and counted."""
        if fault.probability < _CERTAIN and fault.chance.random() * _CERTAIN >= fault.probability:
            return False
        fault.move(t)
        self._write(FaultStruck(t, fault.number, pack))
        if fault.left is not None:
            fault.left -= 1
            if fault.left <= 0:
                self._finish(t, fault)
        return True

    def struck(self, target: str, kind: str, t: int, pack: int) -> ActiveFault | None:
        """The fault of this kind on this target that strikes now, or ``None``."""
        for fault in self._active[target]:
            if fault.kind == kind and self.strikes(fault, t, pack):
                return fault
        return None

    def _begin(self, t: int, plan: FaultPlan, _: None = None) -> int:
        values = self._read(plan)
        self._begun += 1
        drift = read_drift(plan.drift, self._kinds[plan.target][plan.kind]) if plan.drift else None
        fault = ActiveFault(self._begun, plan, values, self._stream(f"fault.{self._begun}"), began=t, drift=drift)
        self._write(FaultBegan(t, fault.number, plan.target, plan.kind, _told(plan)))
        self._active[plan.target].append(fault)
        if plan.end is not None:
            self._engine.at(max(t, int(plan.end)), self.end, fault.number)
        if plan.target in self._switches:
            self._switches[plan.target][0](t, fault)
        return fault.number

    def _finish(self, t: int, fault: ActiveFault) -> None:
        self._active[fault.target].remove(fault)
        self._write(FaultEnded(t, fault.number))
        if fault.target in self._switches:
            self._switches[fault.target][1](t, fault)

    def _read(self, plan: FaultPlan) -> dict[str, float | str]:
        known = self._kinds.get(plan.target)
        if known is None:
            raise UnknownFaultError(f"fault on {plan.target!r}: no such target; there are {', '.join(self._kinds)}")
        if plan.target in self._real:
            raise RealTargetError(f"{plan.target} is real: the bench cannot break it")
        kind = known.get(plan.kind)
        if kind is None:
            raise UnknownFaultError(f"fault {plan.kind!r}: {plan.target} does not have it; "
                                    f"it has {', '.join(known)}")
        return _values(kind, plan)


def _told(plan: FaultPlan) -> str:
    """The parameters as JSON, and how one of them drifts."""
    drift = {f"drift.{name}": text for name, text in plan.drift.items()}
    return json.dumps({**plan.params, **drift}, sort_keys=True)


def _values(kind: FaultKind, plan: FaultPlan) -> dict[str, float | str]:
    strange = set(plan.params) - {parameter.name for parameter in kind.parameters}
    if strange:
        raise UnknownFaultError(f"fault {kind.kind!r} has no parameter {min(strange)!r}")
    values: dict[str, float | str] = {}
    for parameter in kind.parameters:
        text = plan.params.get(parameter.name, parameter.default)
        if text is None:
            raise UnknownFaultError(f"fault {kind.kind!r} on {plan.target} needs {parameter.name!r}")
        values[parameter.name] = parameter.read(text)
    return values
