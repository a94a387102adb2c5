"""Stores of site servers as they come about: what a server keeps that has heard this."""

from linebench.ports.l3 import AggregationEvent, ObjectEvent, Order, OrderRequest, Report, SerialRequest
from linebench.ports.l4 import Captured
from linebench.stack.l3 import L3Config, SiteServer
from linebench.stack.machine import Store

GTIN = "09501101530003"
ORDER = Order("A1", GTIN, "LOT1", "280200", 100, 5, 2, "39501101", 1)
CASE = "00395011010000000019"


def packs(*serials):
    return tuple(f"01{GTIN}21{serial}" for serial in serials)


def kept(*messages, order=ORDER, drawn="abcdefgh"):
    """What a server keeps that has this order and has heard these messages."""
    store, letters = {}, iter(drawn)
    config = L3Config(orders={order.order: order}, pool=100, epoch="2026-01-05T06:00:00Z", enterprise=True)
    site = SiteServer(config, lambda count, _: tuple(next(letters) for _ in range(count)))
    site.start(store, 0)
    for message in messages:
        for effect in site.receive("l2", message, 0):
            if isinstance(effect, Store) and effect.value is None:
                store.pop(effect.key, None)
            elif isinstance(effect, Store):
                store[effect.key] = effect.value
    return store


def batch(order=ORDER, first=1):
    """An order, two blocks of serials, and what is reported of them: two packs in a case, one of them taken out."""
    made = ObjectEvent("ADD", "commissioning", "active", packs("a", "b", "c"), (1, 1, 2))
    return (OrderRequest(order.order), SerialRequest(first, order.order, order.gtin, 3),
            SerialRequest(first + 1, order.order, order.gtin, 2), Report(1, order.order, (made,)),
            Report(2, order.order, (AggregationEvent("ADD", CASE, packs("a", "b"), 3),)), Captured(1, True, 2),
            Report(3, order.order, (AggregationEvent("DELETE", CASE, packs("b"), 4),)))
