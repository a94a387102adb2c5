"""What a site server is set up with: the orders of its line, and how many serials it may still give out."""

from collections.abc import Mapping

import msgspec

from linebench.ports.erp import JobOrder, ProductData
from linebench.ports.l3 import Order
from linebench.scenario.model import Product, Scenario
from linebench.stack.l3.conditions import Limits, limits_of
from linebench.stack.l3.drawing import DrawPlan

__all__ = ["SSCC_PER_ORDER", "L3Config", "master_data", "order_of"]

_PREFIX_DIGITS = 7
"""Length of the company prefix taken from a GTIN, behind its indicator digit."""
_EXTENSION = "3"
SSCC_PER_ORDER = 100_000
"""Serial references of SSCCs set aside for one order: far more containers than a batch fills."""


class L3Config(msgspec.Struct, frozen=True, kw_only=True):
    """Orders by number, why an order must not be given out, and the size of the serial pool."""

    orders: Mapping[str, Order]
    refused: Mapping[str, str] = {}
    """Order number to the reason for which its master data may not be used."""
    pool: int
    """Serials that can be given out for each GTIN."""
    epoch: str = "1970-01-01T00:00:00Z"
    """UTC of t = 0, for the times of events."""
    zone: str = "UTC"
    """The time zone of the site, for the offsets of events."""
    enterprise: bool = False
    """Whether there is an L4 that captures events and answers; else it is told what lines report, and is silent."""
    draws: DrawPlan | None = None
    """How serials are drawn from their owner; ``None``: the site makes them up itself."""
    site: str = "https://id.gs1.org/414/9501101000018"
    """Where the site is, as events have it."""
    planner: bool = False
    """Whether a planner gives the orders and the master data; else they are those above from the start."""
    products: tuple[ProductData, ...] = ()
    """Master data that the site has from elsewhere, where its planner has no word for them."""
    loggers: Mapping[str, Limits] = {}
    """Data loggers of the line, with what the goods bear."""
    line: str = "https://id.gs1.org/414/9501101000018/254/L1"
    """Where its line reads."""
    desk: str = "https://id.gs1.org/414/9501101000018/254/DESK"
    """Where people at its desk read."""
    relabel: str = "same serial"
    """What a label has that replaces a damaged one: the ``same serial``, or a ``new serial``."""

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> "L3Config":
        """The configuration that a scenario's batches and products make."""
        products = {product.name: product for product in scenario.products}
        orders: dict[str, Order] = {}
        refused: dict[str, str] = {}
        for index, batch in enumerate(scenario.batches):
            product = products.get(batch.product)
            if product is None:
                refused[batch.order] = f"no master data for product {batch.product!r}"
                continue
            job = JobOrder(batch.order, product.gtin, batch.lot, batch.expiry, batch.quantity)
            orders[batch.order] = order_of(job, product.case_size, product.pallet_size, index)
            if not product.released:
                refused[batch.order] = _not_released(product)
        stack = scenario.stack
        if planned := stack.planner != "none":
            orders, refused = {}, {}
        return cls(orders=orders, refused=refused, planner=planned, pool=stack.serial_pool, epoch=scenario.epoch,
                   zone=scenario.zone, enterprise=stack.enterprise == "emulated", loggers=limits_of(scenario.line),
                   draws=DrawPlan(low=stack.draw_low, block=stack.draw_block) if stack.draws else None,
                   relabel=stack.relabel,
                   products=master_data(scenario) if planned and "erp" in stack.foreign else ())


def order_of(job: JobOrder, case_size: int, pallet_size: int, index: int) -> Order:
    """The order as the line gets it. ``index``: how many orders there were before, which chooses its SSCCs."""
    return Order(job.job, job.gtin, job.lot, job.expiry, job.quantity, case_size, pallet_size,
                 _EXTENSION + job.gtin[1:1 + _PREFIX_DIGITS], 1 + index * SSCC_PER_ORDER)


def master_data(scenario: Scenario) -> tuple[ProductData, ...]:
    """The products of a scenario as a planner tells them."""
    return tuple(ProductData(f"product-{each.name}", each.gtin, each.name, each.case_size, each.pallet_size,
                             each.released) for each in scenario.products)


def _not_released(product: Product) -> str:
    return f"master data of product {product.name!r} are not released"
