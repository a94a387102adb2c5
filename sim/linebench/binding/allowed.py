"""What may be used beside a real system: GTINs, SSCC prefixes and endpoints on the list of the stack file."""

import fnmatch
from collections.abc import Iterator

from linebench.binding.address import endpoint_of
from linebench.binding.binder import eye_options, hand_options
from linebench.scenario.model import Scenario
from linebench.stack.l3.config import L3Config

__all__ = ["LISTED", "UnlistedError", "endpoints", "refuse_unlisted", "unlisted"]

LISTED = ("everything that is used beside a real system on the list [allow] of its stack file; nothing was opened: "
          "add it there if it belongs to the test system")
"""What is expected."""


class UnlistedError(ValueError):
    """Something is not on the list. The message names it; nothing has been opened."""


def refuse_unlisted(scenario: Scenario) -> None:
    """Refuse a world that would use beside a real system what is not on its list.

    Raises:
        UnlistedError: it would.

    """
    if found := unlisted(scenario):
        raise UnlistedError(f"found {'; '.join(found)}; expected {LISTED}")


def unlisted(scenario: Scenario) -> tuple[str, ...]:
    """What a world would use that is not on its list, by its kind; empty where nothing real takes part.

    Raises:
        BindingError: a binding whose options do not fit.

    """
    if not scenario.stack.real:
        return ()
    allow, orders = scenario.stack.allow, L3Config.from_scenario(scenario).orders.values()
    kinds = {
        "gtins": {order.gtin for order in orders} - {*allow.gtins},
        "sscc_prefixes": {order.sscc_prefix for order in orders} - {*allow.sscc_prefixes},
        "endpoints": {f"{at} ({where})" for where, at in endpoints(scenario)
                      if not any(fnmatch.fnmatchcase(at, pattern) for pattern in allow.endpoints)},
    }
    return tuple(f"{kind} {', '.join(sorted(found))}, not allowed by stack {scenario.stack.id}"
                 for kind, found in kinds.items() if found)


def endpoints(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Where each wire is served and each binding dials: key path, host and port.

    Raises:
        BindingError: a binding whose options do not fit.

    """
    stack = scenario.stack
    for wire in stack.wires:
        yield f"stack.wire.{wire.id}", f"{wire.host}:{wire.port}"
    for dashboard in stack.dashboards:
        if dashboard.url:
            yield f"stack.dashboard.{dashboard.id}", endpoint_of(dashboard.url)
    for action in stack.actions:
        where = f"stack.action.{action.id}"
        kind, options = hand_options(action, where)
        yield from ((where, endpoint_of(url)) for url in kind.reaches(options))
    for claim in stack.claims:
        where = f"stack.claim.{claim.id}"
        seer, seen = eye_options(claim, where)
        yield from ((where, endpoint_of(url)) for url in seer.reaches(seen))
