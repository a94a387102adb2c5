"""Whether an attempt has dashboards: who has none does not load them."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from linebench.kernel.engine import Engine
from linebench.records import AnyRecord
from linebench.records.wire import WireNoted
from linebench.scenario.model import Scenario
from linebench.wiring.attempt import Outside
from linebench.wiring.captures import Captured

if TYPE_CHECKING:
    from linebench.dashboards.outlet import Heard

__all__ = ["NOTHING", "Showing", "check_showing", "showing_of"]

Write = Callable[[AnyRecord], None]


class Showing(Protocol):
    """What an attempt shows of itself to others, as the bench knows it."""

    @property
    def heard(self) -> "Mapping[str, Heard]":
        """What the bench hears of each dashboard."""

    def listening(self, write: Write) -> Write:
        """Let it hear what is written."""

    def start(self, t: int) -> None:
        """Connect."""

    def close(self, t: int) -> None:
        """Publish what is left, and say good-bye; once."""

    def noted(self) -> tuple[WireNoted, ...]:
        """What became of connections since it was last asked."""

    def captured(self) -> tuple[Captured, ...]:
        """The files of what was published."""


class _Nothing:
    """No dashboards."""

    heard: "Mapping[str, Heard]" = MappingProxyType({})

    def listening(self, write: Write) -> Write:
        """See ``Showing``."""
        return write

    def start(self, t: int) -> None:
        """See ``Showing``."""

    def close(self, t: int) -> None:
        """See ``Showing``."""

    def noted(self) -> tuple[WireNoted, ...]:
        """See ``Showing``."""
        return ()

    def captured(self) -> tuple[Captured, ...]:
        """See ``Showing``."""
        return ()


NOTHING: Showing = _Nothing()


def showing_of(scenario: Scenario, engine: Engine, outside: Outside, *, keep: bool) -> Showing:
    """Make the dashboards that the stack file names. ``keep``: what is published stays in memory too.

    Raises:
        ScenarioError: one of them cannot be.
        WireError: a broker is outside this machine, and may not be.

    """
    if not scenario.stack.dashboards:
        return NOTHING
    check_showing(scenario)
    from linebench.dashboards import Dashboards  # noqa: PLC0415  # few stacks have one

    return Dashboards(scenario, engine, captures=outside.captures, keep=keep, real=outside.real)


def check_showing(scenario: Scenario) -> None:
    """Check that every dashboard of a scenario can be.

    Raises:
        ScenarioError: everything that is wrong, one line for each problem.

    """
    if scenario.stack.dashboards:
        from linebench.dashboards import check_dashboards  # noqa: PLC0415  # as above

        check_dashboards(scenario)
