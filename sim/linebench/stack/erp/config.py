"""What a planner is set up with: the master data and the orders that it gives to the site."""

import msgspec

from linebench.ports.erp import JobOrder, ProductData
from linebench.scenario.model import Scenario
from linebench.stack.l3.config import master_data

__all__ = ["PlannerConfig"]


class PlannerConfig(msgspec.Struct, frozen=True, kw_only=True):
    """In the order in which they are told: all master data, then the orders."""

    products: tuple[ProductData, ...] = ()
    orders: tuple[JobOrder, ...] = ()

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> "PlannerConfig":
        """What a scenario's products and batches are to a planner."""
        gtins = {product.name: product.gtin for product in scenario.products}
        orders = tuple(JobOrder(each.order, gtins[each.product], each.lot, each.expiry, each.quantity)
                       for each in scenario.batches)
        return cls(products=master_data(scenario), orders=orders)
