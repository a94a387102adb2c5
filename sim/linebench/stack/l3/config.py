"""What a site server is set up with: the orders of its line, and how many serials it may still give out."""

from collections.abc import Mapping

import msgspec

from linebench.ports.l3 import Order
from linebench.scenario.model import Product, Scenario

__all__ = ["L3Config"]

_PREFIX_DIGITS = 7
"""Length of the company prefix taken from a GTIN, behind its indicator digit."""
_EXTENSION = "3"
_SSCC_PER_ORDER = 100_000
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
    enterprise: bool = False
    """Whether there is an L4 that captures events and answers; else it is told what lines report, and is silent."""
    site: str = "https://id.gs1.org/414/9501101000018"
    """Where the site is, as events have it."""
    line: str = "https://id.gs1.org/414/9501101000018/254/L1"
    """Where its line reads."""

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
            orders[batch.order] = Order(
                batch.order, product.gtin, batch.lot, batch.expiry, batch.quantity, product.case_size,
                product.pallet_size, _EXTENSION + product.gtin[1:1 + _PREFIX_DIGITS], 1 + index * _SSCC_PER_ORDER)
            if not product.released:
                refused[batch.order] = _not_released(product)
        return cls(orders=orders, refused=refused, pool=scenario.stack.serial_pool, epoch=scenario.epoch,
                   enterprise=scenario.stack.enterprise == "emulated")


def _not_released(product: Product) -> str:
    return f"master data of product {product.name!r} are not released"
