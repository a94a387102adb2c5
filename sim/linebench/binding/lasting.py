"""What of a system's bindings outlives a test case, where the system goes on from one to the next."""

from collections.abc import Callable

from linebench.binding.eye import Eye
from linebench.binding.shared import Shared
from linebench.scenario.stack import ClaimPlan

__all__ = ["Lasting"]


class Lasting:
    """Of one run: browsers with their log-ins, started processes, and what eyes have read.

    Attributes:
        shared: what all bindings share.
        powered: whether the system has been given power from here.

    """

    def __init__(self) -> None:
        self.shared = Shared()
        self.powered = False
        self._eyes: dict[str, tuple[ClaimPlan, Eye]] = {}
        self._opened: set[str] = set()

    def eye(self, plan: ClaimPlan, make: Callable[[], Eye]) -> Eye:
        """The eye of a claim: that of the test case before, unless the claim is another."""
        known, eye = self._eyes.get(plan.id, (None, None))
        if eye is None or known != plan:
            self._opened.discard(plan.id)
            eye = make()
            self._eyes[plan.id] = (plan, eye)
        return eye

    async def open(self, plan: ClaimPlan, *, anew: bool) -> None:
        """Open the eye of a claim where it is not open. ``anew``: for every test case."""
        if anew or plan.id not in self._opened:
            await self._eyes[plan.id][1].open()
            self._opened.add(plan.id)
