"""The forms in which a board can be published, made from what a stack file says."""

import os
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

import msgspec

from linebench.epcis.times import micros
from linebench.ports.dashboard import Board, Point
from linebench.scenario.model import Scenario
from linebench.scenario.problems import Problem, ScenarioError
from linebench.scenario.stack import DashboardPlan
from linebench.stack.dashboard import BoardConfig, SiteBoard
from linebench.wire.mqtt.address import BrokerAddress
from linebench.wire.mqtt.values import Effect, Party
from linebench.wire.namespace.publisher import NamespaceConfig, NamespacePublisher
from linebench.wire.sparkplug.mutants import MUTANTS
from linebench.wire.sparkplug.node import EdgeNode, NodeConfig

__all__ = ["BrokerOptions", "DashboardError", "Publisher", "broker_of", "check_dashboards", "options_of",
           "publisher_of"]

T = TypeVar("T", bound=msgspec.Struct)


class DashboardError(ValueError):
    """A dashboard that cannot be. The message says where, what was found and what was expected."""


class Publisher(Party, Protocol):
    """A party that shows a board."""

    def show(self, points: Sequence[Point], t: int) -> Sequence[Effect]:
        """These gauges show something else now."""

    def device(self, name: str, t: int, *, here: bool) -> Sequence[Effect]:
        """A line is within reach, or lost."""


class BrokerOptions(msgspec.Struct, frozen=True):
    """How a broker is dialled: ``keep_alive`` in seconds; ``authorities``: a file of certificates;
    ``password_from``: the variable of the environment with the password, which then stands in no record.
    """

    client: str = ""
    keep_alive: int = 10
    authorities: str = ""
    password_from: str = ""


class SparkplugOptions(msgspec.Struct, frozen=True):
    """``host``: the primary host application; ``aliases``: data go by number; ``kept``: values kept while nobody
    can be told; ``mutant``: a planted defect of the node.
    """

    host: str = ""
    aliases: bool = True
    kept: int = 10_000
    mutant: str = ""


class NamespaceOptions(msgspec.Struct, frozen=True):
    """``topic``: template of the topics; ``enterprise``, ``site`` and ``area``: what stands in it; ``qos``."""

    topic: str = NamespaceConfig().topic
    enterprise: str = "enterprise"
    site: str = "site"
    area: str = ""
    qos: int = 1


def options_of(plan: DashboardPlan, kind: type[T]) -> T:
    """The options of one kind that a dashboard has.

    Raises:
        DashboardError: there is no such option, or its value does not fit.

    """
    known = {*BrokerOptions.__struct_fields__, *_FORMS[plan.form][0].__struct_fields__}
    for name in plan.options:
        if name not in known:
            raise DashboardError(f"{_where(plan)}.options: found {name!r}; expected one of "
                                 f"{', '.join(sorted(known))}")
    fields = {field.name for field in msgspec.structs.fields(kind)}
    mine = {name: value for name, value in plan.options.items() if name in fields}
    try:
        return msgspec.convert(mine, kind, strict=False)
    except msgspec.ValidationError as error:
        wanted, _, path = str(error).partition(" - at ")
        name = path.strip("`$.")
        raise DashboardError(f"{_where(plan)}.options.{name}: found {plan.options.get(name)!r}; {wanted.lower()}"
                             ) from error


def publisher_of(plan: DashboardPlan, board: Board, epoch: str) -> Publisher:
    """Make what publishes a board.

    Raises:
        DashboardError, TopicError, NamespaceError: what the stack file says cannot be.

    """
    options, make = _FORMS[plan.form]
    return make(plan, options_of(plan, options), board, micros(epoch))


def broker_of(plan: DashboardPlan, *, real: bool) -> BrokerAddress:
    """Where a dashboard's broker is.

    Raises:
        WireError: no URL of a broker, or one outside this machine unless ``real``.
        DashboardError: the password's variable is not set.

    """
    broker = BrokerAddress.parse(f"{_where(plan)}.url", plan.url, real=real)
    name = options_of(plan, BrokerOptions).password_from
    if not name:
        return broker
    if name not in os.environ:
        raise DashboardError(f"{_where(plan)}.options.password_from: found no variable {name!r} in the "
                             "environment; expected the password there")
    return msgspec.structs.replace(broker, password=os.environ[name])


def check_dashboards(scenario: Scenario) -> None:
    """Check that every dashboard of a scenario can be.

    Raises:
        ScenarioError: everything that is wrong, one line for each problem.

    """
    problems = []
    for plan in scenario.stack.dashboards:
        try:
            publisher_of(plan, SiteBoard(BoardConfig.from_scenario(scenario)).gauges, scenario.epoch)
            if plan.nature == "real" and (not plan.url or plan.form != "sparkplug"):
                raise DashboardError(f"{_where(plan)}.nature: found 'real' with form {plan.form!r} and url "
                                     f"{plan.url!r}; expected form 'sparkplug' and the URL of its broker")
            if plan.url:
                BrokerAddress.parse(f"{_where(plan)}.url", plan.url, real=True)
        except ValueError as error:
            problems.append(_problem(plan, str(error)))
    if problems:
        raise ScenarioError(tuple(problems))


def _problem(plan: DashboardPlan, text: str) -> Problem:
    where = _where(plan)
    head, _, expected = text.partition("; expected ")
    key, _, found = head.rpartition("found ")
    key = key.strip(": ")
    return Problem("", key if key.startswith(where) else f"{where}.{key}".rstrip("."), found, expected)


def _where(plan: DashboardPlan) -> str:
    return f"stack.dashboard.{plan.id}"


def _sparkplug(plan: DashboardPlan, options: SparkplugOptions, board: Board, epoch_us: int) -> EdgeNode:
    if options.mutant and options.mutant not in MUTANTS:
        raise DashboardError(f"{_where(plan)}.options.mutant: found {options.mutant!r}; expected one of "
                             f"{', '.join(sorted(MUTANTS))}")
    decisions = MUTANTS[options.mutant].decisions() if options.mutant else None
    return EdgeNode(NodeConfig(group=plan.group, node=plan.node, host=options.host, aliases=options.aliases,
                               kept=options.kept, epoch_us=epoch_us), board, decisions)


def _namespace(plan: DashboardPlan, options: NamespaceOptions, board: Board,  # noqa: ARG001  # forms are made alike
               epoch_us: int) -> NamespacePublisher:
    return NamespacePublisher(NamespaceConfig(
        topic=options.topic, enterprise=options.enterprise, site=options.site, area=options.area, qos=options.qos,
        epoch_us=epoch_us), board)


_FORMS: Mapping[str, tuple[type[Any], Callable[..., Publisher]]] = MappingProxyType({
    "sparkplug": (SparkplugOptions, _sparkplug), "namespace": (NamespaceOptions, _namespace)})
"""By name: its options, and what makes it."""
