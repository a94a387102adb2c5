"""The whole inventory: every kind of fact, each from its own file."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from linebench.content import Content
from linebench.evidence.audit import wall_clock
from linebench.evidence.environment import AREAS, Inventory, Item
from linebench.inventory.clock import clock_items
from linebench.inventory.distributions import distribution_items
from linebench.inventory.endpoints import endpoint_items, endpoints_of
from linebench.inventory.files import content_items
from linebench.inventory.host import host_items
from linebench.inventory.installation import Installation, given_items
from linebench.inventory.tool import tool_items
from linebench.scenario.stack import StackPlan

__all__ = ["at_run", "collect"]


def collect(content: Content, folder: Path, *, stack: StackPlan | None = None,
            given: Installation | None = None, real: bool = False) -> Inventory:
    """Return all that is known of the installation.

    Args:
        content: whose files are hashed.
        folder: the free space counts of the disk on which it lies.
        stack: whose endpoints are looked at; none if not given.
        given: what the site says that no machine can tell.
        real: connections may leave this machine.

    """
    items = [*_found(content, folder, "" if given is None else given.time_server)]
    if stack is not None:
        items += endpoint_items(endpoints_of(stack), real=real)
    if given is not None:
        items += given_items(given)
    return _listed(items)


def at_run(content: Content, folder: Path) -> Inventory:
    """Return what a run notes at its start and at its end: nobody is asked over a network."""
    return _listed(_found(content, folder, ""))


def _found(content: Content, folder: Path, server: str) -> Iterator[Item]:
    yield from host_items(folder)
    yield from distribution_items()
    yield from tool_items()
    yield from clock_items(server)
    yield from content_items(content)


def _listed(items: Iterable[Item]) -> Inventory:
    ordered = sorted(items, key=lambda item: AREAS.index(item.area))
    return Inventory(at=wall_clock(), items=tuple(ordered))
