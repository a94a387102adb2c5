"""What must be so of serials that the site draws from an owner."""

from collections.abc import Callable

from linebench.scenario.model import FaultPlan, Scenario
from linebench.scenario.stack import StackPlan

__all__ = ["check_pool", "check_pool_faults", "check_pooled"]

_SEAT, _WIRE = "serials", "serials-l3"


def check_pool(stack: StackPlan, report: Callable[..., None]) -> None:
    """Check how much is drawn, and the wire to a pool that is real."""
    if stack.draw_block < 1:
        report("stack.draw_block", str(stack.draw_block), "1 or more", "write how many serials are drawn at a time")
    if stack.draw_low < 0:
        report("stack.draw_low", str(stack.draw_low), "0 or more")
    if _SEAT in stack.foreign and not any(wire.id == _WIRE and wire.dials for wire in stack.wires):
        report(f"stack.seat.{_SEAT}", "no wire to it", "the wire by which the bench reaches the pool",
               f'add [[wire]] with id = "{_WIRE}", dials = true, dialect, host and port')


def check_pool_faults(stack: StackPlan, faults: tuple[FaultPlan, ...], report: Callable[..., None]) -> None:
    """Check that there is a pool where one is to answer wrong."""
    for number, fault in enumerate(faults, 1):
        if fault.target == _SEAT and not stack.draws:
            report(f"fault.{number}.target", repr(_SEAT), "a pool of serials, which this stack has not",
                   'write serials = "emulated" into the stack file')


def check_pooled(scenario: Scenario, report: Callable[..., None]) -> None:
    """Check that the emulated pool can give what the markets of the products want: its serials are by chance."""
    for product in scenario.products if scenario.stack.draws else ():
        market = scenario.market_of(product)
        if market is not None and (market.serial.begins or market.serial.drawn == "sequential"):
            found = f"{scenario.stack.serials!r} with product {product.name!r} of market {market.id!r}"
            report("stack.serials", f"{found}, whose serials are counted or begin alike", '"own"',
                   "leave serials out, or the product")
