"""The alarm board of a control level: what is wrong, whether its cause is still there, who has seen it."""

from collections.abc import Iterable

__all__ = ["AlarmBoard"]


class _Alarm:
    """One alarm that is on. ``cause``: still there; ``seen``: a person acknowledged it."""

    __slots__ = ("cause", "latched", "seen")

    def __init__(self, *, cause: bool, latched: bool) -> None:
        self.cause = cause
        self.latched = latched
        self.seen = False


class AlarmBoard:
    """Alarms by name. A latched alarm goes off when its cause is gone *and* a person acknowledged it; any other
    one when either is the case.
    """

    __slots__ = ("_alarms",)

    def __init__(self) -> None:
        self._alarms: dict[str, _Alarm] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._alarms

    def names(self) -> tuple[str, ...]:
        """The alarms that are on, oldest first."""
        return tuple(self._alarms)

    def latched(self) -> tuple[str, ...]:
        """The latched alarms that are on, oldest first."""
        return tuple(name for name, alarm in self._alarms.items() if alarm.latched)

    def is_latched(self, name: str) -> bool:
        """Whether the alarm is on and needs a person."""
        return name in self._alarms and self._alarms[name].latched

    def came(self, name: str, *, cause: bool, latched: bool) -> bool:
        """The alarm came; ``cause``: as long as that holds it cannot go. True when people must be told.

        An alarm that comes again after it was acknowledged needs to be acknowledged again; one that comes again
        as latched stays latched, which is news.
        """
        known = self._alarms.get(name)
        if known is None or (latched and not known.latched):
            self._alarms[name] = _Alarm(cause=cause, latched=latched)
            return True
        known.cause, known.seen = cause, False
        return False

    def cause_gone(self, name: str) -> bool:
        """The cause is gone. True when the alarm went off with it."""
        alarm = self._alarms.get(name)
        if alarm is None:
            return False
        alarm.cause = False
        return self._drop(name) if alarm.seen or not alarm.latched else False

    def acknowledged(self, names: Iterable[str]) -> tuple[str, ...]:
        """A person saw these alarms. Returns those that went off with it."""
        known = [name for name in names if name in self._alarms]
        for name in known:
            self._alarms[name].seen = True
        return tuple(name for name in known if not self._alarms[name].cause and self._drop(name))

    def _drop(self, name: str) -> bool:
        del self._alarms[name]
        return True
