"""What of a run outlives its test cases, where a real system goes on from one to the next."""

import time
from collections.abc import Mapping

from linebench.binding.binder import Binder
from linebench.binding.lasting import Lasting
from linebench.scenario.load import Loaded
from linebench.scenario.orders import named
from linebench.wiring.thread import LoopThread

__all__ = ["Continued", "goes_on", "run_number"]

_SINCE = 1_767_225_600
"""2026-01-01T00:00:00Z, from which runs without a number are numbered, one for each second."""


def run_number(given: int) -> int:
    """The number of a run; without one (0) that of the second in which it starts."""
    return given or int(time.time()) - _SINCE


def goes_on(loaded: Loaded) -> bool:
    """Whether the system of a world goes on from one test case to the next."""
    return loaded.scenario.stack.world == "continue"


class Continued:
    """Of one run: what belongs to the system, and how far the run has come with it.

    Attributes:
        run: number of the run.
        case: number of its latest test case, from 1.
        stuck: why nothing more can be tested with this system; empty while something can.
        began: number of the test case in which the system was given power from here; 0: it had power.

    """

    def __init__(self, run: int) -> None:
        self.run, self.case, self.began, self.stuck = run, 0, 0, ""
        self.lasting = Lasting()
        self._binder: Binder | None = None

    def count(self) -> int:
        """Another test case begins; returns its number."""
        self.case += 1
        return self.case

    def named(self, loaded: Loaded, case: int) -> tuple[Loaded, Mapping[str, str]]:
        """A world with the orders of a test case; see ``scenario.orders``."""
        return named(loaded, self.run, case)

    def bound(self, binder: Binder, case: int) -> None:
        """Take note of the hands on the system, of which the latest take its power at the end."""
        self._binder = binder
        if "power_on" in binder.hands and not self.lasting.powered:
            self.began = case

    def close(self) -> None:
        """The run ends: the system loses the power that it was given, and browsers and processes end."""
        binder, self._binder = self._binder, None
        if binder is not None:
            LoopThread.shared().run(self._close(binder))

    async def _close(self, binder: Binder) -> None:
        if self.lasting.powered and {"power_on", "power_off"} <= binder.hands.keys():
            await binder.do("power_off")
        await self.lasting.shared.close()
