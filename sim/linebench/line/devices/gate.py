"""The reject gate: a light barrier, a pusher behind it, a chute with a confirmation sensor, and the bin."""

from collections import deque

from linebench.line.belt import PM_PER_UM, Passing
from linebench.line.faults import ActiveFault
from linebench.line.fitting import Device, Fitting
from linebench.line.pack import Pack
from linebench.records.truth import BinEmptied, PackDiverted, PackGated, PusherStruck
from linebench.scenario.kinds import DeviceKind, FaultKind, Settings
from linebench.units import Duration, Length

__all__ = ["KIND", "Gate", "GateSettings", "build"]


class GateSettings(Settings, frozen=True):
    """The gate's geometry and times.

    ``push_after``: belt travel from the light barrier to the pusher; ``window``: belt length it sweeps;
    ``stroke``: from the output to the stroke; ``fall``: from the stroke to the confirmation sensor;
    ``capacity``: packs the bin holds.
    """

    push_after: Length = Length(150_000)
    window: Length = Length(80_000)
    stroke: Duration = Duration(15_000)
    fall: Duration = Duration(80_000)
    capacity: int = 50


KIND = DeviceKind(
    name="gate",
    settings=GateSettings,
    faults=(
        FaultKind("no_effect", "physical", "The pusher strikes and pushes nothing off."),
        FaultKind("sensor_dead", "physical", "The confirmation sensor does not see the falling pack."),
        FaultKind("unordered", "physical", "The pusher strikes by itself at a pack nobody ordered out."),
        FaultKind("bin_full", "physical", "The bin reports that it is full."),
        FaultKind("bin_door", "physical", "The bin's door is open."),
        FaultKind("air_low", "physical", "Compressed air is too low."),
        FaultKind("blind", "physical", "The light barrier does not see the pack."),
    ),
    summary="pushes rejected packs into a bin and confirms each",
)

_CONDITIONS = frozenset({"bin_full", "bin_door", "air_low"})


class Gate(Device):
    """One reject gate. The pusher hits what is in front of it, whoever that is."""

    def __init__(self, fitting: Fitting) -> None:
        self.name = fitting.plan.id
        self.arrive: Passing | None = self._arrive
        self.bin: deque[Pack] = deque()
        self._world = fitting.world
        self._write = fitting.world.write
        self._field = fitting.field
        self._edges = fitting.belt.edges
        self._belt = fitting.belt
        self._settings: GateSettings = fitting.settings()
        self._pusher_at = int(fitting.plan.at) + int(self._settings.push_after)
        self._faults = fitting.world.faults.on(self.name)
        fitting.field.actors["pusher"] = self._output
        fitting.world.faults.listen(self.name, self._changed, self._changed)

    def clear(self, t: int) -> tuple[int, ...]:
        """Empty the bin."""
        return self.empty(t)

    def empty(self, t: int) -> tuple[int, ...]:
        """Take every pack out of the bin; returns their numbers."""
        packs = tuple(pack.number for pack in self.bin)
        self.bin.clear()
        self._write(BinEmptied(t, self.name, packs))
        self._changed(t)
        return packs

    def take_oldest(self, t: int) -> Pack | None:
        """Take the pack that fell first out of the bin."""
        pack = self.bin.popleft() if self.bin else None
        self._changed(t)
        return pack

    def _arrive(self, t: int, pack: Pack) -> None:
        if self._faults and self._world.faults.struck(self.name, "blind", t, pack.number):
            return
        self._write(PackGated(t, pack.number, self.name))
        self._edges.append("barrier_gate")
        if self._faults and self._world.faults.struck(self.name, "unordered", t, pack.number):
            self._belt.due(t, pack.front + self._pusher_at * PM_PER_UM, self._strike_due, None)

    def _output(self, t: int, on: bool) -> None:
        if on:
            self._world.later(t + int(self._settings.stroke), self._strike, None)

    def _strike_due(self, t: int, _: None) -> None:
        self._strike(t, None)

    def _strike(self, t: int, *_: None) -> None:
        hit = self._in_front(t)
        first = hit[0].number if hit else 0
        if self._world.conditions.get("air_low", False) or (
                self._faults and self._world.faults.struck(self.name, "no_effect", t, first)):
            hit = []
        self._write(PusherStruck(t, self.name, tuple(pack.number for pack in hit)))
        for pack in hit:
            self._belt.take(pack)
            self._world.later(t + int(self._settings.fall), self._fallen, pack)

    def _in_front(self, t: int) -> list[Pack]:
        reach = int(self._settings.window) // 2
        return [pack for pack in self._belt.packs.values()
                if abs(self._belt.position(pack, t) - self._pusher_at) <= reach]

    def _fallen(self, t: int, pack: Pack, _: None) -> None:
        self._write(PackDiverted(t, pack.number, self.name))
        self.bin.append(pack)
        if not (self._faults and self._world.faults.struck(self.name, "sensor_dead", t, pack.number)):
            self._field.edge(t, "reject_confirm")
        self._changed(t)

    def _changed(self, t: int, fault: ActiveFault | None = None) -> None:
        kinds = {active.kind for active in self._faults}
        if fault is None or fault.kind in _CONDITIONS:
            full = len(self.bin) >= self._settings.capacity or "bin_full" in kinds
            self._field.condition(t, "bin_full", value=full)
        if fault is not None and fault.kind in ("bin_door", "air_low"):
            self._field.condition(t, fault.kind, value=fault.kind in kinds)


def build(fitting: Fitting) -> Gate:
    """Build the reject gate of a station."""
    return Gate(fitting)
