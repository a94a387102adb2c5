"""Power and cables: what a person can take from a level or from two seats, and give back."""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from types import MappingProxyType

from linebench.backing_up import Backup
from linebench.hosting import Host
from linebench.line.field import Field
from linebench.line.hands import ACTS
from linebench.scenario.model import FaultPlan
from linebench.seats import LevelSeat
from linebench.succeeding import Successor
from linebench.wiring.facade import WiredSeat

__all__ = ["Utilities"]

_SITE = "l3"


class Utilities:
    """Power of the levels and cables of the links.

    Attributes:
        acts: what can be done by hand, by name.

    """

    def __init__(self, host: Host, seats: Mapping[str, LevelSeat | WiredSeat], field: Field, *,
                 links: Collection[str], now: Callable[[], int], inject: Callable[[FaultPlan], int],
                 heal: Callable[[int], None], successor: Successor) -> None:
        self._host, self._seats, self._field, self._successor = host, seats, field, successor
        self._links, self._now, self._inject, self._heal = links, now, inject, heal
        self._cut: dict[str, int] = {}
        self._backup = Backup()
        self.acts: Mapping[str, Callable[..., None]] = MappingProxyType({
            "cut_power": self._cut_power, "restore_power": self._restore_power,
            "cut_link": self._cut_link, "restore_link": self._restore_link, "replace_site": self._replace_site,
            "back_up": self._back_up, "put_back": self._put_back,
        })
        assert not self.acts.keys() & ACTS.keys()

    def switch(self, level: str, *, on: bool, t: int) -> None:
        """Give a level power or take it away; one elsewhere sees to its own thread."""
        seat = self._seats[level]
        act = partial(seat.power_on if on else seat.power_off, t)
        if isinstance(seat, WiredSeat):
            act()
        else:
            self._host.call(act)

    def _cut_power(self, level: str) -> None:
        self.switch(level, on=False, t=self._now())
        self._host.power(level, on=False)
        if level == "l1":
            self._host.call(lambda: self._field.control_lost(self._now()))

    def _restore_power(self, level: str) -> None:
        self._host.power(level, on=True)
        self.switch(level, on=True, t=self._now())
        if level == "l1":
            self._host.call(lambda: self._field.control_back(self._now()))

    def _replace_site(self) -> None:
        """Let another site server take the place of this one, with all that this one has kept."""
        self._cut_power(_SITE)
        seat = self._seats[_SITE]
        if isinstance(seat, LevelSeat):
            self._host.call(partial(self._successor.take_seat, seat))
        else:
            self._successor.take_store(self._host.store(_SITE))
        self._restore_power(_SITE)

    def _back_up(self, level: str) -> None:
        """Copy what a level keeps, while it runs."""
        seat = self._seats[level]
        if isinstance(seat, LevelSeat):
            self._host.call(partial(self._backup.take, seat))
        else:
            self._backup.take_file(self._host.store(level))

    def _put_back(self, level: str) -> None:
        """Let a level that has no power begin from the copy."""
        seat = self._seats[level]
        if isinstance(seat, LevelSeat):
            self._host.call(partial(self._backup.put_back, seat))
        else:
            self._backup.put_back_file(self._host.store(level))

    def _cut_link(self, a: str, b: str) -> None:
        for name in (f"{a}>{b}", f"{b}>{a}"):
            if name in self._links and name not in self._cut:
                self._cut[name] = self._inject(FaultPlan(target=name, kind="cut"))

    def _restore_link(self, a: str, b: str) -> None:
        for name in (f"{a}>{b}", f"{b}>{a}"):
            if name in self._cut:
                self._heal(self._cut.pop(name))
