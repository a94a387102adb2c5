"""What a real system tells of itself: maker, product and version, as its stack file binds ``read_version``."""

import asyncio
import re

from linebench.bdd.attempt import Attempt
from linebench.binding.binder import Binder
from linebench.binding.deed import Outcome
from linebench.binding.shared import WATCHER

__all__ = ["names", "tells"]

_ACTION, _ATTENDED = "read_version", "person"


def tells(attempt: Attempt, seat: str) -> Outcome | None:
    """Ask a system what it is; ``None`` where no machine can ask it, or several systems are real.

    Each is asked as it runs: the world is made first, and so the system has power.
    """
    _ = attempt.bench
    stack = attempt.scenario.stack
    real = {one.id for one in stack.seats if one.nature == "real"}
    asked = any(plan.id == _ACTION and plan.by != _ATTENDED for plan in stack.actions)
    return asyncio.run(_told(attempt)) if real == {seat} and asked else None


async def _told(attempt: Attempt) -> Outcome:
    # hands of its own: those of the world belong to another thread
    binder = Binder(attempt.loaded.scenario, attempt.loaded.folder, real=attempt.config.real)
    try:
        return await binder.do(_ACTION, by=WATCHER)
    finally:
        await binder.close()


def names(text: str, value: str) -> bool:
    """Whether a text names a value as a whole: 4.1 is not in 4.10 or 14.1."""
    return re.search(rf"(?<![\w.]){re.escape(value)}(?![\w]|\.\w)", text) is not None
