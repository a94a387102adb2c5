"""What an attempt has to do with a system that is not ours, and with people."""

from pathlib import Path

from linebench.bdd.config import RunConfig
from linebench.bdd.continued import Continued, goes_on
from linebench.binding.asking.script import Answers, Script, read_answers
from linebench.binding.binder import Binder
from linebench.binding.desk import Answered, Desk
from linebench.binding.keeping import Keeper
from linebench.evidence.audit import wall_clock
from linebench.scenario.load import Loaded

__all__ = ["Foreign"]

_PEOPLES = "l2"
"""The level that people speak with."""
_SPARE_US = 1_000_000
"""What an answer needs beyond the time in which it was given."""


class Foreign:
    """Of one attempt.

    Attributes:
        keeper: where files go that are kept as evidence.
        desk: where people are asked; ``None``: nobody can be.

    """

    def __init__(self, config: RunConfig, test: str, folder: Path) -> None:
        """``folder``: of the attempt.

        Raises:
            AskingError: the file of answers cannot be used.

        """
        self._config = config
        self._answers: Answers | None = read_answers(config.answers) if config.answers else None
        self._binder: Binder | None = None
        self._asked = True  # people ask the system, and not the bench's own line controller beside it
        self.keeper = Keeper(folder / "attachments")
        asker = Script(self._answers) if self._answers else config.asker
        self.desk = Desk(asker, test, self.keeper, wall_clock) if asker else None

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """Name and SHA-256 of the files it read."""
        return ((self._answers.file.name, self._answers.sha256),) if self._answers else ()

    @property
    def answered(self) -> tuple[Answered, ...]:
        """What people were asked so far."""
        return tuple(self.desk.answered) if self.desk else ()

    @property
    def clocks(self) -> tuple[str, ...]:
        """What was read of the system's clock, for people."""
        return () if self._binder is None else tuple(
            reading.told(when) for when, reading in self._binder.clocks.items())

    def bind(self, loaded: Loaded, continued: Continued, case: int) -> Binder | None:
        """Make hands and eyes where the stack file says any. ``continued``: has what outlives test case ``case``.

        Raises:
            BindingError: one cannot be used.

        """
        stack = loaded.scenario.stack
        self._asked = any(seat.id == _PEOPLES and seat.nature == "real" for seat in stack.seats)
        if stack.actions or stack.claims:
            lasting = continued.lasting if goes_on(loaded) else None
            self._binder = Binder(loaded.scenario, loaded.folder, real=self._config.real, desk=self.desk,
                                  keeper=self.keeper, lasting=lasting)
            if lasting is not None:
                continued.bound(self._binder, case)
        return self._binder

    def unable(self, action: str) -> str:
        """Why an action cannot be asked of this system; empty when it can."""
        return "" if self._binder is None or not self._asked else self._binder.unable(action)

    def within(self, action: str) -> int:
        """How long an answer to an action may take by its binding, in microseconds by the wall; 0: unbound."""
        within = 0 if self._binder is None else self._binder.within(action)
        return within and within + _SPARE_US
