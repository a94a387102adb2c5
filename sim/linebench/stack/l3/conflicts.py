"""Where the histories of sites contradict themselves or each other, so that one must not take over the other's."""

from collections.abc import Iterator, Mapping
from itertools import combinations

import msgspec

from linebench.ports.l3 import Order
from linebench.stack.l3.config import SSCC_PER_ORDER
from linebench.stack.l3.history import History

__all__ = ["Conflict", "conflicts"]

_SHOWN = 5
_MASTER = ("name", "case_size", "pallet_size", "released")


class Conflict(msgspec.Struct, frozen=True):
    """One contradiction. ``kind``: in a word or two; ``sites``: whose; ``what``: what was found and what to do."""

    kind: str
    sites: tuple[str, ...]
    what: str


def conflicts(histories: Mapping[str, History]) -> list[Conflict]:
    """Every conflict within each history and between any two, in the order of the sites."""
    found = [each for site, history in histories.items() for each in _within(site, history)]
    for (one, mine), (other, theirs) in combinations(histories.items(), 2):
        sites = (one, other)
        found += [Conflict(kind, sites, what) for kind, what in _between(mine, theirs)]
    return found


def _within(site: str, history: History) -> Iterator[Conflict]:
    if history.missing:
        yield Conflict("gap in documents", (site,), f"{_listed(map(str, history.missing))} of 1 to {history.last} "
                       "are missing; export the store again, or ask the line for them")
    if history.twice:
        yield Conflict("serial given out twice", (site,), f"{_listed(map('/'.join, history.twice))}; block these "
                       "serials, and look for the packs that carry them")
    many: dict[tuple[str, str], set[str]] = {}
    for order in history.orders.values():
        many.setdefault((order.gtin, order.lot), set()).add(order.expiry)
    for (gtin, lot), expiries in many.items():
        if len(expiries) > 1:
            yield Conflict("lot with other content", (site,), f"lot {lot} of {gtin} has the expiry dates "
                           f"{', '.join(sorted(expiries))}; expected one")


def _between(mine: History, theirs: History) -> Iterator[tuple[str, str]]:
    for gtin in sorted(mine.serials.keys() & theirs.serials.keys()):
        both = mine.serials[gtin].keys() & theirs.serials[gtin].keys()
        if both:
            yield "serial given out twice", f"{gtin}: {_listed(sorted(both))}; block these serials at one site"
    for number in sorted(mine.orders.keys() & theirs.orders.keys()):
        differing = _differing(mine.orders[number], theirs.orders[number])
        if differing:
            yield "order with other content", f"order {number}: {differing}; decide which site's is right"
    yield from _products(mine, theirs)
    yield from _references(mine, theirs)


def _products(mine: History, theirs: History) -> Iterator[tuple[str, str]]:
    for one in mine.orders.values():
        for other in theirs.orders.values():
            if one.gtin == other.gtin and one.order != other.order:
                yield from _of_one_product(one, other)
    for gtin in sorted(mine.products.keys() & theirs.products.keys()):
        differing = _differing(mine.products[gtin], theirs.products[gtin], _MASTER)
        if differing:
            yield "product with other content", f"product {gtin}: {differing}; align the master data"


def _of_one_product(one: Order, other: Order) -> Iterator[tuple[str, str]]:
    if differing := _differing(one, other, ("case_size", "pallet_size")):
        yield "product with other content", (f"product {one.gtin} in orders {one.order} and {other.order}: "
                                             f"{differing}; align the master data")
    if one.lot == other.lot and one.expiry != other.expiry:
        yield "lot with other content", (f"lot {one.lot} of {one.gtin} in orders {one.order} and {other.order}: "
                                         f"expiry {one.expiry!r} and {other.expiry!r}; decide which is right")


def _references(mine: History, theirs: History) -> Iterator[tuple[str, str]]:
    both = mine.references & theirs.references
    if both:
        yield "SSCC used twice", f"{_listed(sorted(both))}; find the containers that carry them"
    for one in mine.orders.values():
        for other in theirs.orders.values():
            if one.order != other.order and _overlap(one, other):
                yield "SSCC ranges overlap", (
                    f"orders {one.order} and {other.order} count from {one.first_sscc} and {other.first_sscc} "
                    f"behind {one.sscc_prefix}; give one of the sites another extension digit or range")


def _overlap(one: Order, other: Order) -> bool:
    near = abs(one.first_sscc - other.first_sscc) < SSCC_PER_ORDER
    return one.sscc_prefix == other.sscc_prefix and near


def _differing(one: msgspec.Struct, other: msgspec.Struct, names: tuple[str, ...] = ()) -> str:
    """In which fields two values differ, and how."""
    pairs = ((name, getattr(one, name), getattr(other, name)) for name in names or one.__struct_fields__)
    return ", ".join(f"{name} {mine!r} and {theirs!r}" for name, mine, theirs in pairs if mine != theirs)


def _listed(texts: Iterator[str] | list[str]) -> str:
    every = list(texts)
    more = f" and {len(every) - _SHOWN} more" if len(every) > _SHOWN else ""
    return ", ".join(every[:_SHOWN]) + more
