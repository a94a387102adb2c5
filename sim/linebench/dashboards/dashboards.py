"""All dashboards of an attempt. They listen to what is written of links and of power, and change none of it."""

from collections.abc import Callable
from pathlib import Path

from linebench.dashboards.forms import BrokerOptions, SparkplugOptions, broker_of, options_of, publisher_of
from linebench.dashboards.live import Live
from linebench.dashboards.outlet import Heard, Outlet
from linebench.dashboards.overheard import Overheard
from linebench.dashboards.recorder import Recorder
from linebench.epcis.times import micros
from linebench.kernel.engine import Engine
from linebench.ports.dashboard import Board, Point
from linebench.records import AnyRecord
from linebench.records.truth import PowerChanged
from linebench.records.wire import Delivered, WireNoted
from linebench.scenario.model import Scenario
from linebench.scenario.stack import DashboardPlan
from linebench.stack.dashboard import BoardConfig, SiteBoard
from linebench.wire.mqtt.session import SessionConfig
from linebench.wiring.captures import Captured

__all__ = ["Dashboards"]

_HOST, _LINE = "l3", "l2"
"""The level on which publishers run, and the one without which a line is out of reach."""


class Dashboards:
    """What a site shows while an attempt runs.

    In virtual and stepped time, and in a world without wires, the bench stands for every broker.

    Attributes:
        heard: by dashboard, what the bench hears of it: where it stands for the broker, and of foreign ones.
        notes: what became of connections to brokers: time, dashboard, and in words.

    """

    def __init__(self, scenario: Scenario, engine: Engine, *, captures: Path | None, keep: bool,
                 real: bool) -> None:
        """``captures``: folder for what is published; ``keep``: what is recorded stays in memory too.

        Raises:
            DashboardError, TopicError, NamespaceError: a dashboard cannot be.
            WireError: a broker is outside this machine, and ``real`` is not allowed.

        """
        config = BoardConfig.from_scenario(scenario)
        self._engine, self._line = engine, config.line
        self._board = SiteBoard(config)
        self._captures, self._keep = captures, keep
        self.notes: list[tuple[int, str, str]] = []
        self.heard: dict[str, Heard] = {}
        kind, self._factor = scenario.clock
        self._brokers = kind == "real" and scenario.stack.is_wired
        self._panels = [
            _Panel(engine, int(plan.every), self._outlet(plan, scenario, self._board.gauges, real=real))
            for plan in scenario.stack.dashboards if self._brokers or plan.nature == "emulated"]

    def listening(self, write: Callable[[AnyRecord], None]) -> Callable[[AnyRecord], None]:
        """Let the dashboards hear what ``write`` writes; without any it stays as it is."""
        if not self._panels:
            return write
        links = self._board.links

        def written(record: AnyRecord) -> None:
            write(record)
            if isinstance(record, Delivered):
                if record.link in links:
                    self._heard(record)
            elif isinstance(record, PowerChanged):
                self._power(record)

        return written

    def start(self, t: int) -> None:
        """Connect all."""
        for panel in self._panels:
            panel.outlet.start(t)

    def close(self, t: int) -> None:
        """Publish what is left, and say good-bye."""
        panels, self._panels = self._panels, []
        for panel in panels:
            panel.flush(t)
            panel.outlet.close(t)

    def noted(self) -> tuple[WireNoted, ...]:
        """What became of connections to brokers since it was last asked."""
        notes, self.notes = self.notes, []
        return tuple(WireNoted(t, f"dashboard-{name}", "host", "broker", text) for t, name, text in notes)

    def captured(self) -> tuple[Captured, ...]:
        """The files of what was published."""
        names = sorted(self.heard) if self._captures is not None else ()
        return tuple(Captured(file=_file(name)) for name in names)

    def _outlet(self, plan: DashboardPlan, scenario: Scenario, board: Board, *, real: bool) -> Outlet:
        file = None if self._captures is None else self._captures / _file(plan.id)
        if plan.nature == "real":
            heard = Overheard(plan.group, _dialled(plan, real=real), self._factor, self._noting(plan), file=file)
            self.heard[plan.id] = heard
            return heard
        publisher = publisher_of(plan, board, scenario.epoch)
        if self._brokers and plan.url:
            return Live(publisher, _dialled(plan, real=real), self._factor, self._noting(plan))
        host = options_of(plan, SparkplugOptions).host if plan.form == "sparkplug" else ""
        recorder = Recorder(publisher, file=file, keep=self._keep, host=host, epoch_us=micros(scenario.epoch))
        self.heard[plan.id] = recorder
        return recorder

    def _noting(self, plan: DashboardPlan) -> Callable[[int, str], None]:
        return lambda t, text: self.notes.append((t, plan.id, text))

    def _heard(self, record: Delivered) -> None:
        points = self._board.heard(record.link, record.message, record.t)
        if points:
            for panel in self._panels:
                panel.show(points, record.t)

    def _power(self, record: PowerChanged) -> None:
        for panel in self._panels:
            if record.level == _HOST:
                panel.flush(record.t)
                panel.outlet.power(record.t, on=record.on)
            elif record.level == _LINE:
                panel.flush(record.t)
                panel.outlet.device(self._line, record.t, here=record.on)


class _Panel:
    """One dashboard: gathers what changes, and publishes it together."""

    def __init__(self, engine: Engine, every_us: int, outlet: Outlet) -> None:
        self.outlet = outlet
        self._engine, self._every = engine, every_us
        self._points: list[Point] = []

    def show(self, points: list[Point], t: int) -> None:
        if not self._points:
            self._engine.at(t + self._every, self._due)
        self._points += points

    def flush(self, t: int) -> None:
        points, self._points = self._points, []
        if points:
            self.outlet.show(points, t)

    def _due(self, t: int, *_: object) -> None:
        self.flush(t)


def _dialled(plan: DashboardPlan, *, real: bool) -> SessionConfig:
    options = options_of(plan, BrokerOptions)
    return SessionConfig(broker=broker_of(plan, real=real), client=options.client, keep_alive_s=options.keep_alive,
                         authorities=options.authorities)


def _file(name: str) -> str:
    return f"dashboard-{name}.jsonl"
