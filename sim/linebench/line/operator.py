"""The simulated person at the line: sees alarms, takes their time, puts the cause right and starts again."""

from collections.abc import Callable, Generator
from random import Random
from types import MappingProxyType
from typing import Any, TypeAlias

from simpy import Event

from linebench.kernel.engine import Engine
from linebench.line.hands import Hands
from linebench.ports import Message
from linebench.ports.operator import Shown
from linebench.scenario.model import OperatorPlan

__all__ = ["REMEDIES", "Operator"]

REMEDIES = MappingProxyType({
    "bin door open": "close_bin_door",
    "guard open": "close_guard",
    "emergency stop": "release_estop",
    "air pressure low": "restore_air",
    "reject not confirmed": "clear_zone",
    "camera series stop": "reset_camera",
})
"""What a person does about an alarm before acknowledging it; the bin is a chore of its own, and nothing is done
about the others.
"""

Steps: TypeAlias = Generator[Event, Any, None]

_RUNNING, _SUSPENDED = "Execute", "Suspended"
_STEP_US = 1_000_000  # from one touch of the HMI to the next
_SCAN_US = 5_000_000  # to take a pack, scan it and put it away


class Operator:
    """Reacts to what the HMI shows, after a reaction time of their own, as a SimPy process per reaction."""

    def __init__(self, plan: OperatorPlan, engine: Engine, hands: Hands, chance: Random,
                 ask: Callable[[str, str, str], None]) -> None:
        self._plan = plan
        self._engine = engine
        self._hands = hands
        self._chance = chance
        self._ask = ask
        self._state = ""
        self._busy = False
        self._meanwhile: list[str] = []
        if plan.sample_every:
            engine.process(self._sample())

    def receive(self, t: int, message: Message) -> None:
        """See what the HMI shows."""
        del t
        if type(message) is not Shown:
            return
        if message.item == "state":
            self._state = message.value
            if message.value == _SUSPENDED and self._plan.clears_jams:
                self._engine.process(self._look())
        elif message.item.startswith("alarm:") and message.value != "off":
            self._alarmed(message.item.partition(":")[2])

    def _alarmed(self, alarm: str) -> None:
        if self._plan.restarts and not self._busy:
            self._busy = True
            self._engine.process(self._put_right(alarm))
        elif alarm == "bin full" and self._plan.empties_bin:
            self._engine.process(self._bin())
        elif self._busy and alarm in REMEDIES:
            self._meanwhile.append(alarm)

    def _do(self, act: str) -> None:
        self._hands.do(int(self._engine.now), act, self._plan.name)

    def _reaction(self) -> Event:
        return self._engine.timeout(int(self._plan.reaction) + int(self._chance.random() * int(self._plan.spread)))

    def _look(self) -> Steps:
        """Go and see why the line waits; what is stuck is pulled out."""
        yield self._reaction()
        if self._state == _SUSPENDED:
            self._do("clear_jam")

    def _sample(self) -> Steps:
        """Take samples as the plan says, while the line runs."""
        while True:
            yield self._engine.timeout(int(self._plan.sample_every))
            if self._state == _RUNNING:
                self._do("take_sample")

    def _bin(self) -> Steps:
        """Empty the bin, or scan its packs for rework one by one."""
        yield self._reaction()
        if not self._plan.reworks:
            self._do("empty_bin")
        while self._plan.reworks and self._hands.rejects():
            self._do("rework")
            yield self._engine.timeout(_SCAN_US)

    def _put_right(self, alarm: str) -> Steps:
        """Put the cause of an alarm right, acknowledge it and start the line again."""
        if alarm == "bin full":
            yield from self._bin()
        else:
            yield self._reaction()
            if alarm in REMEDIES:
                self._do(REMEDIES[alarm])
        while self._meanwhile:
            self._do(REMEDIES[self._meanwhile.pop(0)])
        yield self._engine.timeout(_STEP_US)
        self._ask("acknowledge", "", self._plan.name)
        yield self._engine.timeout(_STEP_US)
        self._busy = False
        self._ask("start_line", "", self._plan.name)
