"""What a line does: PackML state and its cause, and the alarms that are on."""

from collections.abc import Mapping

from linebench.ports.dashboard import Gauge
from linebench.ports.operator import Shown
from linebench.ports.plc import MachineState
from linebench.stack.dashboard.dial import Turn, Turned
from linebench.stack.packml import State

__all__ = ["AlarmDials", "StateDials"]

_ALARM = "alarm:"


class StateDials:
    """PackML state (ANSI/ISA-TR88.00.02) as L1 tells it."""

    gauges = (Gauge("state", "text"), Gauge("state/number", "count"), Gauge("state/cause", "text"),
              Gauge("state/since", "time"))

    @property
    def turns(self) -> Mapping[tuple[str, type], Turn]:
        """See ``Dials``."""
        return {("l1>l2", MachineState): self._state}

    def _state(self, said: MachineState, t: int) -> Turned:
        return (("state", State(said.state).name.capitalize()), ("state/number", int(said.state)),
                ("state/cause", said.reason), ("state/since", t))


class AlarmDials:
    """Alarms as L2 shows them, the latest with its text and its time."""

    gauges = (Gauge("alarms/count", "count"), Gauge("alarms/names", "text"), Gauge("alarms/latest", "text"),
              Gauge("alarms/since", "time"))

    def __init__(self) -> None:
        self._on: dict[str, None] = {}

    @property
    def turns(self) -> Mapping[tuple[str, type], Turn]:
        """See ``Dials``."""
        return {("l2>hmi", Shown): self._shown}

    def _shown(self, said: Shown, t: int) -> Turned:
        if not said.item.startswith(_ALARM):
            return ()
        name = said.item.removeprefix(_ALARM)
        if said.value == "off":
            self._on.pop(name, None)
            return self._all()
        self._on[name] = None
        return (*self._all(), ("alarms/latest", name), ("alarms/since", t))

    def _all(self) -> tuple[tuple[str, int | str], ...]:
        return ("alarms/count", len(self._on)), ("alarms/names", ", ".join(self._on))
