"""The board of a site: one for its line, and what the site itself shows. It learns by listening to links alone."""

from linebench.ports import Message
from linebench.ports.dashboard import Board, Point, Value
from linebench.stack.dashboard.config import BoardConfig
from linebench.stack.dashboard.dial import Dials, Turn
from linebench.stack.dashboard.order import OrderDials
from linebench.stack.dashboard.packs import PackDials
from linebench.stack.dashboard.site import SiteDials
from linebench.stack.dashboard.state import AlarmDials, StateDials

__all__ = ["SiteBoard"]


class SiteBoard:
    """Attribute ``gauges``: all that is ever shown."""

    def __init__(self, config: BoardConfig) -> None:
        parts: dict[str, tuple[Dials, ...]] = {
            "": (SiteDials(enterprise=config.enterprise),),
            config.line: (StateDials(), OrderDials(), PackDials(config.rate), AlarmDials())}
        self.gauges: Board = {source: tuple(gauge for each in dials for gauge in each.gauges)
                              for source, dials in parts.items()}
        self._turns: dict[tuple[str, type], list[tuple[str, Turn]]] = {}
        for source, dials in parts.items():
            for key, turn in (pair for each in dials for pair in each.turns.items()):
                self._turns.setdefault(key, []).append((source, turn))
        self._shown: dict[tuple[str, str], Value] = {}

    @property
    def links(self) -> frozenset[str]:
        """The links it listens to."""
        return frozenset(link for link, _ in self._turns)

    def heard(self, link: str, message: Message, t: int) -> list[Point]:
        """Listen to a message; returns what shows something else now."""
        points = [Point(source, name, value, t) for source, turn in self._turns.get((link, type(message)), ())
                  for name, value in turn(message, t)]
        new = [point for point in points if self._shown.get((point.source, point.gauge)) != point.value]
        self._shown.update({(point.source, point.gauge): point.value for point in new})
        return new
