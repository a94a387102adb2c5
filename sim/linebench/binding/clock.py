"""How far a system's clock is ahead of the bench's: it is asked several times, and the shortest way counts."""

import re
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import msgspec

from linebench.binding.deed import Outcome
from linebench.ports import Message
from linebench.ports.l3 import ObjectEvent, Report
from linebench.records.run import ClockMeasured

__all__ = ["ClockError", "Reading", "moment", "read_ahead", "stated_times"]

_US = 1_000_000
_SECONDS = re.compile(r"\d:\d\d:\d\d(?:[.,](\d+))?")
_MINUTE_US = 60_000_000


class ClockError(ValueError):
    """The clock could not be read. The message says why."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What was read, in microseconds.

    ``ahead_us``: its time less the bench's; ``off_us``: by how much that may be wrong; ``wall_us``: its time less
    that of this computer, for people.
    """

    ahead_us: int
    off_us: int
    wall_us: int
    samples: int

    def record(self, t: int, source: str, when: str) -> ClockMeasured:
        """What the journal keeps."""
        return ClockMeasured(t, source, when, self.ahead_us, self.off_us, self.samples)

    def told(self, when: str) -> str:
        """What people are told."""
        return (f"at the {when}: {self.wall_us / _US:+.3f} s against this computer, within "
                f"{self.off_us / _US:.3f} s ({self.samples} questions)")


async def read_ahead(ask: Callable[[], Awaitable[Outcome]], now: Callable[[], int], epoch: datetime, form: str,
                     samples: int) -> Reading:
    """Ask what time it is there.

    Args:
        ask: the action ``read_clock``.
        now: the bench's clock, microseconds since ``epoch``.
        epoch: UTC of time 0.
        form: ``iso``, or as ``strptime`` writes it.
        samples: how often.

    Raises:
        ClockError: it does not say, or not in that form.

    """
    found = [await _sample(ask, now, epoch, form) for _ in range(max(1, samples))]
    best = min(found, key=lambda one: one.off_us)
    return msgspec.structs.replace(best, samples=len(found))


async def _sample(ask: Callable[[], Awaitable[Outcome]], now: Callable[[], int], epoch: datetime, form: str
                  ) -> Reading:
    asked, wall = now(), time.time()
    outcome = await ask()
    heard, wall = now(), (wall + time.time()) / 2
    if not outcome.accepted:
        raise ClockError(outcome.reason)
    try:
        then = moment(outcome.reason, form)
    except ValueError as error:
        raise ClockError(f"read_clock: time {outcome.reason!r}; expected the form {form}") from error
    theirs = round((then - epoch).total_seconds() * _US)
    off = (heard - asked + 1) // 2 + _left_out(outcome.reason)
    return Reading(ahead_us=theirs - (asked + heard) // 2, off_us=off,
                   wall_us=round((then.timestamp() - wall) * _US), samples=1)


def _left_out(text: str) -> int:
    """How much a text of a time leaves out: what is finer than its last digit."""
    seconds = _SECONDS.search(text)
    if seconds is None:
        return _MINUTE_US
    digits = len(seconds[1] or "")
    return int(_US / 10**digits) if digits < len(str(_US)) else 0


def moment(text: str, form: str) -> datetime:
    """A time as the system writes it; without an offset it is UTC.

    Raises:
        ValueError: it is written otherwise.

    """
    then = datetime.fromisoformat(text) if form == "iso" else datetime.strptime(text, form)  # noqa: DTZ007  # see below
    return then if then.tzinfo else then.replace(tzinfo=UTC)


def stated_times(message: Message) -> tuple[int, ...]:
    """The times that a statement gives, in microseconds of the attempt."""
    if not isinstance(message, Report):
        return ()
    return tuple(time_us for event in message.events for time_us in
                 (event.times_us if isinstance(event, ObjectEvent) else (event.time_us,)) if time_us)
