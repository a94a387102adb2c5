"""The part of the line controller that is there for people, where it keeps users."""

from collections.abc import Callable, Mapping
from typing import Any

from linebench.ports.clock import ClockMoved, TimeAnswer
from linebench.stack.l2.people.accounts import Accounts
from linebench.stack.l2.people.alarms import AlarmJournal
from linebench.stack.l2.people.clock import Clock
from linebench.stack.l2.people.config import PeopleConfig
from linebench.stack.l2.people.decisions import PeopleDecisions
from linebench.stack.l2.people.desk import PeopleDesk
from linebench.stack.l2.people.office import Act, Office
from linebench.stack.l2.people.timekeeping import Timekeeping
from linebench.stack.l2.people.trail import Trail
from linebench.stack.machine import Answer, Effect, Handler

__all__ = ["PeopleSide", "people_of"]


class PeopleSide:
    """Everything about people: ``clock`` and ``desk`` are for the other parts of the controller too."""

    def __init__(self, config: PeopleConfig, decisions: PeopleDecisions, restored: Mapping[str, Any]) -> None:
        self._config, self._decisions = config, decisions
        self.clock = Clock(config, decisions, restored)
        self.desk = PeopleDesk(restored, Trail(self.clock, decisions, restored),
                               AlarmJournal(config, self.clock, decisions, restored))
        self._accounts = Accounts(config, decisions, restored)
        self._timekeeping = Timekeeping(config, decisions, self.clock, self.desk)
        self._office: Office | None = None

    def acts(self, line: Act) -> Mapping[type, Act]:
        """What each message of people does. ``line``: does what they ask of the line."""
        self._office = Office(self._config, self._decisions, self.desk, self._accounts, line)
        return {**self._office.acts, TimeAnswer: self._timekeeping.told, ClockMoved: self._timekeeping.moved}

    def start(self, out: list[Effect]) -> None:
        """Power came on: see what time it is."""
        self._timekeeping.ask(out)

    def timed(self, handlers: Mapping[type, Handler]) -> dict[type, Handler]:
        """The handlers of the controller, each of which first looks at the clock."""
        return {kind: self._looking(handler) for kind, handler in handlers.items()}

    def _looking(self, handler: Handler) -> Callable[[Any, int], Answer]:
        clock = self.clock

        def handle(message: Any, t: int) -> Answer:  # noqa: ANN401  # any message, as the handler takes
            clock.t = t
            return handler(message, t)

        return handle

    def expired(self, name: str, out: list[Effect], t: int) -> bool:
        """A timer of the controller ran out; whether it was one for people."""
        self.clock.t = t
        kind, _, user = name.partition(":")
        if kind == "session" and self._office is not None:
            self._office.idle(user, out)
        if name == "time":
            self._timekeeping.ask(out)
        return kind in ("session", "time")


def people_of(config: PeopleConfig | None, decisions: PeopleDecisions,
              restored: Mapping[str, Any]) -> PeopleSide | None:
    """The people's side of a controller, ``None`` where it keeps no users."""
    return None if config is None else PeopleSide(config, decisions, restored)
