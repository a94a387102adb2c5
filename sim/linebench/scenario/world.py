"""Builds the plans of a scenario from its merged tree, part by part, so that one bad part hides no other."""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from linebench.product.market import Market
from linebench.scenario import check
from linebench.scenario.build import Builder, nearest
from linebench.scenario.continuing import check_world
from linebench.scenario.devices import check_units
from linebench.scenario.faults import check_fault
from linebench.scenario.folders import FoldersPlan
from linebench.scenario.kinds import LINKS, DeviceKind
from linebench.scenario.maker import ProductPlan
from linebench.scenario.market import build_market, check_marketed, check_shown
from linebench.scenario.model import (
    Batch,
    BeltPlan,
    FaultPlan,
    LinePlan,
    OperatorPlan,
    Product,
    Scenario,
    StationPlan,
)
from linebench.scenario.people import PeoplePlan, check_people
from linebench.scenario.pool import check_pool_faults, check_pooled
from linebench.scenario.problems import Problem
from linebench.scenario.stack import (
    ActionPlan,
    AllowPlan,
    ClaimPlan,
    ClockPlan,
    DashboardPlan,
    SeatPlan,
    StackPlan,
    WirePlan,
)
from linebench.scenario.tree import Table

__all__ = ["World"]

_PLACES: Mapping[str, type[msgspec.Struct]] = {
    "seat": SeatPlan, "wire": WirePlan, "action": ActionPlan, "claim": ClaimPlan,
    "dashboard": DashboardPlan}
"""Repeated tables of a stack."""
_SINGLE: Mapping[str, type[msgspec.Struct]] = {"allow": AllowPlan, "clock": ClockPlan, "folders": FoldersPlan}
"""Tables of a stack that stand once."""
_NO_STATIONS = ("belt", "link", "handheld", "serials", "folder", "l2.store")
"""Kinds of things that a line has without a station of their own."""


@dataclass(frozen=True, slots=True)
class World:
    """Builds the parts of a scenario. Problems go to the builder; a part that has one is ``None``.

    ``own_stack``: no stack file was laid over the scenario.
    """

    builder: Builder
    kinds: Mapping[str, DeviceKind]
    own_stack: bool = True

    def scenario(self, root: Table) -> Scenario | None:
        """Build the whole; ``None`` when a problem was noted."""
        self.builder.places[""] = root.place
        line = self.line(self._table(root, "line", "line"))
        markets = {name: build_market(table, self.builder, f"market.{name}")
                   for name, table in self._each(root, "market", "")}
        products = tuple(self.product(table, f"product.{name}", markets)
                         for name, table in self._each(root, "product", ""))
        names = tuple(name for name, _ in self._each(root, "product", ""))
        batches = tuple(self.batch(table, names, f"batch.{name}") for name, table in self._each(root, "batch", ""))
        if not batches:
            self.builder.wrong("batch", "nothing", "at least one [[batch]]", "add the order to run")
        stack = self.stack(self._table(root, "stack", "stack"))
        targets = self.targets(root)
        faults = tuple(self.fault(table, targets, f"fault.{name}") for name, table in self._each(root, "fault", ""))
        given = {"line": line, "products": products, "batches": batches, "stack": stack, "faults": faults,
                 "markets": tuple(markets.values()), "people": self.people(root)}
        scenario = self.builder.struct(Scenario, root, "", given,
                                       ("line", "product", "batch", "stack", "fault", "market", "people"))
        if scenario:
            check.check_scenario(scenario, self.builder.wrong)
        if line and stack and None not in (*line.stations, *stack.seats):
            check.check_loggers(line, stack, self.builder.wrong)
        if scenario and not self.builder.problems:
            # of parts that are right by themselves
            check_units(scenario, self.builder.wrong, own=self.own_stack)
            check_shown(scenario, self.builder.wrong)
            check_pooled(scenario, self.builder.wrong)
            if self.own_stack:
                check_pool_faults(scenario.stack, scenario.faults, self.builder.wrong)
        return scenario

    def people(self, root: Table) -> PeoplePlan | msgspec.UnsetType | None:
        """Build users and roles, where the scenario has any."""
        if "people" not in root.items:
            return msgspec.UNSET
        people = self.builder.struct(PeoplePlan, self._table(root, "people", "people"), "people")
        if people:
            check_people(people, self.builder.wrong)
        return people

    def stack(self, table: Table) -> StackPlan | None:
        """Build the stack with its seats and wires."""
        parts = {
            f"{key}s": tuple(self.builder.struct(plan, each, f"stack.{key}.{name}")
                             for name, each in self._each(table, key, "stack."))
            for key, plan in _PLACES.items()
        }
        single = {key: self.builder.struct(plan, self._table(table, key, f"stack.{key}"), f"stack.{key}")
                  for key, plan in _SINGLE.items()}
        whose = self.maker(table)
        stack = self.builder.struct(StackPlan, table, "stack", {**parts, **single, "product": whose},
                                    (*_PLACES, *_SINGLE, "product"))
        if stack and None not in (*stack.seats, *stack.wires, stack.folders):
            check.check_stack(stack, LINKS, self.builder.wrong)
            if None not in (*stack.actions, *stack.claims):
                check_world(stack, self.builder.wrong)
        return stack

    def maker(self, stack: Table) -> ProductPlan | None:
        """Build what says whose product the stack is, where its file says that."""
        if "product" not in stack.items:
            return None
        path = "stack.product"
        product = self.builder.struct(ProductPlan, self._table(stack, "product", path), path)
        if product:
            check.check_maker(product, path, self.builder.wrong)
        return product

    def line(self, table: Table) -> LinePlan | None:
        """Build the line and check it, part by part."""
        belts = {name: self.builder.struct(BeltPlan, each, f"line.belt.{name}")
                 for name, each in self._each(table, "belt", "line.")}
        stations = tuple(self.station(each, belts, f"line.station.{name}")
                         for name, each in self._each(table, "station", "line."))
        self._distinct(table)
        person = self._table(table, "operator", "line.operator")
        operator = self.builder.struct(OperatorPlan, person, "line.operator")
        given = {"belts": tuple(belts.values()), "stations": stations, "operator": operator}
        line = self.builder.struct(LinePlan, table, "line", given, ("belt", "station", "operator"))
        if line:
            check.check_line(line, "line", self.builder.wrong)
        return line

    def station(self, table: Table, belts: Mapping[str, BeltPlan | None], path: str) -> StationPlan | None:
        """Build a station with the settings of its kind of device."""
        kind = self.kind(table)
        settings = kind and self.builder.struct(kind.settings, self._table(table, "settings", f"{path}.settings"),
                                                f"{path}.settings")
        station = self.builder.struct(StationPlan, table, path, {"settings": settings}, ("settings",))
        if station and kind is None:
            known = [name for name in self.kinds if name not in _NO_STATIONS]
            self.builder.wrong(f"{path}.kind", repr(station.kind), f"one of {', '.join(known)}",
                               nearest(station.kind, known))
        if station:
            check.check_station(station, belts, path, self.builder.wrong)
        return station

    def kind(self, table: Table) -> DeviceKind | None:
        """Return the kind of device a station's table names, if it is known."""
        name = _text(table, "kind")
        return None if name in _NO_STATIONS else self.kinds.get(name)

    def product(self, table: Table, path: str, markets: Mapping[str, Market | None]) -> Product | None:
        """Build a product, and hold it against its market."""
        product = self.builder.struct(Product, table, path)
        if product:
            check.check_product(product, path, self.builder.wrong)
            market = markets.get(product.market)
            if market:
                check_marketed(product, market, path, self.builder.wrong)
        return product

    def batch(self, table: Table, products: tuple[str, ...], path: str) -> Batch | None:
        """Build an order."""
        batch = self.builder.struct(Batch, table, path)
        if batch:
            check.check_batch(batch, products, path, self.builder.wrong)
        return batch

    def fault(self, table: Table, targets: Mapping[str, DeviceKind | None], path: str) -> FaultPlan | None:
        """Build a fault and check it against what its target declares."""
        fault = self.builder.struct(FaultPlan, table, path)
        if fault:
            check_fault(fault, targets, path, self.builder.wrong)
        return fault

    def targets(self, root: Table) -> dict[str, DeviceKind | None]:
        """Return everything a fault may have as its target; ``None``: its own kind was wrong already."""
        line = self._table(root, "line", "line")
        stations = {name: self.kind(each) for name, each in self._each(line, "station", "line.")}
        belts = {name: self.kinds.get("belt") for name, _ in self._each(line, "belt", "line.")}
        return {**stations, **belts, **dict.fromkeys(LINKS, self.kinds.get("link")),
                **{name: self.kinds.get(name) for name in ("handheld", "serials", "folder", "l2.store")}}

    def _distinct(self, line: Table) -> None:
        belts = [name for name, _ in self._each(line, "belt", "line.")]
        for name, each in self._each(line, "station", "line."):
            if name in belts:
                self._note(Problem(each.place, f"line.station.{name}.id", f"{name!r}, which is a belt too",
                                   "every id once in a line", "give the station a name of its own"))

    def _table(self, table: Table, key: str, path: str) -> Table:
        node = table.items.get(key, Table(table.place))
        if isinstance(node, Table):
            return node
        self._note(Problem(node.place, path, repr(node.value), "a table"))
        return Table(node.place)

    def _each(self, table: Table, key: str, path: str) -> list[tuple[str, Table]]:
        node = self._table(table, key, path + key)
        wrong = [(name, each) for name, each in node.items.items() if not isinstance(each, Table)]
        for name, each in wrong:
            self._note(Problem(each.place, f"{path}{key}.{name}", "a value", f"[[{key}]] tables"))
        return [(name, each) for name, each in node.items.items() if isinstance(each, Table)]

    def _note(self, problem: Problem) -> None:
        self.builder.problems.append(problem)


def _text(table: Table, key: str) -> str:
    value = getattr(table.items.get(key), "value", "")
    return value if isinstance(value, str) else ""
