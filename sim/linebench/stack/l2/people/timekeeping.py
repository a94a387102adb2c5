"""Keeping the clock right: asking the time server, noticing when it is lost or somebody moves the clock."""

from linebench.ports.clock import ClockMoved, TimeAnswer, TimeRequest
from linebench.stack.l2.people.clock import Clock
from linebench.stack.l2.people.config import PeopleConfig
from linebench.stack.l2.people.decisions import PeopleDecisions
from linebench.stack.l2.people.desk import PeopleDesk
from linebench.stack.machine import Arm, Effect, Send

__all__ = ["Timekeeping"]

_SERVER_LOST = "time server lost"
_CLOCK_MOVED = "clock moved"
_CLOCK_WRONG = "clock wrong"


class Timekeeping:
    """Asks again and again (RFC 5905, clause 8). Nothing is asked where there is no time server."""

    def __init__(self, config: PeopleConfig, decisions: PeopleDecisions, clock: Clock, desk: PeopleDesk) -> None:
        self._config, self._decisions, self._clock, self._desk = config, decisions, clock, desk
        self._asked: int | None = None
        self._missed = 0

    def ask(self, out: list[Effect]) -> None:
        """Ask what time it is, and see to it that it is asked again."""
        if not self._config.poll_us:
            return
        if self._asked is not None:
            self._missed += 1
        if self._decisions.is_lost(self._missed):
            self._desk.alarm(_SERVER_LOST, out, cause=True)
        self._asked = self._clock.own
        out.extend((Send("time", TimeRequest(self._asked)), Arm("time", self._config.poll_us)))

    def told(self, answer: TimeAnswer, out: list[Effect], t: int) -> None:  # noqa: ARG002  # all acts alike
        """The time server says what time it is; an answer to an older question says nothing any more."""
        if answer.sent_us != self._asked:
            return
        self._asked, self._missed = None, 0
        self._desk.cause_gone(_SERVER_LOST, out)
        ahead = (answer.received_us - answer.sent_us) + (answer.answered_us - self._clock.own)
        wrong = ahead // 2 - self._clock.added
        if abs(wrong) > self._config.clock_limit_us:
            self._desk.alarm(_CLOCK_WRONG, out, latched=True)
            self._desk.trail.add("l2", "clock put right", out, new=f"by {wrong / 1e6:+.3f} s")
        if wrong:
            self._clock.put_right(wrong, out)

    def moved(self, said: ClockMoved, out: list[Effect], t: int) -> None:  # noqa: ARG002  # all acts alike
        """The computer's clock was moved: the controller goes on with its own time, says so and asks."""
        self._clock.was_moved(said.by_us, out)
        if abs(said.by_us) > self._config.clock_limit_us:
            self._desk.alarm(_CLOCK_MOVED, out, latched=True)
            self._desk.trail.add("l2", _CLOCK_MOVED, out, new=f"by {said.by_us / 1e6:+.3f} s",
                                 why="not by the line controller")
        self._asked = None
        self.ask(out)
