"""The simulated person at the line: sees alarms, takes their time, puts the cause right and starts again."""

from collections.abc import Callable, Generator
from random import Random
from types import MappingProxyType
from typing import Any

from linebench.kernel.engine import Engine
from linebench.line.hands import Hands
from linebench.ports import Message
from linebench.ports.operator import Shown
from linebench.scenario.model import OperatorPlan

__all__ = ["REMEDIES", "Operator"]

REMEDIES = MappingProxyType({
    "bin full": "empty_bin",
    "bin door open": "close_bin_door",
    "guard open": "close_guard",
    "emergency stop": "release_estop",
    "air pressure low": "restore_air",
    "reject not confirmed": "clear_zone",
})
"""What a person does about an alarm before acknowledging it; nothing for the others."""


class Operator:
    """Reacts to what the HMI shows, after a reaction time of their own, as a SimPy process per reaction."""

    def __init__(self, plan: OperatorPlan, engine: Engine, hands: Hands, chance: Random,
                 ask: Callable[[str, str, str], None]) -> None:
        self._plan = plan
        self._engine = engine
        self._hands = hands
        self._chance = chance
        self._ask = ask
        self._busy = False

    def receive(self, t: int, message: Message) -> None:
        """See what the HMI shows."""
        del t
        if type(message) is not Shown or not message.item.startswith("alarm:") or message.value == "off":
            return
        alarm = message.item.partition(":")[2]
        if self._plan.restarts and not self._busy:
            self._busy = True
            self._engine.process(self._put_right(alarm))
        elif alarm == "bin full" and self._plan.empties_bin:
            self._engine.process(self._chore("empty_bin"))

    def _delay(self) -> int:
        return int(self._plan.reaction) + int(self._chance.random() * int(self._plan.spread))

    def _chore(self, act: str) -> Generator[Any, Any, None]:
        yield self._engine.timeout(self._delay())
        self._hands.do(int(self._engine.now), act, self._plan.name)

    def _put_right(self, alarm: str) -> Generator[Any, Any, None]:
        yield self._engine.timeout(self._delay())
        act = REMEDIES.get(alarm)
        if act is not None:
            self._hands.do(int(self._engine.now), act, self._plan.name)
        yield self._engine.timeout(1_000_000)
        self._ask("acknowledge", "", self._plan.name)
        yield self._engine.timeout(1_000_000)
        self._busy = False
        self._ask("start_line", "", self._plan.name)
