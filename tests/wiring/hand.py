"""What an operator does after a disturbance, until the batch is ended: looks, acknowledges, starts, clears."""

from linebench.bench import Bench

__all__ = ["Hand"]

_LOOK_US = 1_000_000
_ANSWER_US = 5_000_000
_STANDING = frozenset({"Stopped", "Aborted", "Idle", "Complete", "Held"})
_MOST_STANDING = 10
"""Looks at a standing belt after which an operator does not believe the screen."""
_PATIENCE = 180
"""Looks at the screen after which an operator calls for help."""


class Hand:
    """One person at one line. ``said``: the refusals met, each once, in order."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.said: list[str] = []

    @property
    def state(self) -> str:
        """The state of the line, as the screen shows it."""
        return self.bench.people.shown.get("state", "")

    def ask(self, action: str, subject: str = "", by: str = "operator 1") -> bool:
        """Ask L2 for something and wait for its answer; a refusal is remembered."""
        before = len(self.bench.people.answers)
        self.bench.ask(action, subject, by)
        for _ in range(_ANSWER_US // _LOOK_US):
            self.bench.advance(None, _LOOK_US)
            for answer in self.bench.people.answers[before:]:
                if answer.action == action:
                    self._remember(f"{action}: {answer.reason}", refused=not answer.accepted)
                    return answer.accepted
        self._remember(f"{action}: no answer", refused=True)
        return False

    def begin(self, order: str) -> bool:
        """From an empty line to a running one. False: L2 refused a step; see ``said``."""
        self.bench.hand("clear_line")
        return all(self.ask(action, subject) for action, subject in (
            ("confirm_clearance", ""), ("start_batch", order), ("start_line", "")))

    def carry_through(self) -> bool:
        """Do what there is to do until L2 has ended the batch. False when a person would call for help."""
        stood = 0
        for _ in range(_PATIENCE):
            stood = 0 if any(belt.speed for belt in self.bench.line.belts.values()) else stood + 1
            # a screen may show an old state, but anybody can see that the belt stands
            if (self.state in _STANDING or stood > _MOST_STANDING) and self._stands():
                return True
            self.bench.advance(None, _LOOK_US)
        return False

    def _stands(self) -> bool:
        """The line stands. True when the batch is ended."""
        self.ask("acknowledge")
        if self.state != "Complete":
            self.ask("start_line")
            return False
        if self.ask("end_batch"):
            return True
        if self.ask("start_line"):
            return False
        for container in ("case", "pallet"):
            self.ask(f"close_{container}", "end of batch", "supervisor")
        self.bench.advance(None, _ANSWER_US)
        return False

    def _remember(self, text: str, *, refused: bool) -> None:
        if refused and text not in self.said:
            self.said.append(text)
