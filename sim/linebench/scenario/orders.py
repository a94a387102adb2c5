"""What orders are called where a system goes on from one test case to the next, and remembers them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import msgspec

from linebench.product.identifiers import CHARSET_82
from linebench.scenario.continuing import ORDERS
from linebench.scenario.load import Loaded
from linebench.scenario.problems import Problem, ScenarioError

__all__ = ["named"]

_LONGEST = 30
"""As GS1 has it of an order number, AI (400)."""


def named(loaded: Loaded, run: int, case: int) -> tuple[Loaded, Mapping[str, str]]:
    """A world with orders of a test case's own; its stack continues. Also what each was called before.

    Args:
        loaded: the world as its files have it.
        run: number of the run.
        case: number of the test case in it, from 1.

    Raises:
        ScenarioError: a name is too long, holds what nobody takes, or two orders get the same one.

    """
    template = loaded.scenario.stack.orders or ORDERS
    before = [batch.order for batch in loaded.scenario.batches]
    names = [template.format(order=order, run=run, case=case) for order in before]
    if problems := tuple(_problems(names, loaded)):
        raise ScenarioError(problems)
    batches = tuple(msgspec.structs.replace(batch, order=name)
                    for batch, name in zip(loaded.scenario.batches, names, strict=True))
    scenario = msgspec.structs.replace(loaded.scenario, batches=batches)
    whence = {f"batch.{order}.order": f"test case {case} of run {run}" for order in before}
    return (replace(loaded, scenario=scenario, origins={**loaded.origins, **whence}),
            dict(zip(names, before, strict=True)))


def _problems(names: list[str], loaded: Loaded) -> Iterator[Problem]:
    place = loaded.origins.get("stack.orders", "")
    for name in dict.fromkeys(names):
        if not 0 < len(name) <= _LONGEST or not set(name) <= set(CHARSET_82):
            yield Problem(place, "stack.orders", f"the order {name!r} of {len(name)} characters",
                          f"1 to {_LONGEST} characters of GS1 character set 82", "shorten or correct the text")
        elif names.count(name) > 1:
            yield Problem(place, "stack.orders", f"{names.count(name)} orders called {name!r}",
                          "a name for each order of the scenario", "add {order} to the text")
